package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"taizhang/sheets/figure"
	"taizhang/templates"
)

// MismatchError says that the engine counts otherwise than the master; nothing
// has been loaded.
type MismatchError struct{ Differences []string }

func (e *MismatchError) Error() string {
	return fmt.Sprintf("引擎算出的数与总台账不同，没有入库：%s", strings.Join(e.Differences, "；"))
}

// Advice says what to do.
func (e *MismatchError) Advice() string {
	return "请核对引擎的版本和表的定义（“taizhang load --ddl plain”）；数据没有改动，可以再运行一次。"
}

// verify counts the figures in the engine and holds them against the master's.
func (l *loading) verify(ctx context.Context, set *figure.Set) error {
	m := l.Master
	for _, ledger := range m.Plan.Ledgers {
		var n int64
		if err := l.tx.QueryRow(ctx, fmt.Sprintf(`SELECT count(*) FROM %s WHERE "_office" = $1 AND "_campaign" = $2`, qualified(ledger.Name)), l.Office, l.Campaign).Scan(&n); err != nil {
			return err
		}
		if n != int64(len(m.Rows[ledger])) {
			return &MismatchError{[]string{fmt.Sprintf("“%s”总台账有 %d 行，引擎里是 %d 行", ledger.Name, len(m.Rows[ledger]), n)}}
		}
	}
	counted, err := Figures(ctx, l.tx, m.Plan, Scope{l.Office, l.Campaign, m.Plan.Param(templates.ParamAsOf)})
	if err != nil {
		return err
	}
	there := counted.Set(m.Data())
	var wrong []string
	for _, f := range m.Plan.Figures {
		if why := counted.NoSQL[f]; why != nil {
			l.out.NoSQL = append(l.out.NoSQL, fmt.Sprintf("%s：%v", f.Code, why))
			continue
		}
		if a, b := set.Get(f), there.Get(f); !Equal(a, b) {
			wrong = append(wrong, fmt.Sprintf("“%s”总台账是 %s，引擎是 %s", f.Name, a.Printed(), b.Printed()))
			continue
		}
		l.out.Figures++
	}
	if len(wrong) > 0 {
		return &MismatchError{wrong}
	}
	return nil
}

// Equal reports whether two results are the same, exactly.
func Equal(a, b *figure.Result) bool {
	if a.OK != b.OK || a.Count != b.Count || (a.Exact == nil) != (b.Exact == nil) || !slices.Equal(a.List, b.List) {
		return false
	}
	return a.Exact == nil || a.Exact.Cmp(b.Exact) == 0
}

// refuse puts the refused load on record.
func (l *loading) refuse(ctx context.Context, conn *pgx.Conn, why *MismatchError) error {
	_, err := conn.Exec(ctx, fmt.Sprintf(`INSERT INTO %s ("_office", "_campaign", load_id, master_digest, plan_version, serial, as_of, status, note) SELECT $1, $2, COALESCE(max(load_id), 0) + 1, $3, $4, $5, $6, $7, $8 FROM %s WHERE "_office" = $1 AND "_campaign" = $2`, qualified(loadsTable), qualified(loadsTable)),
		l.Office, l.Campaign, l.loadDigest(), l.Master.Plan.Version, l.Master.Serial, day(l.Master.AsOf), statusRefused, strings.Join(why.Differences, "；"))
	return explain(err)
}

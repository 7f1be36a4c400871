package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// Input is what is loaded.
type Input struct {
	Office, Campaign string
	Master           *master.Master
	Digest           string // of the master's file
	Findings         []finding.Finding
	Returns          []returns.Unit // where the units stand
	Past             []Past         // what earlier merges said, the oldest first
}

// Past is what the figures were at an earlier merge.
type Past struct {
	sheets.Past
	LookedBack bool // @上期 and @去年 may mean it
	Trend      bool // it is a point of the trend
	Kept       bool // documents of its day are held against it
}

// Loaded says what a load did.
type Loaded struct {
	Office   string           `json:"office"`
	Campaign string           `json:"campaign"`
	LoadID   int              `json:"load_id"`
	Digest   string           `json:"master_digest"`
	Same     bool             `json:"unchanged"`
	Rows     map[string]int64 `json:"rows"`    // by ledger
	Changed  int64            `json:"changed"` // rows written anew
	Figures  int              `json:"figures"` // counted in the engine and equal
	NoSQL    []string         `json:"no_sql"`  // counted here only
}

// Statuses of a load.
const (
	statusComplete = "完成"
	statusRefused  = "不符，未入库"
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

// Load puts a master into the engine: what changed since the last load replaces
// what was there, in one transaction, once the engine counts the same figures.
func Load(ctx context.Context, conn *pgx.Conn, in Input) (*Loaded, error) {
	if err := ensure(ctx, conn, in.Master.Plan); err != nil {
		return nil, explain(err)
	}
	out := &Loaded{Office: in.Office, Campaign: in.Campaign, Digest: in.Digest, Rows: map[string]int64{}}
	tx, err := conn.Begin(ctx)
	if err != nil {
		return nil, explain(err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	l := &loading{Input: in, tx: tx, out: out}
	err = l.run(ctx)
	var mismatch *MismatchError
	if errors.As(err, &mismatch) {
		_ = tx.Rollback(ctx)
		return nil, errors.Join(l.refuse(ctx, conn, mismatch), err)
	}
	if err != nil {
		return nil, explain(err)
	}
	return out, explainNil(tx.Commit(ctx))
}

func explainNil(err error) error {
	if err == nil {
		return nil
	}
	return explain(err)
}

// loading is one load under way.
type loading struct {
	Input
	tx  pgx.Tx
	out *Loaded
}

// run is the whole load. Loads of one office wait for each other; those of
// different offices touch no common row.
func (l *loading) run(ctx context.Context) error {
	if _, err := l.tx.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))", schemaName+l.Office, l.Campaign); err != nil {
		return err
	}
	last, same, err := l.last(ctx)
	if err != nil {
		return err
	}
	l.out.LoadID = last + 1
	if same {
		l.out.LoadID, l.out.Same = last, true
		return nil
	}
	m := l.Master
	set := figure.New(m.Data())
	counted := make(chan bool)
	go func() { // while the rows are on their way
		defer close(counted)
		for _, f := range m.Plan.Figures {
			set.Get(f)
		}
	}()
	err = l.ledgers(ctx)
	if <-counted; err != nil {
		return err
	}
	for _, src := range others(l.Input, kept(set)) {
		if err := l.replace(ctx, src); err != nil {
			return err
		}
	}
	if err := l.verify(ctx, set); err != nil {
		return err
	}
	counts, err := json.Marshal(l.out.Rows)
	if err != nil {
		return err
	}
	var rows int64
	for _, n := range l.out.Rows {
		rows += n
	}
	standing, err := writeStanding(l.Returns)
	if err != nil {
		return err
	}
	_, err = l.tx.Exec(ctx, fmt.Sprintf(`INSERT INTO %s ("_office", "_campaign", load_id, master_digest, plan_version, serial, as_of, status, row_count, counts, standing) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, qualified(loadsTable)),
		l.Office, l.Campaign, l.out.LoadID, l.loadDigest(), m.Plan.Version, m.Serial, day(m.AsOf), statusComplete, rows, string(counts), standing)
	return err
}

func (l *loading) ledgers(ctx context.Context) error {
	m := l.Master
	for _, ledger := range m.Plan.Ledgers {
		src := ledgerSource(ledger, m.Rows[ledger], l.Office, l.Campaign, m.Serial)
		if err := l.replace(ctx, src); err != nil {
			return err
		}
		l.out.Rows[ledger.Name] = int64(src.n)
	}
	return nil
}

// loadDigest is what has to be the same for a load to have nothing to do.
func (l *loading) loadDigest() string {
	return l.Digest + "/" + l.Master.Plan.Version + "/" + figure.Fingerprint(l.Master.Plan)
}

// last is the number of the last load, and whether it was of the same master.
func (l *loading) last(ctx context.Context) (n int, same bool, err error) {
	var digest, status string
	err = l.tx.QueryRow(ctx, fmt.Sprintf(`SELECT load_id, master_digest, status FROM %s WHERE "_office" = $1 AND "_campaign" = $2 ORDER BY load_id DESC LIMIT 1`, qualified(loadsTable)), l.Office, l.Campaign).Scan(&n, &digest, &status)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, false, nil
	}
	return n, err == nil && status == statusComplete && digest == l.loadDigest(), err
}

// replace takes over a table's rows. The first load of an office copies straight
// in. Later ones say of every row of a ledger which it is and what its digest: rows
// that are as they were keep the merge since which they are so, and only the others
// travel.
func (l *loading) replace(ctx context.Context, src *source) error {
	t := src.table
	mine := `"_office" = $1 AND "_campaign" = $2`
	var old bool
	if err := l.tx.QueryRow(ctx, fmt.Sprintf("SELECT EXISTS (SELECT 1 FROM %s WHERE %s)", qualified(t.name), mine), l.Office, l.Campaign).Scan(&old); err != nil {
		return err
	}
	if old && src.id != nil {
		return l.differing(ctx, src)
	}
	if old {
		if _, err := l.tx.Exec(ctx, fmt.Sprintf("DELETE FROM %s t WHERE %s", qualified(t.name), mine), l.Office, l.Campaign); err != nil {
			return err
		}
	}
	n, err := copyIn(ctx, l.tx, qualified(t.name), src)
	if src.id != nil {
		l.out.Changed += n
	}
	return err
}

// differing deletes the rows that are gone or changed, and copies those in that are
// new or changed.
func (l *loading) differing(ctx context.Context, src *source) error {
	staging := "新_" + short(src.table.name)
	if _, err := l.tx.Exec(ctx, fmt.Sprintf(`CREATE TEMP TABLE %s ("_ord" integer, "_id" text, "_hash" text) ON COMMIT DROP`, ident(staging))); err != nil {
		return err
	}
	if _, err := copyIn(ctx, l.tx, ident(staging), src.digests()); err != nil {
		return err
	}
	// What was just copied is unknown to the planner: row by row would take hours.
	if _, err := l.tx.Exec(ctx, fmt.Sprintf("ANALYZE %s; SET LOCAL enable_nestloop = off", ident(staging))); err != nil {
		return err
	}
	table := qualified(src.table.name)
	rows, err := l.tx.Query(ctx, fmt.Sprintf(`SELECT s."_ord" FROM %s s WHERE NOT EXISTS (SELECT 1 FROM %s t WHERE t."_office" = $1 AND t."_campaign" = $2 AND t."_id" = s."_id" AND t."_hash" = s."_hash") ORDER BY 1`, ident(staging), table), l.Office, l.Campaign)
	if err != nil {
		return err
	}
	fresh, err := pgx.CollectRows(rows, pgx.RowTo[int])
	if err != nil {
		return err
	}
	gone := fmt.Sprintf(`DELETE FROM %s t WHERE t."_office" = $1 AND t."_campaign" = $2 AND NOT EXISTS (SELECT 1 FROM %s s WHERE s."_id" = t."_id" AND s."_hash" = t."_hash")`, table, ident(staging))
	if _, err := l.tx.Exec(ctx, gone, l.Office, l.Campaign); err != nil {
		return err
	}
	if _, err := l.tx.Exec(ctx, "SET LOCAL enable_nestloop TO DEFAULT"); err != nil {
		return err
	}
	n, err := copyIn(ctx, l.tx, table, src.only(fresh))
	l.out.Changed += n
	return err
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
	return explainNil(err)
}

// kept is a figure as the engine keeps it.
func kept(set *figure.Set) figureSet {
	return func(f *templates.Figure) (any, string, string) {
		r := set.Get(f)
		var value any
		if r.OK && r.Exact != nil {
			value = r.Value
		}
		return value, r.Printed(), figure.Definition(f)
	}
}

// ensure makes what the plan needs and the server has not. Only one load at a
// time looks.
func ensure(ctx context.Context, conn *pgx.Conn, p *templates.Plan) error {
	missing, err := lacks(ctx, conn, p)
	if err != nil || len(missing) == 0 {
		return err
	}
	tx, err := conn.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtext($1))", schemaName); err != nil {
		return err
	}
	if missing, err = lacks(ctx, tx, p); err != nil {
		return err
	}
	if len(missing) > 0 {
		if _, err := tx.Exec(ctx, "CREATE SCHEMA IF NOT EXISTS "+schemaName); err != nil {
			return err
		}
	}
	for _, t := range missing {
		if _, err := tx.Exec(ctx, t.create(Plain)+t.evolve()); err != nil {
			return err
		}
	}
	return tx.Commit(ctx)
}

// lacks are the tables that are missing, or lack a column. A column of another
// type than the plan's is an error: what stands in it would be read wrong.
func lacks(ctx context.Context, q querier, p *templates.Plan) ([]table, error) {
	rows, err := q.Query(ctx, "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns WHERE table_schema = $1", schemaName)
	if err != nil {
		return nil, err
	}
	have := map[[2]string]string{}
	var name, col, typ string
	if _, err := pgx.ForEachRow(rows, []any{&name, &col, &typ}, func() error {
		have[[2]string{name, col}] = typ
		return nil
	}); err != nil {
		return nil, err
	}
	var out []table
	for _, t := range tables(p) {
		short := false
		for _, c := range t.columns {
			typ, there := have[[2]string{t.name, c.name}]
			want, _, _ := strings.Cut(c.typ, " ")
			if want == "timestamptz" {
				want = "timestamp with time zone"
			}
			if there && typ != want {
				return nil, &campaign.Error{Message: fmt.Sprintf("引擎里“%s”的“%s”是 %s，方案里现在是 %s，没有入库。", t.name, c.name, typ, want), Fix: "方案里改了栏目的类型：请把新的栏目另起名称，旧名写进“曾用名”；或请管理员改表。"}
			}
			short = short || !there
		}
		if short {
			out = append(out, t)
		}
	}
	return out, nil
}

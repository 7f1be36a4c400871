package engine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/sheets/returns"
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
	return out, explain(tx.Commit(ctx))
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
		set.Count()
	}()
	err = l.ledgers(ctx)
	if <-counted; err != nil {
		return err
	}
	for _, src := range otherTables(l.Input, kept(set)) {
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
		src := ledgerRows(ledger, m.Rows[ledger], l.Office, l.Campaign, m.Serial)
		if err := l.replace(ctx, src); err != nil {
			return err
		}
		l.out.Rows[ledger.Name] = int64(src.n)
	}
	return nil
}

// loadDigest is what has to be the same for a load to have nothing to do: the master,
// and what the plan says of forms, figures, lists and holidays.
func (l *loading) loadDigest() string {
	p := l.Master.Plan
	lists := sha256.New()
	fmt.Fprintf(lists, "%q %v", dictionary(p), p.Holidays)
	return strings.Join([]string{l.Digest, p.Version, figure.Fingerprint(p), hex.EncodeToString(lists.Sum(nil))[:8]}, "/")
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

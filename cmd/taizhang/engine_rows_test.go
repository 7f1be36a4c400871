package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"taizhang/reports"
	"taizhang/reports/engine"
	"taizhang/reports/engine/enginetest"
	"taizhang/sheets/campaign"
	"taizhang/templates"
)

// moved are how many rows come to the client, by query.
type moved map[string]int64

type asked struct{}

func (moved) TraceQueryStart(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryStartData) context.Context {
	return context.WithValue(ctx, asked{}, q.SQL)
}

func (m moved) TraceQueryEnd(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryEndData) {
	if sql, ok := ctx.Value(asked{}).(string); ok && q.CommandTag.Select() {
		m[sql] = max(m[sql], q.CommandTag.RowsAffected())
	}
}

// TestRowsMoved: a report over all offices brings of no ledger more rows than it
// prints or compares one by one. The two long lists are known: a table of the notice
// that groups rows, and a table that counts different values, which have to be seen.
func TestRowsMoved(t *testing.T) {
	t.Parallel()
	const offices, perOffice = 2, 160
	s := enginetest.Start(t)
	address := s.Database("moved")
	dir := filepath.Join(t.TempDir(), "活动")
	if err := os.CopyFS(dir, os.DirFS(sampleDir(t))); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"街道甲", "街道乙"} {
		var out, errs bytes.Buffer
		if code := run(context.Background(), []string{"taizhang", "load", "-C", dir, "--to", address, "--office", name}, strings.NewReader(""), &out, &errs); code != 0 {
			t.Fatal(code, out.String(), errs.String())
		}
	}
	config, err := pgx.ParseConfig(address)
	if err != nil {
		t.Fatal(err)
	}
	rows := moved{}
	config.Tracer = rows
	ctx := context.Background()
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	plan, err := templates.ReadWorkbook(campaign.Dir(dir).Plan())
	if err != nil {
		t.Fatal(err)
	}
	src, err := engine.Open(ctx, conn, plan, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := reports.WriteKnown(ctx, reports.Input{Dir: campaign.Dir(dir), Plan: plan, AsOf: src.AsOf, Sub: "引擎-全部"}, *knownOf(src)); err != nil {
		t.Fatal(err)
	}
	if len(rows) < 50 {
		t.Fatalf("only %d queries", len(rows))
	}
	for sql, n := range rows {
		grouped := strings.Contains(sql, `FROM taizhang."违法建设" t`) && strings.Contains(sql, `COALESCE('分类处置'`) && strings.Contains(sql, `ORDER BY t."_office", t."_ord"`)
		different := strings.Contains(sql, `GROUP BY t."_office", t."户码"`)
		if n > offices*perOffice && !grouped && !different {
			t.Errorf("%d rows come over:\n%s", n, sql)
		}
	}
}

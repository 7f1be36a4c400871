package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"testing"
	"time"

	"taizhang/reports"
	"taizhang/reports/engine"
	"taizhang/reports/engine/enginetest"
	"taizhang/sheets/campaign"
)

// BenchmarkWholeReport makes the whole report over twenty offices from the engine, and
// from one master of the same rows (TAIZHANG_ROWS, 200,000 in all), which has to be
// written and read: that is what a merge and a report of it take at least.
//
//	TAIZHANG_ROWS=2000000 go test ./cmd/taizhang -run '^$' -bench WholeReport -benchtime 1x -timeout 60m
func BenchmarkWholeReport(b *testing.B) {
	const offices = 20
	rows, err := strconv.Atoi(os.Getenv("TAIZHANG_ROWS"))
	if err != nil {
		rows = 200_000
	}
	ctx := context.Background()
	must := func(err error) {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
	}
	seconds := func(do func()) float64 {
		begun := time.Now()
		do()
		return time.Since(begun).Seconds()
	}
	conn, err := engine.Connect(ctx, enginetest.Start(b).Database("whole"))
	must(err)
	defer conn.Close(ctx)
	m, _ := enginetest.Wide(b, rows/offices)
	plan := m.Plan
	for n := range offices {
		_, err := engine.Load(ctx, conn, engine.Input{Office: fmt.Sprint("街道", n), Campaign: plan.Param("活动代号"), Master: m, Digest: "1"})
		must(err)
	}
	m = nil
	dir := campaign.Dir(b.TempDir())
	must(os.WriteFile(dir.Path("通报模板.md"), []byte("# 通报\n\n共{{宽.数0}}行，合计{{宽.和9}}元。\n"), 0o644))
	for range b.N {
		there := seconds(func() {
			src, err := engine.Open(ctx, conn, plan, "")
			must(err)
			_, err = reports.WriteKnown(ctx, reports.Input{Dir: dir, Plan: plan, AsOf: src.AsOf, Sub: "引擎-全部"}, *knownOf(src))
			must(err)
			for _, f := range src.Fetched() {
				b.Logf("%d rows of %s came over", f.Rows, f.Ledger)
			}
		})
		one, _ := enginetest.Wide(b, rows)
		written := seconds(func() {
			must(campaign.WriteFile(ctx, dir.Master(), func(w io.Writer) error { return one.Write(ctx, w) }))
		})
		one.Plan.SetAsOf(one.AsOf)
		in := reports.Input{Dir: dir, Plan: one.Plan, AsOf: one.AsOf}
		one = nil
		read := seconds(func() {
			_, err := reports.Write(ctx, in)
			must(err)
		})
		b.ReportMetric(there, "engine-s")
		b.ReportMetric(written, "written-s")
		b.ReportMetric(read, "read-and-reported-s")
		b.ReportMetric(there/(written+read), "engine/master")
	}
}

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"taizhang/reports"
	"taizhang/sheets/campaign"
	"taizhang/sheets/merge"
	"taizhang/templates"
)

// What is found about the ledger is the same whichever command looks at the same
// master on the same day: when all has come, after the day it was due, with one
// of two workbooks of a unit taken back, with statements of nothing to report.
func TestMergeAndReportFindTheSame(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("merges the sample many times")
	}
	dir := filepath.Join(t.TempDir(), "c")
	if err := os.CopyFS(dir, os.DirFS(sampleDir(t))); err != nil {
		t.Fatal(err)
	}
	d := campaign.Dir(dir)
	for _, c := range []struct {
		asOf    string
		exclude func(merge.Return) bool
		codes   string // must be among the findings
	}{
		{"2021-11-20", nil, ""},
		{"2022-01-31", func(r merge.Return) bool { return r.Restricted }, "R-08"},
		{"2022-01-31", func(r merge.Return) bool { return strings.Contains(r.File, "财政") && !r.Restricted }, "R-08"},
	} {
		plan, err := templates.ReadWorkbook(d.Plan())
		if err != nil {
			t.Fatal(err)
		}
		plan.SetAsOf(c.asOf)
		in := merge.Input{Dir: d, Plan: plan, AsOf: c.asOf}
		if c.exclude != nil {
			res, err := merge.Run(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range res.Returns {
				if c.exclude(r) {
					in.Exclude = append(in.Exclude, r.Digest)
				}
			}
		}
		// The second merge tells only what stands, not what the first one did.
		for range 2 {
			res, err := merge.Run(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			if err := res.Save(t.Context(), d); err != nil {
				t.Fatal(err)
			}
			in.Exclude = nil
		}
		merged, err := merge.Run(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		reported, err := reports.Write(t.Context(), reports.Input{Dir: d, Plan: plan, AsOf: c.asOf})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(merged.LedgerFindings, reported.Ledger); diff != "" {
			t.Errorf("%s: merge and report differ:\n%s", c.asOf, diff)
		}
		for _, f := range merged.LedgerFindings {
			if f.Code == c.codes {
				c.codes = ""
			}
		}
		if c.codes != "" {
			t.Errorf("%s: no %s among %d findings", c.asOf, c.codes, len(merged.LedgerFindings))
		}
	}
}

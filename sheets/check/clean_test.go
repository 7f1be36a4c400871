package check_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/check"
	"taizhang/sheets/figure"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/sheets/merge"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// books lists the clean campaign's workbooks: every unit's, and the restricted
// ones.
func (c *sample) all() (out []struct {
	unit       string
	restricted bool
}) {
	for _, u := range c.plan.Units {
		for _, restricted := range []bool{false, true} {
			if len(c.request(u, restricted).Ledgers) > 0 {
				out = append(out, struct {
					unit       string
					restricted bool
				}{u.Name, restricted})
			}
		}
	}
	return out
}

func TestCleanReturns(t *testing.T) {
	c := loadSample(t)
	for _, b := range c.all() {
		ret, fs := c.read(t, c.book(t, b.unit, b.restricted))
		for _, f := range fs {
			t.Errorf("%s %s: %s %s", b.unit, f.Place(), f.Code, f.Message)
		}
		if ret.Unit == nil || ret.Unit.Name != b.unit {
			t.Errorf("%s is taken for %v", b.unit, ret.Unit)
		}
	}
}

// merged is the clean campaign's master ledger, with what the office adds.
type merged struct {
	master *master.Master
	said   map[string]map[*templates.Ledger]intake.NilReport
}

var mergeOnce sync.Mutex
var theMerged *merged

func (c *sample) merge(t testing.TB) *merged {
	t.Helper()
	mergeOnce.Lock()
	defer mergeOnce.Unlock()
	if theMerged != nil {
		return theMerged
	}
	dir := t.TempDir()
	var files []string
	for i, b := range c.all() {
		path := filepath.Join(dir, fmt.Sprintf("%02d.xlsx", i))
		if err := os.WriteFile(path, c.book(t, b.unit, b.restricted), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, path)
	}
	res, err := merge.Run(context.Background(), merge.Input{Dir: campaign.Dir(dir), Plan: c.plan, AsOf: "2025-11-20", Files: files})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range res.Findings {
		if f.Severity == finding.Error {
			t.Errorf("%s: %s %s", f.Place(), f.Code, f.Message)
		}
	}
	// What has moved out to another street counts only if the office says so.
	moved := c.plan.Ledger("违法建设")
	res.Master.Find(moved, "SQ01-T08-0003").Values[moved.Column("计入总量").Index] = "是"
	m := &merged{master: res.Master, said: map[string]map[*templates.Ledger]intake.NilReport{}}
	for _, r := range res.Returns {
		if r.Current && m.said[r.Unit.Name] == nil {
			m.said[r.Unit.Name] = r.Nil
		}
	}
	theMerged = m
	return m
}

// rows are copies of the master's, to be changed by one test.
func (m *merged) rows() map[*templates.Ledger][]*sheets.Row {
	out := map[*templates.Ledger][]*sheets.Row{}
	for l, rows := range m.master.Rows {
		for _, r := range rows {
			n := *r
			n.Values = slices.Clone(r.Values)
			out[l] = append(out[l], &n)
		}
	}
	return out
}

func (c *sample) checkMaster(m *merged, rows map[*templates.Ledger][]*sheets.Row, facts check.Facts) []finding.Finding {
	d := sheets.NewData(c.plan)
	for _, l := range c.plan.Ledgers {
		for _, r := range rows[l] {
			l.Compute(r.Values)
			d.Add(r)
		}
	}
	facts.Nil = m.said
	return c.checker.Master(context.Background(), figure.New(d), facts)
}

func TestCleanMaster(t *testing.T) {
	c := loadSample(t)
	m := c.merge(t)
	for _, f := range c.checkMaster(m, m.rows(), check.Facts{}) {
		t.Errorf("%s: %s %s", f.Place(), f.Code, f.Message)
	}
}

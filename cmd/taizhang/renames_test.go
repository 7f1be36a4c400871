package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"taizhang/reports"
	"taizhang/reports/html"
	"taizhang/reports/notice"
	"taizhang/reports/summary"
	"taizhang/sheets/campaign"
	"taizhang/sheets/check"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// renamed marks a name that the test gives anew; no name has it otherwise.
const renamed = "※"

var everyRename = flag.Bool("renames", false, "try every rename, and not one of nine")

// TestEveryRename renames every unit, leader, estate, option, ledger and column of
// a whole campaign in turn, in the one cell that gives the name, and leaves the
// former name wherever else the plan writes it. Either the plan is refused at a
// cell that still says it, or nothing changes but the name: not a figure, a
// cross-check, a finding or a sentence of the notice. Without -renames one of nine
// is tried.
func TestEveryRename(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of plans")
	}
	dir := campaign.Dir(sampleDir(t))
	tables, err := templates.ReadWorkbookTables(dir.Plan())
	if err != nil {
		t.Fatal(err)
	}
	want, err := everything(dir, tables, true)
	if err != nil {
		t.Fatal(err)
	}
	if len(want) < 5000 {
		t.Fatalf("only %d things are compared", len(want))
	}
	refused, followed, tried := 0, 0, 0
	for _, list := range [][2]string{{templates.SheetUnits, "单位名称"}, {templates.SheetLeaders, "称谓"}, {templates.SheetEstates, "小区名称"}, {templates.SheetOptions, "名称"}, {templates.SheetLedgers, "名称"}, {templates.SheetColumns, "栏目"}} {
		at := slices.IndexFunc(tables, func(x *templates.Table) bool { return x.Sheet == list[0] })
		name, former := slices.Index(tables[at].Header, list[1]), slices.Index(tables[at].Header, templates.FormerHeader)
		if former < 0 {
			former = len(tables[at].Header)
			tables[at].Header = append(tables[at].Header, templates.FormerHeader)
			for i := range tables[at].Rows {
				tables[at].Rows[i].Cells = append(tables[at].Rows[i].Cells, "")
			}
		}
		for i, r := range tables[at].Rows {
			if tried++; !*everyRename && tried%9 != 0 {
				continue
			}
			own := *tables[at]
			own.Rows = slices.Clone(own.Rows)
			own.Rows[i].Cells = slices.Clone(r.Cells)
			was := r.Cells[name]
			own.Rows[i].Cells[name] = was + renamed
			own.Rows[i].Cells[former] = was
			if old := r.Cells[former]; old != "" {
				own.Rows[i].Cells[former] = strings.ReplaceAll(old, "、", "|") + "|" + was
			}
			with := slices.Clone(tables)
			with[at] = &own
			got, err := everything(dir, with, tried%5 == 0)
			if bad := (*templates.PlanError)(nil); errors.As(err, &bad) {
				refused++
				for _, f := range bad.Findings {
					if f.Cell == "" || !strings.Contains(f.Message, was) {
						t.Errorf("%s “%s” renamed: %s %s %s", list[0], was, f.Sheet, f.Cell, f.Message)
					}
				}
				continue
			}
			if err != nil {
				t.Errorf("%s “%s” renamed: %v", list[0], was, err)
				continue
			}
			followed++
			if d := cmp.Diff(want[:min(len(want), len(got))], got); d != "" {
				t.Errorf("%s “%s” renamed:\n%s", list[0], was, d)
			}
		}
	}
	t.Logf("%d renames are followed, %d refused", followed, refused)
}

var tags = regexp.MustCompile(`<[^>]*>`) // a longer name moves what is drawn

// everything is what a campaign says under a plan, with what a rename adds taken off.
func everything(dir campaign.Dir, tables []*templates.Table, pages bool) ([]string, error) {
	ctx, day := context.Background(), "2021-12-01"
	plan, err := templates.Load(tables)
	if err != nil {
		return nil, err
	}
	if on := plan.Param(templates.ParamAsOf); on != "" {
		day = on
	}
	plan.SetAsOf(day)
	m, err := master.Open(ctx, dir, plan)
	if err != nil {
		return nil, err
	}
	var out []string
	say := func(format string, args ...any) {
		out = append(out, strings.NewReplacer(renamed, "", "…", "").Replace(fmt.Sprintf(format, args...)))
	}
	set := figure.New(m.Data())
	for _, f := range plan.Figures {
		say("%s %v", f.Code, set.Get(f).Printed())
	}
	for _, c := range set.Checks() {
		say("%s %v %v %v", c.Relation.Code, c.Left, c.Right, c.OK)
	}
	checker, err := check.New(plan)
	if err != nil {
		return nil, err
	}
	facts, err := check.Known(ctx, dir, m, set, day)
	if err != nil {
		return nil, err
	}
	found := checker.Master(ctx, set, facts)
	for _, f := range found {
		say("%s %s %s %s %s %s", f.Severity, f.Code, f.Sheet, f.Cell, f.Column, f.Text())
	}
	name, text, err := reports.Template(dir)
	if err != nil {
		return nil, err
	}
	for _, public := range []bool{true, false} {
		var b bytes.Buffer
		res, err := notice.Markdown(text, name, notice.Input{Plan: plan, Set: set, AsOf: day, Public: public, Outstanding: found}, &b)
		if err != nil {
			return nil, err
		}
		say("%s", b.String())
		say("%v", res.Missing)
	}
	if !pages {
		return out, nil
	}
	var page bytes.Buffer
	if err := html.Write(ctx, &page, summary.Input{Plan: plan, Set: set, AsOf: day, Internal: true, Findings: found, Returns: facts.Returns}); err != nil {
		return nil, err
	}
	for _, text := range tags.Split(page.String(), -1) {
		say("%s", text)
	}
	return out, nil
}

package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/sheets/merge"
	"taizhang/templates"

	"github.com/xuri/excelize/v2"
)

// Figures that were asked for before the program adds a row to the master are not those
// that are written with it.
func TestFiguresOfAnEditedMaster(t *testing.T) {
	ctx := t.Context()
	dir := smallCampaign(t, campaign.Dir(filepath.Join(t.TempDir(), "活动")))
	must(t, command(ctx, dir, "merge"), exitDone, exitFindings)
	plan, err := templates.ReadWorkbook(dir.Plan())
	if err != nil {
		t.Fatal(err)
	}
	m, err := master.Open(ctx, dir, plan)
	if err != nil {
		t.Fatal(err)
	}
	plan.SetAsOf(m.AsOf)
	area := plan.Figure("违建.面积")
	was := m.Figures().Get(area).Printed()
	e, err := merge.OpenRead(ctx, dir, plan, m.AsOf, m)
	if err != nil {
		t.Fatal(err)
	}
	values := make([]string, len(area.Ledger.Columns))
	values[area.Column.Index] = "7.25"
	e.Append(area.Ledger, values, sheets.Source{File: "程序"})
	if err := e.Save(ctx); err != nil {
		t.Fatal(err)
	}
	wb, err := excelize.OpenFile(dir.Master())
	if err != nil {
		t.Fatal(err)
	}
	defer wb.Close()
	rows, err := wb.GetRows(master.FigureSheet)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 3 && r[0] == area.Code })
	if i < 0 || !strings.HasPrefix(rows[i][3], "7.25") || was != "0" {
		t.Errorf("the figure was %s and is written as %v", was, rows[max(i, 0)])
	}
}

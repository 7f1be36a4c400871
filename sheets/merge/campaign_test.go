package merge

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/campaign"
	"taizhang/sheets/issue"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
)

// folder is a campaign in files, for what only files can show.
type folder struct {
	t    testing.TB
	dir  campaign.Dir
	plan *templates.Plan
	asOf string
}

func newCampaign(t testing.TB) *folder {
	t.Helper()
	c := &folder{t: t, dir: campaign.Dir(t.TempDir()), plan: smallPlan(t), asOf: "2021-11-20"}
	c.plan.SetAsOf(c.asOf)
	if _, err := issue.Run(context.Background(), issue.Input{Dir: c.dir, Plan: c.plan, AsOf: c.asOf}); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *folder) input() Input { return Input{Dir: c.dir, Plan: c.plan, AsOf: c.asOf} }

// fillIn puts a unit's form into the inbox with one row filled in.
func (c *folder) fillIn(unit, name, sheet, id string, pairs ...string) {
	c.t.Helper()
	content, err := os.ReadFile(c.dir.IssuedFile(unit, false))
	if err != nil {
		c.t.Fatal(err)
	}
	path := c.dir.Path(campaign.Inbox, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		c.t.Fatal(err)
	}
	edit(c.t, path, sheet, id, pairs...)
}

// edit fills in a row of a workbook by header.
func edit(t testing.TB, path, sheet, id string, pairs ...string) {
	t.Helper()
	wb, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer wb.Close()
	rows, err := wb.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == id })
	for _, p := range pairs {
		name, value, _ := strings.Cut(p, "=")
		col := slices.IndexFunc(rows[2], func(h string) bool { return strings.Trim(h, "*") == name })
		cell, err := excelize.CoordinatesToCellName(col+1, at+1)
		if err != nil {
			t.Fatalf("%s: no %s %s", sheet, id, name)
		}
		if err := wb.SetCellValue(sheet, cell, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := wb.Save(); err != nil {
		t.Fatal(err)
	}
}

func (c *folder) merge() *Result {
	c.t.Helper()
	res, err := mergeAndSave(c.input())
	if err != nil {
		c.t.Fatal(err)
	}
	return res
}

// mergeAndSave is what the command does.
func mergeAndSave(in Input) (*Result, error) {
	unlock, err := in.Dir.Lock("merge")
	if err != nil {
		return nil, err
	}
	defer unlock()
	res, err := Run(context.Background(), in)
	if err != nil {
		return nil, err
	}
	return res, res.Save(context.Background(), in.Dir)
}

// dump is every cell of a workbook.
func dump(path string) (string, error) {
	wb, err := xlsx.Open(path)
	if err != nil {
		return "", err
	}
	defer wb.Close()
	var b strings.Builder
	for _, s := range wb.Sheets() {
		rows, err := wb.Rows(s.Name)
		if err != nil {
			return "", err
		}
		for rows.Next() {
			for _, c := range rows.Row().Cells {
				fmt.Fprintf(&b, "%s!%s %s\n", s.Name, xlsx.CellName(c.Col, rows.Row().Number), c.Text)
			}
		}
		if err := rows.Err(); err != nil {
			return "", err
		}
		rows.Close()
	}
	return b.String(), nil
}

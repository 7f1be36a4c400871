package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"taizhang/reports"
	"taizhang/reports/papers"
	"taizhang/sheets/campaign"
	"taizhang/sheets/issue"
	"taizhang/sheets/merge"
	"taizhang/sheets/sendback"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/form"
	"taizhang/templates/form/formfill"
	"taizhang/testdata/tanggu"
)

// halfwaySuffix names the folder of the campaign that is under way still.
const halfwaySuffix = "-九月"

// halfway is the sample campaign as it stood on the way: what was sent out, came
// back and was reminded of, day by day.
type halfway struct {
	c    *cli.Context
	dir  campaign.Dir
	plan *templates.Plan
	told map[string]bool // unit and ledger that a return has had rows for
}

// underway makes the sample campaign as of its September.
func (e *env) underway(c *cli.Context, dir campaign.Dir) (map[string]any, error) {
	tables, text, err := samplePlan("方案", "九月/方案")
	if err != nil {
		return nil, err
	}
	unlock, err := dir.Lock(c.Command.Name)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if _, err := newCampaign(c.Context, dir, tables, text); err != nil {
		return nil, err
	}
	h := &halfway{c: c, dir: dir, told: map[string]bool{}}
	if h.plan, err = templates.ReadWorkbook(dir.Plan()); err != nil {
		return nil, err
	}
	steps, err := sampleTable("九月/日程.tsv")
	if err != nil {
		return nil, err
	}
	out := map[string]any{"dir": string(dir)}
	for _, s := range steps.Rows {
		if err := h.step(s.Cells[0], s.Cells[1], s.Cells[2], out); err != nil {
			return nil, fmt.Errorf("%s %s：%w", s.Cells[0], s.Cells[1], err)
		}
	}
	return out, nil
}

// step is one day's work of the office, or of everybody.
func (h *halfway) step(day, what, units string, out map[string]any) error {
	ctx := h.c.Context
	h.plan.SetAsOf(day)
	switch what {
	case "下发":
		in := issue.Input{Dir: h.dir, Plan: h.plan, AsOf: day}
		for _, name := range cell.SplitList(units) {
			in.Units = append(in.Units, h.plan.Unit(name))
		}
		_, err := issue.Run(ctx, in)
		return err
	case "收件":
		if err := h.returned(day); err != nil {
			return err
		}
		res, err := merge.Run(ctx, merge.Input{Dir: h.dir, Plan: h.plan, AsOf: day})
		if err != nil {
			return err
		}
		marked, _, err := sendback.Write(ctx, h.dir, res.Returns, res.Findings)
		if err != nil {
			return err
		}
		out["merge"], out["marked"] = mergeObject(res.Said()), noNil(marked)
		return res.Save(ctx, h.dir)
	case "催办":
		res, err := papers.Write(ctx, papers.Input{Dir: h.dir, Plan: h.plan, AsOf: day})
		if err == nil {
			out["remind"] = papersObject(res)
		}
		return err
	case "汇总":
		res, err := reports.Write(ctx, reports.Input{Dir: h.dir, Plan: h.plan, AsOf: day})
		if err == nil {
			out["report"] = reportObject(res)
		}
		return err
	}
	return fmt.Errorf("九月/日程.tsv：没有“%s”这一步", what)
}

// returned puts the day's returns into the inbox, and writes into the master what
// the office wrote.
func (h *halfway) returned(day string) error {
	folder := path.Join("九月", day)
	people, err := tanggu.FS.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, p := range people {
		from := path.Join(folder, p.Name())
		if p.Name() == templates.OwnerOffice {
			if err := h.written(h.dir.Master(), from); err != nil {
				return err
			}
			continue
		}
		name, _, _ := strings.Cut(p.Name(), "-")
		for _, restricted := range []bool{false, true} {
			to := h.dir.Path(campaign.Inbox, day, strings.TrimSuffix(p.Name(), ".tsv")+map[bool]string{true: "-限阅"}[restricted]+".xlsx")
			if err := h.filled(h.plan.Unit(name), restricted, from, day, to); err != nil {
				return fmt.Errorf("%s：%w", p.Name(), err)
			}
		}
	}
	return nil
}

// written writes a folder's tables into the ledgers of a workbook.
func (h *halfway) written(file, from string) error {
	b, err := formfill.Open(file)
	if err != nil {
		return err
	}
	defer b.Close()
	for _, l := range h.plan.Ledgers {
		if _, err := pour(b, l, from); err != nil {
			return err
		}
	}
	return b.SaveAs(file)
}

// pour writes a ledger's table, if the folder has one.
func pour(b *formfill.Book, l *templates.Ledger, from string) (bool, error) {
	t, err := sampleTable(path.Join(from, l.Name+".tsv"))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, b.Ledger(l, t)
}

// filled is one workbook of a unit, filled in; none if the folder has nothing for
// it.
func (h *halfway) filled(u *templates.Unit, restricted bool, from, day, to string) error {
	blank := h.dir.IssuedFile(u.Name, restricted)
	if _, err := os.Stat(blank); err != nil {
		return nil
	}
	b, err := formfill.Open(blank)
	if err != nil {
		return err
	}
	defer b.Close()
	help := formfill.Help{Nothing: map[string]bool{}, Years: map[string]string{}, Fields: map[string]string{
		form.FieldFiller: u.Contact, form.FieldReviewer: u.Head, form.FieldDate: day}}
	any := false
	for _, l := range h.plan.Ledgers {
		if l.Restricted != restricted || !l.Receives(u) {
			continue
		}
		poured, err := pour(b, l, from)
		if err != nil {
			return err
		}
		any = any || poured
		h.told[u.Name+l.Name] = poured || h.told[u.Name+l.Name]
		help.Nothing[l.Name] = !h.told[u.Name+l.Name] && l.Nil.Allowed && u.Is(l.FiledBy)
	}
	if !any {
		return nil
	}
	if t, err := sampleTable(path.Join(from, "零报告.tsv")); err == nil {
		for _, r := range t.Rows {
			help.Years[r.Cells[0]] = r.Cells[1]
		}
	}
	if err := b.Help(help); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	return b.SaveAs(to)
}

// sampleTable reads one table of the sample.
func sampleTable(name string) (*templates.Table, error) {
	f, err := tanggu.FS.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return templates.ParseTSV(strings.TrimSuffix(path.Base(name), ".tsv"), f)
}

// samplePlan lays the sample's own tables over the standard plan, folder by folder.
func samplePlan(folders ...string) ([]*templates.Table, string, error) {
	tables := templates.StandardTables()
	for _, folder := range folders {
		sub, err := fs.Sub(tanggu.FS, folder)
		if err != nil {
			return nil, "", err
		}
		own, err := templates.ReadTables(sub)
		if err != nil {
			return nil, "", err
		}
		tables = templates.Customise(tables, own)
	}
	text, err := fs.ReadFile(tanggu.FS, path.Join(folders[0], "通报模板.txt"))
	return tables, string(text), err
}

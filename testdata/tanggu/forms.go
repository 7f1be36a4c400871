//go:build ignore

// Forms issues the campaign's forms, as the template command does, and fills in
// those of four units with excelize; fill.py fills in the others.
//
//	go run testdata/tanggu/forms.go DIR
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/form"
)

const (
	home   = "testdata/tanggu"
	issued = "2021-11-15"
)

// filled are the returns that excelize wrote, by the names they came under.
var filled = map[string]string{
	"党建办":       "党建办-定稿.xlsx",
	"综合执法大队党支部": "新建 XLSX 工作表.xlsx",
	"第二社区":      "上报/第二社区.xlsx",
	"第六社区":      "Book1.xlsx",
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: go run testdata/tanggu/forms.go DIR")
	}
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(dir string) error {
	own, err := templates.ReadTables(os.DirFS(filepath.Join(home, "方案")))
	if err != nil {
		return err
	}
	plan, err := templates.Load(templates.Customise(templates.StandardTables(), own))
	if err != nil {
		return err
	}
	for _, u := range plan.Units {
		open := form.Request{Plan: plan, Unit: u, Issue: 1, Issued: issued, Rows: map[string][]templates.Record{}}
		restricted := open
		restricted.Restricted = true
		for _, l := range plan.Ledgers {
			if !l.Receives(u) {
				continue
			}
			for _, r := range plan.Seeds[l.Name] {
				if l.Gives(r, u, "") {
					open.Rows[l.Name] = append(open.Rows[l.Name], r)
				}
			}
			if l.Restricted {
				restricted.Ledgers = append(restricted.Ledgers, l)
			} else {
				open.Ledgers = append(open.Ledgers, l)
			}
		}
		if err := write(filepath.Join(dir, u.Name+".xlsx"), open); err != nil {
			return err
		}
		if len(restricted.Ledgers) > 0 {
			if err := write(filepath.Join(dir, u.Name+"-限阅.xlsx"), restricted); err != nil {
				return err
			}
		}
		if name := filled[u.Name]; name != "" {
			if err := fill(filepath.Join(dir, u.Name+".xlsx"), filepath.Join(home, "收件", name), open); err != nil {
				return err
			}
		}
	}
	return nil
}

func write(path string, r form.Request) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return form.Write(context.Background(), f, r)
}

// fill pours a unit's tables into its form.
func fill(blank, path string, r form.Request) error {
	f, err := excelize.OpenFile(blank)
	if err != nil {
		return err
	}
	defer f.Close()
	nothing := map[string]bool{}
	for _, l := range r.Ledgers {
		table, err := read(r.Unit.Name, l.Name)
		if err != nil {
			return err
		}
		nothing[l.Name] = table == nil && l.Nil.Allowed && r.Unit.Is(l.FiledBy)
		if table == nil {
			continue
		}
		rows, err := f.GetRows(l.Name)
		if err != nil {
			return err
		}
		next := form.FirstRow + 1 + len(r.Rows[l.Name])
		for _, row := range table.Rows {
			at := 0
			if i := slices.Index(table.Header, templates.IDHeader); i >= 0 {
				at = 1 + slices.IndexFunc(rows, func(cells []string) bool { return len(cells) > 0 && cells[0] == row.Cells[i] })
			} else {
				at, next = next, next+1
			}
			for i, h := range table.Header {
				c := l.Column(h)
				if c == nil || row.Cells[i] == "" {
					continue
				}
				cell, _ := excelize.CoordinatesToCellName(form.FirstColumn+c.Index, at)
				if err := f.SetCellValue(l.Name, cell, value(c, row.Cells[i])); err != nil {
					return err
				}
			}
		}
	}
	if err := help(f, r.Unit, nothing); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return f.SaveAs(path)
}

// help fills in who filled in the form and what there is nothing to report on.
func help(f *excelize.File, u *templates.Unit, nothing map[string]bool) error {
	years := map[string]string{}
	if t, err := read(u.Name, "零报告"); err != nil {
		return err
	} else if t != nil {
		for _, r := range t.Rows {
			years[r.Cells[0]] = r.Cells[1]
		}
	}
	mine := map[string]string{form.FieldFiller: u.Contact, form.FieldReviewer: u.Head, form.FieldDate: "2021-11-19"}
	rows, err := f.GetRows(form.HelpSheet)
	if err != nil {
		return err
	}
	table := false
	for i, cells := range rows {
		if len(cells) == 0 {
			continue
		}
		at := strconv.Itoa(i + 1)
		set := func(column, v string) {
			if v != "" && err == nil {
				err = f.SetCellStr(form.HelpSheet, column+at, v)
			}
		}
		table = table || cells[0] == form.NilLedger
		switch {
		case table && nothing[cells[0]]:
			set("C", "是")
		case table:
			set("D", years[cells[0]])
		default:
			set("B", mine[cells[0]])
		}
	}
	return err
}

func read(unit, ledger string) (*templates.Table, error) {
	f, err := os.Open(filepath.Join(home, "填报", unit, ledger+".tsv"))
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	t, err := templates.ParseTSV(ledger, f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", unit, err)
	}
	return t, nil
}

func value(c *templates.Column, text string) any {
	switch c.Type {
	case cell.Date:
		if t, err := time.Parse(time.DateOnly, text); err == nil {
			return t
		}
	case cell.Integer, cell.Decimal:
		if f, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64); err == nil {
			return f
		}
	}
	return text
}

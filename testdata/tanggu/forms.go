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

	"taizhang/templates"
	"taizhang/templates/form"
	"taizhang/templates/form/formfill"
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
	b, err := formfill.Open(blank)
	if err != nil {
		return err
	}
	defer b.Close()
	help := formfill.Help{Nothing: map[string]bool{}, Years: map[string]string{}, Fields: map[string]string{
		form.FieldFiller: r.Unit.Contact, form.FieldReviewer: r.Unit.Head, form.FieldDate: "2021-11-19"}}
	for _, l := range r.Ledgers {
		table, err := read(r.Unit.Name, l.Name)
		if err != nil {
			return err
		}
		help.Nothing[l.Name] = table == nil && l.Nil.Allowed && r.Unit.Is(l.FiledBy)
		if table == nil {
			continue
		}
		if err := b.Ledger(l, table); err != nil {
			return err
		}
	}
	if t, err := read(r.Unit.Name, "零报告"); err != nil {
		return err
	} else if t != nil {
		for _, r := range t.Rows {
			help.Years[r.Cells[0]] = r.Cells[1]
		}
	}
	if err := b.Help(help); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return b.SaveAs(path)
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

package check_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/check"
	"taizhang/sheets/intake"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// clean holds a small campaign in which every rule has something to look at
// and nothing to say.
const clean = "testdata/clean"

// sample is the clean campaign's plan with its units' returns, each a form
// that was issued and filled in.
type sample struct {
	plan    *templates.Plan
	checker *check.Checker

	mu    sync.Mutex
	books map[string][]byte // by unit, filled in
}

var theSample = sync.OnceValues(func() (*sample, error) {
	own, err := templates.ReadTables(os.DirFS(filepath.Join(clean, "方案")))
	if err != nil {
		return nil, err
	}
	plan, err := templates.Load(templates.Customise(templates.StandardTables(), own))
	if err != nil {
		return nil, err
	}
	for _, l := range plan.Ledgers {
		l.Spare = 6 // small forms are quick to read
	}
	c, err := check.New(plan)
	return &sample{plan: plan, checker: c, books: map[string][]byte{}}, err
})

func loadSample(t testing.TB) *sample {
	t.Helper()
	c, err := theSample()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// request is what a unit is sent: its open ledgers, or the restricted ones.
func (c *sample) request(u *templates.Unit, restricted bool) form.Request {
	r := form.Request{Plan: c.plan, Unit: u, Issue: 1, Issued: "2025-11-01", Rows: map[string][]templates.Record{}, Restricted: restricted}
	for _, l := range c.plan.Ledgers {
		if l.Restricted != restricted || !l.Receives(u) {
			continue
		}
		r.Ledgers = append(r.Ledgers, l)
		for _, rec := range c.plan.Seeds[l.Name] {
			if l.Gives(rec, u, "") {
				r.Rows[l.Name] = append(r.Rows[l.Name], rec)
			}
		}
	}
	return r
}

// book is a unit's clean return.
func (c *sample) book(t testing.TB, unit string, restricted bool) []byte {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	key := fmt.Sprint(unit, restricted)
	if c.books[key] == nil {
		var blank bytes.Buffer
		r := c.request(c.plan.Unit(unit), restricted)
		if err := form.Write(context.Background(), &blank, r); err != nil {
			t.Fatal(err)
		}
		c.books[key] = change(t, blank.Bytes(), func(f *excelize.File) { fill(t, f, r) })
	}
	return c.books[key]
}

// change opens a workbook, lets edit work on it, and gives its bytes.
func change(t testing.TB, data []byte, edit func(*excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	edit(f)
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// fill types a unit's tables into its form.
func fill(t testing.TB, f *excelize.File, r form.Request) {
	t.Helper()
	nothing, years := map[string]bool{}, map[string]string{}
	if said := readTable(t, r.Unit.Name, "零报告"); said != nil {
		for _, row := range said.Rows {
			years[row.Cells[0]] = row.Cells[1]
		}
	}
	for _, l := range r.Ledgers {
		table := readTable(t, r.Unit.Name, l.Name)
		nothing[l.Name] = table == nil && l.Nil.Allowed && r.Unit.Is(l.FiledBy)
		if table == nil {
			continue
		}
		next := form.FirstRow + 1 + len(r.Rows[l.Name])
		for _, row := range table.Rows {
			at := next
			if i := slices.Index(table.Header, templates.IDHeader); i >= 0 {
				at = form.FirstRow + 1 + slices.IndexFunc(r.Rows[l.Name], func(rec templates.Record) bool { return rec.ID == row.Cells[i] })
			} else {
				next++
			}
			for i, h := range table.Header {
				if c := l.Column(h); c != nil && row.Cells[i] != "" {
					set(t, f, c, at, row.Cells[i])
				}
			}
		}
	}
	rows, err := f.GetRows(form.HelpSheet)
	if err != nil {
		t.Fatal(err)
	}
	for i, cells := range rows {
		if len(cells) > 0 && nothing[cells[0]] {
			write(t, f, form.HelpSheet, "C"+strconv.Itoa(i+1), "是")
		}
		if len(cells) > 0 && years[cells[0]] != "" {
			write(t, f, form.HelpSheet, "D"+strconv.Itoa(i+1), years[cells[0]])
		}
	}
}

func readTable(t testing.TB, unit, ledger string) *templates.Table {
	t.Helper()
	f, err := os.Open(filepath.Join(clean, "填报", unit, ledger+".tsv"))
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	table, err := templates.ParseTSV(ledger, f)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// set types a value as a person would: dates and numbers where they fit.
func set(t testing.TB, f *excelize.File, c *templates.Column, row int, v string) {
	t.Helper()
	var value any = v
	switch c.Type {
	case cell.Date:
		if d, err := time.Parse(time.DateOnly, v); err == nil {
			value = d
		}
	case cell.Integer, cell.Decimal:
		if n, err := strconv.ParseFloat(v, 64); err == nil {
			value = n
		}
	}
	write(t, f, c.Ledger.Name, address(c, row), value)
}

func write(t testing.TB, f *excelize.File, sheet, at string, v any) {
	t.Helper()
	if v == "" {
		v = nil
	}
	if err := f.SetCellValue(sheet, at, v); err != nil {
		t.Fatal(err)
	}
}

// address is that of a column in a row of a form.
func address(c *templates.Column, row int) string {
	name, _ := excelize.CoordinatesToCellName(form.FirstColumn+c.Index, row)
	return name
}

// read takes a workbook in as a return and checks it.
func (c *sample) read(t testing.TB, data []byte) (*intake.Return, []finding.Finding) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "表.xlsx")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	ret := intake.Read(context.Background(), intake.Reading{Plan: c.plan, Path: path, File: "表.xlsx", Digest: "0"})
	if ret.Refused {
		return ret, ret.Findings
	}
	return ret, check.OnePerCell(append(slices.Clone(ret.Findings), c.checker.Return(context.Background(), ret, c.merge(t).master.Data())...))
}

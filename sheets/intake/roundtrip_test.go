package intake_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"taizhang/sheets/intake"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/form"
)

// draw gives a value that a column may hold in the master ledger.
func draw(r *rapid.T, c *templates.Column) string {
	if rapid.IntRange(0, 3).Draw(r, "empty") == 0 {
		return ""
	}
	one := func(from []string) string { return rapid.SampledFrom(from).Draw(r, c.Name) }
	several := func(from []string) string {
		n := rapid.IntRange(1, min(3, len(from))).Draw(r, "how many")
		return strings.Join(rapid.Permutation(from).Draw(r, c.Name)[:n], cell.ListSeparator)
	}
	var names []string
	switch {
	case c.Group != nil:
		for _, o := range c.Group.Options {
			names = append(names, o.Name)
		}
	case c.Dict != nil:
		for _, n := range c.Dict.Names() {
			if _, issue := c.ParseText(n); issue == nil {
				names = append(names, n)
			}
		}
	case c.Target != nil:
		names = []string{"1-01", "SQ01-T06-0001", "2025-01（移入）", "007"}
	}
	switch c.Type {
	case cell.Date:
		return time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 55000).Draw(r, c.Name)).Format(time.DateOnly)
	case cell.Integer:
		return fmt.Sprint(rapid.IntRange(-1e6, 1e9).Draw(r, c.Name))
	case cell.Decimal:
		return decimal.New(rapid.Int64Range(-1e9, 1e12).Draw(r, c.Name), -int32(c.Decimals)).String()
	case cell.YesNo:
		return one([]string{"是", "否"})
	case cell.Choice, cell.Ref:
		return one(names)
	case cell.Choices, cell.Refs:
		return several(names)
	}
	v, _ := c.ParseText(rapid.StringOfN(rapid.RuneFrom([]rune("一二三甲乙〔〕（）《》，。;=+-@'\"&<> 0123456789.eEx_\n")), 1, 40, -1).Draw(r, c.Name))
	return v
}

// Whatever a form is issued with reads back equal: ids, versions, values.
func TestWhatIsWrittenReadsBack(t *testing.T) {
	plan := load(t, nil)
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		if err := f.Value.Set("4"); err != nil { // each check writes every unit's kind of workbook
			t.Fatal(err)
		}
		defer f.Value.Set(f.DefValue)
	}
	rapid.Check(t, func(r *rapid.T) {
		for _, name := range []string{"社区一", "纪检监察工委", "综合执法大队"} {
			req := anyForm(r, plan, plan.Unit(name))
			var out bytes.Buffer
			if err := form.Write(context.Background(), &out, req); err != nil {
				r.Fatal(err)
			}
			ret := read(t, plan, out.Bytes())
			if ret.Unit != req.Unit || ret.Issue != 3 || len(ret.Sheets) != len(req.Ledgers) || len(ret.Findings) > 0 {
				r.Fatalf("%s: %d sheets, %+v", name, len(ret.Sheets), ret.Findings)
			}
			for _, s := range ret.Sheets {
				sameRows(r, s, req.Rows[s.Ledger.Name])
			}
		}
	})
}

// anyForm is a form for a unit with some rows that the plan allows.
func anyForm(r *rapid.T, plan *templates.Plan, u *templates.Unit) form.Request {
	req := form.Request{Plan: plan, Unit: u, Issue: 3, Issued: "2025-06-10", Rows: map[string][]templates.Record{}}
	for _, l := range plan.Ledgers {
		if l.Restricted || !l.Receives(u) {
			continue
		}
		req.Ledgers = append(req.Ledgers, l)
		for n := range rapid.IntRange(0, 3).Draw(r, l.Name) {
			rec := templates.Record{ID: form.RowID("ZZ", l.Code, n+1), Version: n, Values: make([]string, len(l.Columns))}
			for i, c := range l.FormColumns() {
				if c.Type != cell.Formula {
					rec.Values[i] = draw(r, c)
				}
			}
			l.Number(rec)
			l.Compute(rec.Values)
			if content(l, rec) {
				req.Rows[l.Name] = append(req.Rows[l.Name], rec)
			}
		}
	}
	return req
}

func sameRows(r *rapid.T, s *intake.Sheet, want []templates.Record) {
	if len(s.Rows) != len(want) {
		r.Fatalf("%s: wrote %d rows, read %d", s.Name, len(want), len(s.Rows))
	}
	for i, row := range s.Rows {
		if row.ID != want[i].ID || row.Version != want[i].Version || !slices.Equal(row.Values, want[i].Values) {
			r.Fatalf("%s: wrote %+v\nread  %+v", s.Name, want[i], row.Record)
		}
	}
}

// content: somebody filled in something, so that it is a row and no blank line.
func content(l *templates.Ledger, rec templates.Record) bool {
	n := 0
	for i, c := range l.Columns {
		if rec.Values[i] != "" && c.Type != cell.Formula && !c.FilledBySystem() {
			n++
		}
	}
	return n > 2
}

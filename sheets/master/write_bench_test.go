package master_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// BenchmarkWrite writes a master of 150 000 rows of 20 columns.
func BenchmarkWrite(b *testing.B) {
	var columns []string
	for i := range 20 {
		columns = append(columns, fmt.Sprintf("甲\t栏%02d\t%s\t2", i, []string{"文本", "文本", "文本", "日期", "小数"}[i%5]))
	}
	plan := planOf(b, map[string]string{"台账": "A\t甲\t栏00", "栏目": strings.Join(columns, "\n")})
	m, l := master.New(plan), plan.Ledgers[0]
	for i := range 150_000 {
		r := &sheets.Row{Ledger: l, Record: templates.Record{ID: fmt.Sprintf("U-A-%06d", i), Version: 1, Values: make([]string, len(l.Columns))}}
		for _, c := range l.Columns {
			switch c.Type {
			case cell.Date:
				r.Values[c.Index] = fmt.Sprintf("2021-%02d-%02d", 1+i%12, 1+i%28)
			case cell.Decimal:
				r.Values[c.Index] = fmt.Sprintf("%d.25", i)
			default:
				r.Values[c.Index] = fmt.Sprintf("第%d行的内容%d", i, c.Index)
			}
		}
		m.Rows[l] = append(m.Rows[l], r)
	}
	for b.Loop() {
		if err := m.Write(b.Context(), io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTwoMillionRows writes two million rows with as many changes, more than a
// sheet of a workbook holds, reads them again and counts them.
func BenchmarkTwoMillionRows(b *testing.B) {
	const rows = 2_000_000
	for b.Loop() {
		m := long(b, rows, rows)
		path := saved(b, m)
		plan := m.Plan
		m = nil
		back, err := master.Read(b.Context(), path, plan)
		if err != nil {
			b.Fatal(err)
		}
		if n := len(back.Rows[plan.Ledgers[0]]); n != rows || len(back.Changes) != rows {
			b.Fatalf("%d rows, %d changes", n, len(back.Changes))
		}
		if got := figure.New(back.Data()).Get(plan.Figures[0]).Printed(); got != "2500000" && got != "2500000.00" {
			b.Errorf("the sum is %s", got)
		}
	}
}

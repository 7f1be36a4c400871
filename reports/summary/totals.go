package summary

import (
	"fmt"

	"github.com/shopspring/decimal"

	"taizhang/templates"
)

// uniqueTotal heads a total that is less than the sum of what stands beside it.
const uniqueTotal = "合计（不重复）"

// explainTotals says, under the title, why a total is not the sum of what it seems
// to add up: totals are counted over the rows. values are the columns that hold what
// is counted; the last of them is the total of the others if across is a dimension.
func (t *table) explainTotals(a *aggregate, down, across *dimension, values []int) {
	columns, rows := false, false
	for _, i := range values {
		columns = columns || t.columnDiffers(i)
	}
	if across != nil {
		for _, r := range t.rows {
			rows = rows || differs(r, values)
		}
	}
	if !columns && !rows {
		return
	}
	switch {
	case a.op == templates.OpDistinct:
		t.note += fmt.Sprintf("合计按不同的“%s”算：同一个在几格里都有的，合计只算一次，所以不等于各格相加。", a.path.Columns[len(a.path.Columns)-1].Name)
	case columns && down.several():
		t.note += severalWords(down)
	case rows && across.several():
		t.note += severalWords(across)
	default:
		t.note += "合计按取整以前的数相加，与各格相加的尾数可能不同。"
		return
	}
	t.headUnique(columns, rows, values)
}

// headUnique heads the totals that count once what stands in several places.
func (t *table) headUnique(columns, rows bool, values []int) {
	if rows {
		t.columns[values[len(values)-1]].head = uniqueTotal
	}
	if columns {
		for i := range t.rows {
			if t.rows[i].kind == total {
				t.rows[i].cells[0].text = uniqueTotal
			}
		}
	}
}

func severalWords(d *dimension) string {
	return fmt.Sprintf("有几个“%s”的，在每个下面都算，合计只算一次，所以不等于各格相加。", d.label())
}

// several reports whether a row may stand in more than one group.
func (d *dimension) several() bool {
	return d.period == "" && d.path.Extra == "" && d.column().Several()
}

// columnDiffers compares the total line, and every subtotal, with the lines it
// stands for.
func (t *table) columnDiffers(i int) bool {
	sum, part := decimal.Zero, decimal.Zero
	inner, under := false, false
	differs := false
	for _, r := range t.rows {
		inner = inner || r.kind == subtotal
	}
	of := decimal.Zero // the subtotal that part is compared with
	for _, r := range t.rows {
		v := amount(r.cells[i])
		if r.kind != body && under {
			differs = differs || !part.Equal(of)
		}
		switch r.kind {
		case subtotal:
			of, part, under = v, decimal.Zero, true
			sum = sum.Add(v)
		case body:
			part = part.Add(v)
			if !inner {
				sum = sum.Add(v)
			}
		case total:
			return differs || !sum.Equal(v)
		}
	}
	return false
}

// differs compares the last of a line's values with the sum of the others.
func differs(r row, values []int) bool {
	sum := decimal.Zero
	last := len(values) - 1
	for _, i := range values[:last] {
		sum = sum.Add(amount(r.cells[i]))
	}
	return !sum.Equal(amount(r.cells[values[last]]))
}

func amount(c cell) decimal.Decimal {
	d, err := decimal.NewFromString(c.text)
	if err != nil || !c.number {
		return decimal.Zero
	}
	return d
}

// upTo are the numbers from one to another.
func upTo(from, to int) []int {
	var out []int
	for i := from; i <= to; i++ {
		out = append(out, i)
	}
	return out
}

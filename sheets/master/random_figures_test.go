package master_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// expressions makes random conditions over ledger 甲 and formulas over figures.
type expressions struct{ *rand.Rand }

func (x expressions) pick(from ...string) string { return from[x.IntN(len(from))] }

func (x expressions) number(depth int) string {
	if depth > 0 {
		switch x.IntN(6) {
		case 0:
			return "(" + x.number(depth-1) + x.pick("+", "-", "*", "/") + x.number(depth-1) + ")"
		case 1:
			return "空作0(" + x.number(depth-1) + ")"
		case 2:
			return "如果(" + x.condition(depth-1) + ", " + x.number(depth-1) + ", " + x.number(0) + ")"
		case 3:
			return "(日-日二)"
		}
	}
	return x.pick("数", "整", "1.5", "2", "0", "{数参}", "{千参}", "日.年")
}

func (x expressions) day() string {
	return x.pick("日", "日二", "{截至日}", "日+1", "日二-2", "{截至日}-1", "日+整")
}

func (x expressions) condition(depth int) string {
	if depth > 0 && x.IntN(3) == 0 {
		joint := x.pick(" 且 ", " 或 ")
		return "(" + x.condition(depth-1) + joint + x.condition(depth-1) + ")"
	}
	order := x.pick("=", "≠", ">", "≥", "<", "≤")
	switch x.IntN(6) {
	case 0:
		return x.day() + " " + order + " " + x.day()
	case 1:
		unit := x.pick("年", "半年", "季", "月", "旬", "周", "日")
		return "日." + unit + " " + order + " " + x.pick("日二", "{截至日}") + "." + unit
	case 2:
		return x.pick("文", "文二") + " " + x.pick("=", "≠", "含", "不含", "属于", "不属于") + " " + x.pick("“a*”", "A", "{文参}", "[文二]", "“1”")
	case 3:
		return x.pick("选", "多") + " " + x.pick("=", "≠", "属于", "不属于") + " " + x.pick("甲*", "乙?", "[选]")
	case 4:
		return x.pick("数", "日", "文", "选") + " " + x.pick("为空", "非空")
	}
	return x.number(depth) + " " + order + " " + x.number(0)
}

func (x expressions) formula(figures, depth int) string {
	if depth == 0 || x.IntN(4) == 0 {
		f := fmt.Sprintf("[F%d%s]", x.IntN(figures), x.pick("", "", "!"))
		return x.pick(f, f, f, "12", "55", "0.3", "{率参}")
	}
	if x.IntN(6) == 0 {
		return fmt.Sprintf("如果(%s > %s, %s, 1)", x.formula(figures, 0), x.formula(figures, 0), x.formula(figures, depth-1))
	}
	return "(" + x.formula(figures, depth-1) + x.pick("+", "-", "*", "/") + x.formula(figures, depth-1) + ")"
}

// Random conditions and formulas give the same here and in LibreOffice, rounded
// alike.
func TestRandomExpressionsRecalculated(t *testing.T) {
	libreOffice(t)
	x := expressions{rand.New(rand.NewPCG(20, 26))}
	const counts = 150
	var figures []string
	const firstRow = 3 // of the figures in the plan
	figure := func(i int) string {
		if i >= counts {
			return fmt.Sprintf("F%d\t第%[1]d个\t\t公式\t\t\t%s\t\t%s\t%s", i, x.formula(counts, 3), x.pick("0", "1", "3"), x.pick("", "定长"))
		}
		op, column := "计数", ""
		if i%3 == 0 {
			op, column = "求和", "数"
		}
		return fmt.Sprintf("F%d\t第%[1]d个\t甲\t%s\t%s\t%s\t\t\t2", i, op, column, x.condition(2))
	}
	for i := range counts + 150 {
		figures = append(figures, figure(i))
	}
	p, refused := tryPlan(t, awkwardRows(strings.Join(figures, "\n")))
	for p == nil { // what never or always holds has no place in a plan: another is tried there
		for _, f := range refused {
			_, row, err := excelize.CellNameToCoordinates(f.Cell)
			if err != nil {
				t.Fatal(f)
			}
			figures[row-firstRow] = figure(row - firstRow)
		}
		p, refused = tryPlan(t, awkwardRows(strings.Join(figures, "\n")))
	}
	var books [][]byte
	for seed := range uint64(3) {
		books = append(books, written(t, awkwardMaster(p, seed, true)))
	}
	for i, path := range recalculate(t, books...) {
		values := agree(t, awkwardMaster(p, uint64(i), true), path)
		t.Logf("seed %d: %d of %d figures by value", i, values, len(p.Figures))
		if values > len(p.Figures)/3 {
			t.Errorf("seed %d: %d of %d figures have no formula", i, values, len(p.Figures))
		}
	}
}

package summary

import (
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/book"
)

// printedCell is a figure as the notice prints it; a number stays a number.
func printedCell(r *figure.Result) cell {
	s := r.Printed()
	digits := strings.TrimSuffix(s, "%")
	if _, err := decimal.NewFromString(digits); err != nil || r.List != nil || !r.OK {
		return text(s)
	}
	c := exactNumber(digits)
	if digits != s {
		c.format += `"%"`
	}
	return c
}

// measureOf is the unit to print beside a figure; a percentage carries its own.
func measureOf(f *templates.Figure) string {
	if f.Measure == "%" {
		return ""
	}
	return f.Measure
}

// change compares a figure with its value at the previous merge, in words.
func (m *maker) change(r *figure.Result) (before, difference string) {
	before, known := m.in.Previous[r.Figure.Code]
	if !known {
		return "", "新增指标"
	}
	now := r.Printed()
	if now == before {
		return before, "持平"
	}
	x, err1 := decimal.NewFromString(strings.TrimSuffix(now, "%"))
	y, err2 := decimal.NewFromString(strings.TrimSuffix(before, "%"))
	if err1 != nil || err2 != nil {
		return before, "有变化"
	}
	d := x.Sub(y)
	if d.IsNegative() {
		return before, "▼" + d.Abs().String()
	}
	return before, "▲" + d.String()
}

func (m *maker) blockFigures(b *templates.Block) []*figure.Result {
	var out []*figure.Result
	seen := map[*templates.Figure]bool{}
	for _, pattern := range b.Columns {
		for _, f := range m.in.Plan.MatchFigures(pattern) {
			if !seen[f] && !m.hides(f) {
				seen[f] = true
				out = append(out, m.in.Set.Get(f))
			}
		}
	}
	return out
}

// hides reports whether a figure may not be shown: it prints values of a
// sensitive column rather than counting them, or counts a restricted ledger.
func (m *maker) hides(f *templates.Figure) bool {
	reveals := f.Column != nil && f.Column.Sensitive && f.Op != templates.OpDistinct && f.Op != templates.OpCount
	return reveals || !m.in.Internal && f.Ledger != nil && f.Ledger.Restricted
}

// figureTable lists figures with what they mean.
func (m *maker) figureTable(b *templates.Block) *table {
	t := &table{title: b.Title, note: b.Help, columns: []column{
		{head: "指标", cap: 36}, {head: "数值", cap: 30, align: "right"}, {head: "计量单位", align: "center"},
	}}
	trend := m.in.Previous != nil
	if trend {
		t.columns = append(t.columns, column{head: "上次合并", align: "right", cap: 24}, column{head: "变化", align: "center"})
	}
	t.columns = append(t.columns, column{head: "说明", cap: 60})
	for _, r := range m.blockFigures(b) {
		f := r.Figure
		c := printedCell(r)
		line := row{cells: []cell{text(f.Name), c, text(f.Measure)}}
		if trend {
			before, d := m.change(r)
			line.cells = append(line.cells, text(before), text(d))
		}
		help := f.Help
		if help == "" {
			help = figure.Definition(f)
		}
		line.cells = append(line.cells, text(help))
		t.rows = append(t.rows, line)
	}
	if b.Chart != "" {
		t.chart = &chart{kind: b.Chart, title: b.Title, values: []int{1}, format: "General"}
	}
	return t
}

// sources names, for every figure, where it comes from.
func (m *maker) sources(b *templates.Block) *table {
	t := &table{title: b.Title, note: b.Help, columns: []column{
		{head: "代号", cap: 24}, {head: "名称", cap: 30}, {head: "数值", cap: 24, align: "right"}, {head: "计量单位", align: "center"},
		{head: "取自台账", align: "center"}, {head: "条件", cap: 40}, {head: "怎么算", cap: 46}, {head: "依据行数", width: 10, format: "0"}, {head: "出处", cap: 16},
	}}
	for _, f := range m.in.Plan.Figures {
		if m.hides(f) {
			continue
		}
		r := m.in.Set.Get(f)
		ledger, count := "", text("—")
		if f.Ledger != nil {
			ledger, count = f.Ledger.Name, decimalCell(len(r.Rows))
		}
		t.rows = append(t.rows, row{cells: []cell{
			text(f.Code), text(f.Name), printedCell(r), text(f.Measure), text(ledger), text(figure.ConditionWords(f.When)),
			text(figure.Operation(f)), count, text(strings.ReplaceAll(f.Source, "|", "、")),
		}})
	}
	return t
}

func decimalCell(n int) cell { return number(decimal.NewFromInt(int64(n)).String()) }

// crossChecks shows both sides of every cross-check.
func (m *maker) crossChecks(b *templates.Block) *table {
	t := &table{title: b.Title, note: b.Help, columns: []column{
		{head: "编号", align: "center"}, {head: "名称", cap: 24}, {head: "左边", cap: 36}, {head: "左值", cap: 16, align: "right"},
		{head: "关系", width: 6, align: "center"}, {head: "右边", cap: 40}, {head: "右值", cap: 16, align: "right"},
		{head: "差额", cap: 14, align: "right"}, {head: "结论", width: 10, align: "center"}, {head: "说明", cap: 40},
	}}
	counts := map[string]int{}
	for _, c := range m.checks {
		r := c.Relation
		line := row{cells: []cell{text(r.Code), text(r.Name), text(figure.ExprWords(r.Left)), {}, text(string(r.Op)), text(figure.ExprWords(r.Right)), {}, {}, text(c.Verdict()), {}}}
		if c.Skipped {
			line.cells[9].text = "有一边没有数，不核。"
			line.tone = faint
			counts["未核"]++
		} else {
			line.cells[3], line.cells[6], line.cells[7] = plainNumber(c.Left), plainNumber(c.Right), plainNumber(c.Difference)
			counts["相符"]++
			line.cells[8].text = "✓ " + line.cells[8].text
		}
		if !c.OK && !c.Skipped {
			counts["相符"]--
			counts["不符"]++
			line.cells[8].text = "✗ " + c.Verdict()
			line.cells[9].text = r.Message
			if r.Excuse != "" {
				line.cells[9].text = "已说明：" + r.Excuse
			} else {
				line.tone = bad
			}
		}
		t.rows = append(t.rows, line)
	}
	t.note = strings.TrimSpace(t.note + "　共 " + itoa(len(m.checks)) + " 条：相符 " + itoa(counts["相符"]) + " 条，不符 " + itoa(counts["不符"]) + " 条，未核 " + itoa(counts["未核"]) + " 条。")
	return t
}

// plainNumber shows a side of a check with the digits it has.
func plainNumber(d decimal.Decimal) cell {
	return exactNumber(d.Round(6).String())
}

// exactNumber shows all digits of a number.
func exactNumber(digits string) cell {
	_, fraction, _ := strings.Cut(digits, ".")
	c := number(digits)
	c.format = book.NumberFormat(len(fraction))
	return c
}

package summary

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/sheets/disclosure"
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
func (m *maker) change(r *figure.Result, decimals int32) (before, difference string) {
	before, known := m.in.previous()[r.Figure.Code]
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
	before = shorter(before, y, decimals)
	d := x.Sub(y).Round(decimals)
	if d.IsNegative() {
		return before, "▼" + d.Abs().String()
	}
	return before, "▲" + d.String()
}

// wanted is a figure that a block shows, and what the block says it should come to.
type wanted struct {
	*figure.Result
	target string
}

// mostDecimals leaves a number as it is.
const mostDecimals = 12

// shorter is a printed number with no more than some decimals.
func shorter(printed string, d decimal.Decimal, decimals int32) string {
	if d.Equal(d.Round(decimals)) && decimals >= mostDecimals {
		return printed
	}
	percent := printed[len(strings.TrimSuffix(printed, "%")):]
	return d.Round(decimals).String() + percent
}

func (m *maker) blockFigures(b *templates.Block) []wanted {
	var out []wanted
	seen := map[*templates.Figure]bool{}
	for _, spec := range b.Columns {
		pattern, target := templates.Target(spec)
		for _, f := range m.in.Plan.MatchFigures(pattern) {
			if !seen[f] && !m.hides(f) {
				seen[f] = true
				out = append(out, wanted{m.in.Set.Get(f), target})
			}
		}
	}
	return out
}

// hides reports whether a figure may not be shown: it prints values of a
// sensitive column rather than counting them, or is not for the public.
func (m *maker) hides(f *templates.Figure) bool {
	reveals := !f.Public && f.Column != nil && f.Column.Sensitive && f.Op != templates.OpDistinct && f.Op != templates.OpCount
	return reveals || !m.in.Internal && f.Private()
}

// figureTable lists figures with what they mean.
func (m *maker) figureTable(b *templates.Block) *table {
	t := &table{title: b.Title, note: b.Help, columns: []column{
		{head: "指标", cap: 36}, {head: "数值", cap: 30, align: "right"}, {head: "计量单位", align: "center"},
	}}
	trend := m.in.previous() != nil
	if trend {
		t.columns = append(t.columns, column{head: "上次合并", align: "right", cap: 24}, column{head: "变化", align: "center"})
	}
	t.columns = append(t.columns, column{head: "说明", cap: 60})
	for _, r := range m.blockFigures(b) {
		f := r.Figure
		c := m.figureCell(r.Result)
		line := row{cells: []cell{{text: f.Name, links: []string{"source:" + f.Code}, marks: []string{"figure:" + f.Code}}, c, text(f.Measure)}}
		if trend {
			before, d := m.change(r.Result, mostDecimals)
			if m.control().Counts(f) {
				before, d = templates.HeldWords, templates.HeldWords
			}
			line.cells = append(line.cells, text(before), text(d))
		}
		help := f.Help
		if help == "" {
			help = figure.Definition(f)
		}
		line.cells = append(line.cells, text(help))
		t.rows = append(t.rows, line)
	}
	if !t.sayHeld() && b.Chart != "" {
		t.chart = &chart{kind: b.Chart, title: b.Title, values: []int{1}, format: "General"}
	}
	return t
}

// sources names, for every figure, where it comes from.
func (m *maker) sources(b *templates.Block) *table {
	t := &table{title: b.Title, note: b.Help, columns: []column{
		{head: "代号", cap: 28}, {head: "名称", cap: 32}, {head: "数值", cap: 24, align: "right"}, {head: "计量单位", width: 9, align: "center"},
		{head: "取自台账", width: 12, align: "center"}, {head: "条件", cap: 66}, {head: "怎么算", cap: 76}, {head: "依据行数", width: 9, format: "0"},
	}}
	for _, f := range m.in.Plan.Figures {
		if m.hides(f) {
			continue
		}
		r := m.in.Set.Get(f)
		basis := text("—")
		value := m.figureCell(r)
		switch {
		case value.held:
			basis = text(templates.HeldWords)
		case f.Ledger != nil:
			basis = count(r.Count)
		}
		t.rows = append(t.rows, row{cells: []cell{
			{text: f.Code, marks: []string{"source:" + f.Code}}, text(f.Name), value, text(f.Measure), rowsOf(f.Ledger), text(figure.ConditionWords(f.When)),
			text(figure.Operation(f)), basis,
		}})
	}
	return t
}

// rowsOf names a ledger and leads to its rows.
func rowsOf(l *templates.Ledger) cell {
	if l == nil {
		return cell{}
	}
	return cell{text: l.Name, links: []string{"rows:" + l.Name}}
}

// crossChecks shows both sides of every cross-check.
func (m *maker) crossChecks(b *templates.Block) *table {
	t := &table{title: b.Title, note: b.Help, columns: []column{
		{head: "编号", align: "center"}, {head: "名称", cap: 24}, {head: "左边", cap: 36}, {head: "左值", cap: 16, align: "right"},
		{head: "关系", width: 6, align: "center"}, {head: "右边", cap: 40}, {head: "右值", cap: 16, align: "right"},
		{head: "差额", cap: 14, align: "right"}, {head: "结论", width: 10, align: "center"}, {head: "说明", cap: 40},
	}}
	same, broken, skipped := 0, 0, 0
	shown, withheld := m.checksShown()
	for _, c := range shown {
		r := c.Relation
		left, right, difference, verdict, note := plainNumber(c.Left), plainNumber(c.Right), plainNumber(c.Difference), "✓ "+c.Verdict(), ""
		var tone tone
		switch {
		case c.Skipped:
			skipped++
			left, right, difference, verdict = cell{}, cell{}, cell{}, c.Verdict()
			note, tone = "有一边没有数，不核。", faint
		case c.OK:
			same++
		case r.Excuse != "":
			broken++
			verdict, note = "✗ "+c.Verdict(), "已说明："+r.Excuse
		default:
			broken++
			verdict, note, tone = "✗ "+c.Verdict(), r.Message, bad
		}
		t.rows = append(t.rows, row{tone: tone, cells: []cell{
			text(r.Code), text(r.Name), text(figure.ExprWords(r.Left)), left, text(string(r.Op)), text(figure.ExprWords(r.Right)), right, difference, text(verdict), text(note),
		}})
	}
	t.note = strings.TrimSpace(fmt.Sprintf("%s　共 %d 条：相符 %d 条，不符 %d 条，未核 %d 条。", t.note, len(shown), same, broken, skipped)) + elsewhere(withheld)
	return t
}

// checksShown are the cross-checks that this summary may show, and how many it
// withholds.
func (m *maker) checksShown() (shown []figure.Check, withheld int) {
	for _, c := range m.checks {
		if !m.in.Internal && (c.Relation.Private() || m.heldSides(c.Relation)) {
			withheld++
		} else {
			shown = append(shown, c)
		}
	}
	return shown, withheld
}

// heldSides reports whether a side of a cross-check is made of what is withheld.
func (m *maker) heldSides(r *templates.Relation) bool {
	left, right := m.control().Formula(m.in.Set, r.Left, disclosure.OfTotal), m.control().Formula(m.in.Set, r.Right, disclosure.OfTotal)
	return max(left, right) != disclosure.Shown
}

// elsewhere says where to find what is left out here.
func elsewhere(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("另有 %d 条涉及限阅或敏感内容，只列在内部汇总表。", n)
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

package master

import (
	"fmt"
	"math"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/book"
)

// RelationSheet is the sheet of cross-checks.
const RelationSheet = "勾稽"

var (
	figureHeader   = []string{"代号", "名称", "值", "印出", "计量单位", "定义", "说明"}
	figureWidths   = []float64{22, 28, 16, 18, 9, 62, 50}
	paramHeader    = []string{"参数", "说明", "值", "", "", ""}
	relationHeader = []string{"编号", "名称", "左", "关系", "右", "左值", "右值", "差", "结论", "不符时的提示"}
	relationWidths = []float64{10, 30, 40, 7, 40, 14, 14, 12, 16, 44}
)

// paramWidth is that of the merged cells of a parameter.
const paramWidth = 105

const (
	figureNote   = "指标的值是活公式，由各台账的行算出：点开单元格可以看到用了哪些栏；改了台账，值跟着变。少数算法写不成公式，“说明”里写着只写合并时的值。本表由系统写，在这里的改动下次合并时不保留。"
	relationNote = "两边都由“指标”表算出，差为左边减右边。本表由系统写，在这里的改动下次合并时不保留。"
)

// figures writes the plan's figures and cross-checks as formulas over the
// ledgers' sheets, with the values they have now.
func (b *writer) figures(m *Master) {
	set := m.Figures()
	at := &places{m: m, figures: map[*templates.Figure]int{}, params: map[string]int{}}
	for i, f := range m.Plan.Figures {
		at.figures[f] = firstRow + i
	}
	w := figure.NewFormulas(set, at)
	b.figureSheet(m, set, w, at)
	b.relationSheet(set, w, m.Plan)
}

// Count counts the figures over the rows as they are now: Figures are those, and they
// are written.
func (m *Master) Count() *figure.Set {
	m.set = figure.New(m.Data())
	m.set.Count()
	return m.set
}

// Figures are the figures over the master's rows, as they were counted.
func (m *Master) Figures() *figure.Set {
	if m.set == nil {
		return m.Count()
	}
	return m.set
}

// FiguresCurrent reports whether the sheets of figures were written by the plan
// as it is now.
func (m *Master) FiguresCurrent() bool { return m.figures == figure.Fingerprint(m.Plan) }

// The styles of formulas are never of the format 文本, in which an edited formula
// would become text.

func (b *writer) figureSheet(m *Master, set *figure.Set, w *figure.Formulas, at *places) {
	s := b.begin(FigureSheet, "指标", figureNote, book.Page{Paper: book.A4}, 0, book.Texts(b.Style(header), figureHeader...), book.Spans(figureWidths...)...)
	text, middle := b.Style(plain.Formatted(book.TextFormat)), b.Style(centred)
	for _, f := range m.Plan.Figures {
		r, live := set.Get(f), w.Figure(f)
		help := f.Help
		shown := book.Cell{Style: middle, Value: r.Printed()}
		if live.Why != "" {
			help += "（" + live.Why + "，这里只写合并时的值。）"
		} else {
			shown.Formula = w.Printed(f)
		}
		s.Fit(4, math.Inf(1), book.Cell{Style: text, Value: f.Code}, book.Cell{Style: text, Value: f.Name},
			book.Cell{Style: b.Style(plain.Formatted(valueFormat(f))), Value: figureValue(r), Formula: live.Text}, shown,
			book.Cell{Style: middle, Value: f.Measure}, book.Cell{Style: text, Value: figure.Definition(f)}, book.Cell{Style: text, Value: help})
	}
	// The cross-checks may need parameters too; they must have their cells first.
	for _, r := range m.Plan.Relation {
		w.Side(r.Left)
		w.Side(r.Right)
	}
	if len(at.names) > 0 {
		s.Skip(at.firstParam() - 1 - s.Next())
		s.Merge(3, s.Next(), 6, s.Next())
		s.Row(0, book.Texts(b.Style(header), paramHeader...)...)
	}
	for _, name := range at.names {
		value, format := paramValue(m.Plan.Param(templates.ParamName(name)))
		tall := book.Lines(m.Plan.Param(templates.ParamName(name)), paramWidth)
		style := b.Style(plain.Aligned("left").Formatted(format))
		help := paramHelp(m.Plan, name)
		s.Merge(3, s.Next(), 6, s.Next())
		s.Row(book.Height(max(tall, book.Lines(help, figureWidths[1])), 10, 4), book.Cell{Style: text, Value: name}, book.Cell{Style: text, Value: help},
			book.Cell{Style: style, Value: value}, book.Cell{Style: style}, book.Cell{Style: style}, book.Cell{Style: style})
	}
	finish(s, len(figureHeader), firstRow+len(m.Plan.Figures)-1)
}

func (b *writer) relationSheet(set *figure.Set, w *figure.Formulas, p *templates.Plan) {
	s := b.begin(RelationSheet, "勾稽", relationNote, book.Page{Paper: book.A4}, 0, book.Texts(b.Style(header), relationHeader...), book.Spans(relationWidths...)...)
	text, number, middle := b.Style(plain.Formatted(book.TextFormat)), b.Style(plain), b.Style(centred)
	for _, c := range set.Checks() {
		r, row := c.Relation, s.Next()
		leftValue, okLeft := set.Eval(r.Left)
		rightValue, okRight := set.Eval(r.Right)
		s.Fit(4, math.Inf(1), book.Cell{Style: text, Value: r.Code}, book.Cell{Style: text, Value: r.Name},
			book.Cell{Style: text, Value: figure.ExprWords(r.Left)}, book.Cell{Style: middle, Value: string(r.Op)}, book.Cell{Style: text, Value: figure.ExprWords(r.Right)},
			book.Cell{Style: number, Value: orDash(leftValue, okLeft), Formula: w.Side(r.Left)},
			book.Cell{Style: number, Value: orDash(rightValue, okRight), Formula: w.Side(r.Right)},
			book.Cell{Style: number, Value: orDash(c.Difference, !c.Skipped), Formula: w.Difference(r, book.At(6, row), book.At(7, row))},
			book.Cell{Style: middle, Value: c.Verdict(), Formula: w.Verdict(r, book.At(8, row))},
			book.Cell{Style: text, Value: relationHelp(r)})
	}
	last := firstRow + len(p.Relation) - 1
	b.markBroken(last)
	finish(s, len(relationHeader), last)
}

// markBroken colours the verdicts that are not 相符, live too.
func (b *writer) markBroken(last int) {
	red := b.Conditional(book.Style{Ink: book.Red, Bold: true})
	b.Do(b.File.SetConditionalFormat(RelationSheet, book.Area(9, firstRow, 9, max(last, firstRow)), []excelize.ConditionalFormatOptions{
		{Type: "formula", Criteria: fmt.Sprintf(`LEFT(I%d,2)="不符"`, firstRow), Format: &red},
	}))
}

func relationHelp(r *templates.Relation) string {
	help := r.Message
	if r.Tolerance != "" {
		help += "容差" + r.Tolerance + "。"
	}
	if r.Excuse != "" {
		help += "允许不符的理由：" + r.Excuse
	}
	return help
}

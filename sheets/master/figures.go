package master

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"taizhang/sheets/figure"
	"taizhang/templates"
)

// RelationSheet is the sheet of cross-checks.
const RelationSheet = "勾稽"

var (
	figureHeader   = []string{"代号", "名称", "值", "印出", "计量单位", "定义", "说明"}
	figureWidths   = []float64{22, 28, 16, 18, 9, 62, 50}
	paramHeader    = []string{"参数", "", "值"}
	relationHeader = []string{"编号", "名称", "左", "关系", "右", "左值", "右值", "差", "结论", "说明"}
	relationWidths = []float64{10, 30, 40, 7, 40, 14, 14, 12, 16, 44}
)

const (
	figureNote   = "每个指标的值都是活公式，由各台账的行算出：点开单元格可以看到用了哪些栏；改了台账，值跟着变。本表由系统写，在这里的改动下次合并时不保留。"
	relationNote = "两边都由“指标”表算出，差为左边减右边。本表由系统写，在这里的改动下次合并时不保留。"
)

// figures writes the plan's figures and cross-checks as formulas over the
// ledgers' sheets, with the values they have now.
func (b *book) figures(m *Master) {
	set := figure.New(m.Data())
	at := &places{m: m, figures: map[*templates.Figure]int{}, params: map[string]int{}}
	for i, f := range m.Plan.Figures {
		at.figures[f] = firstRow + i
	}
	w := figure.NewFormulas(set, at)
	b.figureSheet(m, set, w, at)
	b.relationSheet(set, w, m.Plan)
}

func (b *book) figureSheet(m *Master, set *figure.Set, w *figure.Formulas, at *places) {
	last := firstRow + len(m.Plan.Figures) - 1
	sw := b.begin(FigureSheet, "指标", figureNote, figureHeader, figureWidths)
	if sw == nil {
		return
	}
	text := b.cell("@", false)
	for i, f := range m.Plan.Figures {
		r, live := set.Get(f), w.Figure(f)
		number, help := b.cell(valueFormat(f), false), f.Help
		value := excelize.Cell{StyleID: number, Value: figureValue(r), Formula: live.Text}
		shown := excelize.Cell{StyleID: text, Value: r.Printed()}
		if live.Why != "" {
			help += "（" + live.Why + "，这里只写合并时的值。）"
		} else {
			shown.StyleID, shown.Formula = number, w.Printed(f)
		}
		b.do(sw.SetRow(fmt.Sprintf("A%d", firstRow+i), []any{
			excelize.Cell{StyleID: text, Value: f.Code}, excelize.Cell{StyleID: text, Value: f.Name}, value, shown,
			excelize.Cell{StyleID: text, Value: f.Measure}, excelize.Cell{StyleID: text, Value: figure.Definition(f)}, excelize.Cell{StyleID: text, Value: help},
		}))
	}
	// The cross-checks may need parameters too; they must have their cells first.
	for _, r := range m.Plan.Relation {
		w.Side(r.Left)
		w.Side(r.Right)
	}
	if len(at.names) > 0 {
		b.do(sw.SetRow(fmt.Sprintf("A%d", at.firstParam()-1), styled(b.header("DDEBF7"), paramHeader)))
	}
	for i, name := range at.names {
		value, style := paramValue(m.Plan.Param(name))
		b.do(sw.SetRow(fmt.Sprintf("A%d", at.firstParam()+i), []any{
			excelize.Cell{StyleID: text, Value: name}, excelize.Cell{StyleID: text}, excelize.Cell{StyleID: b.cell(style, false), Value: value},
		}))
	}
	b.end(sw, FigureSheet, len(figureHeader), last)
}

func (b *book) relationSheet(set *figure.Set, w *figure.Formulas, p *templates.Plan) {
	sw := b.begin(RelationSheet, "勾稽", relationNote, relationHeader, relationWidths)
	if sw == nil {
		return
	}
	text, number := b.cell("@", false), b.cell("", false)
	for i, c := range set.Checks() {
		r, row := c.Relation, firstRow+i
		left, okLeft := set.Eval(r.Left)
		right, okRight := set.Eval(r.Right)
		cell := func(col string) string { return fmt.Sprintf("%s%d", col, row) }
		b.do(sw.SetRow(cell("A"), []any{
			excelize.Cell{StyleID: text, Value: r.Code}, excelize.Cell{StyleID: text, Value: r.Name},
			excelize.Cell{StyleID: text, Value: figure.ExprWords(r.Left)}, excelize.Cell{StyleID: text, Value: r.Op}, excelize.Cell{StyleID: text, Value: figure.ExprWords(r.Right)},
			excelize.Cell{StyleID: number, Value: orDash(left, okLeft), Formula: w.Side(r.Left)},
			excelize.Cell{StyleID: number, Value: orDash(right, okRight), Formula: w.Side(r.Right)},
			excelize.Cell{StyleID: number, Value: orDash(c.Difference, !c.Skipped), Formula: w.Difference(cell("F"), cell("G"))},
			excelize.Cell{StyleID: number, Value: c.Verdict(), Formula: w.Verdict(r, cell("H"))},
			excelize.Cell{StyleID: text, Value: relationHelp(r)},
		}))
	}
	last := firstRow + len(p.Relation) - 1
	b.end(sw, RelationSheet, len(relationHeader), last)
	b.markBroken(last)
}

// markBroken colours the verdicts that are not 相符, live too.
func (b *book) markBroken(last int) {
	red, err := b.f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: "C00000", Bold: true}})
	b.do(err)
	b.do(b.f.SetConditionalFormat(RelationSheet, fmt.Sprintf("I%d:I%d", firstRow, max(last, firstRow)), []excelize.ConditionalFormatOptions{
		{Type: "formula", Criteria: fmt.Sprintf(`=LEFT(I%d,2)="不符"`, firstRow), Format: &red},
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

// places says where the formulas find what they need in the master workbook.
type places struct {
	m       *Master
	figures map[*templates.Figure]int // rows of 指标
	params  map[string]int
	names   []string // of the parameters that formulas use
}

func (p *places) column(l *templates.Ledger, col int) string {
	name, _ := excelize.ColumnNumberToName(col)
	last := firstRow + max(len(p.m.Rows[l]), 2) - 1
	return fmt.Sprintf("%s!$%s$%d:$%[2]s$%[4]d", quoteSheet(l.Name), name, firstRow, last)
}

func (p *places) Column(c *templates.Column) string { return p.column(c.Ledger, firstColumn+c.Index) }

func (p *places) ID(l *templates.Ledger) string { return p.column(l, 1) }

// Pending is the last of the columns after the ledger's own.
func (p *places) Pending(l *templates.Ledger) string {
	return p.column(l, firstColumn+len(l.Columns)+len(sourceHeaders)-1)
}

func (p *places) FirstRow() int { return firstRow }

func (p *places) Figure(f *templates.Figure) string {
	return fmt.Sprintf("%s!$C$%d", quoteSheet(FigureSheet), p.figures[f])
}

func (p *places) Param(name string) string {
	if p.params[name] == 0 {
		p.params[name] = p.firstParam() + len(p.names)
		p.names = append(p.names, name)
	}
	return fmt.Sprintf("%s!$C$%d", quoteSheet(FigureSheet), p.params[name])
}

// firstParam leaves a line and a header after the figures.
func (p *places) firstParam() int { return firstRow + len(p.m.Plan.Figures) + 2 }

func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

func valueFormat(f *templates.Figure) string {
	switch {
	case f.Op == templates.OpList:
		return "@"
	case f.Column != nil && f.Column.Type == templates.Date && (f.Op == templates.OpMin || f.Op == templates.OpMax):
		return "yyyy-mm-dd"
	case f.Style == "" && f.Decimals == 0:
		return "" // not rounded in print either
	}
	return figure.NumberFormat(f)
}

// figureValue is a figure as a cell holds it: a number or day where it is one.
func figureValue(r *figure.Result) any {
	switch {
	case !r.OK:
		return "—"
	case r.Figure.Op != templates.OpList && len(r.List) == 1:
		return CellValue(r.Figure.Column, r.List[0])
	case r.List != nil || r.Figure.Op == templates.OpList:
		return r.Printed()
	}
	return orDash(r.Value, true)
}

func orDash(d decimal.Decimal, ok bool) any {
	if !ok {
		return "—"
	}
	v, _ := d.Float64()
	return v
}

// paramValue is a parameter as a cell that formulas compare with, and its
// number format.
func paramValue(s string) (any, string) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t, "yyyy-mm-dd"
	}
	if d, err := decimal.NewFromString(s); err == nil && d.NumDigits() <= 15 {
		return orDash(d, true), ""
	}
	return s, "@"
}

package master

import (
	"fmt"
	"math"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/figure"
	"taizhang/templates"
)

// RelationSheet is the sheet of cross-checks.
const RelationSheet = "勾稽"

var (
	figureHeader   = []string{"代号", "名称", "值", "印出", "计量单位", "定义", "说明"}
	figureWidths   = []float64{22, 28, 16, 18, 9, 62, 50}
	paramHeader    = []string{"参数", "说明", "值", "", "", ""}
	paramWidths    = []float64{22, 28, 105}
	relationHeader = []string{"编号", "名称", "左", "关系", "右", "左值", "右值", "差", "结论", "不符时的提示"}
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

// FiguresCurrent reports whether the sheets of figures were written by the plan
// as it is now.
func (m *Master) FiguresCurrent() bool { return m.figures == figure.Fingerprint(m.Plan) }

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
		shown := excelize.Cell{StyleID: b.centred(), Value: r.Printed()}
		if live.Why != "" {
			help += "（" + live.Why + "，这里只写合并时的值。）"
		} else {
			shown.Formula = w.Printed(f)
		}
		b.line(sw, firstRow+i, figureWidths, []any{
			excelize.Cell{StyleID: text, Value: f.Code}, excelize.Cell{StyleID: text, Value: f.Name}, value, shown,
			excelize.Cell{StyleID: b.centred(), Value: f.Measure}, excelize.Cell{StyleID: text, Value: figure.Definition(f)}, excelize.Cell{StyleID: text, Value: help},
		})
	}
	// The cross-checks may need parameters too; they must have their cells first.
	for _, r := range m.Plan.Relation {
		w.Side(r.Left)
		w.Side(r.Right)
	}
	if len(at.names) > 0 {
		b.do(sw.SetRow(fmt.Sprintf("A%d", at.firstParam()-1), styled(b.header("DDEBF7"), paramHeader)))
		b.do(sw.MergeCell(fmt.Sprintf("C%d", at.firstParam()-1), fmt.Sprintf("F%d", at.firstParam()-1)))
	}
	for i, name := range at.names {
		value, format := paramValue(m.Plan.Param(name))
		style, row := b.left(format), at.firstParam()+i
		b.line(sw, row, paramWidths, []any{
			excelize.Cell{StyleID: text, Value: name}, excelize.Cell{StyleID: text, Value: paramHelp(m.Plan, name)}, excelize.Cell{StyleID: style, Value: value},
			excelize.Cell{StyleID: style}, excelize.Cell{StyleID: style}, excelize.Cell{StyleID: style},
		})
		b.do(sw.MergeCell(fmt.Sprintf("C%d", row), fmt.Sprintf("F%d", row)))
	}
	b.end(sw, FigureSheet, len(figureHeader), last)
	b.page(FigureSheet)
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
		b.line(sw, row, relationWidths, []any{
			excelize.Cell{StyleID: text, Value: r.Code}, excelize.Cell{StyleID: text, Value: r.Name},
			excelize.Cell{StyleID: text, Value: figure.ExprWords(r.Left)}, excelize.Cell{StyleID: b.centred(), Value: string(r.Op)}, excelize.Cell{StyleID: text, Value: figure.ExprWords(r.Right)},
			excelize.Cell{StyleID: number, Value: orDash(left, okLeft), Formula: w.Side(r.Left)},
			excelize.Cell{StyleID: number, Value: orDash(right, okRight), Formula: w.Side(r.Right)},
			excelize.Cell{StyleID: number, Value: orDash(c.Difference, !c.Skipped), Formula: w.Difference(cell("F"), cell("G"))},
			excelize.Cell{StyleID: b.centred(), Value: c.Verdict(), Formula: w.Verdict(r, cell("H"))},
			excelize.Cell{StyleID: text, Value: relationHelp(r)},
		})
	}
	last := firstRow + len(p.Relation) - 1
	b.end(sw, RelationSheet, len(relationHeader), last)
	b.page(RelationSheet)
	b.markBroken(last)
}

// line writes a row high enough for its texts. The styles of formulas are never
// of the format 文本, in which an edited formula would become text.
func (b *book) line(sw *excelize.StreamWriter, row int, widths []float64, cells []any) {
	lines := 1
	for i, c := range cells {
		if s, ok := c.(excelize.Cell).Value.(string); ok && i < len(widths) {
			lines = max(lines, int(math.Ceil(textWidth(s)/(widths[i]-1))))
		}
	}
	b.do(sw.SetRow(fmt.Sprintf("A%d", row), cells, excelize.RowOpts{Height: 4 + 14*float64(lines)}))
}

// textWidth counts a Chinese character as two.
func textWidth(s string) (n float64) {
	for _, r := range s {
		if n++; r > 0x2000 {
			n++
		}
	}
	return n
}

func (b *book) centred() int {
	return b.style("centred", func() *excelize.Style {
		return &excelize.Style{
			Font: &excelize.Font{Family: font, Size: 10}, Border: thin,
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
		}
	})
}

func (b *book) left(format string) int {
	return b.style("left"+format, func() *excelize.Style {
		s := &excelize.Style{
			Font: &excelize.Font{Family: font, Size: 10}, Border: thin,
			Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center", WrapText: true},
		}
		if format != "" {
			s.CustomNumFmt = &format
		}
		return s
	})
}

// page fits a sheet to the width of a landscape A4 page.
func (b *book) page(sheet string) {
	yes, orientation, a4, width, height := true, "landscape", 9, 1, 0
	b.do(b.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}))
	b.do(b.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &orientation, Size: &a4, FitToWidth: &width, FitToHeight: &height}))
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

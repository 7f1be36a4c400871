package form

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"taizhang/templates"
	"taizhang/templates/cell"
)

// Columns A to E of 填报说明 and their widths.
var helpWidths = []float64{20, 13, 14, 62, 28}

// help writes 填报说明 downwards, row by row; the first error sticks.
type help struct {
	*book
	row int
	err error
}

// writeHelp writes who, what, by when, whom to ask; the fields and the nil
// reports the unit fills in; then how each column is filled, from the very
// definitions that check it.
func (b *book) writeHelp() error {
	h := &help{book: b}
	for i, w := range helpWidths {
		column, _ := excelize.ColumnNumberToName(i + 1)
		h.try(b.file.SetColWidth(HelpSheet, column, column, w))
	}
	h.heading()
	h.fields()
	h.instructions()
	h.nilReports()
	h.colours()
	for _, s := range b.sheets {
		h.ledger(s)
	}
	h.try(b.fitToPage(HelpSheet))
	h.try(b.page(HelpSheet, 130, ""))
	off := false
	h.try(b.file.SetSheetView(HelpSheet, 0, &excelize.ViewOptions{ShowGridLines: &off}))
	return h.err
}

func (h *help) try(err error) {
	if h.err == nil {
		h.err = err
	}
}

// put writes one cell of the current row.
func (h *help) put(column int, v any, l look) {
	cell, _ := excelize.CoordinatesToCellName(column, h.row)
	style, err := h.style(l)
	h.try(err)
	h.try(h.file.SetCellStyle(HelpSheet, cell, cell, style))
	if v != nil {
		h.try(h.file.SetCellValue(HelpSheet, cell, v))
	}
}

// across writes a text over all columns, as high as it needs: rows with merged
// cells do not grow by themselves.
func (h *help) across(text string, l look, line float64) {
	h.row++
	h.put(1, text, l)
	total := 0.0
	for _, w := range helpWidths {
		total += w
	}
	from, _ := excelize.CoordinatesToCellName(1, h.row)
	to, _ := excelize.CoordinatesToCellName(len(helpWidths), h.row)
	h.try(h.file.MergeCell(HelpSheet, from, to))
	h.try(h.file.SetRowHeight(HelpSheet, h.row, lines(text, total)*line+3))
}

// table writes one row of a table, high enough for its longest cell.
func (h *help) table(l look, cells ...string) {
	h.row++
	tall := 1.0
	for i, text := range cells {
		h.put(i+1, text, l)
		tall = max(tall, lines(text, helpWidths[i]))
	}
	h.try(h.file.SetRowHeight(HelpSheet, h.row, tall*lineHeight+4))
}

func (h *help) section(text string) {
	h.row++
	h.across(text, look{part: "strong"}, 18)
}

func (h *help) heading() {
	p := h.Plan
	title := strings.TrimSpace(p.Param("活动名称") + "　" + HelpSheet)
	if h.Restricted {
		title += "（限阅）"
	}
	h.across(title, look{part: "title", centre: true}, 26)
	issued := fmt.Sprintf("填报单位：%s", h.Unit.Name)
	if h.Issued != "" {
		issued += "　　发放日期：" + cell.ChineseDate(h.Issued)
	}
	h.across(fmt.Sprintf("%s　　第 %d 次发放", issued, h.Issue), look{part: "text", centre: true}, lineHeight)
}

// fields are the cells in which the unit says who filled the form in.
func (h *help) fields() {
	h.section("一、填报人（请先填这里）")
	notes := map[string]string{
		FieldFiller: "填表的人，有疑问时联系。", FieldPhone: "办公电话或手机。",
		FieldReviewer: "部门负责人审核后签名或填姓名，不能与填报人相同。", FieldDate: "填日期，如 2021-08-06。",
	}
	for _, label := range Fields {
		h.row++
		format := "@"
		if label == FieldDate {
			format = "yyyy-mm-dd"
		}
		h.put(1, label, look{part: "label", fill: colourMay})
		h.put(2, nil, look{part: "cell", format: format})
		h.put(3, nil, look{part: "cell", format: format})
		h.try(h.file.MergeCell(HelpSheet, fmt.Sprintf("B%d", h.row), fmt.Sprintf("C%d", h.row)))
		h.put(4, notes[label], look{part: "text"})
		h.try(h.file.SetRowHeight(HelpSheet, h.row, 20))
		if label == FieldDate {
			dv := excelize.NewDataValidation(true)
			dv.Type, dv.Operator = "date", "between"
			dv.Formula1, dv.Formula2 = day(templates.Limit{}, firstDay, 0), day(templates.Limit{}, lastDay, 0)
			dv.Sqref = fmt.Sprintf("B%d", h.row)
			dv.SetError(excelize.DataValidationErrorStyleStop, FieldDate+"有误", "请填日期，如 2021-08-06。")
			h.try(h.file.AddDataValidation(HelpSheet, dv))
		}
	}
}

func (h *help) instructions() {
	h.section("二、怎么填")
	var names []string
	adds := false
	for _, s := range h.sheets {
		names = append(names, s.ledger.Name)
		adds = adds || s.spare > 0
	}
	say := []string{
		fmt.Sprintf("本工作簿要填 %d 张表：%s。每张表怎么填见下面第五部分，点到单元格上也有提示。", len(names), strings.Join(names, "、")),
		h.deadline(),
		"每张表第 4 行（灰色斜体，行标识为“示例”）是填写示例，不计数，不用删。从第 5 行开始填。",
	}
	if adds {
		say = append(say, "可以加行的表已预留空行并编好行标识，从上往下用；不够时接着往下填或插入行，行标识空着，收表时编号。要引用某一行，就填它的编号。")
	}
	say = append(say,
		"不要改动表名、表头、行标识、版本和灰底栏目，不要合并单元格，不要删除已有的行；填错的行请清空内容或写明情况。",
		"日期写成 2021-08-06 的样子；数字栏只写数字，不写单位；编号、凭证号照原样写。没有的内容空着，不要写“/”“无”；必填的文字确实没有的，写“无”。",
		"可以筛选、排序、调列宽、加行。从别处粘贴请用“选择性粘贴—数值”，否则会盖掉下拉列表和检查。",
		"没有内容可报的表，在第三部分的“零报告”里选“是”，不要空着不报。",
	)
	if h.locked {
		say = append(say, "本工作簿已加保护（没有密码）：灰底栏目不能改；Excel 和 WPS 不能对含锁定单元格的区域排序，需要排序时可先撤销工作表保护。")
	}
	for i, text := range say {
		h.across(fmt.Sprintf("%d. %s", i+1, text), look{part: "text"}, lineHeight)
	}
}

// deadline says by when to report and whom to ask, as far as the plan knows.
func (h *help) deadline() string {
	p := h.Plan
	text := "填好、审核后报整改办"
	if d := p.Param("报送截止日"); d != "" {
		text = fmt.Sprintf("请于 %s 前填好、审核并报整改办", cell.ChineseDate(d))
	}
	who := strings.TrimSpace(p.Param("联系人") + " " + p.Param("联系电话"))
	if who != "" {
		text += "；有疑问请联系：" + who
	}
	return text + "。文件名可以改，工作簿里的工作表不要删。"
}

// nilReports is the table in which the unit states that it has nothing to
// report.
func (h *help) nilReports() {
	h.section("三、填报情况和零报告（请逐表核对）")
	h.table(look{part: "header", fill: colourMay}, append(NilHeader, "说明")...)
	for _, s := range h.sheets {
		l := s.ledger
		asked := l.Nil.Allowed && s.spare > 0
		h.table(look{part: "cell"}, l.Name, "", "", "", nilText(s, asked))
		h.put(1, l.Name, look{part: "label"})
		h.countRows(s)
		h.put(3, nil, look{part: "cell", centre: true})
		h.put(4, nil, look{part: "cell", format: "@"})
		switch {
		case !asked:
			h.put(3, NotApplicable, look{part: "cell", centre: true, fill: colourShade})
			h.put(4, NotApplicable, look{part: "cell", fill: colourShade})
		case l.Nil.Yearly == nil:
			h.put(4, NotApplicable, look{part: "cell", fill: colourShade})
		}
		if asked {
			dv := excelize.NewDataValidation(true)
			dv.Type, dv.Formula1 = "list", h.lists.plain("是否", []string{"是", "否"})
			dv.Sqref = fmt.Sprintf("C%d", h.row)
			dv.SetError(excelize.DataValidationErrorStyleStop, NilReport, "请从下拉列表中选“是”或“否”。")
			dv.SetInput(NilReport, "这张表没有内容可报的，选“是”；有内容的不选。")
			h.try(h.file.AddDataValidation(HelpSheet, dv))
		}
	}
}

func nilText(s *sheet, asked bool) string {
	switch {
	case !asked:
		return "按发来的行填写，不用零报告"
	case s.ledger.Nil.Yearly != nil:
		return "哪几年没有，写出年份，如 2019、2020；都没有的选“是”"
	}
	return "没有内容可报的，选“是”"
}

// countRows shows live how many rows are filled in: by the first column that
// every row of the unit's must have.
func (h *help) countRows(s *sheet) {
	var by *templates.Column
	for _, c := range s.ledger.Columns {
		if h.editable(c) && (by == nil || by.Required != templates.Always && c.Required == templates.Always) {
			by = c
		}
	}
	l := look{part: "cell", centre: true, fill: colourShade, format: "0"}
	if by == nil {
		h.put(2, len(s.rows), l)
		return
	}
	filled := 0
	for _, r := range s.rows {
		if r.Values[by.Index] != "" {
			filled++
		}
	}
	h.put(2, filled, l)
	cell, _ := excelize.CoordinatesToCellName(2, h.row)
	h.try(h.file.SetCellFormula(HelpSheet, cell, fmt.Sprintf("COUNTA(%s)", fixedRange(s.ledger.Name, letter(by), dataRow, s.end))))
}

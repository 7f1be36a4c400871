package form

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// Columns A to E of 填报说明 and their widths.
var helpWidths = []float64{20, 13, 14, 62, 28}

// help writes 填报说明 downwards, row by row.
type help struct {
	*writer
	row     int
	used    float64 // of the first page, in points
	repeats int     // the header that the pages behind it begin with
}

// writeHelp writes who, what, by when, whom to ask; the fields and the nil
// reports the unit fills in; then how each column is filled, from the very
// definitions that check it.
func (b *writer) writeHelp() {
	h := &help{writer: b}
	b.Widths(HelpSheet, helpWidths...)
	h.heading()
	h.fields()
	h.instructions()
	h.nilReports()
	h.colours()
	for _, s := range b.sheets {
		h.ledger(s)
	}
	b.Print(HelpSheet, book.Page{Paper: book.A4, Left: b.Unit.Name, Right: HelpSheet, From: h.repeats, To: h.repeats})
	b.HideGrid(HelpSheet)
}

// put writes a cell over some columns of the current row.
func (h *help) put(from, to int, v any, s book.Style) {
	h.cell(from, to, book.Cell{Value: v}, s)
}

func (h *help) cell(from, to int, c book.Cell, s book.Style) {
	c.Style = h.style(s, false)
	h.Put(HelpSheet, from, h.row, to, h.row, c)
}

func (h *help) height(points float64) {
	h.used += points
	h.RowHeight(HelpSheet, h.row, points)
}

// across writes a text over all columns, as high as it needs: rows with merged
// cells do not grow by themselves.
func (h *help) across(text string, s book.Style) {
	h.row++
	h.put(1, len(helpWidths), text, s)
	total := 0.0
	for _, w := range helpWidths {
		total += w
	}
	h.height(book.Height(book.Lines(text, total*11/max(s.Size, 11)), s.Size, 3))
}

// table writes one row of a table, high enough for its longest cell.
func (h *help) table(s book.Style, cells ...string) {
	h.row++
	tall := 1.0
	for i, text := range cells {
		h.put(i+1, i+1, text, s)
		tall = max(tall, book.Lines(text, helpWidths[i]))
	}
	h.height(book.Height(tall, 10.5, 4))
}

func (h *help) section(text string) {
	h.row++
	h.used += 15
	h.across(text, strongStyle)
}

func (h *help) heading() {
	p := h.Plan
	title := strings.TrimSpace(p.Param(templates.ParamCampaign) + "　" + HelpSheet)
	if h.Restricted {
		title += "（限阅）"
	}
	style := titleStyle.Aligned("center")
	style.Wrap = true
	h.across(title, style)
	issued := fmt.Sprintf("填报单位：%s", h.Unit.Name)
	if h.Issued != "" {
		issued += "　　发放日期：" + cell.ChineseDate(h.Issued)
	}
	h.across(fmt.Sprintf("%s　　第 %d 次发放", issued, h.Issue), textStyle.Aligned("center"))
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
		format := book.TextFormat
		if label == FieldDate {
			format = book.DayFormat
		}
		h.put(1, 1, label, labelled(colourMay))
		h.put(2, 3, nil, cellStyle.Formatted(format))
		h.put(4, 4, notes[label], textStyle)
		h.height(20)
		if label == FieldDate {
			dv := excelize.NewDataValidation(true)
			dv.Type, dv.Operator = "date", "between"
			dv.Formula1, dv.Formula2 = day(templates.Limit{}, firstDay, 0), day(templates.Limit{}, lastDay, 0)
			dv.Sqref = book.At(2, h.row)
			dv.SetError(excelize.DataValidationErrorStyleStop, FieldDate+"有误", "请填日期，如 2021-08-06。")
			h.Do(h.File.AddDataValidation(HelpSheet, dv))
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
		h.task(),
		"每张表第 4 行（灰色斜体，行标识为“示例”）是填写示例，不计数，不用删。从第 5 行开始填。",
	}
	if adds {
		say = append(say, "可以加行的表已预留空行并编好行标识，从上往下用；不够时接着往下填或插入行，行标识空着，收表时编号。要引用某一行，就填它的编号。")
	}
	if h.Issue > 1 {
		say = append(say, "以前发的表已经在填的，接着填那一份、改填这一份都可以，两份都报也行，收表时逐行逐格合在一起。新加的行只填在一份里；同一格两份填得不一样的，以发放序号大的一份为准。")
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
		h.across(fmt.Sprintf("%d. %s", i+1, text), textStyle)
	}
}

// task says what is asked, by when to report and whom to ask, as far as the plan
// knows.
func (h *help) task() string {
	p := h.Plan
	text := "填好、审核后报整改办"
	switch by := cell.ChineseDate(h.Due); {
	case h.Asks < h.Issue && h.Due != "":
		text = fmt.Sprintf("这一次没有要你单位新报的内容，发来的是最新的情况；第 %d 次要求 %s 前报的，报过了不用再报，还没有报的请尽快填好、审核并报整改办", h.Asks, by)
	case h.Asks < h.Issue:
		text = fmt.Sprintf("这一次没有要你单位新报的内容，发来的是最新的情况；第 %d 次要报的，报过了不用再报，还没有报的请尽快填好、审核并报整改办", h.Asks)
	case h.Due != "":
		text = fmt.Sprintf("请于 %s 前填好、审核并报整改办", by)
	}
	who := strings.TrimSpace(p.Param(templates.ParamContact) + " " + p.Param(templates.ParamTelephone))
	if who != "" {
		text += "；有疑问请联系：" + who
	}
	return text + "。文件名可以改，工作簿里的工作表不要删。"
}

// nilReports is the table in which the unit states that it has nothing to
// report.
func (h *help) nilReports() {
	h.section("三、填报情况和零报告（请逐表核对）")
	h.table(header(colourMay), append(NilHeader, "说明")...)
	none := cellStyle.Filled(colourShade)
	for _, s := range h.sheets {
		l := s.ledger
		asked := l.Nil.Allowed && s.spare > 0
		h.table(cellStyle, l.Name, "", "", "", nilText(s, asked))
		h.put(1, 1, l.Name, labelled(""))
		h.countRows(s)
		h.put(3, 3, nil, cellStyle.Aligned("center"))
		h.put(4, 4, nil, cellStyle.Formatted(book.TextFormat))
		if !asked {
			h.put(3, 3, NotApplicable, none.Aligned("center"))
		}
		if l.Nil.Yearly == nil || !asked {
			h.put(4, 4, NotApplicable, none)
		}
		if asked {
			h.Offer(HelpSheet, book.At(3, h.row), book.Choice{
				List: h.lists.plain("是否", []string{"是", "否"}), Refuse: true, Title: NilReport,
				Error: "请从下拉列表中选“是”或“否”。", Prompt: "这张表没有内容可报的，选“是”；有内容的不选。",
			})
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
	for _, c := range s.ledger.FormColumns() {
		if h.editable(c) && !h.begins(c) && (by == nil || by.Required != templates.Always && c.Required == templates.Always) {
			by = c
		}
	}
	style := cellStyle.Filled(colourShade).Aligned("center").Formatted("0")
	if by == nil {
		h.put(2, 2, len(s.rows), style)
		return
	}
	filled := 0
	for _, r := range s.rows {
		if r.Values[by.Index] != "" {
			filled++
		}
	}
	col := FirstColumn + by.Index
	count := fmt.Sprintf("COUNTA(%s)", book.FixedArea(s.ledger.Name, col, dataRow, col, s.end))
	h.cell(2, 2, book.Cell{Value: filled, Formula: count}, style)
}

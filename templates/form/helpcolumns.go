package form

import (
	"strings"

	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// keyPoints is how high the key of colours stands.
const keyPoints = 170

// whole starts the second page before a part that the first would cut in two.
func (h *help) whole(points float64) {
	columns := book.Spans(helpWidths...)
	room := book.A4Tall * book.Points(columns...) / book.A4Wide
	if h.used < room && h.used+points > room {
		h.Do(h.File.InsertPageBreak(HelpSheet, book.At(1, h.row+1)))
	}
}

func (h *help) colours() {
	h.whole(keyPoints)
	h.section("四、颜色的意思")
	for _, c := range []struct{ fill, name, text string }{
		{colourMust, "红底表头", "必填"},
		{colourWhen, "橙底表头", "符合条件时必填，条件见“怎么填”"},
		{colourMay, "蓝底表头", "选填，有就填"},
		{colourOffice, "灰底表头和单元格", "整改办、系统或别的单位填，本单位不用填、不要改；公式自动算出"},
		{colourMissing, "粉色斜纹单元格", "这一行已开始填，这一格该填还没填"},
		{colourWrong, "橙黄色单元格", "与同一行的其他栏目前后矛盾，请核对（如没有选已完成却写了完成日期）"},
	} {
		h.row++
		style := cellStyle.Filled(c.fill).Aligned("center")
		if c.fill != colourMissing && c.fill != colourWrong {
			style = header(c.fill)
		}
		h.put(1, 1, c.name, style)
		h.put(2, len(helpWidths), c.text, textStyle)
		h.height(19)
	}
	if h.anyBegins() {
		h.row++
		style := cellStyle.Aligned("center")
		style.Italic, style.Ink = defaultStyle.Italic, defaultStyle.Ink
		h.put(1, 1, "灰色斜体", style)
		h.put(2, len(helpWidths), "预填的默认值，不对的请改。新填的一行，没有改的、空着的都按默认值算已报；只有默认值的行不算填报", textStyle)
		h.height(19)
	}
	h.section("五、各表逐栏填法")
	h.Do(h.File.InsertPageBreak(HelpSheet, book.At(1, h.row)))
}

// ledger explains one ledger column by column.
func (h *help) ledger(s *sheet) {
	l := s.ledger
	h.row++
	h.across("【"+l.Name+"】"+l.Help, strongStyle)
	h.table(header(colourMay), "栏目", "是否必填", "谁填", "怎么填", "示例")
	if h.repeats == 0 {
		h.repeats = h.row
	}
	for _, c := range l.FormColumns() {
		h.table(cellStyle, c.Name, h.asks(c).need, h.filler(c), h.how(c), s.exampleText(c))
		h.put(1, 1, c.Name, labelled(h.columnStyle(c).Fill))
		h.put(5, 5, s.exampleText(c), cellStyle.Formatted(book.TextFormat))
	}
}

func (h *help) filler(c *templates.Column) string {
	switch {
	case c.Type == cell.Formula || c.FilledBySystem():
		return "系统"
	case h.editable(c):
		return "本单位"
	}
	return strings.Join(c.Owners, "、")
}

// how joins the plan's own words with what type and rules say.
func (h *help) how(c *templates.Column) string {
	text := c.Help
	if !h.editable(c) {
		return text
	}
	more := []string{c.TypeText()}
	if c.Free() {
		more = nil
	}
	for i := range c.Tags {
		// The plan's own words may have said it already.
		if s := c.Tags[i].Sentence(c, h.Plan); s != "" && !strings.Contains(text, s) {
			more = append(more, s)
		}
	}
	if s := h.defaultText(c); s != "" {
		more = append(more, s)
	}
	if len(more) == 0 {
		return text
	}
	return text + strings.Join(more, "；") + "。"
}

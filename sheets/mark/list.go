package mark

import (
	"fmt"
	"strings"

	"taizhang/sheets/ooxml"
	"taizhang/templates/finding"
)

const listTitle = "问题列表（台账校验）"

const (
	headerRow = 6
	// A sheet can hold some 65,000 links; programs become slow well before
	// that many comments.
	maxLinks    = 60_000
	maxComments = 3_000
)

var listColumns = []struct {
	name  string
	width float64
}{
	{"序号", 6}, {"级别", 7}, {"工作表", 16}, {"单元格", 9}, {"栏目", 16}, {"行标识", 18}, {"问题", 46}, {"怎么改", 46},
}

// listStyles are the looks of the list.
type listStyles struct {
	title, plain, header, text, centre, link int
	level                                    map[finding.Severity]int
}

func (s *styles) forList() listStyles {
	font := func(xml string) int {
		return s.ensure(&s.fonts, "<font>"+xml+`<name val="宋体"/><charset val="134"/></font>`)
	}
	const black = `<color rgb="FF000000"/>`
	body := font(`<sz val="10"/>` + black)
	bold := font(`<b/><sz val="10"/>` + black)
	title := font(`<b/><sz val="16"/>` + black)
	link := font(`<u/><sz val="10"/><color rgb="FF0563C1"/>`)
	side := func(name string) string { return "<" + name + ` style="thin"><color rgb="FFBFBFBF"/></` + name + ">" }
	box := s.ensure(&s.lines, "<border>"+side("left")+side("right")+side("top")+side("bottom")+"<diagonal/></border>")
	none := s.ensure(&s.fills, `<fill><patternFill patternType="none"/></fill>`)
	xf := func(font, fill, border int, align string) int {
		base := ` xfId="0"`
		if s.root.Child("cellStyleXfs") == nil {
			base = ""
		}
		return s.ensure(&s.cells, fmt.Sprintf(`<xf numFmtId="0" fontId="%d" fillId="%d" borderId="%d"%s applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment %s/></xf>`,
			font, fill, border, base, align))
	}
	flat := s.ensure(&s.lines, "<border><left/><right/><top/><bottom/><diagonal/></border>")
	fill := func(rgb string) int { return s.ensure(&s.fills, solid(rgb)) }
	const centre, top = `horizontal="center" vertical="top" wrapText="1"`, `vertical="top" wrapText="1"`
	return listStyles{
		title:  xf(title, none, flat, `vertical="center"`),
		plain:  xf(body, none, flat, `vertical="center"`),
		header: xf(bold, fill("FFD9E1F2"), box, `horizontal="center" vertical="center" wrapText="1"`),
		text:   xf(body, none, box, top),
		centre: xf(body, none, box, centre),
		link:   xf(link, none, box, centre),
		level: map[finding.Severity]int{
			finding.Error:   xf(bold, fill("FFF8CBAD"), box, centre),
			finding.Warning: xf(bold, fill("FFFFF2CC"), box, centre),
			finding.Info:    xf(body, fill("FFDDEBF7"), box, centre),
		},
	}
}

// listXML is the sheet that lists the problems.
func (k *book) listXML(st listStyles, unit string, items []item, limits string) string {
	var g grid
	count := map[finding.Severity]int{}
	for _, it := range items {
		count[it.Severity]++
	}
	g.row(28)
	g.text(st.title, listTitle)
	g.row(18)
	g.text(st.plain, fmt.Sprintf("%s共 %d 条，其中错误 %d 条、警告 %d 条、提示 %d 条。", whose(unit), len(items), count[finding.Error], count[finding.Warning], count[finding.Info]))
	g.row(18)
	g.text(st.plain, "错误（浅红格）必须改正；警告（浅黄格）请核实，确实无误的可以保留；提示只作说明，不用改。点“单元格”一栏可跳到该处，格内批注写明问题和改法。")
	g.row(18)
	how := "请直接在本文件里改正，保存后报回。底色、批注和本表不必清理，收到后自动去掉，原有的格式和批注不受影响。"
	if unit == "" {
		how = "本文件是标注的副本，原件没有改动；请在原件里改正。"
	}
	g.text(st.plain, how)
	g.row(18)
	g.text(st.plain, limits)
	g.row(22)
	for _, c := range listColumns {
		g.text(st.header, c.name)
	}
	var links strings.Builder
	for i, it := range items {
		tall := max(lines(it.Message, listColumns[6].width), lines(it.Fix, listColumns[7].width),
			lines(it.Column, listColumns[4].width), lines(it.place(), listColumns[2].width), lines(it.RowID, listColumns[5].width))
		g.row(min(float64(tall)*13.5+4, 400))
		g.number(st.centre, i+1)
		g.text(st.level[it.Severity], it.Severity.Label())
		g.text(st.text, it.place())
		if it.linked() && i < maxLinks {
			ref := g.text(st.link, it.Cell)
			target := ooxml.Escape("'" + strings.ReplaceAll(it.sheet.name, "'", "''") + "'!" + it.at.String())
			fmt.Fprintf(&links, `<hyperlink ref="%s" location="%s" display="%s"/>`, ref, target, ooxml.Escape(it.Cell))
		} else {
			g.text(st.centre, it.Cell)
		}
		g.text(st.text, it.Column)
		g.text(st.text, it.RowID)
		g.text(st.text, it.Message)
		g.text(st.text, it.Fix)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `%s<worksheet xmlns="%s"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:H%d"/>`, ooxml.Head, k.ns, g.n)
	fmt.Fprintf(&b, `<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A%[2]d" sqref="A%[2]d"/></sheetView></sheetViews>`, headerRow, headerRow+1)
	b.WriteString(`<sheetFormatPr defaultRowHeight="15"/><cols>`)
	for i, c := range listColumns {
		fmt.Fprintf(&b, `<col min="%d" max="%[1]d" width="%.1f" customWidth="1"/>`, i+1, c.width)
	}
	b.WriteString("</cols>" + g.data())
	fmt.Fprintf(&b, `<autoFilter ref="%s"/>`, filterRange(len(items)))
	if links.Len() > 0 {
		b.WriteString("<hyperlinks>" + links.String() + "</hyperlinks>")
	}
	b.WriteString(`<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>`)
	b.WriteString(`<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>`)
	fmt.Fprintf(&b, `<headerFooter><oddFooter>&amp;L%s&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>`, ooxml.Escape(strings.ReplaceAll(footer(unit), "&", "&&")))
	return b.String()
}

// footer keeps a name within what a footer may hold.
func footer(unit string) string {
	if r := []rune(unit); len(r) > 60 {
		return string(r[:60])
	}
	return unit
}

func filterRange(n int) string { return fmt.Sprintf("A%d:H%d", headerRow, headerRow+n) }

// limits says what was left out, if anything.
func limits(unmarked, items int, huge []string) string {
	var out []string
	if len(huge) > 0 {
		out = append(out, fmt.Sprintf("“%s”的内容太多，没有逐格标色和加批注，请按本表的位置去改。", strings.Join(huge, "”“")))
	}
	if unmarked > 0 {
		out = append(out, fmt.Sprintf("批注过多会使文件变慢：前 %d 格加了批注，其余 %d 格只有底色，问题和改法见本表。", maxComments, unmarked))
	}
	if items > maxLinks {
		out = append(out, fmt.Sprintf("第 %d 条以后没有跳转链接。", maxLinks))
	}
	return strings.Join(out, "")
}

func whose(unit string) string {
	if unit == "" {
		return ""
	}
	return unit + "："
}

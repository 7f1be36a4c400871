package docx

import "taizhang/sheets/ooxml"

// pageSide says on which side of the sheet a page number stands: outside, so right on odd pages and
// left on even ones, one character in.
type pageSide string

const (
	oddPages  pageSide = "right"
	evenPages pageSide = "left"
)

const pageNumberID = "GwPageNumber"

var pageNumberStyle = `<w:style w:type="paragraph" w:customStyle="1" w:styleId="` + pageNumberID + `">` + element("w:name", "val", "公文页码") +
	element("w:basedOn", "val", "Normal") + `<w:pPr><w:snapToGrid w:val="0"/>` + element("w:spacing", "before", 0, "after", 0, "line", 240, "lineRule", "auto") +
	`</w:pPr><w:rPr>` + fontsXML(FontSong, false) + element("w:sz", "val", size4) + element("w:szCs", "val", size4) + `</w:rPr></w:style>`

// footer is a footer part that shows — 1 —.
func footer(side pageSide) string {
	run := func(content string) string {
		return `<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>` + content + `</w:r>`
	}
	return ooxml.Head + `<w:ftr xmlns:w="` + wordNS + `"><w:p><w:pPr>` + element("w:pStyle", "val", pageNumberID) +
		element("w:ind", string(side), size4*10) + element("w:jc", "val", string(side)) + `</w:pPr>` +
		run(textXML("w:", "— ")) + run(`<w:fldChar w:fldCharType="begin"/>`) + run(`<w:instrText xml:space="preserve"> PAGE </w:instrText>`) +
		run(`<w:fldChar w:fldCharType="separate"/>`) + run(textXML("w:", "1")) + run(`<w:fldChar w:fldCharType="end"/>`) +
		run(textXML("w:", " —")) + `</w:p></w:ftr>`
}

package docx

import (
	"strings"

	"taizhang/sheets/ooxml"
)

// stylesPart is word/styles.xml: every role as a named paragraph style.
func stylesPart() string {
	var b strings.Builder
	b.WriteString(ooxml.Head + `<w:styles xmlns:w="` + wordNS + `"><w:docDefaults><w:rPrDefault><w:rPr>` +
		fontsXML(FontFangSong, false) + element("w:kern", "val", 0) + element("w:sz", "val", size3) + element("w:szCs", "val", size3) +
		`<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>` +
		// Full-width text keeps to its 28 columns only when no space is slipped in beside digits.
		`<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr></w:style>` +
		`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>` +
		`<w:uiPriority w:val="1"/><w:semiHidden/></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>` +
		`<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>` +
		`<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`)
	for s := range styleCount {
		f := forms[s]
		next := ""
		switch s {
		case Title, Variant, Level1, AttachmentTitle:
			next = element("w:next", "val", forms[Body].id)
		}
		b.WriteString(`<w:style w:type="paragraph" w:customStyle="1" w:styleId="` + f.id + `">` + element("w:name", "val", f.name) +
			element("w:basedOn", "val", "Normal") + next + `<w:qFormat/><w:pPr>` + f.paragraphXML() + `</w:pPr><w:rPr>` + f.runXML() + `</w:rPr></w:style>`)
	}
	b.WriteString(pageNumberStyle + `</w:styles>`)
	return b.String()
}

// paragraphXML is the content of the pPr element for the form, but for the name of the style.
func (f form) paragraphXML() string {
	return f.keepsXML() + f.bordersXML() + f.gridXML() + f.spacingXML() + f.indentXML() + f.alignXML() + f.outlineXML()
}

// departures is what f writes on a paragraph whose style has the form base.
func (f form) departures(base form) string {
	var b strings.Builder
	for _, part := range []func(form) string{form.keepsXML, form.spacingXML, form.indentXML, form.alignXML, form.outlineXML} {
		if s := part(f); s != part(base) {
			b.WriteString(s)
		}
	}
	return b.String()
}

func (f form) keepsXML() string {
	s := ""
	if f.keepNext {
		s += `<w:keepNext/>`
	}
	if f.newPage {
		s += `<w:pageBreakBefore/>`
	}
	return s
}

// bordersXML are the rules of a 版记: paragraphs with the same ones share those between.
func (f form) bordersXML() string {
	if !f.ruled {
		return ""
	}
	rule := func(side string, eighths int) string {
		return element("w:"+side, "val", "single", "sz", eighths, "space", 1, "color", "auto")
	}
	return `<w:pBdr>` + rule("top", 8) + rule("bottom", 8) + rule("between", 6) + `</w:pBdr>`
}

func (f form) gridXML() string {
	if f.free {
		return `<w:snapToGrid w:val="0"/>`
	}
	return ""
}

func (f form) spacingXML() string {
	if f.pitch == 0 {
		return element("w:spacing", "before", f.before, "after", f.after, "line", 240, "lineRule", "auto")
	}
	return element("w:spacing", "before", f.before, "after", f.after, "line", f.pitch, "lineRule", "exact")
}

// indentXML always says firstLineChars: an indent in characters, inherited, would win over one in
// twips.
func (f form) indentXML() string {
	if f.hanging > 0 {
		return element("w:ind", "left", f.left, "firstLineChars", 0, "hanging", f.hanging)
	}
	return element("w:ind", "left", f.left, "right", f.right, "firstLineChars", f.firstLine*100, "firstLine", f.firstLine*charWidth)
}

func (f form) alignXML() string { return element("w:jc", "val", f.align) }

func (f form) outlineXML() string {
	if f.outline == 0 {
		return ""
	}
	return element("w:outlineLvl", "val", f.outline-1)
}

// runXML is the content of the rPr element for the form.
func (f form) runXML() string {
	s := fontsXML(f.font, false)
	if !f.free {
		s += element("w:spacing", "val", charTighten)
	}
	return s + element("w:sz", "val", f.size) + element("w:szCs", "val", f.size)
}

func settingsPart(doc *Document) string {
	evenOdd := `<w:evenAndOddHeaders/>`
	if doc.NoPageNumbers {
		evenOdd = ""
	}
	return ooxml.Head + `<w:settings xmlns:w="` + wordNS + `"><w:zoom w:percent="100"/>` + element("w:defaultTabStop", "val", 2*charWidth) + evenOdd +
		`<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>` +
		`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
		`<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`
}

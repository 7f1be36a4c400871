package docx

import (
	"io"
	"strings"
	"taizhang/sheets/ooxml"
)

const (
	wordNS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relNS  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// Write sets doc in the form of GB/T 9704-2012. Equal documents are equal files.
func Write(w io.Writer, doc *Document) error {
	pkg := ooxml.New()
	for _, part := range documentParts(doc) {
		pkg.Set(part.name, []byte(part.content))
	}
	return pkg.Write(w)
}

type part struct{ name, content string }

func documentParts(doc *Document) []part {
	parts := []part{
		{"[Content_Types].xml", contentTypes(doc)},
		{"_rels/.rels", packageRels},
		{"docProps/core.xml", coreProperties(doc)},
		{"word/document.xml", documentPart(doc)},
		{"word/_rels/document.xml.rels", documentRels(doc)},
		{"word/styles.xml", stylesPart()},
		{"word/settings.xml", settingsPart(doc)},
		{"word/fontTable.xml", fontTable()},
	}
	if !doc.NoPageNumbers {
		parts = append(parts, part{"word/footer1.xml", footer(oddPages)}, part{"word/footer2.xml", footer(evenPages)})
	}
	return parts
}

func documentPart(doc *Document) string {
	var bw blockWriter
	bw.WriteString(ooxml.Head + `<w:document xmlns:w="` + wordNS + `" xmlns:r="` + relNS + `"><w:body>`)
	bw.blocks(doc.Blocks)
	bw.WriteString(`<w:sectPr>`)
	if !doc.NoPageNumbers {
		bw.WriteString(`<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>`)
	}
	bw.WriteString(element("w:pgSz", "w", pageWidth, "h", pageHeight))
	bw.WriteString(element("w:pgMar", "top", marginTop, "right", marginRight, "bottom", marginBottom, "left", marginLeft,
		"header", 851, "footer", footerDistance, "gutter", 0))
	bw.WriteString(element("w:docGrid", "type", "lines", "linePitch", linePitch))
	bw.WriteString(`</w:sectPr></w:body></w:document>`)
	return bw.String()
}

func contentTypes(doc *Document) string {
	const word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	var b strings.Builder
	b.WriteString(ooxml.Head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`)
	override := func(name, kind string) {
		b.WriteString(`<Override PartName="/word/` + name + `.xml" ContentType="` + word + kind + `+xml"/>`)
	}
	override("document", "document.main")
	override("styles", "styles")
	override("settings", "settings")
	override("fontTable", "fontTable")
	if !doc.NoPageNumbers {
		override("footer1", "footer")
		override("footer2", "footer")
	}
	b.WriteString(`</Types>`)
	return b.String()
}

const relsHead = ooxml.Head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`

const packageRels = relsHead +
	`<Relationship Id="rId1" Type="` + relNS + `/officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`</Relationships>`

func documentRels(doc *Document) string {
	rel := func(id, kind, target string) string {
		return `<Relationship Id="` + id + `" Type="` + relNS + `/` + kind + `" Target="` + target + `"/>`
	}
	s := relsHead + rel("rId1", "styles", "styles.xml") + rel("rId2", "settings", "settings.xml") + rel("rId3", "fontTable", "fontTable.xml")
	if !doc.NoPageNumbers {
		s += rel("rId4", "footer", "footer1.xml") + rel("rId5", "footer", "footer2.xml")
	}
	return s + `</Relationships>`
}

func coreProperties(doc *Document) string {
	title := ""
	for _, b := range doc.Blocks {
		if p, ok := b.(Paragraph); ok && title == "" && p.Style == Title {
			title = strings.ReplaceAll(p.Text(), "\n", "")
		}
	}
	return ooxml.Head + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + ooxml.Escape(title) + `</dc:title><dc:creator>` +
		ooxml.Escape(doc.Author) + `</dc:creator></cp:coreProperties>`
}

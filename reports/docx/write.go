package docx

import (
	"fmt"
	"io"
	"strings"

	"taizhang/sheets/ooxml"
)

const (
	wordNS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relNS  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// part is a part that the text of a document refers to.
type part struct{ name, kind, content string }

// Write sets doc in the form of GB/T 9704-2012. Equal documents are equal files.
func Write(w io.Writer, doc *Document) error {
	parts := []part{{"styles", "styles", stylesPart()}, {"settings", "settings", settingsPart(doc)}, {"fontTable", "fontTable", fontTable()}}
	if !doc.NoPageNumbers {
		parts = append(parts, part{"footer1", "footer", footer(oddPages)}, part{"footer2", "footer", footer(evenPages)})
	}
	types, rels := typesHead+override("document", "document.main"), relsHead
	for i, p := range parts {
		types += override(p.name, p.kind)
		rels += fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/%s" Target="%s.xml"/>`, i+1, relNS, p.kind, p.name)
	}
	pkg := ooxml.New()
	set := func(name, content string) { pkg.Set(name, []byte(content)) }
	set(ooxml.TypesPart, types+`</Types>`)
	set("_rels/.rels", packageRels)
	set("docProps/core.xml", coreProperties(doc))
	set("word/document.xml", documentPart(doc))
	set("word/_rels/document.xml.rels", rels+`</Relationships>`)
	for _, p := range parts {
		set("word/"+p.name+".xml", p.content)
	}
	return pkg.Write(w)
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
	top, bottom := marginTop, marginBottom
	if doc.NoPageNumbers {
		top, bottom = marginForm, marginForm
	}
	bw.WriteString(element("w:pgMar", "top", top, "right", marginRight, "bottom", bottom, "left", marginLeft,
		"header", 851, "footer", footerDistance, "gutter", 0))
	bw.WriteString(element("w:docGrid", "type", "lines", "linePitch", linePitch))
	bw.WriteString(`</w:sectPr></w:body></w:document>`)
	return bw.String()
}

const typesHead = ooxml.Head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`

// override states the type of a part.
func override(name, kind string) string {
	return `<Override PartName="/word/` + name + `.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.` + kind + `+xml"/>`
}

const relsHead = ooxml.Head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`

const packageRels = relsHead +
	`<Relationship Id="rId1" Type="` + relNS + `/officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`</Relationships>`

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

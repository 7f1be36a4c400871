package docx

import (
	"bytes"
	"strings"
	"testing"

	"taizhang/sheets/ooxml"
	"taizhang/sheets/ooxml/packagecheck"
)

// Who wrote a template, on which computer, and whatever it holds that is not printed
// does not go out with the notice made of it.
func TestNobodyIsNamedInAFilledDocument(t *testing.T) {
	const secret = "王某某机密"
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	file := withParts(t, func(p *ooxml.Package) {
		add := func(from, kind, name, content string) {
			p.Set(name, []byte(content))
			if kind != "" {
				p.AddRel(from, kind, name)
			}
		}
		xml := func(root string) string { return ooxml.Head + "<" + root + ">" + secret + "</" + root + ">" }
		p.Set("docProps/core.xml", []byte(ooxml.Head+`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>`+secret+`</dc:creator><cp:lastModifiedBy>`+secret+`</cp:lastModifiedBy></cp:coreProperties>`))
		if link, _ := p.Related("", "core-properties"); link == "" {
			p.AddRel("", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml")
		}
		add("", office+"extended-properties", "docProps/app.xml", xml("Properties"))
		add("", office+"custom-properties", "docProps/custom.xml", xml("Properties"))
		add("", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail", "docProps/thumbnail.jpeg", secret)
		add("word/document.xml", "http://schemas.microsoft.com/office/2011/relationships/people", "word/people.xml", xml("people"))
		add("word/document.xml", office+"customXml", "customXml/item1.xml", xml("root"))
		add("customXml/item1.xml", office+"customXmlProps", "customXml/itemProps1.xml", xml("root"))
		add("", "", "word/old.xml", xml("root"))
		settings := ooxml.Head + `<w:settings xmlns:w="` + wordNS + `"><w:zoom w:percent="100"/><w:docVars><w:docVar w:name="a" w:val="` + secret + `"/></w:docVars></w:settings>`
		if part, _ := p.Related("word/document.xml", "settings"); part != "" {
			p.Set(part, []byte(settings))
		} else {
			add("word/document.xml", office+"settings", "word/settings.xml", settings)
		}
		p.Set("word/footer9.xml", []byte(ooxml.Head+`<w:ftr xmlns:w="`+wordNS+`"><w:p><w:r><w:t>页脚</w:t></w:r></w:p></w:ftr>`))
		p.AddRel("word/document.xml", office+"footer", "word/footer9.xml")
		p.SetType("word/footer9.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml")
	})
	tpl, err := ReadTemplate(file)
	if err != nil {
		t.Fatal(err)
	}
	var outputs []Output
	for _, p := range tpl.Paragraphs() {
		outputs = append(outputs, p.Whole())
	}
	var b bytes.Buffer
	if err := tpl.Publish(&b, outputs); err != nil {
		t.Fatal(err)
	}
	if bad := packagecheck.Document(b.Bytes()); len(bad) > 0 {
		t.Error(bad)
	}
	pkg, err := ooxml.Open(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	footer := false
	for _, name := range pkg.Names() {
		content, err := pkg.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(content), secret) {
			t.Errorf("%s: %s", name, content)
		}
		footer = footer || strings.Contains(string(content), "页脚")
	}
	if !footer {
		t.Error("a footer is gone")
	}
}

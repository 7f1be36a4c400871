package docx

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"taizhang/sheets/ooxml"
	"taizhang/sheets/ooxml/packagecheck"
)

// Whatever Word and people put behind the text of a notice does not go out with it; what
// is printed stays.
func TestNothingUnprintedGoesOut(t *testing.T) {
	const secret = "王某某13812345678"
	const link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	drawing := func(inside string) string {
		return `<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="9" cy="9"/><wp:docPr id="3" name="图" descr="` + secret + `" title="` + secret + `"/>` +
			`<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">` + inside + `</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
	}
	for name, change := range map[string]func(p *ooxml.Package){
		"alternative text": func(p *ooxml.Package) { intoBody(p, drawing("")) },
		"bookmark": func(p *ooxml.Package) {
			intoBody(p, `<w:bookmarkStart w:id="7" w:name="`+secret+`"/><w:bookmarkEnd w:id="7"/>`)
		},
		"control": func(p *ooxml.Package) {
			intoBody(p, `<w:sdt><w:sdtPr><w:alias w:val="`+secret+`"/><w:tag w:val="`+secret+`"/></w:sdtPr><w:sdtContent><w:r><w:t>甲</w:t></w:r></w:sdtContent></w:sdt>`)
		},
		"tooltip": func(p *ooxml.Package) {
			intoBody(p, `<w:hyperlink w:anchor="_x" w:tooltip="`+secret+`"><w:r><w:t>甲</w:t></w:r></w:hyperlink>`)
		},
		"title of a table": func(p *ooxml.Package) {
			b, _ := p.Read("word/document.xml")
			table := `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblCaption w:val="` + secret + `"/><w:tblDescription w:val="` + secret + `"/></w:tblPr><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>`
			p.Set("word/document.xml", bytes.Replace(b, []byte("<w:body>"), []byte("<w:body>"+table), 1))
		},
		"form": func(p *ooxml.Package) {
			intoBody(p, `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:statusText w:type="text" w:val="`+secret+`"/><w:textInput><w:default w:val="`+secret+`"/></w:textInput></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`)
		},
		"smart tag": func(p *ooxml.Package) {
			intoBody(p, `<w:smartTag w:uri="urn:x" w:element="`+secret+`"><w:smartTagPr><w:attr w:name="n" w:val="`+secret+`"/></w:smartTagPr><w:r><w:t>甲</w:t></w:r></w:smartTag>`)
		},
		"list of a control": func(p *ooxml.Package) {
			intoBody(p, `<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="`+secret+`" w:value="`+secret+`"/></w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t>甲</w:t></w:r></w:sdtContent></w:sdt>`)
		},
		"comment of XML":  func(p *ooxml.Package) { intoBody(p, `<!-- `+secret+` --><?note `+secret+`?>`) },
		"foreign element": func(p *ooxml.Package) { intoBody(p, `<w:r><x:s xmlns:x="urn:x">`+secret+`</x:s></w:r>`) },
		"picture of no page": func(p *ooxml.Package) {
			p.Set("word/media/image9.png", []byte(secret))
			p.SetDefault("png", "image/png")
			p.AddRel("word/document.xml", link+"image", "word/media/image9.png")
		},
		"editing marks": func(p *ooxml.Package) {
			intoBody(p, `<w:r w:rsidR="00王某某13812345678" w:rsidRPr="00AB12CD"><w:t>甲</w:t></w:r>`)
		},
		"editor of a part": func(p *ooxml.Package) {
			intoBody(p, `<w:permStart w:id="1" w:ed="`+secret+`"/><w:permEnd w:id="1"/>`)
		},
		"printer": func(p *ooxml.Package) {
			p.Set("word/printerSettings1.bin", []byte(secret))
			p.SetDefault("bin", "application/vnd.openxmlformats-officedocument.wordprocessingml.printerSettings")
			id, _ := p.AddRel("word/document.xml", link+"printerSettings", "word/printerSettings1.bin")
			b, _ := p.Read("word/document.xml")
			p.Set("word/document.xml", bytes.Replace(b, []byte("</w:sectPr>"), []byte(`<w:printerSettings xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="`+id+`"/></w:sectPr>`), 1))
		},
		"addressees": func(p *ooxml.Package) {
			p.Set("word/recipientData.xml", []byte(ooxml.Head+`<w:recipients xmlns:w="`+wordNS+`"><w:recipientData><w:uniqueTag>`+secret+`</w:uniqueTag></w:recipientData></w:recipients>`))
			p.SetType("word/recipientData.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.mailMergeRecipientData+xml")
			p.AddRel("word/settings.xml", link+"recipientData", "word/recipientData.xml")
		},
		"alternative text in a diagram": func(p *ooxml.Package) {
			p.Set("word/diagrams/drawing1.xml", []byte(ooxml.Head+`<dsp:drawing xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram"><dsp:cNvPr id="1" name="a" descr="`+secret+`"/></dsp:drawing>`))
			p.SetType("word/diagrams/drawing1.xml", "application/vnd.ms-office.drawingml.diagramDrawing+xml")
			p.AddRel("word/document.xml", "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing", "word/diagrams/drawing1.xml")
		},
		"author": func(p *ooxml.Package) {
			p.Set("docProps/core.xml", []byte(ooxml.Head+`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>`+secret+`</dc:creator></cp:coreProperties>`))
		},
		"workbook of a chart": func(p *ooxml.Package) {
			intoBody(p, drawing(`<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="CHART"/>`))
			p.Set("word/charts/chart1.xml", []byte(ooxml.Head+`<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:chart><c:plotArea><c:layout/></c:plotArea></c:chart><c:externalData r:id="rId1"/></c:chartSpace>`))
			p.SetType("word/charts/chart1.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml")
			p.Set("word/embeddings/book.xlsx", []byte(secret))
			p.SetDefault("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
			id, _ := p.AddRel("word/document.xml", link+"chart", "word/charts/chart1.xml")
			b, _ := p.Read("word/document.xml")
			p.Set("word/document.xml", bytes.Replace(b, []byte("CHART"), []byte(id), 1))
			p.AddRel("word/charts/chart1.xml", link+"package", "word/embeddings/book.xlsx")
		},
	} {
		t.Run(name, func(t *testing.T) {
			file := withParts(t, change)
			out, err := Anonymous(file)
			if err != nil {
				t.Fatal(err)
			}
			if bad := packagecheck.Document(out); len(bad) > 0 {
				t.Error(bad)
			}
			pkg, err := ooxml.Open(out)
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range pkg.Names() {
				if b, err := pkg.Read(part); err != nil || bytes.Contains(b, []byte("王某某")) || bytes.Contains(b, []byte("externalData")) {
					t.Errorf("%s: %v %s", part, err, b)
				}
			}
			before, err := Read(file)
			if err != nil {
				t.Fatal(err)
			}
			after, err := Read(out)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(before.Paragraphs, after.Paragraphs) {
				t.Errorf("%v became %v", before.Paragraphs, after.Paragraphs)
			}
		})
	}
}

// What a page shows and nobody reads is told.
func TestFieldsAndSmallCharactersAreLeftovers(t *testing.T) {
	field := func(code string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>` + code + `</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	for xml, want := range map[string]string{
		field(` QUOTE "13812345678" `): "会自己变的域（QUOTE）",
		field(` DATE \@ "yyyy" `):      "会自己变的域（DATE）",
		field(` PAGE `):                "",
		field(`PAGE\*MERGEFORMAT`):     "",
		field(` =SUM(ABOVE) `):         "",
		field(` = 13812345678 `):       "字写在里面的域（=）",
		field(`eq \o\ac(○,11)`):        "",
		field(`EQ \o(塘沽,王某某)`):         "字写在里面的域（EQ）",
		`<w:r><w:rPr><w:noProof/><w:webHidden/></w:rPr><w:t>3</w:t></w:r>`:                                                           "",
		`<w:fldSimple w:instr=" AUTHOR "><w:r><w:t>甲</w:t></w:r></w:fldSimple>`:                                                      "会自己变的域（AUTHOR）",
		`<w:r><w:ruby><w:rt><w:r><w:t>13812345678</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>塘</w:t></w:r></w:rubyBase></w:ruby></w:r>`: "注在字上面的小字（拼音）",
	} {
		left, err := Leftovers(withParts(t, func(p *ooxml.Package) { intoBody(p, xml) }))
		if got := strings.Join(left, "、"); err != nil || got != want {
			t.Errorf("%s: %q (%v), want %q", xml, got, err, want)
		}
	}
}

// A bookmark that a field or link needs stays, and where links lead is told.
func TestLinksAreTold(t *testing.T) {
	file := withParts(t, func(p *ooxml.Package) {
		relate(p, "word/document.xml", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", "mailto:a@b.cn?subject=13812345678", ` TargetMode="External"`)
		intoBody(p, `<w:bookmarkStart w:id="7" w:name="见附件"/><w:bookmarkEnd w:id="7"/><w:hyperlink w:anchor="见附件"><w:r><w:t>附件</w:t></w:r></w:hyperlink>`+
			`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPER</w:instrText></w:r><w:r><w:instrText>LINK "tel:138" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`)
	})
	links, err := Links(file)
	if err != nil || !slices.Contains(links, "mailto:a@b.cn?subject=13812345678") || !slices.Contains(links, "见附件") || !strings.Contains(strings.Join(links, " "), "tel:138") {
		t.Errorf("%q %v", links, err)
	}
	out, err := Anonymous(file)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _ := ooxml.Open(out)
	if b, _ := pkg.Read("word/document.xml"); !bytes.Contains(b, []byte(`w:name="见附件"`)) {
		t.Error("a bookmark that a link leads to is gone")
	}
}

// A footer that says how many pages there are up to a bookmark goes on saying it.
func TestBookmarksOfFootersStay(t *testing.T) {
	out, err := Anonymous(withParts(t, func(p *ooxml.Package) {
		intoBody(p, `<w:bookmarkStart w:id="7" w:name="末页"/><w:bookmarkEnd w:id="7"/>`)
		b, _ := p.Read("word/footer1.xml")
		p.Set("word/footer1.xml", bytes.Replace(b, []byte("</w:p>"), []byte(`<w:fldSimple w:instr=" PAGEREF 末页 "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>`), 1))
	}))
	if err != nil {
		t.Fatal(err)
	}
	pkg, _ := ooxml.Open(out)
	if b, _ := pkg.Read("word/document.xml"); !bytes.Contains(b, []byte(`w:name="末页"`)) {
		t.Error("a bookmark that the footer speaks of is gone")
	}
}

// Of a table copied from a workbook the picture goes out, and not the workbook.
func TestWorkbooksOfCopiedTablesStayBehind(t *testing.T) {
	out, err := Anonymous(withParts(t, func(p *ooxml.Package) {
		p.Set("word/media/image9.png", []byte("picture"))
		p.SetDefault("png", "image/png")
		picture, _ := p.AddRel("word/document.xml", rel+"image", "word/media/image9.png")
		p.Set("word/embeddings/book.xlsx", []byte("book"))
		p.SetDefault("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
		book, _ := p.AddRel("word/document.xml", rel+"package", "word/embeddings/book.xlsx")
		intoBody(p, `<w:r><w:object xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="`+strings.TrimSuffix(rel, "/")+`"><v:shape id="s1" style="width:9pt;height:9pt"><v:imagedata r:id="`+picture+`"/></v:shape><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" ShapeID="s1" r:id="`+book+`"/></w:object></w:r>`)
	}))
	if err != nil {
		t.Fatal(err)
	}
	if bad := packagecheck.Document(out); len(bad) > 0 {
		t.Error(bad)
	}
	pkg, _ := ooxml.Open(out)
	if !pkg.Has("word/media/image9.png") || pkg.Has("word/embeddings/book.xlsx") {
		t.Error(pkg.Names())
	}
}

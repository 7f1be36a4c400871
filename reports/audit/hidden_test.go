package audit

import (
	"strings"
	"testing"
)

// What a document can say, or stop saying, without a word of its text being changed.
func TestDocumentsThatSayOtherwise(t *testing.T) {
	a, file := document(t)
	split := func(properties string) func(string) string { // the figure in a run of its own
		return func(main string) string {
			return strings.Replace(main, "走访居民192户", `走访居民</w:t></w:r><w:r><w:rPr>`+properties+`</w:rPr><w:t>192户</w:t></w:r><w:r><w:t>`, 1)
		}
	}
	into := func(inline string) func(string) string {
		return func(main string) string {
			return strings.Replace(main, "走访居民192户", `走访居民</w:t></w:r>`+inline+`<w:r><w:t>192户`, 1)
		}
	}
	for name, change := range map[string]func(string) string{
		"hidden":               split(`<w:vanish/>`),
		"hidden on the screen": split(`<w:specVanish/><w:vanish w:val="true"/>`),
		"struck through":       split(`<w:strike/>`),
		"struck twice":         split(`<w:dstrike/>`),
		"white":                split(`<w:color w:val="FFFFFF"/>`),
		"white by theme":       split(`<w:color w:val="FFFFFF" w:themeColor="background1"/>`),
		"of a point":           split(`<w:sz w:val="2"/>`),
		"squeezed":             split(`<w:w w:val="1"/>`),
		"a minus":              into(`<w:r><w:noBreakHyphen/></w:r>`),
		"a digit as a symbol":  into(`<w:r><w:sym w:font="Symbol" w:char="F031"/></w:r>`),
		"a formula":            into(`<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>9</m:t></m:r></m:oMath>`),
		"a field":              into(`<w:fldSimple w:instr=" = 9 "><w:r><w:t>9</w:t></w:r></w:fldSimple>`),
		"a field in parts":     into(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> = 9 </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>9</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`),
		"a content control":    into(`<w:sdt><w:sdtContent><w:r><w:t>9</w:t></w:r></w:sdtContent></w:sdt>`),
		"a ruby":               into(`<w:r><w:ruby><w:rt><w:r><w:t>一千</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>约</w:t></w:r></w:rubyBase></w:ruby></w:r>`),
		"turned round": func(main string) string {
			return strings.Replace(main, "走访居民192户", "走访居民\u202e192\u202c户", 1)
		},
		"a watermark": func(main string) string {
			return strings.Replace(main, "</w:p>", `<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textpath string="作废，共9处"/></v:shape></w:pict></w:r></w:p>`, 1)
		},
		"a picture": func(main string) string {
			return strings.Replace(main, "</w:p>", `<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="1" cy="1"/><wp:docPr id="99" name="图 1"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`, 1)
		},
		"an object": func(main string) string {
			return strings.Replace(main, "</w:p>", `<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>`, 1)
		},
		"another document": func(main string) string {
			return strings.Replace(main, "</w:p>", `</w:p><w:altChunk r:id="rId99"/>`, 1)
		},
		"two versions": func(main string) string {
			return strings.Replace(main, "走访居民192户", `走访居民</w:t></w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="w14"><w:r><w:t>192户</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>299户</w:t></w:r></mc:Fallback></mc:AlternateContent><w:r><w:t>`, 1)
		},
	} {
		func() {
			defer func() {
				if e := recover(); e != nil {
					t.Errorf("%s: %v", name, e)
				}
			}()
			edited := rewritten(t, file, change)
			text, err := Read(edited, "通报.docx")
			if err != nil {
				t.Errorf("%s: %v", name, err)
				return
			}
			rep := a.Audit(Text{Paragraphs: text})
			if rep.Clean() {
				t.Errorf("%s passes", name)
			}
			if _, _, err := Copy(edited, "通报.docx", Text{Paragraphs: text}, rep, true); err != nil {
				t.Errorf("%s cannot be marked: %v", name, err)
			}
		}()
	}
}

// What changes only how a document looks is no alarm.
func TestDocumentsThatLookOtherwise(t *testing.T) {
	a, file := document(t)
	for _, properties := range []string{`<w:b/>`, `<w:color w:val="FF0000"/>`, `<w:sz w:val="36"/>`, `<w:u w:val="single"/>`, `<w:highlight w:val="yellow"/>`,
		`<w:vanish w:val="0"/>`, `<w:strike w:val="false"/>`, `<w:w w:val="90"/>`, `<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F4E79"/>`, `<w:i/><w:em w:val="dot"/>`} {
		edited := rewritten(t, file, func(main string) string {
			return strings.Replace(main, "走访居民192户", `走访居民</w:t></w:r><w:r><w:rPr>`+properties+`</w:rPr><w:t>192户</w:t></w:r><w:r><w:t>`, 1)
		})
		if rep := auditFile(t, a, edited, "通报.docx"); !rep.Clean() {
			t.Errorf("%s: %+v", properties, alarms(rep))
		}
	}
}

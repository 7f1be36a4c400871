package docx

import (
	"bytes"
	"strings"
	"taizhang/sheets/ooxml"
	"testing"
)

func template(t testing.TB, file []byte) *Template {
	t.Helper()
	tpl, err := ReadTemplate(file)
	if err != nil {
		t.Fatal(err)
	}
	return tpl
}

func fill(t testing.TB, tpl *Template, outs ...Output) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := tpl.Fill(&b, outs); err != nil {
		t.Fatal(err)
	}
	checkParts(t, b.Bytes())
	return b.Bytes()
}

func whole(tpl *Template) []Output {
	var outs []Output
	for _, p := range tpl.Paragraphs() {
		outs = append(outs, p.Whole())
	}
	return outs
}

// replaced is the paragraph with every slot replaced by a text.
func replaced(p TemplateParagraph, text func(expr string) string) Output {
	o := Output{Source: p.Index}
	at := 0
	slots, _ := FindSlots(p.Text)
	for _, s := range slots {
		o.Pieces = append(o.Pieces, Keep(at, s.Start), insert(s.Start, text(s.Expr)))
		at = s.End
	}
	o.Pieces = append(o.Pieces, Keep(at, len(p.Text)))
	return o
}

func wrapBody(xml string) string {
	return xml + `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>`
}

const splitSlot = `<w:p w14:paraId="0000000A"><w:pPr><w:pStyle w:val="a1"/><w:jc w:val="center"/></w:pPr>` +
	`<w:bookmarkStart w:id="1" w:name="here"/><w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">前文 </w:t></w:r>` +
	`<w:r w:rsidR="00AB12CD"><w:rPr><w:b/><w:color w:val="FF0000"/><w:lang w:eastAsia="zh-CN"/></w:rPr><w:t>｛</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>｛民情.</w:t></w:r>` +
	`<w:r><w:t>户数 如果="</w:t></w:r><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>“是”｝｝</w:t><w:tab/><w:t>户</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>`

func TestSplitSlot(t *testing.T) {
	tpl := template(t, packBody(t, wrapBody(splitSlot)))
	p := tpl.Paragraphs()[0]
	if want := `前文 {{民情.户数 如果=""是"}}` + "\t户"; p.Text != want {
		t.Fatalf("text %q, want %q", p.Text, want)
	}
	if p.Style != "公文正文" || p.Place != InBody {
		t.Errorf("paragraph is %+v", p)
	}
	out := unpack(t, fill(t, tpl, replaced(p, func(string) string { return "192\n<户>" })))["word/document.xml"]
	want := `<w:r w:rsidR="00AB12CD"><w:rPr><w:b/><w:color w:val="FF0000"/><w:lang w:eastAsia="zh-CN"/></w:rPr><w:t xml:space="preserve">192</w:t><w:br/>` +
		`<w:t xml:space="preserve">&lt;户&gt;</w:t></w:r><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:tab/><w:t xml:space="preserve">户</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>`
	if !strings.Contains(out, want) {
		t.Errorf("got  %s\nwant %s", out, want)
	}
	if !strings.Contains(out, `<w:bookmarkStart w:id="1" w:name="here"/><w:r><w:rPr><w:i/></w:rPr>`) {
		t.Errorf("the text before the slot has changed: %s", out)
	}
}

func TestRepeatedParagraph(t *testing.T) {
	tpl := template(t, packBody(t, wrapBody(splitSlot)))
	p := tpl.Paragraphs()[0]
	mark := insert(len("前文 "), "甲")
	mark.Mark = true
	out := unpack(t, fill(t, tpl, p.Whole(), Output{Source: 0, Pieces: []Piece{mark}}, p.Whole()))["word/document.xml"]
	if !strings.Contains(out, splitSlot) {
		t.Error("the first copy is not as it was")
	}
	for _, once := range []string{"w14:paraId", `w:name="here"`, "bookmarkEnd"} {
		if n := strings.Count(out, once); n != 1 {
			t.Errorf("%s stands %d times, want 1", once, n)
		}
	}
	if want := `<w:color w:val="FF0000"/><w:highlight w:val="yellow"/><w:lang `; !strings.Contains(out, want) {
		t.Errorf("no highlight in its place: %s", out)
	}
}

// TestWholeIsIdentity: what is kept is kept byte for byte.
func TestWholeIsIdentity(t *testing.T) {
	for name, file := range map[string][]byte{
		"ours":  write(t, everything()),
		"split": packBody(t, wrapBody(splitSlot+quirks)),
	} {
		tpl := template(t, file)
		got, want := unpack(t, fill(t, tpl, whole(tpl)...)), unpack(t, file)
		if len(got) != len(want) {
			t.Errorf("%s: %d parts, want %d", name, len(got), len(want))
		}
		for part := range want {
			if got[part] != want[part] {
				i := 0
				for i < min(len(got[part]), len(want[part])) && got[part][i] == want[part][i] {
					i++
				}
				t.Errorf("%s: %s has changed: got %.200q, want %.200q", name, part, got[part][i:], want[part][i:])
			}
		}
	}
}

// insert puts text in the formatting of the source character at byte at.
func insert(at int, text string) Piece { return Piece{From: at, To: at, Text: text} }

func cellXML(texts ...string) string {
	s := `<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>`
	for _, text := range texts {
		s += `<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	return s + `</w:tc>`
}

const tableHead = `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="100"/><w:gridCol w:w="100"/></w:tblGrid>`

func TestTableRows(t *testing.T) {
	body := `<w:p/>` + tableHead + `<w:tr w14:paraId="00000001">` + cellXML("类", "说明") + cellXML("处") + `</w:tr><w:tr>` + cellXML("{{类}}") + cellXML("{{处}}") + `</w:tr></w:tbl><w:p/>`
	tpl := template(t, packBody(t, wrapBody(body)))
	ps := tpl.Paragraphs()
	if len(ps) != 7 || ps[4].Row != 2 || ps[4].Cell != 1 || ps[5].Cell != 2 || ps[5].Table != 1 || ps[5].Place != InTable || ps[6].Table != 0 {
		t.Fatalf("paragraphs %+v", ps)
	}
	row := func(n int, a, b string) []Output {
		x, y := replaced(ps[4], func(string) string { return a }), replaced(ps[5], func(string) string { return b })
		x.RowCopy, y.RowCopy = n, n
		return []Output{x, y}
	}
	outs := []Output{ps[0].Whole(), ps[1].Whole(), ps[3].Whole()} // 说明 left out
	outs = append(outs, row(0, "公建", "4")...)
	outs = append(outs, row(1, "棚改", "16")...)
	only := row(2, "合计", "")[:1] // second cell without output
	outs = append(outs, only...)
	outs = append(outs, ps[6].Whole())
	c := read(t, fill(t, tpl, outs...))
	var got []string
	for _, p := range c.Paragraphs {
		got = append(got, p.Text)
		if p.Text == "16" && (p.Row != 3 || p.Cell != 2) {
			t.Errorf("16 stands in row %d cell %d", p.Row, p.Cell)
		}
	}
	if s := strings.Join(got, "|"); s != "|类|处|公建|4|棚改|16|合计||" {
		t.Errorf("got %s", s)
	}

	var twice []Output
	for _, n := range []int{0, 1} {
		for _, i := range []int{1, 3, 4, 5} {
			o := ps[i].Whole()
			o.TableCopy = n
			twice = append(twice, o)
		}
	}
	out := unpack(t, fill(t, tpl, twice...))["word/document.xml"]
	if strings.Count(out, "<w:tbl>") != 2 || !strings.Contains(out, `</w:tbl>`+separatorXML+`<w:tbl>`) || strings.Count(out, "<w:tr") != strings.Count(out, "</w:tr>") {
		t.Errorf("table not written twice: %s", out)
	}
	if none := unpack(t, fill(t, tpl, ps[0].Whole()))["word/document.xml"]; strings.Contains(none, "<w:tbl>") {
		t.Error("a table without outputs stays")
	}
}

func TestSectionBreaks(t *testing.T) {
	section := `<w:sectPr><w:type w:val="nextPage"/></w:sectPr>`
	body := `<w:p><w:pPr>` + section + `</w:pPr><w:r><w:t>一</w:t></w:r></w:p><w:p><w:r><w:t>二</w:t></w:r></w:p>`
	tpl := template(t, packBody(t, wrapBody(body)))
	ps := tpl.Paragraphs()
	out := unpack(t, fill(t, tpl, ps[0].Whole(), ps[0].Whole(), ps[1].Whole()))["word/document.xml"]
	if strings.Count(out, section) != 1 || strings.Index(out, section) < strings.Index(out, "一") {
		t.Errorf("the section break does not stand in the last copy: %s", out)
	}
	out = unpack(t, fill(t, tpl, ps[1].Whole()))["word/document.xml"]
	if strings.Count(out, section) != 1 || strings.Contains(out, "一") {
		t.Errorf("the section break went with its paragraph: %s", out)
	}
}

func TestHeaderSlots(t *testing.T) {
	parts := bodyParts(wrapBody(`<w:p/>`))
	parts["word/header1.xml"] = ooxml.Head + `<w:hdr xmlns:w="` + wordNS + `"><w:p><w:r><w:t>{{轮次}}</w:t></w:r></w:p></w:hdr>`
	tpl := template(t, pack(t, parts))
	ps := tpl.Paragraphs()
	if len(ps) != 2 || ps[1].Place != InHeader || ps[1].Part != "word/header1.xml" {
		t.Fatalf("paragraphs %+v", ps)
	}
	got := unpack(t, fill(t, tpl, ps[0].Whole(), replaced(ps[1], func(string) string { return "第十四轮" })))
	if !strings.Contains(got["word/header1.xml"], "第十四轮") {
		t.Error("the header was not filled")
	}
	if got := unpack(t, fill(t, tpl, ps[0].Whole())); got["word/header1.xml"] != parts["word/header1.xml"] {
		t.Error("a header without outputs has changed")
	}
}

func TestSignatureMoves(t *testing.T) {
	doc := &Document{Blocks: []Block{P(Body, "正文。"), P(Signature, "{{署名}}"), P(Date, "{{成文日期}}")}}
	values := map[string]string{"署名": "中共滨海新区区委塘沽街道工委", "成文日期": "2021年11月25日"}
	fillAll := func(file []byte) string {
		tpl := template(t, file)
		var outs []Output
		for _, p := range tpl.Paragraphs() {
			outs = append(outs, replaced(p, func(e string) string { return values[e] }))
		}
		return unpack(t, fill(t, tpl, outs...))["word/document.xml"]
	}
	out := fillAll(write(t, doc))
	if !strings.Contains(out, `<w:ind w:left="0" w:right="630"`) || !strings.Contains(out, `<w:ind w:left="4434" w:right="0"`) || !strings.Contains(out, `<w:jc w:val="left"/>`) {
		t.Errorf("not placed for the new text: %s", out)
	}
	parts := unpack(t, write(t, doc))
	parts["word/document.xml"] = strings.Replace(parts["word/document.xml"], `w:right="630"`, `w:right="1260"`, 1)
	if out := fillAll(pack(t, parts)); !strings.Contains(out, `w:right="1260"`) || strings.Contains(out, `w:left="4434"`) {
		t.Errorf("placed by hand, and moved: %s", out)
	}
}

func TestFillRefusesWrongOutputs(t *testing.T) {
	tpl := template(t, packBody(t, wrapBody(`<w:p/>`)))
	for _, o := range []Output{{Source: -1}, {Source: 9}, {Pieces: []Piece{Keep(0, 7)}}, {Pieces: []Piece{insert(-1, "x")}}} {
		if err := tpl.Fill(&bytes.Buffer{}, []Output{o}); err == nil {
			t.Errorf("%+v was taken", o)
		}
	}
	if out := read(t, fill(t, tpl, Output{Pieces: []Piece{insert(0, "空段")}})); out.Paragraphs[0].Text != "空段" {
		t.Error("an empty paragraph cannot be filled")
	}
}

// TestTemplateFile: a template saved as .dotx fills to a document.
func TestTemplateFile(t *testing.T) {
	parts := bodyParts(wrapBody(`<w:p/>`))
	parts["[Content_Types].xml"] = `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"/></Types>`
	tpl := template(t, pack(t, parts))
	if got := unpack(t, fill(t, tpl, whole(tpl)...))["[Content_Types].xml"]; !strings.Contains(got, "document.main+xml") {
		t.Errorf("content types %s", got)
	}
}

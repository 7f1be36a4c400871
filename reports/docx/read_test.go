package docx

import (
	"bytes"
	"errors"
	"strings"
	"taizhang/sheets/ooxml"
	"testing"
)

// quirks are the ways in which text hides in files of Word, WPS and LibreOffice.
const quirks = `<w:p><w:ins w:id="2" w:author="a"><w:r><w:t>插入</w:t></w:r></w:ins><w:del w:id="3" w:author="a"><w:r><w:delText>删除</w:delText></w:r></w:del>` +
	`<w:hyperlink r:id="d"><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:r><w:noBreakHyphen/><w:softHyphen/><w:t>后</w:t><w:br/><w:t>行</w:t></w:r></w:p>` +
	`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> DATE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` +
	`<w:r><w:t>2021年</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>止</w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>` +
	`<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent><w:p><w:sdt><w:sdtPr><w:id w:val="6"/></w:sdtPr><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>` +
	`<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>框中{{槽}}</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>` +
	`<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框中{{槽}}</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框外</w:t></w:r></w:p>`

func quirkyParts() map[string]string {
	parts := bodyParts(wrapBody(quirks + tableHead + `<w:tr>` + cellXML("外") + `<w:tc>` + tableHead + `<w:tr>` + cellXML("内") + `</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl><w:p/>`))
	parts["word/header1.xml"] = ooxml.Head + `<w:hdr xmlns:w="` + wordNS + `"><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr>`
	parts["word/footnotes.xml"] = ooxml.Head + `<w:footnotes xmlns:w="` + wordNS + `"><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>` +
		`<w:footnote w:id="1"><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnote></w:footnotes>`
	return parts
}

func TestReadQuirks(t *testing.T) {
	want := "插入链接-后\n行|2021年止7|控件|框外|框中{{槽}}|外|内||||脚注|页眉"
	parts := quirkyParts()
	c := read(t, pack(t, parts))
	want = strings.Replace(want, "||||", "|||", 1)
	if got := strings.Join(texts(c), "|"); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if box := c.Paragraphs[4]; box.Place != InTextBox {
		t.Errorf("text box is %+v", box)
	}
	if inner := c.Paragraphs[6]; inner.Table != 1 || inner.Cell != 2 {
		t.Errorf("nested table is %+v", inner)
	}

	strict := strings.NewReplacer(wordNS, "http://purl.oclc.org/ooxml/wordprocessingml/main", "w:", "x:", "xmlns:w=", "xmlns:x=", "xmlns:x=", "xmlns:x=")
	for name, content := range parts {
		if strings.HasPrefix(name, "word/") && !strings.HasSuffix(name, ".rels") {
			parts[name] = strict.Replace(content)
		}
	}
	if got := strings.Join(texts(read(t, pack(t, parts))), "|"); got != want {
		t.Errorf("strict, another prefix: got  %q\nwant %q", got, want)
	}
}

func TestTemplateQuirks(t *testing.T) {
	tpl := template(t, pack(t, quirkyParts()))
	var got []string
	for _, p := range tpl.Paragraphs() {
		got = append(got, p.Text)
	}
	if s := strings.Join(got, "|"); s != "插入链接-后\n行|\uFFFC止\uFFFC|控件|\uFFFC框外|外|内|||页眉" {
		t.Errorf("got %q", s)
	}
	if s := strings.Join(tpl.Stray(), "|"); s != "{{槽}}" {
		t.Errorf("stray slots %q", s)
	}
	p := tpl.Paragraphs()[0]
	out := unpack(t, fill(t, tpl, Output{Source: 0, Pieces: []Piece{Keep(0, len("插入链")), insert(len("插入"), "接"), insert(0, "甲"), Keep(len("插入链接"), len(p.Text))}}))["word/document.xml"]
	want := `<w:p><w:ins w:id="2" w:author="a"><w:r><w:t xml:space="preserve">插入</w:t></w:r></w:ins><w:del w:id="3" w:author="a"><w:r><w:delText>删除</w:delText></w:r></w:del>` +
		`<w:hyperlink r:id="d"><w:r><w:t xml:space="preserve">链</w:t><w:t xml:space="preserve">接</w:t></w:r></w:hyperlink><w:ins w:id="2" w:author="a"><w:r><w:t xml:space="preserve">甲</w:t></w:r></w:ins>` +
		`<w:r><w:noBreakHyphen/><w:t xml:space="preserve">后</w:t><w:br/><w:t xml:space="preserve">行</w:t></w:r></w:p>`
	if !strings.Contains(out, want) {
		t.Errorf("got  %s\nwant %s", out, want)
	}
}

const nestedField = `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> X </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` +
	`<w:r><w:t>邮箱</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`

// TestFieldSlot: a slot inside a field, as an automatic link makes one, can be filled.
func TestFieldSlot(t *testing.T) {
	tpl := template(t, packBody(t, wrapBody(`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "x" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`+
		`<w:r><w:t>{{</w:t></w:r>`+nestedField+`<w:r><w:t>}}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`)))
	p := tpl.Paragraphs()[0]
	if p.Text != "{{邮箱}}" {
		t.Fatalf("text %q", p.Text)
	}
	out := unpack(t, fill(t, tpl, replaced(p, func(string) string { return "a@b" })))["word/document.xml"]
	if strings.Contains(out, "fldChar") || !strings.Contains(out, "a@b") {
		t.Errorf("got %s", out)
	}
}

func TestRefusals(t *testing.T) {
	zipOf := func(name string) []byte { return pack(t, map[string]string{name: "<x/>"}) }
	ole := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600)
	locked := ole + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"
	whole := packBody(t, wrapBody(splitSlot))
	deep := strings.Repeat("<w:sdt><w:sdtContent>", 150) + strings.Repeat("</w:sdtContent></w:sdt>", 150)
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"empty":       {nil, "空的"},
		"text":        {[]byte("通报"), "不是 Word 文档"},
		"old":         {[]byte(ole), ".doc"},
		"locked":      {[]byte(locked), "密码"},
		"rtf":         {[]byte(`{\rtf1}`), "RTF"},
		"pdf":         {[]byte("%PDF-1.7"), "PDF"},
		"workbook":    {zipOf("xl/workbook.xml"), "Excel"},
		"odt":         {zipOf("content.xml"), "OpenDocument"},
		"zip":         {zipOf("a.txt"), "不是 Word 文档"},
		"cut short":   {whole[:len(whole)/2], "没有传完整"},
		"broken xml":  {pack(t, map[string]string{"word/document.xml": "<w:document>"}), "已损坏"},
		"wrong tags":  {pack(t, map[string]string{"word/document.xml": "<a><b></a></b>"}), "已损坏"},
		"too deep":    {packBody(t, deep), "已损坏"},
		"other coded": {pack(t, map[string]string{"word/document.xml": `<?xml version="1.0" encoding="GBK"?><a/>`}), "已损坏"},
	} {
		_, err := Read(c.file)
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(e.Message, c.want) {
			t.Errorf("%s: %v, want a sentence with %q", name, err, c.want)
		}
	}
}

// FuzzMarkup builds bodies from the vocabulary of WordprocessingML, in any order and nesting, and
// takes them through reading and filling.
func FuzzMarkup(f *testing.F) {
	f.Add([]byte{0, 1, 20, 255, 255, 0, 2, 20, 255, 255})
	f.Add([]byte{3, 4, 5, 0, 1, 21, 255, 255, 255, 255, 255, 6, 7, 0, 1, 20, 255, 255})
	f.Add([]byte{0, 1, 10, 255, 1, 22, 255, 1, 11, 255, 1, 20, 21, 255, 1, 12})
	f.Fuzz(func(t *testing.T, program []byte) {
		file := packBody(t, markup(program))
		c, err := Read(file)
		if err != nil {
			return
		}
		ToMarkdown(c.Document())
		tpl, err := ReadTemplate(file)
		if err != nil {
			t.Fatalf("read, but not as a template: %v", err)
		}
		var outs []Output
		for i, p := range tpl.Paragraphs() {
			slot := replaced(p, func(e string) string { return e })
			slot.RowCopy = i % 2
			outs = append(outs, p.Whole(), slot)
		}
		for _, o := range [][]Output{outs, outs[:len(outs)/2], nil} {
			var b bytes.Buffer
			if err := tpl.Fill(&b, o); err != nil {
				t.Fatal(err)
			}
			if _, err := Read(b.Bytes()); err != nil {
				t.Fatalf("the filled document cannot be read: %v\n%s", err, unpack(t, b.Bytes())["word/document.xml"])
			}
		}
	})
}

// markup turns bytes into balanced elements and text: 255 closes.
func markup(program []byte) string {
	elements := []string{"w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent", "w:ins", "w:hyperlink",
		`w:fldChar w:fldCharType="begin"`, `w:fldChar w:fldCharType="separate"`, `w:fldChar w:fldCharType="end"`, "w:pPr", "w:rPr", "w:sectPr",
		"w:ind", "w:tab", "w:br", "w:bookmarkStart", "w:t>甲{{", "w:t>}} ｝｝“", "w:instrText", "w:fldSimple", "w:txbxContent", "mc:AlternateContent", "mc:Choice",
		"w:customXml", "w:tblPr", "w:del", "w:footnote"}
	var b strings.Builder
	var open []string
	for _, op := range program {
		if n := len(open); op >= 128 {
			if n > 0 {
				b.WriteString("</" + open[n-1] + ">")
				open = open[:n-1]
			}
			continue
		}
		name, text, _ := strings.Cut(elements[int(op)%len(elements)], ">")
		b.WriteString("<" + name + ">" + text)
		name, _, _ = strings.Cut(name, " ")
		open = append(open, name)
	}
	for i := len(open) - 1; i >= 0; i-- {
		b.WriteString("</" + open[i] + ">")
	}
	return b.String()
}

func FuzzFile(f *testing.F) {
	f.Add(packBody(f, wrapBody(quirks)))
	f.Fuzz(func(t *testing.T, file []byte) {
		_, err := Read(file)
		var e *Error
		if err != nil && !errors.As(err, &e) {
			t.Fatalf("not a sentence for users: %v", err)
		}
	})
}

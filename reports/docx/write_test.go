package docx

import (
	"bytes"
	"strings"
	"testing"
)

// everything is a document with every role, tables with spans, and text that needs escaping.
func everything() *Document {
	d := &Document{Author: "整改办"}
	for s := range styleCount {
		if s != Date && s != Signature && s != TableCell && s != TableHead {
			d.Add(P(s, s.Name()+"：一二三<&>“引号”\t"+"\u0001"))
		}
	}
	return d.Add(
		P(Title, "第一行\n第二行"), P(Body, "标题后空一行"),
		P(AttachmentNote, "附件：1.违法建设分类处置情况表"), P(AttachmentNote, "2.问题整改完成情况表"),
		P(Signature, "中共滨海新区区委塘沽街道工委"), P(Date, "2021年11月25日"),
		Table{Header: 1, Widths: []int{2, 1, 1}, Rows: []Row{
			{Cells: []Cell{{Text: "类别"}, {Text: "处数"}, {Text: "面积"}}},
			{Cells: []Cell{{Text: "公建"}, {Text: "4", Align: AlignRight}, {Text: "422"}}},
			{Height: 20, Cells: []Cell{{Text: "合计", Label: true, Span: 2}, {Text: "422"}}},
		}},
		Table{Rows: []Row{
			{Cells: []Cell{{Text: "单位", Label: true}, {Text: "第一段\n第二段"}}},
			{Cells: []Cell{{}, {Runs: []Run{{Text: "重", Bold: true}, {Text: "点", Font: FontSong}}}}},
			{},
		}},
		Table{},
	)
}

func TestWriteIsDeterministic(t *testing.T) {
	a, b := write(t, everything()), write(t, everything())
	if !bytes.Equal(a, b) {
		t.Error("the same document gave different bytes")
	}
}

func TestWriteReadsBack(t *testing.T) {
	doc := everything()
	c := read(t, write(t, doc))
	var want []string
	for _, b := range doc.Blocks {
		if p, ok := b.(Paragraph); ok {
			want = append(want, strings.ReplaceAll(p.Text(), "\u0001", "\uFFFD"))
		}
	}
	var got []string
	for _, p := range c.Paragraphs {
		if p.Place != InBody {
			continue
		}
		if _, ok := StyleOf(p.Style); ok {
			got = append(got, p.Text)
		}
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	last := c.Paragraphs[len(c.Paragraphs)-1]
	if last.Place != InFooter || last.Text != "— 1 —" {
		t.Errorf("last paragraph is %+v, want the page number", last)
	}
}

func TestPage(t *testing.T) {
	if n := (pageHeight - marginTop - marginBottom) / linePitch; n != 22 {
		t.Errorf("%d lines a page, want 22", n)
	}
	if n := textWidth / charWidth; n != 28 {
		t.Errorf("%d characters a line, want 28", n)
	}
	const mm = 56.7
	if w, h := textWidth/mm, (pageHeight-marginTop-marginBottom)/mm; w < 155.5 || w > 156.5 || h < 224.5 || h > 225.5 {
		t.Errorf("text area %.1f × %.1f mm, want 156 × 225", w, h)
	}
	doc := unpack(t, write(t, &Document{Blocks: []Block{P(Body, "正文")}}))
	for _, want := range []string{`<w:pgSz w:w="11906" w:h="16838"/>`, `w:top="2098" w:right="1474" w:bottom="1985" w:left="1588"`, `<w:docGrid w:type="lines" w:linePitch="579"/>`} {
		if !strings.Contains(doc["word/document.xml"], want) {
			t.Errorf("no %s in the document", want)
		}
	}
	if !strings.Contains(doc["word/settings.xml"], "evenAndOddHeaders") || !strings.Contains(doc["word/footer1.xml"], `w:jc w:val="right"`) ||
		!strings.Contains(doc["word/footer2.xml"], `w:jc w:val="left"`) {
		t.Error("page numbers do not alternate outside")
	}
	bare := unpack(t, write(t, &Document{NoPageNumbers: true}))
	if bare["word/footer1.xml"] != "" {
		t.Error("footer in a document without page numbers")
	}
}

func TestPlaceSignature(t *testing.T) {
	for _, c := range []struct {
		signature, date string
		sign, dated     place
	}{
		{"中共滨海新区区委塘沽街道工委", "2021年11月25日", place{"right", 0, 630}, place{"left", 8844 - 14*315, 0}},
		{"塘沽街道工委", "2021年11月25日", place{"right", 0, (2 + 7 + 2 - 6) * 315}, place{"right", 0, 630}}, // the date is longer
		{"巡察整改办公室", "2021年11月25日", place{"right", 0, 630}, place{"left", 8844 - 7*315, -630}},
	} {
		sign, dated := placeSignature(c.signature, c.date)
		if sign != c.sign || dated != c.dated {
			t.Errorf("%s / %s: %+v and %+v, want %+v and %+v", c.signature, c.date, sign, dated, c.sign, c.dated)
		}
		begin := func(p place, text string) int {
			if p.align == "left" {
				return p.left
			}
			return textWidth - p.right - twips(textChars(text))
		}
		if by := begin(dated, c.date) - begin(sign, c.signature); by != twips(2) {
			t.Errorf("%s: the date begins %d twips right of the signature, want two characters", c.date, by)
		}
	}
}

func TestSignatureKeepsText(t *testing.T) {
	doc := unpack(t, write(t, &Document{Blocks: []Block{P(Body, "最后一段。"), P(Signature, "塘沽街道"), P(Date, "2021年1月2日")}}))["word/document.xml"]
	if !strings.Contains(doc, `<w:pStyle w:val="GwBody"/><w:keepNext/>`) {
		t.Error("the last paragraph does not stay with the signature")
	}
}

func TestTableSpans(t *testing.T) {
	doc := unpack(t, write(t, everything()))["word/document.xml"]
	for _, want := range []string{`<w:gridSpan w:val="2"/>`, `<w:tblHeader/>`, separatorXML} {
		if !strings.Contains(doc, want) {
			t.Errorf("no %s in the document", want)
		}
	}
}

package docx

import (
	"bytes"
	"strings"
	"testing"

	"taizhang/sheets/ooxml"
	"taizhang/sheets/ooxml/packagecheck"
)

// Remarks stand beside their words, and the words stay what they were.
func TestAnnotate(t *testing.T) {
	var b bytes.Buffer
	doc := (&Document{}).Add(P(Title, "通报"), P(Body, "共走访居民192户 & 商户<8>家，"+`“另有”3处。`), Table{Rows: []Row{{Cells: []Cell{{Text: "公建违建"}, {Text: "422"}}}}})
	if err := Write(&b, doc); err != nil {
		t.Fatal(err)
	}
	before, err := Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	at := func(words string) Comment {
		for i, p := range before.Paragraphs {
			if k := strings.Index(p.Text, words); k >= 0 {
				return Comment{i, k, k + len(words), "核对“" + words + "” <&>\n第二行"}
			}
		}
		t.Fatal(words)
		return Comment{}
	}
	remarks := []Comment{at("192户"), at("8"), at("3"), at("422"), at("共走访居民192户 & 商户<8>家"), {Paragraph: 1, Start: 6, End: 6, Text: "少了"}, {Paragraph: -1, Text: "页眉"}, {Paragraph: 999, Text: "不在"}}
	once, err := Annotate(b.Bytes(), "台账核对", remarks)
	if err != nil {
		t.Fatal(err)
	}
	twice, err := Annotate(once, "台账核对", remarks[:3])
	if err != nil {
		t.Fatal(err)
	}
	for n, file := range [][]byte{once, twice} {
		for _, p := range packagecheck.Document(file) {
			t.Error(p)
		}
		after, err := Read(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range after.Paragraphs {
			if p.Text != before.Paragraphs[i].Text {
				t.Errorf("%q became %q", before.Paragraphs[i].Text, p.Text)
			}
		}
		pkg, err := ooxml.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		main, _ := pkg.Read("word/document.xml")
		for _, mark := range []string{"<w:commentRangeStart ", "<w:commentRangeEnd ", "<w:commentReference "} {
			if got, want := strings.Count(string(main), mark), len(remarks)+3*n; got != want {
				t.Errorf("%d of %s, want %d", got, mark, want)
			}
		}
	}
	pkg, _ := ooxml.Open(once)
	main, _ := pkg.Read("word/document.xml")
	if got := string(main); !strings.Contains(got, `192户</w:t></w:r><w:commentRangeEnd`) {
		t.Error("the remark does not end behind its words")
	}
}

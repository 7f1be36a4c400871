package docx

import (
	"bytes"
	"strings"
	"testing"

	"taizhang/sheets/ooxml/packagecheck"
)

// A table takes the place of a paragraph that is one slot, and of no other; its own
// slots are filled like any.
func TestTablesTakeThePlaceOfASlot(t *testing.T) {
	doc := &Document{Blocks: []Block{
		Paragraph{Style: Body, Runs: []Run{{Text: "前｛｛表 甲｝｝"}}},
		Paragraph{Style: Body, Runs: []Run{{Text: "｛｛表 甲｝｝"}}},
		Paragraph{Style: Body, Runs: []Run{{Text: "{{表 乙}}"}}},
	}}
	var b bytes.Buffer
	if err := Write(&b, doc); err != nil {
		t.Fatal(err)
	}
	out, err := WithTables(b.Bytes(), func(expr string) *Table {
		if expr != "表 甲" {
			return nil
		}
		return &Table{Header: 1, Rows: []Row{{Cells: []Cell{{Text: "{{头}}"}, {Text: "数"}}}, {Cells: []Cell{{Text: "{{名}}"}, {Text: "{{数}}"}}}}}
	})
	if err != nil {
		t.Fatal(err)
	}
	if faults := packagecheck.Document(out); len(faults) > 0 {
		t.Error(faults)
	}
	tpl, err := ReadTemplate(out)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, p := range tpl.Paragraphs() {
		if p.Place == InTable {
			p.Text = "[" + p.Text + "]"
		}
		if p.Place == InTable || p.Place == InBody {
			texts = append(texts, p.Text)
		}
	}
	if got := strings.Join(texts, " "); got != "前{{表 甲}} [{{头}}] [数] [{{名}}] [{{数}}] {{表 乙}}" {
		t.Error(got)
	}
	same, err := WithTables(out, func(string) *Table { return nil })
	if err != nil || !bytes.Equal(same, out) {
		t.Error("a document without such slots is changed", err)
	}
}

package notice

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"taizhang/reports/docx"
	"taizhang/reports/notice/noticetest"
	"taizhang/sheets/figure"
	"taizhang/templates"
)

// small loads a plan from a few tables, each a header and rows with | between
// the cells. Sheets and columns left out are empty. The rows of 期初 are the
// campaign's rows.
func small(tables map[string]string) (*noticetest.Campaign, error) {
	var all []*templates.Table
	for _, std := range templates.StandardTables() {
		t := &templates.Table{Sheet: std.Sheet, Header: std.Header, HeaderRow: templates.PlanHeaderRow}
		fillTable(t, tables[std.Sheet])
		all = append(all, t)
	}
	for name, text := range tables {
		if strings.HasPrefix(name, templates.SeedPrefix) {
			header, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
			t := &templates.Table{Sheet: name, Header: cells(header), HeaderRow: templates.PlanHeaderRow}
			fillTable(t, text)
			all = append(all, t)
		}
	}
	p, err := templates.Load(all)
	if err != nil {
		if pe, ok := err.(*templates.PlanError); ok {
			return nil, fmt.Errorf("%w: %+v", err, pe.Findings)
		}
		return nil, err
	}
	return &noticetest.Campaign{Plan: p, Set: figure.New(noticetest.Seeds(p))}, nil
}

func fillTable(t *templates.Table, text string) {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	header := cells(lines[0])
	for i, line := range lines[1:] {
		row := make([]string, len(t.Header))
		for j, c := range cells(line) {
			if at := slices.Index(t.Header, header[j]); at >= 0 {
				row[at] = strings.ReplaceAll(c, "¦", "|")
			}
		}
		t.Rows = append(t.Rows, templates.TableRow{Number: templates.PlanHeaderRow + 1 + i, Cells: row})
	}
}

func cells(line string) []string {
	out := strings.Split(strings.TrimSpace(line), "|")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// plainText fills a template and reads the document: a paragraph a line, a blank
// line between them, the cells of a table separated by tabs.
func plainText(t testing.TB, template []byte, name string, in Input) (string, *Result) {
	t.Helper()
	var b bytes.Buffer
	r, err := Render(template, name, in, &b)
	if err != nil {
		t.Fatal(err)
	}
	content, err := docx.Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, block := range content.Document().Blocks {
		switch block := block.(type) {
		case docx.Paragraph:
			out = append(out, block.Text())
		case docx.Table:
			var rows []string
			for _, r := range block.Rows {
				var texts []string
				for _, c := range r.Cells {
					texts = append(texts, strings.ReplaceAll(c.Text, "\n", " "))
				}
				rows = append(rows, strings.Join(texts, "\t"))
			}
			out = append(out, strings.Join(rows, "\n"))
		}
	}
	return strings.Join(out, "\n\n") + "\n", r
}

// A template in which something was pasted over and over ends with a sentence.
func TestTooManySlots(t *testing.T) {
	c, err := small(nil)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = Text([]byte(strings.Repeat("{{违建.处数}}\n\n", mostSlots+1)), "通报模板.txt", Input{Plan: c.Plan, Public: true})
	if err == nil || !strings.Contains(err.Error(), "处 {{…}}，超过") {
		t.Errorf("%v", err)
	}
}

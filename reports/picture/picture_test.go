package picture

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"taizhang/reports/docx"
	"taizhang/reports/notice/noticetest"
	"taizhang/reports/summary"
	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/sheets/ooxml/packagecheck"
	"taizhang/templates"
)

func sample(t *testing.T) summary.Input {
	t.Helper()
	c, err := noticetest.Tanggu()
	if err != nil {
		t.Fatal(err)
	}
	return summary.Input{Plan: c.Plan, Set: c.Set, AsOf: "2021-11-20"}
}

// words are the texts of a drawing.
func words(t *testing.T, svg []byte) string {
	t.Helper()
	var out strings.Builder
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		if text, ok := tok.(xml.CharData); ok {
			out.Write(text)
			out.WriteByte('\n')
		}
	}
}

// A plan of one's own that says nothing of the page gets one with something on it.
func TestPageOfAPlanThatNamesNoBlocks(t *testing.T) {
	own := func(name string) *templates.Plan {
		tables := map[string]*templates.Table{}
		for _, table := range templates.StandardTables() {
			x := *table
			x.Rows = slices.Clone(x.Rows)
			switch x.Sheet {
			case templates.SheetParams:
				x.Rows = slices.DeleteFunc(x.Rows, func(r templates.TableRow) bool { return r.Cells[0] == string(paramBlocks) && name == "" })
			case templates.SheetBlocks:
				for i, r := range x.Rows {
					x.Rows[i].Cells = slices.Clone(r.Cells)
					x.Rows[i].Cells[1] += "※"
				}
			}
			tables[x.Sheet] = &x
		}
		p, err := templates.Load(slices.Collect(maps.Values(tables)))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	for _, name := range []string{"", "named"} {
		in := sample(t)
		in.Plan = own(name)
		in.Set = figure.New(sheets.NewData(in.Plan))
		p, err := Make(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		if (len(p.Tiles) > 0) != (name == "") {
			t.Errorf("%q: %d tiles", name, len(p.Tiles))
		}
	}
}

// A long table keeps to one page, says so, and keeps its totals.
func TestLongTableIsShortened(t *testing.T) {
	for _, rows := range []int{mostRows, mostRows + 1, 200} {
		g := &summary.Grid{}
		for range rows {
			g.Rows = append(g.Rows, summary.GridRow{})
		}
		g.Rows = append(g.Rows, summary.GridRow{Kind: "total"})
		p := &Page{Table: summary.Block{Title: "各单位", Grid: g}}
		p.shorten()
		if n := len(p.Table.Grid.Rows); n != mostRows+1 || p.Table.Grid.Rows[n-1].Kind == "" || strings.Contains(p.Table.Title, "共") != (rows > mostRows) {
			t.Errorf("%d rows: %d are kept under %q", rows, n, p.Table.Title)
		}
	}
}

// Drawing and document say the summary's figures, every one of them.
func TestBothSayTheSummarysFigures(t *testing.T) {
	in := sample(t)
	p, err := Make(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Tiles) < 6 || p.Table.Grid == nil || p.Picture.Chart == nil {
		t.Fatalf("%+v", p)
	}
	var svg, doc bytes.Buffer
	if err := errors.Join(WriteSVG(context.Background(), &svg, in), WriteDocument(context.Background(), &doc, in)); err != nil {
		t.Fatal(err)
	}
	for _, problem := range packagecheck.Document(doc.Bytes()) {
		t.Error(problem)
	}
	content, err := docx.Read(doc.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, x := range content.Paragraphs {
		text.WriteString(x.Text + "\n")
	}
	drawn := words(t, svg.Bytes())
	want := []string{"一图读懂", "截至2021年11月20日", "65773023"}
	for _, x := range p.Tiles {
		want = append(want, x.Name, x.Value+x.Measure)
	}
	for _, r := range p.Table.Grid.Rows {
		want = append(want, r.Cells[0].Text, r.Cells[1].Text)
	}
	want = append(want, p.Picture.Chart.Names...)
	want = append(want, p.Picture.Chart.Series[0].Labels...)
	for _, w := range want {
		if !strings.Contains(drawn, w) || !strings.Contains(strings.ReplaceAll(text.String(), "\n", ""), strings.ReplaceAll(w, "\n", "")) {
			t.Errorf("%q: drawn %v, in the document %v", w, strings.Contains(drawn, w), strings.Contains(text.String(), w))
		}
	}
}

// What is for the office alone stays there, whatever the plan names.
func TestNothingInternal(t *testing.T) {
	own, err := templates.ReadTables(os.DirFS("../../testdata/tanggu/方案"))
	if err != nil {
		t.Fatal(err)
	}
	params := own["参数"]
	params.Rows = append(params.Rows, templates.TableRow{Number: 99, Cells: []string{string(paramBlocks), "主要数字|问责方式与事由|没有这一块", "", ""}})
	plan, err := templates.Load(templates.Customise(templates.StandardTables(), own))
	if err != nil {
		t.Fatal(err)
	}
	in := summary.Input{Plan: plan, Set: figure.New(noticetest.Seeds(plan)), AsOf: "2021-11-20", Internal: true}
	p, err := Make(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	if p.Table.Grid != nil || p.Picture.Chart != nil {
		t.Errorf("%+v", p)
	}
	var svg bytes.Buffer
	if err := WriteSVG(context.Background(), &svg, in); err != nil || strings.Contains(words(t, svg.Bytes()), "问责") {
		t.Errorf("%v %s", err, svg.String())
	}
}

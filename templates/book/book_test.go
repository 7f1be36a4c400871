package book

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"taizhang/sheets/ooxml/packagecheck"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/xlsx"
)

// sample is a workbook with a streamed sheet, a page and a hidden sheet.
func sample() *Book {
	b := New(Song)
	for _, name := range []string{"流's & 表", "页", "藏"} {
		b.Sheet(name)
	}
	b.Hide("藏")
	name := "流's & 表"
	b.Print(name, Page{Paper: A3, Left: "甲&乙", Right: name, From: 1, To: 1, Area: FixedArea(name, 1, 1, 3, 4)})
	b.Freeze(name, 1, 1)
	wrap := b.Style(Style{Size: 10, Wrap: true, Border: Boxed})
	s := b.Stream(name, Span{Width: 10}, Span{Width: 12, Style: wrap}, Span{Width: 20, Level: 1, Hidden: true})
	s.Row(20, Texts(wrap, "甲", "乙", "丙")...)
	s.Skip(1)
	s.Fit(4, 12, Cell{Style: wrap, Value: strings.Repeat("长", 30)}, Cell{Value: 1.5}, Cell{Value: 3, Formula: "B3*2"})
	s.Merge(1, 4, 3, 4)
	s.Row(0, Texts(0, "合并", "", "")...)
	s.Filter(1, 1, 3, 4)
	red := b.Conditional(Style{Fill: Red, Pattern: Hatched, Hatch: Yellow})
	b.Do(b.File.SetConditionalFormat(name, "B2:B4", []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: "B2>1", Format: &red}}))
	b.Do(b.File.AddComment(name, excelize.Comment{Cell: "A3", Author: "整改办", Text: "批注"}))
	b.Offer(name, "B2:B4", Choice{List: Choices("是", "<否>"), Refuse: true, Title: "选", Error: "请选择。", Prompt: "选一个。"})
	s.End()
	b.Widths("页", 5, 6, 7)
	b.Put("页", 1, 1, 3, 2, Cell{Style: wrap, Value: "一大格"})
	b.Put("页", 1, 3, 1, 3, Cell{Value: 7, Formula: "1+6"})
	b.RowHeight("页", 1, 9999)
	b.Bars("页", "A3:A4", Green)
	b.Bars("页", "B3:B4", Green)
	b.Print("页", Page{Paper: A4, Portrait: true, Single: true})
	b.About("题", "人", "2021-11-20")
	return b
}

func bytesOf(t *testing.T, b *Book) []byte {
	t.Helper()
	defer b.Close()
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestCellsReadBack(t *testing.T) {
	data := bytesOf(t, sample())
	wb, err := xlsx.OpenReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	defer wb.Close()
	for i, want := range []struct {
		name  string
		state xlsx.Visibility
		cells string
	}{
		{"流's & 表", xlsx.Visible, "A1=甲 B1=乙 C1=丙 A3=" + strings.Repeat("长", 30) + " B3=1.5 C3=3 A4=合并"},
		{"页", xlsx.Visible, "A1=一大格 A3=7"}, {"藏", xlsx.Hidden, ""},
	} {
		if s := wb.Sheets()[i]; s.Name != want.name || s.Visibility != want.state {
			t.Errorf("sheet %d is %v", i, s)
		}
		rows, err := wb.Rows(want.name)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for rows.Next() {
			for _, c := range rows.Row().Cells {
				if c.Text != "" {
					got = append(got, xlsx.CellName(c.Col, rows.Row().Number)+"="+c.Text)
				}
			}
		}
		if err := rows.Err(); err != nil || strings.Join(got, " ") != want.cells {
			t.Errorf("%s: %v, %v", want.name, got, err)
		}
		rows.Close()
	}
}

// parts are the texts of a workbook's parts.
func parts(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(text)
	}
	return out
}

func TestPartsHoldWhatWasSaid(t *testing.T) {
	whole := bytesOf(t, sample())
	for _, p := range packagecheck.Check(whole) {
		t.Error(p)
	}
	all := parts(t, whole)
	for part, wants := range map[string][]string{
		"xl/worksheets/sheet1.xml": {
			`fitToPage="true"`, `xSplit="1"`, `ySplit="1"`, `<autoFilter ref="A1:C4"`, `<dimension ref="A1:C4"`, `<mergeCell ref="A4:C4"`, `paperSize="8"`, `orientation="landscape"`, `fitToHeight="0"`,
			`&amp;L&amp;9 甲&amp;&amp;乙&amp;C&amp;9 第 &amp;P 页　共 &amp;N 页&amp;R&amp;9 流`, `<legacyDrawing`, `<dataValidation `, `&lt;否&gt;`, `<conditionalFormatting`, `hidden="1" outlineLevel="1"`, `<row r="3" ht="124"`,
		},
		"xl/worksheets/sheet2.xml": {
			`<cfvo type="num" val="0">`, `<cfvo type="num" val="1">`, `<xm:sqref>B3:B4</xm:sqref>`,
			`<x14:cfvo type="num"><xm:f>0</xm:f></x14:cfvo><x14:cfvo type="num"><xm:f>1</xm:f></x14:cfvo>`,
			`fitToPage="true"`, `paperSize="9"`, `orientation="portrait"`, `ht="409"`, `customHeight="true"`, `<mergeCell ref="A1:C2"`},
		"xl/workbook.xml": {
			`Print_Titles">&#39;流&#39;&#39;s &amp; 表&#39;!$1:$1<`, `Print_Area">&#39;流&#39;&#39;s &amp; 表&#39;!$A$1:$C$4<`, `FilterDatabase">&#39;流&#39;&#39;s &amp; 表&#39;!$A$1:$C$4<`, `state="hidden"`,
		},
		"xl/styles.xml":     {`patternType="lightUp"`, `rgb="FF` + Yellow},
		"docProps/core.xml": {"2021-11-20T00:00:00Z"},
	} {
		for _, want := range wants {
			if !strings.Contains(all[part], want) {
				t.Errorf("%s has no %s:\n%.3000s", part, want, all[part])
			}
		}
	}
	if strings.Contains(all["xl/worksheets/sheet2.xml"], "auto") {
		t.Error("a bar is as long as its neighbours let it")
	}
	if strings.Contains(all["xl/worksheets/sheet1.xml"], "customHeight") {
		t.Error("rows of a stream do not fit their text again")
	}
	for _, part := range []string{"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"} {
		last := ""
		for _, m := range regexp.MustCompile(`<col [^>]*min="(\d+)"`).FindAllStringSubmatch(all[part], -1) {
			if m[1] <= last {
				t.Errorf("%s: column %s after %s", part, m[1], last)
			}
			last = m[1]
		}
		if last == "" {
			t.Errorf("%s has no columns", part)
		}
	}
}

func TestFirstErrorSticks(t *testing.T) {
	for name, spoil := range map[string]func(*Book){
		"工作表“页”重复了":  func(b *Book) { b.Sheet("页") },
		"页：写完之后又改动了": func(b *Book) { b.Stream("页").End(); b.Do(b.File.SetCellValue("页", "A1", 1)) },
		"height":     func(b *Book) { s := b.Stream("页"); s.Row(1000, Cell{Value: 1}); s.Row(1); s.End() },
	} {
		b := New("")
		b.Sheet("页")
		spoil(b)
		if b.err != nil {
			b.Do(errors.New("another"))
		}
		var out bytes.Buffer
		if err := b.Write(&out); err == nil || !strings.Contains(err.Error(), name) || out.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", name, err, out.Len())
		}
		b.Close()
	}
}

// The first sheet may have the name of the one that a new file begins with.
func TestFirstSheetMayHaveAnyName(t *testing.T) {
	for _, name := range []string{"Sheet1", "sheet1", "SHEET1", "表"} {
		b := New("")
		b.Sheet(name)
		b.Sheet("另一张")
		if got := b.File.GetSheetList(); b.err != nil || !reflect.DeepEqual(got, []string{name, "另一张"}) {
			t.Errorf("%s: %v, %v", name, got, b.err)
		}
		b.Close()
	}
}

// A style is made once, and whatever differs makes another.
func TestStylesAreMadeOnce(t *testing.T) {
	b := New("")
	defer b.Close()
	seen := map[int]string{b.Style(Style{}): "nothing"}
	kinds := reflect.TypeFor[Style]()
	for i := range kinds.NumField() {
		if kinds.Field(i).Name == "Pattern" || kinds.Field(i).Name == "Hatch" {
			continue // of a fill
		}
		s := Style{}
		switch f := reflect.ValueOf(&s).Elem().Field(i); f.Kind() {
		case reflect.String:
			f.SetString(map[string]string{"Align": "center", "Valign": "top", "Format": "0.0", "Font": Hei}[kinds.Field(i).Name])
			if f.String() == "" {
				f.SetString(Red)
			}
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Int:
			f.SetInt(2)
		case reflect.Float64:
			f.SetFloat(20)
		case reflect.Struct:
			f.Set(reflect.ValueOf(Boxed))
		}
		id := b.Style(s)
		if seen[id] != "" || b.Style(s) != id {
			t.Errorf("%s: style %d is that of %s", kinds.Field(i).Name, id, seen[id])
		}
		seen[id] = kinds.Field(i).Name
	}
	if b.err != nil {
		t.Error(b.err)
	}
}

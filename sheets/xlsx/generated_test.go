package xlsx

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// anyText is text as people type it, and as they should not.
var anyText = rapid.Custom(func(t *rapid.T) string {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"", " ", "碧水园", "123", "#N/A", "TRUE", " 前后 ", "a\nb", "<&>\"'", "]]>", "2021-08-06", "😀", "a_b", "_x", "=1+1"}),
		rapid.StringMatching(`[\x{4e00}-\x{9fa5}a-z0-9，。 ]{0,20}`),
		rapid.StringOfN(rapid.RuneFrom([]rune("ab中 <>&'\"_\n\t")), 0, 12, -1),
	).Draw(t, "text")
})

// TestExcelizeWrites reads random workbooks that excelize has written.
func TestExcelizeWrites(t *testing.T) {
	notUnderRace(t)
	rapid.Check(t, func(t *rapid.T) {
		f := excelize.NewFile()
		defer f.Close()
		style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		kinds := map[string]Kind{}
		set := func(cell string, value any) {
			if err := f.SetCellValue("Sheet1", cell, value); err != nil {
				t.Fatal(err)
			}
		}
		for range rapid.IntRange(0, 30).Draw(t, "cells") {
			cell := CellName(rapid.IntRange(1, 40).Draw(t, "col"), rapid.IntRange(1, 60).Draw(t, "row"))
			delete(want, cell)
			switch rapid.IntRange(0, 4).Draw(t, "kind") {
			case 0:
				text := anyText.Draw(t, "value")
				set(cell, text)
				want[cell], kinds[cell] = text, Text
			case 1:
				n := rapid.IntRange(-1e9, 1e9).Draw(t, "number")
				set(cell, n)
				want[cell], kinds[cell] = strconv.Itoa(n), Number
			case 2:
				b := rapid.Bool().Draw(t, "bool")
				set(cell, b)
				want[cell], kinds[cell] = strings.ToUpper(strconv.FormatBool(b)), Bool
			case 3:
				days := rapid.IntRange(61, 60_000).Draw(t, "days")
				set(cell, days)
				if err := f.SetCellStyle("Sheet1", cell, cell, style); err != nil {
					t.Fatal(err)
				}
				want[cell], kinds[cell] = strconv.Itoa(days), Date
			case 4:
				set(cell, nil)
			}
			if kinds[cell] != Date {
				if err := f.SetCellStyle("Sheet1", cell, cell, 0); err != nil {
					t.Fatal(err)
				}
			}
		}
		data, err := f.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		all, err := readAll(data.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, r := range all.Rows["Sheet1"] {
			for _, c := range r.Cells {
				cell := CellName(c.Col, r.Number)
				if c.Kind == Empty {
					continue
				}
				got[cell] = c.Text
				if c.Kind != kinds[cell] {
					t.Errorf("%s: %v, want %v", cell, c.Kind, kinds[cell])
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// TestExcelizeStreams reads what its StreamWriter writes: inline texts.
func TestExcelizeStreams(t *testing.T) {
	notUnderRace(t)
	rapid.Check(t, func(t *rapid.T) {
		f := excelize.NewFile()
		defer f.Close()
		sw, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		for row := 1; row <= rapid.IntRange(1, 8).Draw(t, "rows"); row++ {
			var values []any
			for col := 1; col <= rapid.IntRange(1, 8).Draw(t, "cols"); col++ {
				text := anyText.Draw(t, "value")
				values = append(values, text)
				if text != "" {
					want[CellName(col, row)] = text
				}
			}
			if err := sw.SetRow(CellName(1, row), values); err != nil {
				t.Fatal(err)
			}
		}
		if err := sw.Flush(); err != nil {
			t.Fatal(err)
		}
		data, err := f.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		cells, err := ownCells(data.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for cell, v := range cells {
			got[strings.TrimPrefix(cell, "Sheet1!")] = v
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// anySheet spells a sheet in some of the many right ways.
var anySheet = rapid.Custom(func(t *rapid.T) string {
	pick := func(options ...string) string { return rapid.SampledFrom(options).Draw(t, "spelling") }
	var b strings.Builder
	row := 0
	for range rapid.IntRange(0, 6).Draw(t, "rows") {
		step := rapid.IntRange(1, 3).Draw(t, "step")
		row += step
		b.WriteString(pick("", "\n", "<!-- c -->") + "<row")
		if step > 1 || rapid.Bool().Draw(t, "numbered") {
			quote := pick(`"`, `'`)
			b.WriteString(` r=` + quote + strconv.Itoa(row) + quote)
		}
		b.WriteString(pick("", ` spans="1:3"`, ` hidden="1"`, ` ht="15" customHeight="1"`) + ">")
		col := 0
		for range rapid.IntRange(0, 6).Draw(t, "cells") {
			step := rapid.IntRange(1, 3).Draw(t, "step")
			col += step
			b.WriteString("<c")
			if step > 1 || rapid.Bool().Draw(t, "addressed") {
				fmt.Fprintf(&b, ` r="%s"`, CellName(col, row))
			}
			b.WriteString(pick("", ` s="0"`, ` s="1"`, ` s="2"`, "\n s='4'"))
			b.WriteString(pick(
				`/>`, `></c>`, `><v/></c>`,
				`><v>12</v></c>`, ` t="n"><v>-1.50</v></c>`, `><v>1e3</v></c >`, `><v><![CDATA[7]]></v></c>`,
				` t="s"><v>0</v></c>`, ` t='s' ><v>2</v></c>`, ` t="s"><v>1<!-- x --></v></c>`,
				` t="str"><v>甲&lt;&#20057;</v></c>`, ` t="str"><v xml:space="preserve"> a </v></c>`, ` t="str"><f>A1&amp;"x"</f><v>x</v></c>`,
				` t="inlineStr"><is><t>丙</t></is></c>`, ` t="inlineStr"><is><r><t>丁</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 戊</t></r></is></c>`,
				` t="inlineStr"><is><t>_x000D_</t></is></c>`,
				` t="b"><v>1</v></c>`, ` t="e"><v>#N/A</v></c>`, `><f>1+1</f><v>2</v></c>`, `><f>1+1</f></c>`, ` t="d"><v>2021-08-06T00:00:00Z</v></c>`,
			))
		}
		b.WriteString("</row>" + pick("", "\r\n"))
	}
	return b.String()
})

// TestSpellingsAgree reads random spellings by both libraries and by the
// standard decoder.
func TestSpellingsAgree(t *testing.T) {
	notUnderRace(t)
	rapid.Check(t, func(t *rapid.T) {
		rows := anySheet.Draw(t, "sheet")
		p := simple().with(sheetPart, worksheet(rows))
		got, err := ownCells(p.zip())
		if err != nil {
			t.Fatalf("%v\n%s", err, rows)
		}
		want, err := excelizeCells(p.zip())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s\n(-excelize +own):\n%s", rows, diff)
		}
	})
}

// TestDatesAgree compares dates with excelize's conversion.
func TestDatesAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		date1904 := rapid.Bool().Draw(t, "1904")
		days := rapid.IntRange(61, 2_900_000).Draw(t, "days")
		seconds := rapid.IntRange(0, 86_399).Draw(t, "seconds")
		serial := float64(days) + float64(seconds)/86_400
		want, err := excelize.ExcelDateToTime(serial, date1904)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Cell{Kind: Date, Text: strconv.FormatFloat(serial, 'f', -1, 64)}.Time(date1904)
		if err != nil || got.Sub(want).Abs() > time.Second {
			t.Fatalf("%v: got %v, %v, want %v", serial, got, err, want)
		}
	})
}

package form

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"taizhang/sheets/ooxml/packagecheck"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
)

func standardPlan(t testing.TB) *templates.Plan {
	t.Helper()
	plan, err := templates.Load(templates.StandardTables())
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// request issues every open ledger to a unit, with a row made of the examples
// wherever rows come from the office.
func request(plan *templates.Plan, u *templates.Unit) Request {
	r := Request{Plan: plan, Unit: u, Issue: 2, Issued: "2025-06-10", Rows: map[string][]templates.Record{}}
	for _, l := range plan.Ledgers {
		if !l.Receives(u) || l.Restricted {
			continue
		}
		r.Ledgers = append(r.Ledgers, l)
		if l.Route != nil {
			r.Rows[l.Name] = []templates.Record{{ID: "整改办-" + l.Code + "-0001", Version: 3, Values: Example(plan, u, l)}}
		}
	}
	return r
}

// write issues a form and gives its bytes.
func write(t testing.TB, r Request) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(context.Background(), &out, r); err != nil {
		t.Fatal(err)
	}
	for _, p := range packagecheck.Check(out.Bytes()) {
		t.Error(p)
	}
	return out.Bytes()
}

// open reads a form with the reader of returns.
func open(t testing.TB, data []byte) *xlsx.Workbook {
	t.Helper()
	wb, err := xlsx.OpenReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { wb.Close() })
	return wb
}

// cells reads a sheet: row number to its cells by column.
func cells(t testing.TB, wb *xlsx.Workbook, sheet string) map[int]map[int]xlsx.Cell {
	t.Helper()
	rows, err := wb.Rows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := map[int]map[int]xlsx.Cell{}
	for rows.Next() {
		r := rows.Row()
		out[r.Number] = map[int]xlsx.Cell{}
		for _, c := range r.Cells {
			out[r.Number][c.Col] = c
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// sheetXML is what the structural tests look at.
type sheetXML struct {
	Breaks []struct {
		ID int `xml:"id,attr"`
	} `xml:"rowBreaks>brk"`
	Part        string
	Validations []struct {
		Sqref       string `xml:"sqref,attr"`
		Type        string `xml:"type,attr"`
		Style       string `xml:"errorStyle,attr"`
		Prompt      string `xml:"prompt,attr"`
		PromptTitle string `xml:"promptTitle,attr"`
		Error       string `xml:"error,attr"`
		ErrorTitle  string `xml:"errorTitle,attr"`
		Formula1    string `xml:"formula1"`
		Formula2    string `xml:"formula2"`
	} `xml:"dataValidations>dataValidation"`
	Merges []struct {
		Ref string `xml:"ref,attr"`
	} `xml:"mergeCells>mergeCell"`
	Formats []struct {
		Sqref string `xml:"sqref,attr"`
		Rules []struct {
			Formula string `xml:"formula"`
		} `xml:"cfRule"`
	} `xml:"conditionalFormatting"`
	Protection *struct{} `xml:"sheetProtection"`
	Setup      struct {
		Orientation string `xml:"orientation,attr"`
		Width       string `xml:"fitToWidth,attr"`
	} `xml:"pageSetup"`
	Footer string `xml:"headerFooter>oddFooter"`
}

// parts reads all worksheets of a workbook as XML.
func parts(t testing.TB, data []byte) []sheetXML {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out []sheetXML
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "xl/worksheets/sheet") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		s := sheetXML{Part: f.Name}
		if err := xml.Unmarshal(text, &s); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		out = append(out, s)
	}
	return out
}

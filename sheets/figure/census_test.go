package figure_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/templates"
)

// census is the plan of the script of that name, its rows, and some rows more.
func census(t *testing.T, more string) (*templates.Plan, map[string]string, error) {
	t.Helper()
	script, err := os.ReadFile("../../cmd/taizhang/testdata/script/census.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for file := range strings.SplitSeq(string(script), "\n-- ") {
		name, content, _ := strings.Cut(file, " --\n")
		files[name] = content + "\n"
	}
	tables := templates.BlankTables()
	for part := range strings.SplitSeq("\n"+files["plan.txt"]+files["rows.txt"]+more, "\n## ") {
		lines := strings.Split(strings.TrimRight(part, "\n"), "\n")
		if len(lines) < 2 {
			continue
		}
		names := strings.Split(lines[1], "\t")
		at := slices.IndexFunc(tables, func(s *templates.Table) bool { return s.Sheet == lines[0] })
		if at < 0 {
			at, tables = len(tables), append(tables, &templates.Table{Sheet: lines[0], Header: names, HeaderRow: templates.PlanHeaderRow})
		}
		for _, line := range lines[2:] {
			put(tables[at], names, strings.Split(line, "\t"))
		}
	}
	p, err := templates.Load(tables)
	return p, files, err
}

// put adds a row; of 参数 it stands in place of the one of that name.
func put(table *templates.Table, names, values []string) {
	cells := make([]string, len(table.Header))
	for i, v := range values {
		cells[slices.Index(table.Header, names[i])] = v
	}
	same := slices.IndexFunc(table.Rows, func(r templates.TableRow) bool {
		return table.Sheet == templates.SheetParams && r.Cells[0] == cells[0]
	})
	if same >= 0 {
		table.Rows[same].Cells = cells
		return
	}
	table.Rows = append(table.Rows, templates.TableRow{Number: templates.PlanHeaderRow + 1 + len(table.Rows), Cells: cells})
}

// Every figure of the census is what another program counted from its rows.
func TestCensus(t *testing.T) {
	p, files, err := census(t, "")
	if err != nil {
		t.Fatal(refused(err))
	}
	d := sheets.NewData(p)
	for _, l := range p.Ledgers {
		for _, seed := range p.Seeds[l.Name] {
			r := &sheets.Row{Ledger: l, Record: seed}
			r.Values = slices.Clone(seed.Values)
			l.Compute(r.Values)
			d.Add(r)
		}
	}
	d.Derive()
	set, n := figure.New(d), 0
	for line := range strings.SplitSeq(strings.TrimSpace(files["want.txt"]), "\n") {
		code, want, _ := strings.Cut(line, "\t")
		got := strings.TrimSuffix(set.Get(p.Figure(code)).Printed(), "%")
		if n++; got != want && got+".00" != want && got+"0" != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
	if n != len(p.Figures) {
		t.Errorf("%d figures counted of %d", n, len(p.Figures))
	}
}

// What a clerk may try in the census (testdata/wishes.txt: the sheet, the headers
// and the row, and what is said of it) is taken, or refused at its cell with how to
// write it.
func TestWishes(t *testing.T) {
	text, err := os.ReadFile("testdata/wishes.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for wish := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n\n") {
		n++
		lines := strings.Split(wish, "\n")
		_, _, err := census(t, strings.Join(lines[:3], "\n")+"\n")
		got := "✓"
		var bad *templates.PlanError
		if errors.As(err, &bad) {
			f := bad.Findings[0]
			got = "✗ " + strings.TrimRight(f.Cell, "0123456789") + " " + f.Message + " ⇒ " + f.Fix
			if "## "+f.Sheet != lines[0] || f.Cell == "" || f.Fix == "" {
				t.Errorf("%s: %+v", lines[2], f)
			}
		} else if err != nil {
			t.Fatal(err)
		}
		if len(lines) < 4 || got != lines[3] {
			t.Errorf("%s:\n%s", lines[2], got)
		}
	}
	if n < 40 {
		t.Errorf("only %d wishes", n)
	}
}

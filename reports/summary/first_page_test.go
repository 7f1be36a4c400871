package summary

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"

	"github.com/xuri/excelize/v2"
)

// block makes the block of a title.
func madeBlock(t *testing.T, in Input, title string) block {
	t.Helper()
	m, err := newMaker(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range in.Plan.Blocks {
		if b.Title == title {
			bl, err := m.block(b, nil)
			if err != nil {
				t.Fatal(err)
			}
			return bl
		}
	}
	t.Fatal("no block " + title)
	return nil
}

// The sentence is the plan's wording with the day's figures.
func TestLeadSaysTheFigures(t *testing.T) {
	in := testInput(t)
	got := madeBlock(t, in, "一句").(*lead).text
	f := in.Plan.Figure
	for _, want := range []string{
		"共" + in.Set.Get(f("事.总数")).Printed() + "件", "办完" + in.Set.Get(f("事.完数")).Printed() + "件", "没报齐2家", "完成率",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
	if strings.ContainsAny(got, "{}") {
		t.Errorf("something is not filled in: %q", got)
	}
}

// A first page lists of many groups, or of groups with long names, those furthest
// behind, in their order; what it adds up are all.
func TestFirstPageListsTheWorst(t *testing.T) {
	for _, c := range []struct{ groups, name, want int }{{12, 4, 12}, {60, 4, 12}, {60, 60, 4}, {60, 15, 12}, {4, 60, 4}} {
		var names []string
		var tallies []tally
		for i := range c.groups {
			names = append(names, strings.Repeat("名", c.name))
			tallies = append(tallies, tally{all: 10, done: 9, overdue: i % 3})
		}
		made := &completing{brief: true, table: &table{}}
		kept := made.worstFew(names, tallies)
		if len(kept) != c.want || c.want < c.groups == (made.table.note == "") {
			t.Errorf("%d groups of %d characters: %d are listed, and it says %q", c.groups, c.name, len(kept), made.table.note)
		}
		for i := range kept {
			if c.want < c.groups && tallies[i].overdue < 2 {
				t.Errorf("%d of %d: listed with %d overdue", i, c.groups, tallies[i].overdue)
			}
		}
		if made.brief = false; len(made.worstFew(names, tallies)) != c.groups {
			t.Error("the full table leaves groups out")
		}
	}
}

// Nobody is named the last when all are done, or all stand alike.
func TestLeadNamesTheLast(t *testing.T) {
	in := testInput(t)
	l := in.Plan.Ledger("事项")
	m, err := newMaker(in)
	if err != nil {
		t.Fatal(err)
	}
	down, err := m.dimension(l, "承办")
	if err != nil {
		t.Fatal(err)
	}
	state := l.Role(templates.RoleState)
	doneWord := state.OptionMeaning(templates.MeansDone)
	rows := in.Set.Counted(l)
	if got := m.lastOf(down, rows); !strings.Contains(got.Text, "最低") {
		t.Errorf("as it stands: %s", got.Text)
	}
	for _, r := range rows {
		r.Values[state.Index] = doneWord
	}
	if got := m.lastOf(down, rows); got.Text != "各承办都已全部完成" {
		t.Errorf("all done: %s", got.Text)
	}
	if got := m.lastOf(down, nil); strings.Contains(got.Text, "最低") {
		t.Errorf("nothing: %s", got.Text)
	}
}

// A card is green where its target is reached, yellow where it is not, red where
// there is something that should not be; it carries no more than two decimals.
func TestCardsShowTheirTargets(t *testing.T) {
	in := testInput(t)
	tiles := map[string]tile{}
	for _, x := range madeBlock(t, in, "要数").(*cards).tiles {
		tiles[x.code] = x
	}
	for code, want := range map[string]tone{"事.完数": lacking, "事.完率": lacking, "巡.次数": bad, "事.总数": plain, "巡.日子": plain} {
		if got := tiles[code]; got.tone != want {
			t.Errorf("%s: tone %d, want %d (%+v)", code, got.tone, want, got)
		}
	}
	if !strings.Contains(tiles["事.完数"].below, "差 ") || !strings.Contains(tiles["巡.次数"].below, "应为 0") {
		t.Errorf("%+v", tiles)
	}
	for code, x := range tiles {
		if _, fraction, _ := strings.Cut(x.value.text, "."); x.value.number && len(fraction) > 2 {
			t.Errorf("%s shows %s", code, x.value.text)
		}
	}
}

// The trend has a line for every merge of the history, and one for today.
func TestTrendGoesBack(t *testing.T) {
	in := testInput(t)
	in.History = []master.Past{
		{AsOf: "2021-10-01", Figures: map[string]string{"事.总数": "6", "事.完数": "1"}},
		{AsOf: "2021-11-10", Figures: map[string]string{"事.总数": "8"}},
	}
	table := madeBlock(t, in, "走势").(*tableBlock).table
	if len(table.rows) != 3 || table.rows[0].cells[0].text != "10月1日" || table.rows[0].cells[2].text != "1" || table.rows[1].cells[2].text != "" {
		t.Errorf("%+v", table.rows)
	}
	if got := table.rows[2].cells[1].text; got != in.Set.Get(in.Plan.Figure("事.总数")).Printed() {
		t.Errorf("today is %s", got)
	}
}

// Every sheet leads back to the first page, every link leads somewhere, and the
// cards lead to where their figure is explained.
func TestLinksLeadThereAndBack(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, testInput(t))))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	back, total := map[string]bool{}, 0
	for _, sheet := range f.GetSheetList() {
		cells, err := f.GetHyperLinkCells(sheet, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range cells {
			_, to, err := f.GetCellHyperLink(sheet, cell)
			if err != nil {
				t.Fatal(err)
			}
			total++
			name, at, _ := strings.Cut(strings.ReplaceAll(to, "'", ""), "!")
			if i, _ := f.GetSheetIndex(name); i < 0 || at == "" {
				t.Errorf("%s!%s leads to %s", sheet, cell, to)
			}
			back[sheet] = back[sheet] || name == "总览" && at == "A1"
		}
		if !back[sheet] && sheet != "总览" {
			t.Errorf("%s does not lead back", sheet)
		}
	}
	if total < 2*len(f.GetSheetList()) {
		t.Errorf("%d links", total)
	}
	if got := f.GetSheetName(f.GetActiveSheetIndex()); got != "总览" {
		t.Errorf("opens on %s", got)
	}
}

// What a chart shows is written into it: a preview that reads no cells shows it, and
// its alternative text says it.
func TestChartsHoldTheirPoints(t *testing.T) {
	data := written(t, testInput(t))
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	type cache struct {
		F  string `xml:"f"`
		Pt []struct {
			V string `xml:"v"`
		} `xml:"numCache>pt"`
	}
	seen := 0
	for name, p := range parts(t, data) {
		switch {
		case strings.HasPrefix(name, "xl/charts/chart"):
			for _, m := range regexp.MustCompile(`(?s)<numRef>.*?</numRef>`).FindAll(p, -1) {
				var c cache
				if err := xml.Unmarshal(m, &c); err != nil {
					t.Fatal(err)
				}
				ref := chartRange.FindSubmatch([]byte("<f>" + strings.ReplaceAll(c.F, "'", "&#39;") + "</"))
				if ref == nil {
					t.Fatal(c.F)
				}
				first, err := f.GetCellValue(string(ref[1]), string(ref[2])+string(ref[3]), excelize.Options{RawCellValue: true})
				if err != nil || len(c.Pt) == 0 || c.Pt[0].V != first {
					t.Errorf("%s %s holds %v, the cell %s", name, c.F, c.Pt, first)
				}
				seen++
			}
		case strings.HasPrefix(name, "xl/drawings/drawing"):
			for _, m := range regexp.MustCompile(`descr="([^"]*)"`).FindAllSubmatch(p, -1) {
				if text := string(m[1]); !strings.Contains(text, "图“") || !regexp.MustCompile(`\d`).MatchString(text) {
					t.Errorf("%s: the picture is called %q", name, text)
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no charts")
	}
}

// Only the sheets that the plan picks are in the leaders' edition.
func TestLeadersEdition(t *testing.T) {
	in := testInput(t)
	in.Leaders, in.BlockedBy = true, []string{"通报-社会公开稿：待补充 1-1 公开表述"}
	data := written(t, in)
	if cells := dump(t, data); strings.Contains(cells, "勾稽 K") || strings.Contains(cells, "待补充") || !strings.Contains(cells, "逐条见汇总表") {
		t.Error("leaders are told more than how many things are wanting")
	}
	if _, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := strings.Join(f.GetSheetList(), " "); got != "总览" {
		t.Errorf("holds %s", got)
	}
}

// Outside the internal summary like findings are one line that counts them, and no
// rule is called by its code.
func TestFindingsForLeaders(t *testing.T) {
	in := testInput(t)
	in.Findings = nil
	for i, unit := range []string{"甲科", "甲科", "甲科", "乙科"} {
		in.Findings = append(in.Findings, finding.Finding{Severity: finding.Warning, Code: "R-14", Unit: unit, Ledger: "事项", Cell: "N" + strconv.Itoa(4+i),
			Message: "“" + strconv.Itoa(i+1) + "-1”的期限是2021-08-3" + strconv.Itoa(i%2) + "，已过期。", Fix: "请督促。"})
	}
	for _, internal := range []bool{false, true} {
		in.Internal = internal
		table := madeBlock(t, in, "查").(*tableBlock).table
		var text strings.Builder
		for _, r := range table.rows {
			for _, c := range r.cells {
				text.WriteString(c.text + "|")
			}
			text.WriteString("\n")
		}
		lines, coded, more := len(table.rows), strings.Contains(text.String(), "R-14"), strings.Contains(text.String(), "同样的还有 2 处")
		if internal && (lines != 4 || !coded || more) || !internal && (lines != 2 || coded || !more) {
			t.Errorf("internal %v: %d lines\n%s", internal, lines, text.String())
		}
	}
}

// Whatever is written in a colour on a colour can be read.
func TestContrast(t *testing.T) {
	in := testInput(t)
	in.Internal = true
	f, err := excelize.OpenReader(bytes.NewReader(written(t, in)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	seen := map[int]bool{}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range rows {
			for k, v := range r {
				at, _ := excelize.CoordinatesToCellName(k+1, i+1)
				id, err := f.GetCellStyle(sheet, at)
				if err != nil {
					t.Fatal(err)
				}
				if strings.TrimSpace(v) == "" || seen[id] {
					continue
				}
				seen[id] = true
				s, err := f.GetStyle(id)
				if err != nil {
					t.Fatal(err)
				}
				ink, fill := "000000", "FFFFFF"
				if s.Font != nil && s.Font.Color != "" {
					ink = s.Font.Color
				}
				if len(s.Fill.Color) > 0 && s.Fill.Pattern == 1 {
					fill = s.Fill.Color[0]
				}
				if c := contrast(t, ink, fill); c < 4.5 {
					t.Errorf("%s!%s %q: %s on %s has a contrast of %.1f", sheet, at, v, ink, fill, c)
				}
			}
		}
	}
	if len(seen) < 20 {
		t.Errorf("%d styles", len(seen))
	}
}

// contrast is that of WCAG 2.
func contrast(t *testing.T, a, b string) float64 {
	light := func(hex string) float64 {
		n, err := strconv.ParseUint(hex[len(hex)-6:], 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		out := 0.0
		for i, share := range []float64{0.2126, 0.7152, 0.0722} {
			v := float64(n>>(16-8*i)&255) / 255
			if v <= 0.04045 {
				v /= 12.92
			} else {
				v = math.Pow((v+0.055)/1.055, 2.4)
			}
			out += share * v
		}
		return out + 0.05
	}
	x, y := light(a), light(b)
	return max(x, y) / min(x, y)
}

// A first page that lists some of many groups adds up all of them without calling the
// difference rounding, and its bars have the colours of the groups that they are of.
func TestFirstPageOfManyGroups(t *testing.T) {
	in := testInput(t)
	l := in.Plan.Ledger("事项")
	due, state, unit := l.Role(templates.RoleDue), l.Role(templates.RoleState), l.Column("承办")
	data := sheets.NewData(in.Plan)
	for i := range 40 {
		values := make([]string, len(l.Columns))
		values[0], values[unit.Index], values[due.Index] = strconv.Itoa(i), "单位"+strconv.Itoa(i), "2021-12-31"
		values[state.Index] = state.OptionMeaning(templates.MeansDone)
		if i >= 30 { // the last are late, and listed
			values[due.Index], values[state.Index] = "2021-01-01", state.OptionMeaning(templates.MeansNotBegun)
		}
		data.Add(&sheets.Row{Record: templates.Record{ID: values[0], Values: values}, Ledger: l, File: "总台账.xlsx", Sheet: l.Name, Number: 3 + i})
	}
	in.Set = figure.New(data)
	m, err := newMaker(in)
	if err != nil {
		t.Fatal(err)
	}
	made, err := m.completion(&templates.Block{Title: "各单位", Ledger: l, Rows: "承办", Value: briefly, Chart: "条"})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(made.note, "尾数") || !strings.Contains(made.note, "合计是全部的") {
		t.Error(made.note)
	}
	if n := len(made.rows) - 1; n != mostBrief || made.chart == nil || len(made.chart.slices) != n {
		t.Fatalf("%d groups, %+v", n, made.chart)
	}
	late, finished := rateTones([]tally{{all: 1, overdue: 1}})[0], rateTones([]tally{{all: 1, done: 1}})[0]
	for i, r := range made.rows[:mostBrief] {
		want := finished
		if n, _ := strconv.Atoi(strings.TrimPrefix(r.cells[0].text, "单位")); n >= 30 {
			want = late
		}
		if made.chart.slices[i] != want {
			t.Errorf("%s has the colour %s", r.cells[0].text, made.chart.slices[i])
		}
	}
}

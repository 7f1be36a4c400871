package html

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"taizhang/reports/summary"
)

// TestNothingRuns: what people wrote stands on the page as they wrote it, in tables
// and in drawings, and nothing on the page asks for anything from elsewhere.
// What explains the figures comes behind them.
func TestExplanationComesLast(t *testing.T) {
	note, figures := summary.Block{Kind: "说明"}, summary.Block{Kind: "指标表"}
	for _, c := range []struct {
		blocks []summary.Block
		want   int
	}{{[]summary.Block{note}, 1}, {[]summary.Block{note, figures}, 0}, {[]summary.Block{figures}, 0}, {nil, 0}} {
		if got := explains(summary.Page{Blocks: c.blocks}); got != c.want {
			t.Errorf("%v: %d, want %d", c.blocks, got, c.want)
		}
	}
}

func TestNothingRuns(t *testing.T) {
	const bad = `<script>alert(1)</script>"'><img src=http://example.com/x onerror=alert(1)>`
	chart := func(kind string) *summary.Chart {
		return &summary.Chart{Kind: kind, Title: bad, Names: []string{bad, "乙"}, Slices: []string{bad, "5B9BD5"},
			Series: []summary.Series{{Name: bad, Colour: bad, Values: []decimal.Decimal{decimal.NewFromInt(3), decimal.Zero}, Labels: []string{bad, "0"}}}}
	}
	blocks := []summary.Block{
		{Title: bad, Note: bad, Tiles: []summary.Tile{{Code: bad, Name: bad, Value: bad, Measure: bad, Below: bad, Definition: bad, Rows: 1}}},
		{Gantt: &summary.Gantt{Labels: &summary.Grid{Head: []summary.GridHead{{Text: bad}}, Rows: []summary.GridRow{{Cells: []summary.GridCell{{Text: bad}}}}},
			Periods: []summary.GanttPeriod{{Year: bad, Month: "6", Part: bad}}, Bars: [][]summary.GanttCell{{{Tone: "red", Mark: bad}}}, Legend: []summary.GridCell{{Text: bad, Tone: "red"}}}},
	}
	for _, kind := range []string{"柱", "条", "堆", "饼", "环", "折"} {
		blocks = append(blocks, summary.Block{Title: bad, Chart: chart(kind), Grid: &summary.Grid{Head: []summary.GridHead{{Text: bad, Group: bad}}, Rows: []summary.GridRow{{Cells: []summary.GridCell{{Text: bad, Number: true, Share: "0.25"}}}}}})
	}
	drawn, err := Blocks(blocks)
	if err != nil {
		t.Fatal(err)
	}
	page := string(drawn) + Line(bad, []Point{{Label: bad, Text: bad}, {Label: "二", Value: decimal.NewFromInt(2)}})
	for _, runs := range []string{"<script", "<img", "url(", "<link", "<iframe"} {
		if strings.Contains(page, runs) {
			t.Errorf("the page holds %s", runs)
		}
	}
	if strings.Count(page, "<svg") < 7 || !strings.Contains(page, "&lt;script&gt;") {
		t.Error("nothing was drawn")
	}
}

// TestBarWidth: a share is as wide as it is large.
func TestBarWidth(t *testing.T) {
	for share, want := range map[string]string{"1": "100", "0": "0.0", "0.25": "25.0", "0.333": "33.3", "0.05": "5.0", "0.0049": "0.4"} {
		if got := strings.TrimPrefix(barWidth(share), "."); got != want && "0"+barWidth(share) != want {
			t.Errorf("%s is %q, want %q", share, barWidth(share), want)
		}
	}
}

package summary

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/sheets/figure"
	"taizhang/templates"
)

// Page is a sheet of the summary as data, for those who draw it elsewhere than in
// a workbook: the same blocks and figures, to the digit.
type Page struct {
	Name, Title, AsOf, Warning, Banner string
	Blocks                             []Block
}

// Block is one part of a page: tiles, a list, or a wall chart.
type Block struct {
	Title, Note, Measure string
	Kind                 string // of the plan
	Lead                 string // a sentence
	Tiles                []Tile
	Grid                 *Grid
	Chart                *Chart
	Gantt                *Gantt
}

// Tile is a figure, with what stands behind it.
type Tile struct {
	Code, Name, Value, Measure, Below string
	Tone                              string
	Definition                        string
	Rows                              int // -1 for one that is computed of others
}

// Grid is a table with every number as it is shown.
type Grid struct {
	Head  []GridHead
	Rows  []GridRow
	Empty string
}

// GridHead is a column's heading; Group stands over neighbours.
type GridHead struct{ Text, Group, Align string }

// GridRow is a line; Kind is "", 小计 or 合计.
type GridRow struct {
	Kind, Tone string
	Cells      []GridCell
}

// GridCell is a value as it is shown. Share is set where the workbook draws a bar.
type GridCell struct {
	Text, Tone string
	Number     bool
	Share      string
}

// Chart is what is drawn of a table.
type Chart struct {
	Kind, Title string
	Names       []string
	Series      []Series
	Slices      []string // colours of a round chart
	Bars        []string // colours of single bars
}

// Series are the numbers of one column.
type Series struct {
	Name, Colour string
	Values       []decimal.Decimal
	Labels       []string
}

// Gantt is the wall chart: labels, and a row of periods with a bar.
type Gantt struct {
	Labels  *Grid
	Periods []GanttPeriod
	Bars    [][]GanttCell
	Legend  []GridCell
}

// GanttPeriod is a stretch of time.
type GanttPeriod struct {
	Year, Month, Part string
	Today             bool
}

// GanttCell is a row in a period.
type GanttCell struct{ Tone, Mark string }

// toneNames are the meanings that colours stand for, as classes.
var toneNames = map[tone]string{green: "green", yellow: "yellow", red: "red", grey: "grey", blue: "blue", faint: "faint", bad: "bad", hatched: "hatched", done: "done", finished: "finished", lacking: "lacking"}

// Pages makes the pages of a summary.
func Pages(ctx context.Context, in Input) ([]Page, error) {
	m, err := newMaker(in)
	if err != nil {
		return nil, err
	}
	plans := m.pages()
	var out []Page
	home := homeOf(plans)
	for _, pg := range plans {
		h := m.header(plans, pg, pg.name == home)
		p := Page{Name: pg.name, Title: h.title, AsOf: h.asOf, Warning: h.warning, Banner: h.banner}
		for _, spec := range pg.blocks {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			bl, err := m.block(spec, plans)
			if err != nil {
				return nil, fmt.Errorf("报表第 %d 行：%w", spec.Row, err)
			}
			b := m.seen(bl, spec)
			b.Kind = spec.Kind
			p.Blocks = append(p.Blocks, b)
		}
		out = append(out, p)
	}
	return out, nil
}

// seen is a block as data.
func (m *maker) seen(bl block, spec *templates.Block) Block {
	switch bl := bl.(type) {
	case *lead:
		return Block{Lead: bl.text}
	case *cards:
		b := Block{Title: bl.title, Note: bl.note}
		for i, r := range m.blockFigures(spec) {
			t := bl.tiles[i]
			tile := Tile{Code: r.Figure.Code, Name: t.name, Value: shownNumber(t.value, ""), Measure: t.measure, Below: t.below, Tone: toneNames[t.tone], Definition: figure.Definition(r.Figure), Rows: -1}
			if r.Figure.Ledger != nil && !t.value.held {
				tile.Rows = r.Count
			}
			b.Tiles = append(b.Tiles, tile)
		}
		return b
	case *gantt:
		return Block{Title: bl.title, Note: bl.note, Measure: bl.measure, Gantt: bl.seen()}
	case *tableBlock:
		b := Block{Title: bl.title, Note: bl.note, Measure: bl.measure, Grid: bl.seen()}
		if bl.drawn() {
			b.Chart = bl.seenChart()
		}
		return b
	}
	return Block{}
}

func (t *table) seen() *Grid {
	g := &Grid{Empty: t.empty}
	if g.Empty == "" {
		g.Empty = "无"
	}
	for _, c := range t.columns {
		g.Head = append(g.Head, GridHead{Text: strings.ReplaceAll(c.head, "\n", ""), Group: c.group, Align: c.align})
	}
	kinds := map[rowKind]string{subtotal: "小计", total: "合计"}
	for _, r := range t.rows {
		line := GridRow{Kind: kinds[r.kind], Tone: toneNames[r.tone]}
		for i, c := range r.cells {
			format := ""
			bars := false
			if i < len(t.columns) {
				format, bars = t.columns[i].format, t.columns[i].bars
			}
			one := GridCell{Text: shownNumber(c, format), Tone: toneNames[c.tone], Number: c.number}
			if bars && r.kind == body && c.number {
				one.Share = c.text
			}
			line.Cells = append(line.Cells, one)
		}
		g.Rows = append(g.Rows, line)
	}
	return g
}

func (t *tableBlock) seenChart() *Chart {
	c := &Chart{Kind: t.chart.kind, Title: t.chart.title}
	var rows []row
	for _, r := range t.rows {
		if r.kind == body {
			rows = append(rows, r)
			c.Names = append(c.Names, r.cells[0].text)
		}
	}
	for n, col := range t.chart.values {
		s := Series{Name: strings.ReplaceAll(t.table.columns[col].head, "\n", ""), Colour: t.chart.colour(n)}
		for _, r := range rows {
			v, err := decimal.NewFromString(r.cells[col].text)
			if err != nil {
				v = decimal.Zero
			}
			s.Values = append(s.Values, v)
			s.Labels = append(s.Labels, shownNumber(r.cells[col], t.table.columns[col].format))
		}
		c.Series = append(c.Series, s)
	}
	if !t.chart.round() {
		c.Bars = t.chart.slices
	}
	for k := range rows {
		c.Slices = append(c.Slices, t.chart.sliceColour(k))
	}
	return c
}

func (c *gantt) seen() *Gantt {
	g := &Gantt{Labels: c.labels.seen()}
	for _, s := range c.periods {
		today := s.holds(c.cal.AsOf)
		g.Periods = append(g.Periods, GanttPeriod{Year: s.from[:4], Month: strings.TrimLeft(s.from[5:7], "0"), Part: c.third(s, today), Today: today})
	}
	for _, b := range c.bars {
		var line []GanttCell
		for k, s := range c.periods {
			mark, _ := c.cell(b, k)
			line = append(line, GanttCell{toneNames[c.tone(b, s)], mark.text})
		}
		g.Bars = append(g.Bars, line)
	}
	for i, l := range c.cal.lights {
		g.Legend = append(g.Legend, GridCell{Text: l.name + "：" + c.cal.words(i), Tone: toneNames[l.tone]})
	}
	g.Legend = append(g.Legend, GridCell{Text: "未到提示期", Tone: "blue"}, GridCell{Text: "已完成", Tone: "finished"}, GridCell{Text: "超期时段", Tone: "hatched"},
		GridCell{Text: "◆ 期限　◇ 原期限　✓ 完成"}, GridCell{Text: "今：" + c.cal.AsOf})
	return g
}

// shownNumber writes a cell's number as its format shows it in a workbook.
func shownNumber(c cell, format string) string {
	if c.format != "" {
		format = c.format
	}
	d, err := decimal.NewFromString(c.text)
	if !c.number || err != nil || format == "General" {
		return c.text
	}
	if strings.HasSuffix(format, `;"–"`) && d.IsZero() {
		return "–"
	}
	first, _, _ := strings.Cut(format, ";")
	first, sign := strings.CutSuffix(first, `"%"`)
	percent := strings.HasSuffix(first, "%")
	if percent {
		d = d.Shift(2)
	}
	digits := strings.TrimSuffix(first, "%")
	_, fraction, _ := strings.Cut(digits, ".")
	out := d.StringFixed(int32(len(fraction)))
	if first == "" {
		out = d.String()
	}
	if strings.Contains(digits, ",") {
		out = grouped(out)
	}
	if percent || sign {
		out += "%"
	}
	return out
}

// grouped puts commas between thousands.
func grouped(s string) string {
	whole, fraction, has := strings.Cut(s, ".")
	minus := strings.HasPrefix(whole, "-")
	r := []rune(strings.TrimPrefix(whole, "-"))
	for i := len(r) - 3; i > 0; i -= 3 {
		r = slices.Insert(r, i, ',')
	}
	out := string(r)
	if minus {
		out = "-" + out
	}
	if has {
		out += "." + fraction
	}
	return out
}

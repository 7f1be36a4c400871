package summary

import (
	"slices"
	"strings"

	"taizhang/templates/book"
	canon "taizhang/templates/cell"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// chart says what of a table is drawn: its first column against some others.
type chart struct {
	kind   string // 柱 条 饼 环 折 堆
	title  string
	values []int    // table columns
	tones  []string // of the series
	slices []string // of the slices of a round chart
	format string   // of the labels
	whole  bool     // shares of a whole: the axis ends at 1
}

// Charts with more points than these are a blur; the table says more.
const (
	mostBars   = 40
	mostSlices = 12
)

// palette falls apart in grey print: dark, light, middle, and so on.
var palette = []string{"1F4E79", "9DC3E6", "C55A11", "FFD966", "548235", "A5A5A5", "7030A0", "C5E0B4", "2E75B6", "F4B183", "3A3A3A", "DBDBDB"}

var lightPalette = []string{"5B9BD5", "FFE699", "F4B183", "BDD7EE", "A9D18E", "D0CECE", "C9A6E4", "FFD966", "8FAADC", "F8CBAD", "C5E0B4", "EDEDED"}

// beside is the height in points of the chart beside a table of some height.
func (c *chart) beside(table float64, points int) float64 {
	h := min(max(table, 190), 340)
	if !c.round() {
		h = max(h, c.height(points)-10)
	}
	return h
}

// height in points of the chart when it stands below its table.
func (c *chart) height(points int) float64 {
	if c.kind == "条" || c.kind == "堆" {
		return min(max(float64(points)*20+80, 190), 520)
	}
	return 230
}

// narrowest is the width below which the chart says nothing.
func (c *chart) narrowest() float64 {
	if c.round() {
		return 27
	}
	return 32
}

func (c *chart) round() bool { return c.kind == "饼" || c.kind == "环" }

// drawChart places the chart of a table whose heading starts at row top and
// whose rows start at first, within the block's outer columns.
func (t *tableBlock) drawChart(p *page, spans [][2]int, outer [2]int, top, first int) {
	c := t.chart
	n := t.points()
	last := first + n - 1
	height, col := c.height(n), outer[0]
	if t.chartWidth > 0 {
		height = c.beside(p.heightOf(top, p.row-1), n)
		col = spans[len(spans)-1][1] + 2
	} else {
		p.space(6)
		top = p.row
	}
	px := 0.0
	for i := col; i <= outer[1]; i++ {
		px += pixels(p.widths[i-1])
	}
	for p.heightOf(top, p.row-1) < height {
		p.next(18)
	}
	if c.kind == "堆" {
		c.format = t.stackLabels()
	}
	spec := c.spec(p.sheet, spans, first, last)
	spec.Format.AltText = t.spoken()
	spec.Dimension = excelize.ChartDimension{Width: uint(px) - 6, Height: uint(height*pixelsPerPoint) - 6}
	p.Chart(p.sheet, book.At(col, top), spec, t.held(p.sheet, spans, first, last))
}

// held is what the chart's references hold, by reference.
func (t *tableBlock) held(sheet string, spans [][2]int, first, last int) map[string][]string {
	names, out := spans[0][0], map[string][]string{}
	column := func(i int) (texts []string) {
		for _, r := range t.rows {
			if r.kind == body {
				texts = append(texts, r.cells[i].text)
			}
		}
		return texts
	}
	out[book.FixedArea(sheet, names, first, names, last)] = column(0)
	for _, i := range t.chart.values {
		at := spans[i][0]
		out[book.Fixed(sheet, at, first-1)] = []string{t.table.columns[i].head}
		out[book.FixedArea(sheet, at, first, at, last)] = column(i)
	}
	return out
}

// mostSpoken is how long the words for a picture may grow.
const mostSpoken = 400

// spoken says what the picture says, for those who do not see it.
func (t *tableBlock) spoken() string {
	var lines []string
	for _, r := range t.rows {
		if r.kind != body {
			continue
		}
		var values []string
		for _, i := range t.chart.values {
			v := r.cells[i].text
			if d := amount(r.cells[i]); t.chart.whole {
				v = d.Shift(2).Round(1).String() + "%"
			}
			if len(t.chart.values) > 1 {
				v = strings.Join(strings.Fields(t.table.columns[i].head), "") + v
			}
			values = append(values, v)
		}
		lines = append(lines, r.cells[0].text+" "+strings.Join(values, "、"))
	}
	return canon.Shorten(kindWords[t.chart.kind]+"“"+t.chart.title+"”："+strings.Join(lines, "；")+"。", mostSpoken)
}

var kindWords = map[string]string{"柱": "柱形图", "条": "条形图", "饼": "饼图", "环": "环形图", "折": "折线图", "堆": "堆积条形图"}

// stackLabels labels only the pieces of a stack that have room for a label.
func (t *tableBlock) stackLabels() string {
	longest := decimal.Zero
	for _, r := range t.rows {
		if r.kind != body {
			continue
		}
		sum := decimal.Zero
		for _, i := range t.chart.values {
			if v, err := decimal.NewFromString(r.cells[i].text); err == nil {
				sum = sum.Add(v)
			}
		}
		longest = decimal.Max(longest, sum)
	}
	least := longest.Mul(decimal.New(6, -2)).Ceil()
	return "[>=" + decimal.Max(least, decimal.New(1, -6)).String() + `]0;""`
}

// worthDrawing is false for a chart of nothing, or of too much.
func (t *tableBlock) worthDrawing(points int) bool {
	most := mostBars
	if t.chart.round() {
		most = mostSlices
	}
	if points < 2 || points > most { // one bar says no more than its number
		return false
	}
	shown := 0
	for _, r := range t.rows {
		for _, i := range t.chart.values {
			if r.kind == body && r.cells[i].number && r.cells[i].text != "0" {
				shown++
				break
			}
		}
	}
	return shown > 1
}

func (c *chart) spec(sheet string, spans [][2]int, first, last int) *excelize.Chart {
	font := excelize.Font{Family: book.YaHei, Size: 9, Color: colourInk}
	if last-first > 7 {
		font.Size = 8
	}
	no, gap, overlap := false, uint(60), 0
	spec := &excelize.Chart{
		Type:   excelize.Col,
		Format: excelize.GraphicOptions{Positioning: "twoCell", AltText: c.title, Locked: &no},
		Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{
			Text: c.title, Font: &excelize.Font{Family: book.YaHei, Size: 12, Bold: true, Color: colourDeep},
		}}},
		Legend:       excelize.ChartLegend{Position: "bottom", Font: &font},
		PlotArea:     excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: c.format}},
		XAxis:        excelize.ChartAxis{Font: font},
		YAxis:        excelize.ChartAxis{Font: font, MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "General"}},
		VaryColors:   &no,
		Border:       excelize.LineOptions{Type: excelize.LineSolid, Fill: book.Solid(colourRule), Width: 0.75},
		GapWidth:     &gap,
		Overlap:      &overlap,
		ShowBlanksAs: "gap",
	}
	horizontal := false
	switch c.kind {
	case "条":
		spec.Type, horizontal = excelize.Bar, true
	case "堆":
		spec.Type, horizontal = excelize.BarStacked, true
		overlap = 100
	case "饼":
		spec.Type = excelize.Pie
	case "环":
		spec.Type, spec.HoleSize = excelize.Doughnut, 55
	case "折":
		spec.Type = excelize.Line
	}
	if c.whole {
		nought, one := 0.0, 1.0
		spec.YAxis.Minimum, spec.YAxis.Maximum = &nought, &one
		spec.YAxis.NumFmt.CustomNumFmt = "0%"
	}
	if horizontal {
		spec.XAxis.ReverseOrder = true // first row on top
		spec.YAxis.None = true         // the bars carry their numbers
		spec.YAxis.MajorGridLines = false
	}
	if c.round() {
		yes := true
		spec.VaryColors = &yes
		spec.PlotArea = excelize.ChartPlotArea{ShowPercent: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0%;;"}}
	}
	if len(c.values) == 1 && !c.round() {
		spec.Legend.Position = "none"
	}
	for n := range c.values {
		spec.Series = append(spec.Series, c.series(n, sheet, spans, first, last, font))
	}
	return spec
}

// series is the n-th of the columns that are drawn.
func (c *chart) series(n int, sheet string, spans [][2]int, first, last int, font excelize.Font) excelize.ChartSeries {
	values, names := spans[c.values[n]][0], spans[0][0]
	s := excelize.ChartSeries{
		Name:       book.Fixed(sheet, values, first-1),
		Categories: book.FixedArea(sheet, names, first, names, last),
		Values:     book.FixedArea(sheet, values, first, values, last),
		Fill:       book.Solid(c.colour(n)),
		DataLabel:  excelize.ChartDataLabel{Font: font},
	}
	switch c.kind {
	case "饼", "环":
		for k := range last - first + 1 {
			s.DataPoint = append(s.DataPoint, excelize.ChartDataPoint{Index: k, Fill: book.Solid(c.sliceColour(k))})
		}
		if c.kind == "饼" {
			s.DataLabelPosition = excelize.ChartDataLabelsPositionOutsideEnd
		}
	case "堆":
		s.Line = excelize.LineOptions{Type: excelize.LineSolid, Fill: book.Solid("FFFFFF"), Width: 0.75}
		if dark(c.colour(n)) {
			s.DataLabel.Font.Color = "FFFFFF"
		}
	case "折":
		s.Line = excelize.LineOptions{Fill: book.Solid(c.colour(n)), Width: 2}
		s.Marker = excelize.ChartMarker{Symbol: []string{"circle", "square", "diamond", "triangle"}[n%4], Size: 6}
	default:
		s.DataLabelPosition = excelize.ChartDataLabelsPositionOutsideEnd
		for k, colour := range c.slices { // bars of one series, each by its own meaning
			if len(c.values) == 1 && k <= last-first {
				s.DataPoint = append(s.DataPoint, excelize.ChartDataPoint{Index: k, Fill: book.Solid(colour)})
			}
		}
	}
	return s
}

func (c *chart) colour(n int) string {
	if n < len(c.tones) {
		return c.tones[n]
	}
	return palette[n%len(palette)]
}

// sliceColour is the colour of a slice, light enough for a dark label.
func (c *chart) sliceColour(k int) string {
	if k < len(c.slices) {
		return c.slices[k]
	}
	return lightPalette[k%len(lightPalette)]
}

func dark(colour string) bool {
	return slices.Contains([]string{"1F4E79", "C55A11", "548235", "7030A0", "2E75B6", "3A3A3A", book.Red, colourDone, colourClosed}, colour)
}

// pixelsPerPoint is how the drawing layer counts a row's height.
const pixelsPerPoint = 4 / 3.4

// pixels is a column's width on screen as the drawing layer counts it.
func pixels(chars float64) float64 { return float64(int(chars*8 + 0.5)) }

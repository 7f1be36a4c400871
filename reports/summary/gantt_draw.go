package summary

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/deadline"
	"taizhang/templates/book"
	canon "taizhang/templates/cell"
)

func (c *gantt) measures() []string { return []string{c.measure} }

func (c *gantt) columns(width float64) []float64 {
	out := c.labels.naturalWidths()
	each := min(max((width-total64(out))/float64(len(c.periods)), 2.5), 8)
	for _, s := range c.periods {
		out = append(out, max(each*s.width, 1.5))
	}
	return out
}

func (c *gantt) draw(p *page, spans [][2]int) {
	p.drawTitle(c.title, c.note, [2]int{1, p.last})
	c.legend(p)
	n := len(c.labels.columns)
	c.heads(p, spans, n)
	if p.lone {
		p.frozen, p.side = p.row-1, c.keptInSight(p, spans)
	}
	p.oneSheet = p.lone && len(c.bars) <= mostRowsOfPaper
	tb := &tableBlock{table: c.labels}
	for i, r := range c.labels.rows {
		for k, cl := range r.cells {
			l := tb.cellStyle(k, r, cl)
			l.Size = 9
			p.put(spans[k], [2]int{p.row, p.row}, cl, l)
		}
		for k := range c.periods {
			cl, l := c.cell(c.bars[i], k)
			p.put(spans[n+k], [2]int{p.row, p.row}, cl, l)
		}
		p.next(max(tb.rowHeight(r, func(k int) float64 { return p.span(spans[k]) * 1.1 })-2, 20))
	}
}

// keptInSight is how many columns stay on screen when scrolling along time: the
// first labels, but never so many that no time is left to see.
func (c *gantt) keptInSight(p *page, spans [][2]int) int {
	side := 0
	for i := range c.labels.columns {
		if p.span([2]int{1, spans[i][1]}) > 60 {
			break
		}
		side = spans[i][1]
	}
	return side
}

// cell is what stands in one period of a row.
func (c *gantt) cell(b bar, k int) (cell, book.Style) {
	s := c.periods[k]
	l := toned(book.Style{Size: 9, Bold: true, Ink: colourInk, Align: "center", Border: book.Border{All: "E7E6E6"}}, c.tone(b, s))
	cl := cell{}
	switch {
	case s.holds(b.doneOn) && b.Done:
		cl.text = "✓"
	case s.holds(b.Due):
		cl.text = "◆"
	case s.holds(b.Original):
		cl.text = "◇"
	}
	if s.from > c.cal.AsOf && k > 0 && c.periods[k-1].from <= c.cal.AsOf {
		l.Border.Left = book.Red // the day is over here
	}
	return cl, l
}

// tone is the colour of a row's bar in a period.
func (c *gantt) tone(b bar, s period) tone {
	switch {
	case b.Due == "" || b.from > s.to:
		return plain
	case b.Due < s.from && b.Late() && s.from <= c.cal.AsOf:
		return hatched // past the deadline and still open
	case b.Due < s.from:
		return plain
	case b.Done:
		return finished
	case b.Light == deadline.NoLight:
		return blue
	}
	return tones[b.Light]
}

// heads writes three lines: years, months, thirds of months.
func (c *gantt) heads(p *page, spans [][2]int, n int) {
	l := headingStyle
	rows := 3
	if c.months {
		rows = 2
	}
	for i, col := range c.labels.columns {
		p.put(spans[i], [2]int{p.row, p.row + rows - 1}, text(col.head), l)
	}
	runs := func(row int, name func(period) string) {
		for k := 0; k < len(c.periods); {
			last := k
			for last+1 < len(c.periods) && name(c.periods[last+1]) == name(c.periods[k]) {
				last++
			}
			p.put([2]int{spans[n+k][0], spans[n+last][1]}, [2]int{row, row}, text(name(c.periods[k])), l)
			k = last + 1
		}
	}
	runs(p.row, func(s period) string { return s.from[:4] + "年" })
	runs(p.row+1, c.month)
	for k, s := range c.periods {
		today := s.holds(c.cal.AsOf)
		if c.months && !today {
			continue
		}
		h := l
		h.Size, h.Bold = 8, false
		if today {
			h = toned(h, red)
			h.Bold = true
		}
		p.put(spans[n+k], [2]int{p.row + rows - 1, p.row + rows - 1}, text(c.third(s, today)), h)
	}
	for range rows {
		p.next(17)
	}
}

// month is the month of a period as its heading.
func (c *gantt) month(s period) string {
	name := strings.TrimLeft(s.from[5:7], "0")
	if !c.months {
		name += "月"
	}
	return name
}

// third is the lowest heading of a period.
func (c *gantt) third(s period, today bool) string {
	switch {
	case c.months:
		return c.month(s)
	case today:
		return "今"
	}
	return map[string]string{"01": "上", "11": "中", "21": "下"}[s.from[8:]]
}

// legend explains the colours and signs in one line, each in its own colour.
func (c *gantt) legend(p *page) {
	cal := c.cal
	run := func(colour, s string) excelize.RichTextRun {
		return excelize.RichTextRun{Text: s, Font: &excelize.Font{Family: book.YaHei, Size: 10, Color: colour, Bold: colour != colourInk}}
	}
	var line []excelize.RichTextRun
	for i, l := range cal.lights {
		line = append(line, run(lightColour[l.tone], "▇"), run(colourInk, " "+l.name+"："+cal.words(i)+"　"))
	}
	line = append(line,
		run(colourBlue, "▇"), run(colourInk, " 未到提示期　"),
		run(colourDone, "▇"), run(colourInk, " 已完成　"),
		run(book.Red, "▨"), run(colourInk, " 超期时段　◆ 期限　◇ 原期限　✓ 完成　"),
		run(book.Red, "┃今"), run(colourInk, " 今天（"+canon.MonthDay(c.cal.AsOf)+"）"),
	)
	all := [2]int{1, p.last}
	p.put(all, [2]int{p.row, p.row}, cell{}, book.Style{Size: 10, Ink: colourInk, Align: "left", Valign: "center"})
	p.Do(p.File.SetCellRichText(p.sheet, book.At(1, p.row), line))
	p.next(22)
}

package summary

import (
	"time"

	"github.com/xuri/excelize/v2"

	"taizhang/templates/book"
	canon "taizhang/templates/cell"
)

func (c *wall) measures() []string { return []string{c.measure} }

func (c *wall) columns(width float64) []float64 {
	out := c.labels.naturalWidths()
	sum := 0.0
	for _, w := range out {
		sum += w
	}
	each := min(max((width-sum)/float64(len(c.slices)), 2.5), 8)
	for range c.slices {
		out = append(out, each)
	}
	return out
}

func (c *wall) draw(p *page, spans [][2]int) {
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
			l := tb.cellLook(k, r, cl)
			l.Size = 9
			p.put(spans[k], [2]int{p.row, p.row}, cl, l)
		}
		for k := range c.slices {
			cl, l := c.cell(c.bars[i], k)
			p.put(spans[n+k], [2]int{p.row, p.row}, cl, l)
		}
		p.next(max(tb.rowHeight(r, func(k int) float64 { return p.span(spans[k]) * 1.1 })-2, 20))
	}
}

// keptInSight is how many columns stay on screen when scrolling along time: the
// first labels, but never so many that no time is left to see.
func (c *wall) keptInSight(p *page, spans [][2]int) int {
	side := 0
	for i := range c.labels.columns {
		if p.span([2]int{1, spans[i][1]}) > 60 {
			break
		}
		side = spans[i][1]
	}
	return side
}

// cell is what stands in one slice of a row.
func (c *wall) cell(b bar, k int) (cell, book.Style) {
	s := c.slices[k]
	holds := func(d time.Time) bool { return !d.IsZero() && !d.Before(s.from) && !d.After(s.to) }
	l := book.Style{Size: 9, Bold: true, Ink: colourInk, Align: "center", Border: book.Border{All: "E7E6E6"}}
	t := plain
	due := b.standing.due
	if !due.IsZero() && !b.from.After(s.to) && !due.Before(s.from) {
		switch {
		case b.standing.done:
			t = grey
		default:
			if t = c.m.cal.light(b.standing).tone; t == plain {
				t = blue
			}
		}
	} else if b.standing.overdue() && due.Before(s.from) && !s.from.After(c.m.cal.today) {
		t = hatched // past the deadline and still open
	}
	l = toned(l, t)
	cl := cell{}
	switch {
	case holds(b.doneOn) && b.standing.done:
		cl.text = "✓"
	case holds(due):
		cl.text = "◆"
	case holds(b.standing.original):
		cl.text = "◇"
	}
	if holds(c.m.cal.today) {
		l.Border.Left = book.Red
	}
	return cl, l
}

// heads writes three lines: years, months, thirds of months.
func (c *wall) heads(p *page, spans [][2]int, n int) {
	l := headingStyle
	rows := 3
	if c.months {
		rows = 2
	}
	for i, col := range c.labels.columns {
		p.put(spans[i], [2]int{p.row, p.row + rows - 1}, text(col.head), l)
	}
	runs := func(row int, name func(time.Time) string) {
		for k := 0; k < len(c.slices); {
			last := k
			for last+1 < len(c.slices) && name(c.slices[last+1].from) == name(c.slices[k].from) {
				last++
			}
			p.put([2]int{spans[n+k][0], spans[n+last][1]}, [2]int{row, row}, text(name(c.slices[k].from)), l)
			k = last + 1
		}
	}
	runs(p.row, func(t time.Time) string { return t.Format("2006年") })
	month := func(t time.Time) string { return t.Format("1月") }
	if c.months {
		month = func(t time.Time) string { return t.Format("1") }
	}
	runs(p.row+1, month)
	for k, s := range c.slices {
		today := !c.m.cal.today.Before(s.from) && !c.m.cal.today.After(s.to)
		if c.months && !today {
			continue
		}
		h, name := l, "上"
		h.Size, h.Bold = 8, false
		switch s.from.Day() {
		case 11:
			name = "中"
		case 21:
			name = "下"
		}
		if c.months {
			name = month(s.from)
		}
		if today {
			h = toned(h, red)
			h.Bold = true
			if !c.months {
				name = "今"
			}
		}
		p.put(spans[n+k], [2]int{p.row + rows - 1, p.row + rows - 1}, text(name), h)
	}
	for range rows {
		p.next(17)
	}
}

// legend explains the colours and signs in one line, each in its own colour.
func (c *wall) legend(p *page) {
	cal := c.m.cal
	run := func(colour, s string) excelize.RichTextRun {
		return excelize.RichTextRun{Text: s, Font: &excelize.Font{Family: book.YaHei, Size: 10, Color: colour, Bold: colour != colourInk}}
	}
	var line []excelize.RichTextRun
	for i, l := range cal.lights {
		line = append(line, run(lightColour[l.tone], "▇"), run(colourInk, " "+l.name+"："+cal.words(i)+"　"))
	}
	line = append(line,
		run(colourBlue, "▇"), run(colourInk, " 未到提示期　"),
		run("A6A6A6", "▇"), run(colourInk, " 已完成　"),
		run(book.Red, "▨"), run(colourInk, " 超期时段　◆ 期限　◇ 原期限　✓ 完成　"),
		run(book.Red, "┃今"), run(colourInk, " 今天（"+canon.MonthDay(c.m.in.AsOf)+"）"),
	)
	all := [2]int{1, p.last}
	p.put(all, [2]int{p.row, p.row}, cell{}, book.Style{Size: 10, Ink: colourInk, Align: "left", Valign: "center"})
	p.Do(p.File.SetCellRichText(p.sheet, book.At(1, p.row), line))
	p.next(22)
}

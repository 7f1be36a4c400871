package summary

import (
	"strings"

	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/book"
)

// cards shows figures as tiles, large enough for a screen on the wall.
type cards struct {
	title, note string
	tiles       []tile
	perRow      int
	trend       bool
}

type tile struct {
	name, measure, below string
	value                cell
}

func (m *maker) cards(b *templates.Block) *cards {
	c := &cards{title: b.Title, note: b.Help, trend: m.in.Previous != nil}
	for _, r := range m.blockFigures(b) {
		c.tiles = append(c.tiles, m.tile(r))
	}
	return c
}

func (m *maker) tile(r *figure.Result) tile {
	t := tile{value: printedCell(r), measure: measureOf(r.Figure)}
	t.name = strings.TrimSuffix(r.Figure.Name, "（"+t.measure+"）")
	if m.in.Previous == nil {
		return t
	}
	before, d := m.change(r)
	t.below = d
	if before != "" && d != "持平" {
		t.below = "上次 " + before + "　" + d
	} else if d == "持平" {
		t.below = "与上次持平"
	}
	return t
}

func (c *cards) measures() []string { return nil }

// A tile is a wide column for the number and a narrow one for its unit, with
// a gap before the next tile.
func (c *cards) columns(width float64) []float64 {
	c.perRow = max(int(width/21.5), 1)
	c.perRow = min(c.perRow, max(len(c.tiles), 3))
	each := width / float64(c.perRow)
	var out []float64
	for i := range c.perRow {
		out = append(out, each*0.62, each*0.38-1.5)
		if i < c.perRow-1 {
			out = append(out, 1.5)
		}
	}
	return out
}

func (c *cards) draw(p *page, spans [][2]int) {
	p.drawTitle(c.title, c.note, [2]int{1, p.last})
	if len(c.tiles) == 0 {
		p.line([2]int{1, p.last}, text("无"), book.Style{Size: 11, Ink: colourNote, Align: "center"}, 28)
		return
	}
	const fill = "F3F7FB"
	for at := 0; at < len(c.tiles); at += c.perRow {
		for i := 0; i < c.perRow && at+i < len(c.tiles); i++ {
			t := c.tiles[at+i]
			value, unit := spans[i*3], spans[i*3+1]
			both := [2]int{value[0], unit[1]}
			r := p.row
			small := 10.0
			if book.Width(t.name)+2 > p.span(both) {
				small = 8
			}
			p.put(both, [2]int{r, r}, text(t.name), book.Style{Size: small, Ink: colourNote, Fill: fill, Indent: 1, Align: "left", Wrap: true, Border: book.Border{Top: colourDeep}})
			size := 22.0
			if n := book.Width(t.value.text); n > 8 || !t.value.number && n > 6 {
				size = 12
			} else if n > 5 {
				size = 17
			}
			l := book.Style{Size: size, Bold: true, Ink: colourDeep, Fill: fill, Align: "right", Format: t.value.format, Wrap: !t.value.number}
			if t.measure == "" {
				l.Align = "center"
				p.put(both, [2]int{r + 1, r + 1}, t.value, l)
			} else {
				p.put(value, [2]int{r + 1, r + 1}, t.value, l)
				p.put(unit, [2]int{r + 1, r + 1}, text(t.measure), book.Style{Size: 11, Ink: colourNote, Fill: fill, Align: "left", Indent: 1})
			}
			if c.trend {
				p.put(both, [2]int{r + 2, r + 2}, text(t.below), book.Style{Size: 9, Ink: colourNote, Fill: fill, Align: "right", Indent: 1})
			}
		}
		p.next(20)
		p.next(34)
		if c.trend {
			p.next(16)
		}
		p.next(6)
	}
}

package summary

import (
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/templates"
	"taizhang/templates/book"
)

// cards shows figures as tiles, large enough for a screen on the wall.
type cards struct {
	title, note string
	tiles       []tile
	perRow      int
	below       bool // a line under the numbers
}

type tile struct {
	name, measure, below string
	value                cell
	tone                 tone
	code                 string
}

func (m *maker) cards(b *templates.Block) *cards {
	c := &cards{title: b.Title, note: b.Help}
	for _, r := range m.blockFigures(b) {
		c.tiles = append(c.tiles, m.tile(r))
		c.below = c.below || c.tiles[len(c.tiles)-1].below != ""
	}
	return c
}

func (m *maker) tile(r wanted) tile {
	t := tile{value: m.figureCell(r.Result), measure: measureOf(r.Figure), code: r.Figure.Code}
	if d := amount(t.value); t.value.number {
		percent := strings.HasSuffix(t.value.format, `"%"`)
		if t.value = twoDecimals(d); percent {
			t.value.format += `"%"`
		}
	}
	t.name = strings.TrimSuffix(r.Figure.Name, "（"+t.measure+"）")
	if t.value.held {
		t.measure = "" // of words
	}
	if m.control().Counts(r.Figure) { // neither a change nor a distance may be of a few
		return t
	}
	var below []string
	if before, d := m.change(r.Result, 2); m.in.previous() != nil {
		switch {
		case d == "持平":
			below = append(below, "与上次持平")
		case before != "":
			below = append(below, d+"（上次 "+before+"）")
		default:
			below = append(below, d)
		}
	}
	words := ""
	if t.tone, words = m.reached(r); words != "" {
		below = append(below, words)
	}
	t.below = strings.Join(below, "　")
	return t
}

// reached compares a figure with what it should come to: nothing where there should
// be nothing, and no less than the target elsewhere. Of nothing at all, nothing has
// been reached.
func (m *maker) reached(r wanted) (tone, string) {
	target, err := decimal.NewFromString(r.target)
	if f := m.in.Plan.Figure(r.target); f != nil {
		result := m.in.Set.Get(f)
		if target, err = result.Rounded(), nil; !result.OK || target.IsZero() || m.hides(f) || m.control().Counts(f) {
			return plain, ""
		}
	}
	switch {
	case err != nil || !r.OK || r.List != nil:
		return plain, ""
	case target.IsZero() && r.Rounded().IsZero():
		return done, "✓"
	case target.IsZero():
		return bad, "应为 0"
	case r.Rounded().LessThan(target):
		return lacking, "差 " + target.Sub(r.Rounded()).Round(2).String()
	}
	return done, "✓"
}

func (c *cards) measures() []string { return nil }

// fewTiles have room to be large.
const fewTiles = 8

// A tile is a wide column for the number and a narrow one for its unit, with
// a gap before the next tile.
func (c *cards) columns(width float64) []float64 {
	each0 := 27.0
	if len(c.tiles) > fewTiles {
		each0 = 20
	}
	c.perRow = max(int(width/each0), 1)
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

// size is the largest type in which the value keeps to its room; a list may wrap.
func (t tile) size(room float64) float64 {
	for _, size := range []float64{22, 17, 12} {
		if book.Width(t.value.text)*size/11*1.15+2 <= room {
			return size
		}
	}
	return 10
}

func (c *cards) draw(p *page, spans [][2]int) {
	p.drawTitle(c.title, c.note, [2]int{1, p.last})
	if len(c.tiles) == 0 {
		p.line([2]int{1, p.last}, text("无"), book.Style{Size: 11, Ink: colourNote, Align: "center"}, 28)
		return
	}
	for at := 0; at < len(c.tiles); at += c.perRow {
		tall := 34.0
		for i := 0; i < c.perRow && at+i < len(c.tiles); i++ {
			t := c.tiles[at+i]
			value, unit := spans[i*3], spans[i*3+1]
			both := [2]int{value[0], unit[1]}
			r, fill, ink := p.row, "F3F7FB", colourDeep
			if s := toned(book.Style{}, t.tone); s.Fill != "" {
				fill, ink = s.Fill, s.Ink
			}
			// On the name: LibreOffice does not wrap a linked cell.
			p.link(both[0], r, []string{"figure:" + t.code, "source:" + t.code})
			small := 10.0
			if book.Width(t.name)+2 > p.span(both) {
				small = 8
			}
			p.put(both, [2]int{r, r}, text(t.name), book.Style{Size: small, Ink: colourNote, Fill: fill, Indent: 1, Align: "left", Wrap: true, Border: book.Border{Top: ink}})
			room := value
			if t.measure == "" {
				room = both
			}
			size := t.size(p.span(room))
			if !t.value.number {
				tall = max(tall, book.Height(book.Lines(t.value.text, p.span(room)*11/size), size, 6))
			}
			l := book.Style{Size: size, Bold: true, Ink: ink, Fill: fill, Align: "right", Format: t.value.format, Wrap: !t.value.number}
			if t.measure == "" {
				l.Align = "center"
				p.put(both, [2]int{r + 1, r + 1}, t.value, l)
			} else {
				p.put(value, [2]int{r + 1, r + 1}, t.value, l)
				p.put(unit, [2]int{r + 1, r + 1}, text(t.measure), book.Style{Size: 11, Ink: colourNote, Fill: fill, Align: "left", Indent: 1})
			}
			if c.below {
				p.put(both, [2]int{r + 2, r + 2}, text(t.below), book.Style{Size: 9, Ink: colourNote, Fill: fill, Align: "right", Indent: 1})
			}
		}
		p.next(20)
		p.next(tall)
		if c.below {
			p.next(16)
		}
		p.next(6)
	}
}

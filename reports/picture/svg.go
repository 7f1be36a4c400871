package picture

import (
	"context"
	"fmt"
	"html"
	"io"
	"strings"

	page "taizhang/reports/html"
	"taizhang/reports/summary"
	"taizhang/templates/book"
)

// Sizes of the drawing.
const (
	width  = 800.0
	margin = 20.0
	perRow = 4
)

// tileColours are fill and ink by the tone of a tile.
var tileColours = map[string][2]string{
	"done": {"#e2efda", "#375623"}, "lacking": {"#fff2cc", "#7f6000"}, "bad": {"#fbe5e5", "#a61b1b"}, "": {"#f3f7fb", "#1f3864"},
}

type canvas struct {
	strings.Builder
	y float64
}

func (c *canvas) rect(x, y, w, h float64, fill string) {
	fmt.Fprintf(c, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="4" fill="%s"/>`, x, y, w, h, fill)
}

func (c *canvas) text(x, y, size float64, anchor, fill, weight, s string) {
	fmt.Fprintf(c, `<text x="%.1f" y="%.1f" font-size="%.0f" text-anchor="%s" fill="%s" font-weight="%s">%s</text>`, x, y, size, anchor, fill, weight, html.EscapeString(s))
}

// fit is the size at which a text keeps to a width.
func fit(s string, size, room float64) float64 {
	if w := book.Width(s) * size / 2; w > room {
		return max(size*room/w, 8)
	}
	return size
}

// WriteSVG draws the page.
func WriteSVG(ctx context.Context, w io.Writer, in summary.Input) error {
	p, err := Make(ctx, in)
	if err != nil {
		return err
	}
	c := &canvas{y: 84}
	c.rect(0, 0, width, 68, "#1f3864")
	c.text(width/2, 34, fit(p.Title, 24, width-2*margin), "middle", "#ffffff", "700", p.Title)
	c.text(width/2, 56, 14, "middle", "#dce6f2", "400", p.AsOf)
	c.tiles(p.Tiles)
	if p.Table.Grid != nil {
		c.table(p)
	}
	if p.Picture.Chart != nil {
		c.picture(p.Picture.Chart)
	}
	c.text(width/2, c.y+16, 13, "middle", "#55626f", "400", p.signature())
	tall := c.y + 32
	_, err = fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f" role="img" aria-label="%s" font-family="Microsoft YaHei, PingFang SC, Noto Sans CJK SC, sans-serif"><rect width="%.0f" height="%.0f" fill="#ffffff"/>%s</svg>`+"\n",
		width, tall, width, tall, html.EscapeString(p.Title), width, tall, c.String())
	return err
}

func (c *canvas) tiles(tiles []summary.Tile) {
	const gap, tall = 12.0, 92.0
	each := (width - 2*margin - gap*(perRow-1)) / perRow
	for i, t := range tiles {
		x, y := margin+float64(i%perRow)*(each+gap), c.y+float64(i/perRow)*(tall+gap)
		colours := tileColours[t.Tone]
		if colours[0] == "" {
			colours = tileColours[""]
		}
		c.rect(x, y, each, tall, colours[0])
		c.text(x+each/2, y+24, fit(t.Name, 14, each-12), "middle", "#404b57", "400", t.Name)
		number := t.Value + t.Measure
		c.text(x+each/2, y+64, fit(number, 28, each-12), "middle", colours[1], "700", number)
	}
	if n := len(tiles); n > 0 {
		c.y += float64((n+perRow-1)/perRow)*(tall+gap) + 8
	}
}

// heading writes what a part is about.
func (c *canvas) heading(s string) {
	c.rect(margin, c.y, 5, 20, "#1f3864")
	c.text(margin+14, c.y+16, 17, "start", "#1f3864", "700", s)
	c.y += 30
}

func (c *canvas) table(p *Page) {
	c.heading(p.Table.Title)
	shown := p.columns()
	const row = 28.0
	narrow := min(90.0, (width-2*margin)/2/float64(max(len(shown)-1, 1)))
	first := width - 2*margin - narrow*float64(len(shown)-1)
	line := func(cells []string, fill, weight string) {
		c.rect(margin, c.y, width-2*margin, row-2, fill)
		for k, s := range cells {
			if k == 0 {
				c.text(margin+8, c.y+18, fit(s, 14, first-12), "start", "#1c2733", weight, s)
				continue
			}
			c.text(margin+first+narrow*(float64(k)-0.5), c.y+18, fit(s, 14, narrow-6), "middle", "#1c2733", weight, s)
		}
		c.y += row
	}
	var heads []string
	for _, i := range shown {
		heads = append(heads, p.Table.Grid.Head[i].Text)
	}
	line(heads, "#dce6f2", "700")
	for n, r := range p.Table.Grid.Rows {
		var cells []string
		for _, i := range shown {
			s := ""
			if i < len(r.Cells) {
				s = r.Cells[i].Text
			}
			cells = append(cells, s)
		}
		fill, weight := []string{"#ffffff", "#f7f9fb"}[n%2], "400"
		if r.Kind != "" {
			fill, weight = "#eef2f6", "700"
		}
		line(cells, fill, weight)
	}
	c.y += 12
}

// picture puts the summary's drawing into this one.
func (c *canvas) picture(chart *summary.Chart) {
	drawn := page.Chart(chart)
	var w, h float64
	if _, err := fmt.Sscanf(drawn[strings.Index(drawn, "viewBox=")+9:], "0 0 %f %f", &w, &h); err != nil || w == 0 {
		return
	}
	tall := h * (width - 2*margin) / w
	fmt.Fprintf(c, `<svg x="%.0f" y="%.1f" width="%.0f" height="%.1f" %s`, margin, c.y, width-2*margin, tall, strings.TrimPrefix(drawn, "<svg "))
	c.y += tall + 8
}

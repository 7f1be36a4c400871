package html

import (
	"fmt"
	"html"
	"math"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/reports/summary"
	"taizhang/templates/book"
)

// Sizes of a drawing, in its own units.
const (
	wide     = 760.0
	bar      = 18.0 // of a horizontal bar, with its gap
	fontSize = 12.0
)

// drawing collects the shapes of a chart. Every text is escaped.
type drawing struct{ b strings.Builder }

func (d *drawing) text(x, y float64, anchor, fill, s string) {
	fmt.Fprintf(&d.b, `<text x="%.1f" y="%.1f" text-anchor="%s" fill="%s" font-size="%.0f">%s</text>`, x, y, anchor, fill, fontSize, html.EscapeString(s))
}

func (d *drawing) rect(x, y, w, h float64, fill, tip string) {
	fmt.Fprintf(&d.b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"><title>%s</title></rect>`, x, y, math.Max(w, 0), h, colour(fill), html.EscapeString(tip))
}

func (d *drawing) svg(height float64, title string) string {
	return fmt.Sprintf(`<svg viewBox="0 0 %.0f %.0f" role="img" aria-label="%s" font-family="Microsoft YaHei, PingFang SC, Noto Sans CJK SC, sans-serif"><text x="%.0f" y="16" text-anchor="middle" font-size="14" font-weight="600" fill="#1f3864">%s</text>%s</svg>`,
		wide, height, html.EscapeString(title), wide/2, html.EscapeString(title), d.b.String())
}

// colour is six hex digits, or none.
func colour(hex string) string {
	if len(hex) != 6 || strings.Trim(hex, "0123456789ABCDEFabcdef") != "" {
		return "#8594a3"
	}
	return "#" + hex
}

// Chart draws a chart of the summary as an SVG element.
func Chart(c *summary.Chart) string {
	switch c.Kind {
	case "饼", "环":
		return round(c)
	case "柱":
		return columns(c)
	case "折":
		return lines(c)
	}
	return bars(c)
}

// legend names the series.
func (d *drawing) legend(c *summary.Chart, y float64) float64 {
	if len(c.Series) < 2 {
		return y
	}
	x := 40.0
	for _, s := range c.Series {
		w := 24 + book.Width(s.Name)*6.5
		if x+w > wide {
			x, y = 40, y+18
		}
		d.rect(x, y-10, 12, 12, s.Colour, s.Name)
		d.text(x+16, y, "start", "#1c2733", s.Name)
		x += w + 8
	}
	return y + 18
}

func value(d decimal.Decimal) float64 { return d.InexactFloat64() }

// bars are rows from the left, stacked where they add up.
func bars(c *summary.Chart) string {
	d := &drawing{}
	y := d.legend(c, 38)
	left, most := 60.0, 0.0
	for i, name := range c.Names {
		left = math.Min(math.Max(left, book.Width(name)*6.6+16), 240)
		sum := 0.0
		for _, s := range c.Series {
			if c.Kind == "堆" {
				sum += math.Max(value(s.Values[i]), 0)
			} else {
				sum = math.Max(sum, value(s.Values[i]))
			}
		}
		most = math.Max(most, sum)
	}
	room := wide - left - 70
	for i, name := range c.Names {
		d.text(left-6, y+13, "end", "#1c2733", clip(name, (left-12)/6.4))
		x := left
		for n, s := range c.Series {
			v := value(s.Values[i])
			w := 0.0
			if most > 0 {
				w = math.Max(v, 0) / most * room
			}
			tip := fmt.Sprintf("%s %s %s", name, s.Name, s.Labels[i])
			if c.Kind == "堆" {
				d.rect(x, y+2, w, bar-4, s.Colour, tip)
				if w > 16 {
					d.text(x+w/2, y+13, "middle", ink(s.Colour), s.Labels[i])
				}
				x += w
				continue
			}
			fill := s.Colour
			if len(c.Series) == 1 && i < len(c.Bars) {
				fill = c.Bars[i]
			}
			d.rect(left, y+2, w, bar-4, fill, tip)
			d.text(left+w+4, y+13, "start", "#1c2733", s.Labels[i])
			if n < len(c.Series)-1 {
				y += bar
			}
		}
		y += bar + 2
	}
	return d.svg(y+8, c.Title)
}

// ink is what reads on a colour.
func ink(hex string) string {
	var r, g, b int
	if _, err := fmt.Sscanf(hex, "%02x%02x%02x", &r, &g, &b); err == nil && r*299+g*587+b*114 < 140000 {
		return "#ffffff"
	}
	return "#1c2733"
}

func clip(s string, chars float64) string {
	r := []rune(s)
	for len(r) > 1 && book.Width(string(r)) > chars {
		r = r[:len(r)-1]
	}
	if string(r) == s {
		return s
	}
	return string(r) + "…"
}

// columns stand on a line.
func columns(c *summary.Chart) string {
	d := &drawing{}
	top := d.legend(c, 38) + 10
	const tall = 170.0
	most := 0.0
	for _, s := range c.Series {
		for _, v := range s.Values {
			most = math.Max(most, value(v))
		}
	}
	each := (wide - 60) / float64(max(len(c.Names), 1))
	w := math.Min(each*0.7/float64(max(len(c.Series), 1)), 48)
	for i, name := range c.Names {
		x := 40 + each*float64(i) + (each-w*float64(len(c.Series)))/2
		for _, s := range c.Series {
			h := 0.0
			if most > 0 {
				h = math.Max(value(s.Values[i]), 0) / most * tall
			}
			d.rect(x, top+tall-h, w-1, h, s.Colour, fmt.Sprintf("%s %s %s", name, s.Name, s.Labels[i]))
			if s.Labels[i] != "–" && each > 18 {
				d.text(x+w/2, top+tall-h-3, "middle", "#1c2733", s.Labels[i])
			}
			x += w
		}
		if each >= 26 || i%2 == 0 {
			d.text(40+each*(float64(i)+0.5), top+tall+15, "middle", "#1c2733", clip(name, math.Max(each/6.2, 4)))
		}
	}
	fmt.Fprintf(&d.b, `<line x1="40" x2="%.0f" y1="%.1f" y2="%.1f" stroke="#8594a3"/>`, wide-20, top+tall, top+tall)
	return d.svg(top+tall+28, c.Title)
}

// lines join the points of every series.
func lines(c *summary.Chart) string {
	d := &drawing{}
	top := d.legend(c, 38) + 12
	const tall = 170.0
	low, most := math.Inf(1), math.Inf(-1)
	for _, s := range c.Series {
		for _, v := range s.Values {
			low, most = math.Min(low, value(v)), math.Max(most, value(v))
		}
	}
	low = math.Min(low, 0)
	if most <= low {
		most = low + 1
	}
	step := (wide - 100) / float64(max(len(c.Names)-1, 1))
	at := func(i int, v decimal.Decimal) (float64, float64) {
		return 50 + step*float64(i), top + tall - (value(v)-low)/(most-low)*tall
	}
	for _, s := range c.Series {
		var points []string
		for i, v := range s.Values {
			x, y := at(i, v)
			points = append(points, fmt.Sprintf("%.1f,%.1f", x, y))
		}
		fmt.Fprintf(&d.b, `<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>`, strings.Join(points, " "), colour(s.Colour))
		for i, v := range s.Values {
			x, y := at(i, v)
			fmt.Fprintf(&d.b, `<circle cx="%.1f" cy="%.1f" r="3.5" fill="%s"><title>%s</title></circle>`, x, y, colour(s.Colour), html.EscapeString(c.Names[i]+" "+s.Labels[i]))
			d.text(x, y-8, "middle", "#1c2733", s.Labels[i])
		}
	}
	for i, name := range c.Names {
		d.text(50+step*float64(i), top+tall+18, "middle", "#55626f", clip(name, math.Max(step/6.2, 8)))
	}
	return d.svg(top+tall+30, c.Title)
}

// round charts show shares of a whole.
func round(c *summary.Chart) string {
	d := &drawing{}
	sum := 0.0
	for _, v := range c.Series[0].Values {
		sum += math.Max(value(v), 0)
	}
	const cx, cy, r = 150.0, 140.0, 105.0
	from := -math.Pi / 2
	y := 48.0
	for i, name := range c.Names {
		share := math.Max(value(c.Series[0].Values[i]), 0) / sum
		fill := colour(c.Slices[i])
		tip := html.EscapeString(fmt.Sprintf("%s %s，占 %.1f%%", name, c.Series[0].Labels[i], share*100))
		switch {
		case share >= 0.9999:
			fmt.Fprintf(&d.b, `<circle cx="%.0f" cy="%.0f" r="%.0f" fill="%s"><title>%s</title></circle>`, cx, cy, r, fill, tip)
		case share > 0:
			to := from + share*2*math.Pi
			large := 0
			if share > 0.5 {
				large = 1
			}
			fmt.Fprintf(&d.b, `<path d="M%.1f %.1fL%.2f %.2fA%.0f %.0f 0 %d 1 %.2f %.2fZ" fill="%s" stroke="#fff"><title>%s</title></path>`,
				cx, cy, cx+r*math.Cos(from), cy+r*math.Sin(from), r, r, large, cx+r*math.Cos(to), cy+r*math.Sin(to), fill, tip)
			from = to
		}
		d.rect(300, y-10, 12, 12, c.Slices[i], name)
		d.text(318, y, "start", "#1c2733", fmt.Sprintf("%s　%s（%.1f%%）", name, c.Series[0].Labels[i], share*100))
		y += 19
	}
	if c.Kind == "环" {
		fmt.Fprintf(&d.b, `<circle cx="%.0f" cy="%.0f" r="58" fill="#fff"/>`, cx, cy)
	}
	return d.svg(math.Max(y+8, 260), c.Title)
}

// Point is a value at a time.
type Point struct {
	Label, Text string
	Value       decimal.Decimal
}

// Line draws values over time.
func Line(title string, points []Point) string {
	c := &summary.Chart{Kind: "折", Title: title, Series: []summary.Series{{Name: title, Colour: "1F4E79"}}}
	for _, p := range points {
		c.Names = append(c.Names, p.Label)
		c.Series[0].Values = append(c.Series[0].Values, p.Value)
		c.Series[0].Labels = append(c.Series[0].Labels, p.Text)
	}
	return lines(c)
}

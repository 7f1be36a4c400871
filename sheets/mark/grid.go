package mark

import (
	"fmt"
	"strings"

	"taizhang/sheets/ooxml"
	"taizhang/sheets/xlsx"
)

// grid writes the cells of a sheet of ours: texts and numbers with a style.
type grid struct {
	rows strings.Builder
	n    int // rows so far
	col  int
}

func (g *grid) row(height float64) {
	g.end()
	g.n++
	g.col = 0
	g.rows.WriteString(fmt.Sprintf(`<row r="%d"`, g.n))
	if height > 0 {
		g.rows.WriteString(fmt.Sprintf(` ht="%.1f" customHeight="1"`, height))
	}
	g.rows.WriteString(">")
}

func (g *grid) end() {
	if g.n > 0 {
		g.rows.WriteString("</row>")
	}
}

func (g *grid) text(style int, s string) string {
	g.col++
	ref := xlsx.CellName(g.col, g.n)
	if s == "" {
		fmt.Fprintf(&g.rows, `<c r="%s" s="%d"/>`, ref, style)
		return ref
	}
	fmt.Fprintf(&g.rows, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, ref, style, ooxml.Escape(clip(s)))
	return ref
}

func (g *grid) number(style, n int) {
	g.col++
	fmt.Fprintf(&g.rows, `<c r="%s" s="%d"><v>%d</v></c>`, xlsx.CellName(g.col, g.n), style, n)
}

func (g *grid) data() string {
	if g.n == 0 {
		return "<sheetData/>"
	}
	return "<sheetData>" + g.rows.String() + "</row></sheetData>"
}

// clip keeps a text within what a cell can hold.
func clip(s string) string {
	const most = 32_000
	if len(s) <= most {
		return s
	}
	r := []rune(s)
	if len(r) <= most/2 {
		return s
	}
	return string(r[:most/2]) + "……（过长，以下略）"
}

// lines estimates how many lines a text takes in a column of that many
// characters; a Chinese one counts for two.
func lines(s string, width float64) int {
	total := 0
	for _, line := range strings.Split(s, "\n") {
		w := 0.0
		for _, r := range line {
			w++
			if r > 0x2e80 {
				w++
			}
		}
		total += 1 + int(w*1.05/width)
	}
	return total
}

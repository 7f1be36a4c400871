package propose

import (
	"slices"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates/form"
)

// Why a line is no row of data.
const (
	WhyTotal   = "合计行"
	WhyHeader  = "重复的表头"
	WhyFooter  = "表末文字"
	WhyExample = "填写示例"
	WhySection = "小标题"
	WhyAbove   = "表头以上的文字"
)

// Ignored is a line that is no row of data.
type Ignored struct {
	Row  int    `json:"row"`
	Why  string `json:"why"`
	Text string `json:"text"`
}

// record is one row of data: the cells by column of the sheet, and the heading
// that it stands under.
type record struct {
	number  int
	section string
	cells   map[int]xlsx.Cell
}

// body reads the rows below a header.
func (g *grid) body(h header, titles map[int]string) (rows []record, ignored []Ignored, filled int) {
	section := ""
	for i, l := range g.lines[h.to+1:] {
		why := g.noData(l, titles, i+h.to+2 >= len(g.lines))
		switch {
		case why == WhySection && g.dataBelow(l.number):
			section = g.text(l)
		case why == WhySection:
			why = WhyFooter
		}
		if why != "" {
			ignored = append(ignored, Ignored{l.number, why, g.text(l)})
			continue
		}
		r := record{l.number, section, map[int]xlsx.Cell{}}
		for _, col := range g.columns {
			c, ok := l.cells[col]
			if !ok {
				if m, merged := g.cover(l.number, col); merged && m.FirstCol == col && m.FirstRow > g.lines[h.to].number {
					if c, ok = g.at(l, col); ok {
						filled++
					}
				}
			}
			if ok {
				r.cells[col] = c
			}
		}
		rows = append(rows, r)
	}
	return rows, ignored, filled
}

// text is a line as a person reads it.
func (g *grid) text(l line) string {
	var out []string
	for _, col := range g.columns {
		if c, ok := l.cells[col]; ok {
			out = append(out, strings.TrimSpace(c.Text))
		}
	}
	return strings.Join(out, " ")
}

func (g *grid) dataBelow(number int) bool {
	return slices.ContainsFunc(g.lines, func(o line) bool { return o.number > number && len(o.cells) > 1 })
}

// noData says why a line is no row of the table; "" if it is one.
func (g *grid) noData(l line, titles map[int]string, last bool) string {
	var cells []xlsx.Cell
	same := 0
	for _, col := range g.columns {
		if c, ok := l.cells[col]; ok {
			cells = append(cells, c)
			if squeeze(c.Text) == titles[col] {
				same++
			}
		}
	}
	first := squeeze(cells[0].Text)
	switch {
	case form.IsTotal(cells, nil):
		return WhyTotal
	case same >= min(3, len(titles)):
		return WhyHeader
	case slices.Contains([]string{"示例", "例", "样例", "例："}, first):
		return WhyExample
	case len(cells) <= 3 && footer(first) && !g.fuller(l):
		return WhyFooter
	case len(cells) == 1 && len(g.columns) > 2 && cells[0].Kind == xlsx.Text && (cells[0].Col == g.columns[0] || g.isWide(l.number, cells[0].Col)):
		return WhySection
	}
	return ""
}

// fuller: something follows that is data, so that the line is no end.
func (g *grid) fuller(l line) bool {
	return slices.ContainsFunc(g.lines, func(o line) bool { return o.number > l.number && 2*len(o.cells) > len(g.columns) })
}

func (g *grid) isWide(row, col int) bool {
	m, ok := g.cover(row, col)
	return ok && m.LastCol > m.FirstCol
}

var footers = []string{"填表人", "填报人", "制表", "审核", "负责人", "单位负责人", "填报日期", "填表日期", "联系人", "联系电话", "注", "备注", "说明", "填表说明"}

func footer(text string) bool {
	return slices.ContainsFunc(footers, func(f string) bool {
		rest, found := strings.CutPrefix(text, f)
		return found && (strings.HasPrefix(rest, "：") || strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "1") || len([]rune(f)) > 2)
	})
}

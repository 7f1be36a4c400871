package propose

import (
	"regexp"
	"slices"

	"taizhang/sheets/xlsx"
)

// headerWords are words that stand over columns and seldom in them.
var headerWords = regexp.MustCompile(`(编号|名称|姓名|日期|时间|单位|部门|科室|社区|序号|内容|事项|状态|情况|数量|金额|面积|备注|类别|类型|等级|责任人|措施|期限|时限|合计|户数|人数)$`)

// tables are the tables that stand one below the other on a sheet: a later one
// begins after an empty line or a title, with a header of its own.
func (g *grid) tables() []*grid {
	h, ok := g.findHeader()
	if !ok {
		return []*grid{g}
	}
	for i := h.to + 2; i+1 < len(g.lines); i++ {
		from := i
		if len(g.lines[i-1].cells) == 1 && i-1 > h.to+1 {
			from = i - 1 // its title
		}
		apart := from < i || g.lines[i].number > g.lines[i-1].number+1
		if below := g.part(from, len(g.lines)); apart && below.begins(i-from) && !g.repeats(i, h) {
			return append([]*grid{g.part(0, from)}, below.tables()...)
		}
	}
	return []*grid{g}
}

// part is a grid of some lines.
func (g *grid) part(from, to int) *grid {
	p := *g
	p.lines, p.columns, p.index, p.below = g.lines[from:to], nil, map[int]int{}, g.below || from > 0
	for i, l := range p.lines {
		p.index[l.number] = i
		for col := range l.cells {
			if !slices.Contains(p.columns, col) {
				p.columns = append(p.columns, col)
			}
		}
	}
	slices.Sort(p.columns)
	return &p
}

// begins: the line is a header beyond doubt.
func (g *grid) begins(i int) bool {
	known := 0
	for _, c := range g.lines[i].cells {
		if c.Kind == xlsx.Text && headerWords.MatchString(squeeze(c.Text)) {
			known++
		}
	}
	return known >= 2 && 2*known >= len(g.lines[i].cells) && g.names(i)
}

// repeats: the line is the header above it once more, as printed pages have it.
func (g *grid) repeats(i int, h header) bool {
	same := 0
	titles := g.titles(h)
	for col, c := range g.lines[i].cells {
		if squeeze(c.Text) == titles[col] {
			same++
		}
	}
	return 2*same >= len(g.lines[i].cells)
}

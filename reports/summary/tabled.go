package summary

import (
	"slices"
	"strings"

	"taizhang/reports/notice"
	"taizhang/sheets"
	"taizhang/templates"
)

// TableOf is a block as a table of a notice: the same numbers as in the summary.
// A list leaves out the rows that shown refuses.
func TableOf(in Input, b *templates.Block, shown func(*sheets.Row) bool) (*notice.Table, error) {
	m, err := newMaker(in)
	if err != nil {
		return nil, err
	}
	m.told = &told{shown: shown, seen: map[*sheets.Row]bool{}}
	made, err := m.block(b, nil)
	if err != nil {
		return nil, err
	}
	out := &notice.Table{Counted: m.told.counted, Left: m.told.left}
	var g *Grid
	columns := 0
	switch made := made.(type) {
	case *tableBlock:
		g, columns = made.seen(), len(made.table.columns)
	case *cards:
		t := m.figureTable(b)
		g, columns = t.seen(), len(t.columns)
	default:
		return out, nil
	}
	if b.Kind == "指标表" {
		columns = 3 // without the explanations
	}
	for _, h := range g.Head[:columns] {
		if several(g.Head[:columns]) {
			h.Text = strings.TrimSpace(h.Group + " " + h.Text)
		}
		out.Head, out.Align = append(out.Head, h.Text), append(out.Align, h.Align)
	}
	for _, r := range g.Rows {
		var line []string
		for _, c := range r.Cells[:min(columns, len(r.Cells))] {
			line = append(line, c.Text)
		}
		out.Rows = append(out.Rows, line)
	}
	if m.namesHidden(b) {
		out.Refused, out.Fix = "按文字分组，其中有不公开的行，组名会把它们写出来", "请按选项、单位一类的栏分组，或在区块的条件里只取公开的行。"
	}
	return out, nil
}

// several headings stand over the columns, so that each column needs its own.
func several(heads []GridHead) bool {
	found := map[string]bool{}
	for _, h := range heads {
		if h.Group != "" {
			found[h.Group] = true
		}
	}
	return len(found) > 1
}

// told are the rows that a block has looked at.
type told struct {
	shown         func(*sheets.Row) bool
	seen          map[*sheets.Row]bool
	counted, left []*sheets.Row
}

func (t *told) count(r *sheets.Row) {
	if t != nil && !t.seen[r] {
		t.seen[r] = true
		t.counted = append(t.counted, r)
	}
}

// mayList are the rows that a list may name.
func (m *maker) mayList(rows []*sheets.Row) []*sheets.Row {
	if m.told == nil {
		return rows
	}
	return slices.DeleteFunc(slices.Clone(rows), func(r *sheets.Row) bool {
		if m.told.shown(r) {
			return false
		}
		m.told.left = append(m.told.left, r)
		return true
	})
}

// namesHidden: the names of the groups are what rows say that must not appear.
func (m *maker) namesHidden(b *templates.Block) bool {
	if b.Kind != "交叉表" && b.Kind != "完成率" || !slices.ContainsFunc(m.told.counted, func(r *sheets.Row) bool { return !m.told.shown(r) }) {
		return false
	}
	for _, spec := range []string{b.Rows, b.Cols} {
		for _, part := range strings.Split(spec, "|") {
			if d, err := m.dimension(b.Ledger, strings.TrimSpace(part)); part != "" && err == nil && d.period == "" && (d.column().Free() || d.column().Target != nil) {
				return true
			}
		}
	}
	return false
}

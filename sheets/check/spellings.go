package check

import (
	"fmt"
	"strings"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// Codes of the findings that ask a person about what can be read but is hard to
// believe.
const (
	CodeSpelling = "写法"
	CodeDoubt    = "量级"
)

// sameCode is joined with every spelling of one code taken as the same.
func sameCode(row *sheets.Row, cols []*templates.Column) string {
	if joined(row, cols) == "" {
		return ""
	}
	parts := make([]string, len(cols))
	for i, c := range cols {
		parts[i] = c.Same(row.Value(c))
	}
	return strings.Join(parts, "\x00")
}

// spellings lists the codes of a ledger that are spelt in several ways, in the
// columns whose different values are counted: they count once where they differ
// in nothing that matters, and may be one where they differ only in a mark.
func (r *run) spellings(l *templates.Ledger) {
	for _, c := range r.plan.Counted(l) {
		groups, order := map[string]*spelt{}, []string{}
		for _, row := range several(r.data.Rows(l), c) {
			v := row.Value(c)
			same := c.Same(v)
			likeness, bare := cell.Resembles(same)
			g := groups[likeness]
			if g == nil {
				g = &spelt{all: map[string]bool{}, keys: map[string]bool{}}
				groups[likeness] = g
				order = append(order, likeness)
			}
			g.add(row, v, same, bare)
		}
		for _, k := range order {
			if f, ok := groups[k].finding(c); ok {
				r.add(f)
			}
		}
	}
}

// several are the rows with codes that look like other codes of the column.
func several(rows []*sheets.Row, c *templates.Column) (out []*sheets.Row) {
	counts := func(row *sheets.Row) bool { return row.Value(c) != "" && !row.Duplicate() && row.Counts() }
	first, mixed := map[uint64]string{}, map[uint64]bool{}
	for _, row := range rows {
		if !counts(row) {
			continue
		}
		v := row.Value(c)
		k := cell.LooksLike(v)
		if was, seen := first[k]; !seen {
			first[k] = v
		} else if was != v {
			mixed[k] = true
		}
	}
	if len(mixed) == 0 {
		return nil
	}
	for _, row := range rows {
		if counts(row) && mixed[cell.LooksLike(row.Value(c))] {
			out = append(out, row)
		}
	}
	return out
}

// mostWays is how many spellings a message shows.
const mostWays = 5

// spelt are the spellings of codes that look alike.
type spelt struct {
	ways []string // the first of them
	all  map[string]bool
	keys map[string]bool
	odd  *sheets.Row // the first that is spelt otherwise
	bare bool        // one of them has no marks between its digits
}

func (g *spelt) add(row *sheets.Row, v, same string, bare bool) {
	g.bare = g.bare || bare
	if !g.all[v] {
		g.all[v] = true
		if len(g.ways) < mostWays {
			g.ways = append(g.ways, v)
		}
		if len(g.all) == 2 {
			g.odd = row
		}
	}
	g.keys[same] = true
}

func (g *spelt) finding(c *templates.Column) (finding.Finding, bool) {
	if len(g.all) < 2 || len(g.keys) == len(g.all) && !g.bare {
		return finding.Finding{}, false
	}
	shown := make([]string, len(g.ways))
	for i, v := range g.ways {
		shown[i] = "“" + c.Show(v) + "”"
	}
	ways := strings.Join(shown, "")
	if len(g.all) > len(g.ways) {
		ways += fmt.Sprintf("等 %d 种写法", len(g.all))
	}
	message := fmt.Sprintf("“%s”的%s只差大小写、全半角、分隔符或前面的 0，数有几个不同的时，按 %d 个算。", c.Name, ways, len(g.keys))
	fix := "请统一成一种写法；确实不是同一个的，请改成不会混的编号。"
	if len(g.keys) > 1 {
		fix = "是同一个的，请统一成一种写法；确实不是同一个的，不用改。"
	}
	return g.odd.Finding(finding.Warning, CodeSpelling, c, message, fix), true
}

// doubts asks about numbers and dates that can be read but hardly be meant.
func (r *run) doubts(l *templates.Ledger, mine func(*sheets.Row, *templates.Column) bool) {
	day := r.asOf()
	if day == "" {
		day = r.plan.Param(templates.ParamFeedback)
	}
	for _, row := range r.data.Rows(l) {
		for _, c := range l.Columns {
			if c.Type != cell.Date && !c.Numeric() || row.Withdrawn() || !mine(row, c) {
				continue
			}
			if doubt := c.Doubt(row.Value(c), day); doubt != "" {
				r.add(row.Finding(finding.Warning, CodeDoubt, c, doubt+"。", "请核对有没有多填几位、写错年份；确实如此的，不用改。"))
			}
		}
	}
}

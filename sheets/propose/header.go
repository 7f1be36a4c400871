package propose

import (
	"regexp"
	"strconv"
	"strings"

	"taizhang/sheets/xlsx"
)

const (
	headerSearch = 40 // lines from the top
	headerLevels = 3
	longestName  = 40 // characters of a header's cell
)

// header is where the names of a table stand: lines from to to, one or several.
type header struct{ from, to int }

// findHeader is the first line that names most of the columns in use and has
// data below it, with the levels above and below that belong to it.
func (g *grid) findHeader() (header, bool) {
	for i := range min(headerSearch, len(g.lines)-1) {
		if g.names(i) {
			h := header{i, i}
			h.to = g.bottom(i)
			for h.from > 0 && h.to-h.from+1 < headerLevels && g.groups(h.from-1) {
				h.from--
			}
			if h.to+1 < len(g.lines) && g.numbering(h.to+1) {
				h.to++
			}
			return h, h.to+1 < len(g.lines)
		}
	}
	return header{}, false
}

// names: the line is all short texts that differ, one over most columns.
func (g *grid) names(i int) bool {
	words := g.words(g.lines[i])
	different, texts := map[string]bool{}, 0
	for col, w := range words {
		different[w] = true
		c, _ := g.at(g.lines[i], col)
		if c.Kind == xlsx.Text || yearly(w) {
			texts++
		}
		if len([]rune(w)) > longestName || label(w) {
			return false
		}
	}
	// Cells of one word are names still, if nobody merged them.
	n := max(len(different), len(g.lines[i].cells))
	return n >= 2 && 2*n > len(words) && 10*texts >= 8*len(words) && 10*len(words) >= 6*len(g.columns) && g.wordsAreNames(words)
}

// wordsAreNames: what looks like a line of data, with its dates and amounts in
// texts, names nothing.
func (g *grid) wordsAreNames(words map[int]string) bool {
	figures := 0
	for _, w := range words {
		if strings.ContainsAny(w[:1], "0123456789") && !yearly(w) {
			figures++
		}
	}
	return 3*figures <= len(words)
}

var year = regexp.MustCompile(`^(19|20)[0-9]{2}(年|年度)?$`)

// yearly: a year is a name where it stands over a column.
func yearly(w string) bool { return year.MatchString(w) }

// label: 填报单位：某科 stands above a table.
func label(w string) bool {
	before, after, found := strings.Cut(strings.ReplaceAll(w, ":", "："), "：")
	return found && before != "" && after != ""
}

// bottom is the last line of the header that begins at a line.
func (g *grid) bottom(i int) int {
	last := g.lines[i].number
	for _, m := range g.merged {
		if m.FirstRow <= g.lines[i].number && m.LastRow > last && m.LastRow-m.FirstRow < headerLevels && m.FirstRow >= g.lines[max(0, i-headerLevels)].number && m.LastRow >= g.lines[i].number {
			last = m.LastRow
		}
	}
	for i+1 < len(g.lines) && g.lines[i+1].number <= last {
		i++
	}
	if g.completes(i) {
		i++
	}
	return i
}

// completes: the line below a header gives the names that it leaves open, and
// itself leaves open what that has named.
func (g *grid) completes(i int) bool {
	if i+2 >= len(g.lines) {
		return false
	}
	upper, lower, data := g.lines[i].cells, g.lines[i+1].cells, g.lines[i+2].cells
	fills, leaves := 0, 0
	for _, col := range g.columns {
		_, up := upper[col]
		c, low := lower[col]
		switch {
		case low && c.Kind != xlsx.Text:
			return false
		case low && !up:
			fills++
		case up && !low:
			leaves++
		}
	}
	return fills > 0 && leaves > 0 && len(data) > len(lower)
}

// groups: the line above a header holds names over several columns each.
func (g *grid) groups(i int) bool {
	words := g.words(g.lines[i])
	different := map[string]bool{}
	for _, w := range words {
		different[w] = true
		if label(w) || len([]rune(w)) > longestName {
			return false
		}
	}
	wide := false
	for _, m := range g.merged {
		wide = wide || m.FirstRow <= g.lines[i].number && m.LastRow >= g.lines[i].number && m.LastCol > m.FirstCol
	}
	return wide && len(different) >= 2
}

// numbering: the line counts the columns.
func (g *grid) numbering(i int) bool {
	n, last := 0, 0
	for _, col := range g.columns {
		c, ok := g.lines[i].cells[col]
		if !ok {
			continue
		}
		v, err := strconv.Atoi(strings.Trim(squeeze(c.Text), "()（）"))
		if err != nil || v != last+1 {
			return false
		}
		n, last = n+1, v
	}
	return n >= 3
}

// titles gives the columns their names: the lowest words, with those above where
// two would be alike.
func (g *grid) titles(h header) map[int]string {
	levels := map[int][]string{}
	leaves := map[string]int{}
	for _, col := range g.columns {
		for i := h.from; i <= h.to; i++ {
			if i == h.to && i > h.from && g.numbering(i) {
				continue
			}
			w := g.words(g.lines[i])[col]
			if n := len(levels[col]); w != "" && (n == 0 || levels[col][n-1] != w) {
				levels[col] = append(levels[col], w)
			}
		}
		if n := len(levels[col]); n > 0 {
			leaves[levels[col][n-1]]++
		}
	}
	out := map[int]string{}
	for col, l := range levels {
		name := l[len(l)-1]
		if leaves[name] > 1 {
			name = strings.Join(l, "")
		}
		out[col] = name
	}
	return out
}

// above are the lines over a table: its title, who files it.
func (g *grid) above(h header) []Ignored {
	var out []Ignored
	for _, l := range g.lines[:h.from] {
		out = append(out, Ignored{l.number, WhyAbove, g.text(l)})
	}
	return out
}

// title is the first text over a table.
func (g *grid) title(h header) string {
	if h.from == 0 {
		return ""
	}
	for _, col := range g.columns {
		if c, ok := g.lines[0].cells[col]; ok {
			return strings.TrimSpace(c.Text)
		}
	}
	return ""
}

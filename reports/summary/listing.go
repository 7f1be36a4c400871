package summary

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"taizhang/templates/book"
	canon "taizhang/templates/cell"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/templates"
)

// mostRows is how many rows a list shows; the master ledger has the rest.
const mostRows = 3000

// listing shows rows one by one. Next to the deadline stands where the row
// stands against it, in words and in the light's colour.
func (m *maker) listing(b *templates.Block) (*table, error) {
	t := &table{title: b.Title, note: b.Help, marks: []string{"rows:" + b.Ledger.Name}}
	paths, err := m.paths(b)
	if err != nil {
		return nil, err
	}
	rows := m.mayList(m.listed(b))
	if err := m.sort(b, rows, false); err != nil {
		return nil, err
	}
	if first := firstOf(b); first > 0 && len(rows) > first {
		t.note = strings.TrimSpace(t.note + fmt.Sprintf("　共 %d %s，这里列前 %d %s。", len(rows), m.countMeasure(b.Ledger), first, m.countMeasure(b.Ledger)))
		rows = rows[:first]
	}
	shown := m.fill(t, rows, paths, lightAfter(b.Ledger, paths), "预警", func(r *sheets.Row) cell { return m.cal.alert(m.cal.Of(r)) })
	seen := map[string]bool{}
	for i, r := range shown {
		t.rows[i].cells[0].marks = append(rowMarks(r, paths, seen), "row:"+r.Ledger.Name+":"+r.Key())
	}
	return t, nil
}

// rowMarks call a list's row the first of those with the same value of a column.
func rowMarks(r *sheets.Row, paths []templates.Path, seen map[string]bool) (marks []string) {
	for _, p := range paths {
		if len(p.Columns) > 1 || p.Extra != "" || p.Columns[0].Free() {
			continue
		}
		for _, v := range canon.SplitList(r.Value(p.Columns[0])) {
			if m := valueMark(p.Columns[0], v); !seen[m] {
				seen[m] = true
				marks = append(marks, m)
			}
		}
	}
	return marks
}

// valueMark is what the rows with a value of a column are called.
func valueMark(c *templates.Column, value string) string {
	return "rows:" + c.Ledger.Name + ":" + c.Name + "=" + value
}

// unfit is a table that says why a block cannot be made.
func unfit(b *templates.Block, head string, width float64, why string) *table {
	return &table{title: b.Title, note: b.Help, columns: []column{{head: head, width: width}}, empty: why}
}

// fill writes the rows under the paths, with one more column after position
// extra (-1 = none).
func (m *maker) fill(t *table, rows []*sheets.Row, paths []templates.Path, extra int, head string, value func(*sheets.Row) cell) (shown []*sheets.Row) {
	t.columns = []column{{head: "序号", width: 6, align: "center"}}
	for i, p := range paths {
		t.columns = append(t.columns, listColumn(p, paths))
		if i == extra {
			t.columns = append(t.columns, column{head: head, width: 13, align: "center", format: "0"})
		}
	}
	shown = rows
	if len(shown) > mostRows {
		shown = shown[:mostRows]
		t.note += fmt.Sprintf("（共 %d 行，只列前 %d 行，其余见总台账）", len(rows), mostRows)
	}
	for n, r := range shown {
		line := row{cells: []cell{count(n + 1)}}
		var at []int
		for i, p := range paths {
			v := m.value(r, p)
			at = append(at, len(line.cells))
			if p.Columns[len(p.Columns)-1].Numeric() && p.Extra == "" {
				line.cells = append(line.cells, number(v))
			} else {
				line.cells = append(line.cells, text(v))
			}
			if i == extra {
				line.cells = append(line.cells, value(r))
			}
		}
		m.withoutSplit(line.cells, paths, at)
		t.rows = append(t.rows, line)
	}
	t.centreShort()
	return shown
}

// centreShort centres the text columns that hold only numbers and names.
func (t *table) centreShort() {
	for i := range t.columns {
		if t.columns[i].align != "left" {
			continue
		}
		longest := 0.0
		for _, r := range t.rows {
			longest = max(longest, book.Width(r.cells[i].text))
		}
		if longest <= 12 {
			t.columns[i].align = "center"
		}
	}
}

// listColumn sets up one column of a list.
func listColumn(p templates.Path, all []templates.Path) column {
	c := p.Columns[len(p.Columns)-1]
	name := c.Name
	if p.Extra != "" {
		name = p.Extra
	}
	if slices.ContainsFunc(all, func(q templates.Path) bool {
		return q.Text != p.Text && len(p.Columns) > 1 && q.Columns[len(q.Columns)-1].Name == name
	}) {
		name = p.Text
	}
	out := column{head: name, cap: 26, align: "center"}
	switch {
	case p.Extra != "":
	case c.Type == canon.LongText:
		out.cap, out.align = 46, "left"
	case c.Type == canon.Text, c.Type == canon.Refs, c.Type == canon.Choices:
		out.cap, out.align = 30, "left"
	case c.Numeric():
		out.head, out.align = withMeasure(name, c.Measure), "right"
		out.format = book.NumberFormat(c.Decimals)
	case c.Type == canon.Date:
		out.width = 12
	}
	return out
}

// paths resolves a block's columns, leaving out the sensitive ones. A block that
// names none shows the columns of some roles.
func (m *maker) paths(b *templates.Block, roles ...templates.Role) ([]templates.Path, error) {
	var out []templates.Path
	for _, n := range b.Columns {
		p, err := m.in.Plan.ParsePath(n, b.Ledger, nil)
		if err != nil {
			return nil, err
		}
		if !m.sensitive(p) {
			out = append(out, p)
		}
	}
	if len(out) == 0 && len(roles) > 0 {
		return rolePaths(b.Ledger, roles...), nil
	}
	return out, nil
}

// rolePaths are the ledger's key and the columns that play some roles.
func rolePaths(l *templates.Ledger, roles ...templates.Role) []templates.Path {
	var out []templates.Path
	add := func(c *templates.Column) {
		if c != nil && !c.Sensitive && !slices.ContainsFunc(out, func(p templates.Path) bool { return p.Columns[0] == c }) {
			out = append(out, templates.Path{Text: c.Name, Columns: []*templates.Column{c}})
		}
	}
	for _, c := range l.Key {
		add(c)
	}
	for _, role := range roles {
		add(l.Role(role))
	}
	return out
}

// lightAfter is the position after which the light stands: behind the last
// deadline shown.
func lightAfter(l *templates.Ledger, paths []templates.Path) int {
	w, at := deadline.RolesOf(l), -1
	for i, p := range paths {
		if w != nil && len(p.Columns) == 1 && (p.Columns[0] == w.Due || p.Columns[0] == w.NewDue) {
			at = i
		}
	}
	return at
}

// sort orders rows by the block's 排序, options and units in the plan's order;
// where it has none, by deadline if they are to be.
func (m *maker) sort(b *templates.Block, rows []*sheets.Row, byDue bool) error {
	if len(b.Order) == 0 && byDue {
		slices.SortStableFunc(rows, func(x, y *sheets.Row) int { return cmp.Compare(m.cal.Of(x).Due, m.cal.Of(y).Due) })
		return nil
	}
	keys, err := m.sortKeys(b)
	if err != nil {
		return err
	}
	slices.SortStableFunc(rows, func(x, y *sheets.Row) int {
		for _, k := range keys {
			if c := k.compare(k.dim.path.Value(x.Values, m.env), k.dim.path.Value(y.Values, m.env)); c != 0 {
				return c
			}
		}
		return 0
	})
	return nil
}

// sortKey is one of the columns that rows are in the order of.
type sortKey struct {
	dim  *dimension
	rank map[string]int
	sign int
}

func (m *maker) sortKeys(b *templates.Block) (keys []sortKey, err error) {
	for _, spec := range b.Order {
		k := sortKey{sign: 1}
		if rest, ok := strings.CutPrefix(spec, "-"); ok {
			k.sign, spec = -1, rest
		}
		d, err := m.dimension(b.Ledger, spec)
		if err != nil {
			return nil, err
		}
		if m.sensitive(d.path) {
			continue // the order would tell
		}
		k.dim = d
		known, _ := d.known()
		k.rank = make(map[string]int, len(known))
		for i, v := range known {
			k.rank[v] = i + 1
		}
		keys = append(keys, k)
	}
	return keys, nil
}

// compare orders two values: those that the plan lists as it does, others as they
// are; what is missing comes last, either way round.
func (k sortKey) compare(x, y string) int {
	switch rx, ry := k.rank[x], k.rank[y]; {
	case x == y:
		return 0
	case x == "":
		return 1
	case y == "":
		return -1
	case rx > 0 && ry > 0:
		return k.sign * (rx - ry)
	}
	return k.sign * canon.Compare(x, y)
}

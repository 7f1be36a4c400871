package summary

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
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
	t := &table{title: b.Title, note: b.Help}
	paths, err := m.paths(b, b.Columns)
	if err != nil {
		return nil, err
	}
	rows := m.listed(b)
	if err := m.sort(b, rows); err != nil {
		return nil, err
	}
	w := deadline.RolesOf(b.Ledger)
	m.fill(t, rows, paths, w, lightAfter(w, paths), func(r *sheets.Row) cell { return m.cal.alert(m.cal.Of(r)) }, "预警")
	return t, nil
}

// overdue lists what is open although its deadline has gone by, the longest
// wait first unless the block says otherwise.
func (m *maker) overdue(b *templates.Block) (*table, error) {
	t := &table{title: b.Title, note: b.Help}
	paths, err := m.paths(b, b.Columns)
	if err != nil {
		return nil, err
	}
	w := deadline.RolesOf(b.Ledger)
	if w == nil || w.Due == nil {
		t.columns = []column{{head: b.Ledger.Name, width: 40}}
		t.empty = "台账没有状态或期限栏，无法判断逾期"
		return t, nil
	}
	if len(paths) == 0 {
		paths = rolePaths(b.Ledger, "上级", "措施", "责任领导", "责任单位", "责任人", "期限", "新期限", "状态", "未完原因", "下一步")
	}
	var rows []*sheets.Row
	for _, r := range m.rows(b) {
		if m.cal.Of(r).Late() {
			rows = append(rows, r)
		}
	}
	if err := m.sort(b, rows); err != nil {
		return nil, err
	}
	if len(b.Order) == 0 {
		slices.SortStableFunc(rows, func(x, y *sheets.Row) int {
			return cmp.Compare(m.cal.Of(x).Due, m.cal.Of(y).Due)
		})
	}
	if len(rows) > 0 {
		t.note = strings.TrimSpace(t.note + fmt.Sprintf("　共 %d %s。", len(rows), m.countMeasure(b.Ledger)))
	}
	head := "超期天数"
	if m.cal.Working {
		head = "超期工作日"
	}
	m.fill(t, rows, paths, w, lightAfter(w, paths), func(r *sheets.Row) cell {
		c := number(strconv.Itoa(-m.cal.Of(r).Left))
		c.tone = red
		return c
	}, head)
	return t, nil
}

// fill writes the rows under the paths, with one more column after position
// extra (-1 = none).
func (m *maker) fill(t *table, rows []*sheets.Row, paths []templates.Path, w *deadline.Roles, extra int, value func(*sheets.Row) cell, head string) {
	t.columns = []column{{head: "序号", width: 6, align: "center"}}
	for i, p := range paths {
		t.columns = append(t.columns, listColumn(p, paths))
		if i == extra {
			t.columns = append(t.columns, column{head: head, width: 13, align: "center", format: "0"})
		}
	}
	shown := rows
	if len(shown) > mostRows {
		shown = shown[:mostRows]
		t.note += fmt.Sprintf("（共 %d 行，只列前 %d 行，其余见总台账）", len(rows), mostRows)
	}
	for n, r := range shown {
		line := row{cells: []cell{number(strconv.Itoa(n + 1))}}
		for i, p := range paths {
			v := m.value(r, p)
			if p.Columns[len(p.Columns)-1].Numeric() && p.Extra == "" {
				line.cells = append(line.cells, number(v))
			} else {
				line.cells = append(line.cells, text(v))
			}
			if i == extra {
				line.cells = append(line.cells, value(r))
			}
		}
		t.rows = append(t.rows, line)
	}
	t.centreShort()
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

// paths resolves a block's columns, leaving out the sensitive ones.
func (m *maker) paths(b *templates.Block, names []string) ([]templates.Path, error) {
	var out []templates.Path
	for _, n := range names {
		p, err := m.in.Plan.ParsePath(n, b.Ledger, nil)
		if err != nil {
			return nil, err
		}
		if !m.sensitive(p) {
			out = append(out, p)
		}
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
func lightAfter(w *deadline.Roles, paths []templates.Path) int {
	at := -1
	for i, p := range paths {
		if w != nil && len(p.Columns) == 1 && (p.Columns[0] == w.Due || p.Columns[0] == w.NewDue) {
			at = i
		}
	}
	return at
}

// sort orders rows by the block's 排序; options and units in the plan's order.
func (m *maker) sort(b *templates.Block, rows []*sheets.Row) error {
	type key struct {
		dim  *dimension
		rank map[string]int
		sign int
	}
	var keys []key
	for _, spec := range b.Order {
		k := key{sign: 1}
		if rest, ok := strings.CutPrefix(spec, "-"); ok {
			k.sign, spec = -1, rest
		}
		d, err := m.dimension(b.Ledger, spec)
		if err != nil {
			return err
		}
		k.dim = d
		known, _ := d.known()
		k.rank = make(map[string]int, len(known))
		for i, v := range known {
			k.rank[v] = i + 1
		}
		keys = append(keys, k)
	}
	slices.SortStableFunc(rows, func(x, y *sheets.Row) int {
		for _, k := range keys {
			vx, vy := k.dim.path.Value(x.Values, m.env), k.dim.path.Value(y.Values, m.env)
			if vx == vy {
				continue
			}
			if vx == "" || vy == "" { // what is missing comes last, either way round
				if vx == "" {
					return 1
				}
				return -1
			}
			if rx, ry := k.rank[vx], k.rank[vy]; rx > 0 && ry > 0 {
				return k.sign * (rx - ry)
			}
			if d := canon.Compare(vx, vy); d != 0 {
				return k.sign * d
			}
		}
		return 0
	})
	return nil
}

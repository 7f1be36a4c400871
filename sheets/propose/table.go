package propose

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates/cell"
)

// table is what becomes one ledger: the rows of one sheet, or of several that
// have the same columns.
type table struct {
	code, name string
	guess      string // about the ledger as a whole
	sources    []*source
	columns    []*column
	rows       []row
	key        []*column
	keyWhy     string
	route      *column
}

// source is a sheet with a table on it.
type source struct {
	*grid
	header  header
	titles  map[int]string
	rows    []record
	ignored []Ignored
	merged  int // cells filled in from merged ones
	title   string
}

// row is one row of a table: the cells by column, and where they stood.
type row struct {
	*record
	from *source
}

func newSource(g *grid, h header) *source {
	s := &source{grid: g, header: h, titles: g.titles(h)}
	s.rows, s.ignored, s.merged = g.body(h, s.titles)
	s.ignored = append(g.above(h), s.ignored...)
	s.title = g.title(h)
	return s
}

// shape is what two sheets of one table have in common.
func (s *source) shape() string {
	var names []string
	for _, col := range s.grid.columns {
		names = append(names, s.titles[col])
	}
	return strings.Join(names, "\x00")
}

// newTable joins sheets that have the same columns.
func newTable(sources []*source) *table {
	t := &table{sources: sources}
	first := sources[0]
	if first.hidden {
		t.guess = "这张工作表是隐藏的，也搬了；"
	}
	if at := first.gap(); at > 0 {
		t.guess += fmt.Sprintf("%s 列是空的，两边当作一个表搬了，原来是并排两个表的，请分成两张工作表再试；", xlsx.ColumnName(at))
	}
	taken := map[string]int{}
	for _, col := range first.grid.columns {
		header := first.titles[col]
		if header == "" {
			header = "第" + xlsx.ColumnName(col) + "列"
		}
		name, measure, help := called(header)
		if taken[name]++; taken[name] > 1 {
			name += "（" + strconv.Itoa(taken[name]) + "）"
		}
		c := &column{at: col, header: header, help: help, spec: cell.Spec{Name: name, Measure: measure, Sensitive: secrets.MatchString(name)}}
		t.columns = append(t.columns, c)
	}
	for _, s := range sources {
		for i := range s.rows {
			s.rows[i].under(s.grid.columns, first.grid.columns)
			t.rows = append(t.rows, row{&s.rows[i], s})
		}
	}
	t.dropSerial()
	for _, c := range t.columns {
		c.infer(t.cells(c), first.date1904)
		c.spec.Sensitive = c.spec.Sensitive && c.spec.Type != cell.Choice
	}
	t.sections()
	t.origins()
	return t
}

// under puts the cells where another table of the same shape has them.
func (r *record) under(own, columns []int) {
	if slices.Equal(own, columns) {
		return
	}
	moved := map[int]xlsx.Cell{}
	for i, col := range own {
		if c, ok := r.cells[col]; ok {
			moved[columns[i]] = c
		}
	}
	r.cells = moved
}

// cells are those of a column that hold something a person would miss.
func (t *table) cells(c *column) []xlsx.Cell {
	var out []xlsx.Cell
	for _, r := range t.rows {
		if x, ok := r.cells[c.at]; ok && x.Kind != xlsx.Error && (!x.Formula || x.Cached) && !dash(x.Text) {
			out = append(out, x)
		}
	}
	return out
}

// dash stands where there is nothing to say.
func dash(text string) bool {
	return strings.Trim(text, "-—－/／\\ 　") == "" && strings.TrimSpace(text) != ""
}

// counts: a column of that name may only count the rows.
func counts(name string) bool {
	return slices.Contains([]string{"序号", "序", "编号", "No", "NO", "项次"}, name)
}

// dropSerial leaves out a column that only counts the rows.
func (t *table) dropSerial() {
	i := slices.IndexFunc(t.columns, func(c *column) bool {
		return counts(c.spec.Name)
	})
	if i < 0 || len(t.columns) < 2 {
		return
	}
	last := 0
	for _, r := range t.rows {
		n, err := strconv.Atoi(squeeze(r.cells[t.columns[i].at].Text))
		if err != nil || n != last+1 && n != 1 {
			return
		}
		last = n
	}
	t.guess += fmt.Sprintf("“%s”只是数行的，没有列成栏目；", t.columns[i].spec.Name)
	t.columns = slices.Delete(t.columns, i, i+1)
}

// added is a column that the old table says between its lines.
func (t *table) added(name, why string, value func(row) string) {
	c := &column{spec: cell.Spec{Name: t.free(name)}}
	var cells []xlsx.Cell
	for _, r := range t.rows {
		v := value(r)
		c.values = append(c.values, v)
		if v != "" {
			cells = append(cells, xlsx.Cell{Kind: xlsx.Text, Text: v})
		}
	}
	c.infer(cells, false)
	c.why = why
	t.columns = append(t.columns, c)
}

func (t *table) free(name string) string {
	for t.column(name) != nil {
		name = "原" + name
	}
	return name
}

func (t *table) column(name string) *column {
	i := slices.IndexFunc(t.columns, func(c *column) bool { return c.spec.Name == name })
	if i < 0 {
		return nil
	}
	return t.columns[i]
}

// sections makes a column of the headings between the rows.
func (t *table) sections() {
	if slices.ContainsFunc(t.rows, func(r row) bool { return r.section != "" }) {
		t.added("小标题", "照表中间单独成行的小标题", func(r row) string { return r.section })
	}
}

// origins makes a column of the names of the sheets.
func (t *table) origins() {
	first := t.sources[0].name
	if !slices.ContainsFunc(t.sources, func(s *source) bool { return s.name != first }) {
		return
	}
	units := 0
	for _, s := range t.sources {
		if _, ok := kindOf(s.name); ok {
			units++
		}
	}
	name := "来源表"
	if 5*units >= 4*len(t.sources) && t.unitColumn() == nil {
		name = "单位"
	}
	t.added(name, fmt.Sprintf("表头相同的 %d 张工作表并成一本台账，这一列是原来的工作表名", len(t.sources)), func(r row) string { return r.from.name })
}

// unitColumn is the column that says whose a row is.
func (t *table) unitColumn() *column {
	for _, pattern := range unitNames {
		for _, c := range t.columns {
			if pattern.MatchString(c.spec.Name) && !notUnits.MatchString(c.spec.Name) && t.namesUnits(c) {
				return c
			}
		}
	}
	for _, c := range t.columns {
		n, all := 0, t.texts(c)
		for _, v := range all {
			if _, ok := kindOf(v); ok {
				n++
			}
		}
		if len(c.options) > 0 && 5*n >= 4*len(all) && n > 0 {
			return c
		}
	}
	return nil
}

// namesUnits: short names and nothing else, on nearly every row.
func (t *table) namesUnits(c *column) bool {
	all := t.texts(c)
	if 10*len(all) < 8*len(t.rows) {
		return false
	}
	for _, v := range all {
		if len([]rune(v)) > 24 || strings.ContainsAny(v, "。；;\n\\/:*?\"<>|") || cell.IsNumber(v) {
			return false
		}
	}
	return len(all) > 0
}

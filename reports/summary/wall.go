package summary

import (
	"cmp"
	"slices"
	"time"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/templates"
	canon "taizhang/templates/cell"
)

// wall is the wall chart: every row against time, a bar from its start to its
// deadline in the colour of its light, and today's line.
type wall struct {
	title, note, measure string
	m                    *maker
	labels               *table // what stands left of the bars
	bars                 []bar
	slices               []slice
	months               bool // slices are months, not thirds of a month
}

// bar is one row's stretch of time.
type bar struct {
	from     time.Time
	standing standing
	doneOn   time.Time
}

// slice is one column of time.
type slice struct{ from, to time.Time }

// What still reads on one sheet of A3.
const (
	mostSlicesOfTime = 48
	mostRowsOfPaper  = 60
)

func (m *maker) wall(b *templates.Block) (block, error) {
	w := deadline.RolesOf(b.Ledger)
	if w == nil || w.Due == nil {
		return &tableBlock{table: &table{title: b.Title, columns: []column{{head: b.Ledger.Name, width: 60}}, empty: "台账没有状态或期限栏，画不出时间表"}}, nil
	}
	paths, err := m.paths(b, b.Columns)
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		paths = rolePaths(b.Ledger, "措施", "责任单位", "责任人", "期限", "状态")
	}
	rows := m.rows(b)
	if err := m.sort(b, rows); err != nil {
		return nil, err
	}
	if len(b.Order) == 0 {
		slices.SortStableFunc(rows, func(x, y *sheets.Row) int {
			return cmp.Compare(m.cal.Of(x).Due, m.cal.Of(y).Due)
		})
	}
	c := &wall{title: b.Title, note: b.Help, m: m, measure: m.countMeasure(b.Ledger), labels: m.wallLabels(rows, paths, w)}
	if len(rows) == 0 {
		return &tableBlock{table: c.labels}, nil
	}
	started, _ := time.Parse(time.DateOnly, m.in.Plan.Param("反馈日"))
	for _, r := range rows {
		c.bars = append(c.bars, m.bar(w, r, started))
	}
	c.cut()
	return c, nil
}

// bar is a row's stretch of time; without a start of its own it starts with
// the campaign.
func (m *maker) bar(w *deadline.Roles, r *sheets.Row, campaign time.Time) bar {
	b := bar{standing: m.cal.standing(r)}
	if c := r.Ledger.Role("启动日期"); c != nil {
		b.from, _ = time.Parse(time.DateOnly, r.Value(c))
	}
	if b.from.IsZero() {
		b.from = campaign
	}
	if due := b.standing.due; b.from.IsZero() || !due.IsZero() && b.from.After(due) {
		b.from = due
	}
	b.doneOn, _ = time.Parse(time.DateOnly, r.Value(w.DoneOn))
	return b
}

// wallLabels are the columns left of the bars: short, for a bar says more.
func (m *maker) wallLabels(rows []*sheets.Row, paths []templates.Path, w *deadline.Roles) *table {
	t := &table{}
	for _, p := range paths {
		c := p.Columns[len(p.Columns)-1]
		col := listColumn(p, paths)
		switch {
		case c.Type == canon.LongText:
			col.width = 40
		case c.Type == canon.Date:
			col.width = 11
		default:
			col.cap = 16
		}
		t.columns = append(t.columns, col)
	}
	t.columns = append(t.columns, column{head: "预警", width: 12, align: "center"})
	for _, r := range rows {
		line := row{}
		for _, p := range paths {
			line.cells = append(line.cells, text(canon.Shorten(m.value(r, p), 38)))
		}
		line.cells = append(line.cells, m.cal.alert(m.cal.Of(r)))
		t.rows = append(t.rows, line)
	}
	t.centreShort()
	return t
}

// cut divides the time from the first start to the last deadline, today in
// between, into thirds of months, or months if it is long.
func (c *wall) cut() {
	first, last := c.m.cal.today, c.m.cal.today
	for _, b := range c.bars {
		for _, d := range []time.Time{b.from, b.standing.due, b.standing.original, b.doneOn} {
			if d.IsZero() {
				continue
			}
			if d.Before(first) {
				first = d
			}
			if d.After(last) {
				last = d
			}
		}
	}
	month := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC) }
	first, last = month(first), month(last)
	n := (last.Year()-first.Year())*12 + int(last.Month()) - int(first.Month()) + 1
	c.months = n*3 > mostSlicesOfTime
	if n > mostSlicesOfTime { // keep the end, where the deadlines are
		first = last.AddDate(0, 1-mostSlicesOfTime, 0)
	}
	for t := first; !t.After(last); t = t.AddDate(0, 1, 0) {
		end := t.AddDate(0, 1, -1)
		if c.months {
			c.slices = append(c.slices, slice{t, end})
			continue
		}
		c.slices = append(c.slices, slice{t, t.AddDate(0, 0, 9)}, slice{t.AddDate(0, 0, 10), t.AddDate(0, 0, 19)}, slice{t.AddDate(0, 0, 20), end})
	}
}

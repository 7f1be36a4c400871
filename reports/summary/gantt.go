package summary

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/templates"
	canon "taizhang/templates/cell"
)

// gantt is the wall chart: every row against time, a bar from its start to its
// deadline in the colour of its light, and today's line.
type gantt struct {
	title, note, measure string
	cal                  *calendar
	labels               *table // what stands left of the bars
	bars                 []bar
	periods              []period
	months               bool // periods are months, not thirds of a month
}

// bar is one row's stretch of time. Days are ISO dates, "" for none.
type bar struct {
	deadline.Standing
	from, doneOn string
}

// period is one column of time.
type period struct {
	from, to string
	width    float64 // as part of a whole one
}

func (p period) holds(day string) bool { return day != "" && p.from <= day && day <= p.to }

// What still reads on one sheet of A3.
const (
	mostPeriods     = 48
	mostRowsOfPaper = 60
)

func (m *maker) gantt(b *templates.Block) (block, error) {
	w := deadline.RolesOf(b.Ledger)
	if w == nil || w.Due == nil {
		return &tableBlock{table: unfit(b, b.Ledger.Name, 60, "台账没有状态或期限栏，画不出时间表")}, nil
	}
	paths, err := m.paths(b, "措施", "责任单位", "责任人", "期限", "状态")
	if err != nil {
		return nil, err
	}
	rows := m.rows(b)
	if err := m.sort(b, rows, true); err != nil {
		return nil, err
	}
	c := &gantt{title: b.Title, note: b.Help, cal: m.cal, measure: m.countMeasure(b.Ledger), labels: m.ganttLabels(rows, paths)}
	if len(rows) == 0 {
		return &tableBlock{table: c.labels}, nil
	}
	for _, r := range rows {
		c.bars = append(c.bars, m.bar(w, r))
	}
	c.cut()
	return c, nil
}

// bar is a row's stretch of time; without a start of its own it starts with
// the campaign.
func (m *maker) bar(w *deadline.Roles, r *sheets.Row) bar {
	b := bar{Standing: m.cal.Of(r), doneOn: day(r.Value(w.DoneOn))}
	b.from = cmp.Or(day(r.Value(r.Ledger.Role(templates.RoleStarted))), day(m.in.Plan.Param(templates.ParamFeedback)))
	if b.from == "" || b.Due != "" && b.from > b.Due {
		b.from = b.Due
	}
	return b
}

// day is a date, "" for what is none.
func day(iso string) string {
	if canon.Period(iso, canon.Year) == "" {
		return ""
	}
	return iso
}

// ganttLabels are the columns left of the bars: short, for a bar says more.
func (m *maker) ganttLabels(rows []*sheets.Row, paths []templates.Path) *table {
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
func (c *gantt) cut() {
	days := []string{c.cal.AsOf}
	for _, b := range c.bars {
		days = append(days, b.from, b.Due, b.Original, b.doneOn)
	}
	days = slices.DeleteFunc(days, func(d string) bool { return d == "" })
	months := canon.Periods(slices.Min(days), slices.Max(days), canon.Month)
	c.months = len(months)*3 > mostPeriods
	for _, m := range months[max(0, len(months)-mostPeriods):] { // keep the end, where the deadlines are
		end := m + "-31"
		if c.months {
			c.add(m+"-01", end)
			continue
		}
		c.add(m+"-01", m+"-10")
		c.add(m+"-11", m+"-20")
		c.add(m+"-21", end)
	}
}

// add adds a period; the one that today is in is cut after today, so that today's
// line stands at the day.
func (c *gantt) add(from, to string) {
	whole := period{from, to, 1}
	first, last := dayOf(from), dayOf(to)
	at := dayOf(c.cal.AsOf)
	if !whole.holds(c.cal.AsOf) || at >= last || canon.Period(nextDay(c.cal.AsOf), canon.Month) != canon.Period(from, canon.Month) {
		c.periods = append(c.periods, whole)
		return
	}
	past := float64(at-first+1) / float64(last-first+1)
	c.periods = append(c.periods, period{from, c.cal.AsOf, past}, period{nextDay(c.cal.AsOf), to, 1 - past})
}

func dayOf(iso string) int {
	n, _ := strconv.Atoi(iso[8:])
	return n
}

func nextDay(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}

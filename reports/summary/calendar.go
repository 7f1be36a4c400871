package summary

import (
	"fmt"
	"strconv"
	"time"

	"taizhang/sheets"
	"taizhang/templates"
)

// calendar knows today, the deadlines and the lights.
type calendar struct {
	today              time.Time
	green, yellow, red int // days left from which each light shows
	workdays           bool
	holidays           map[string]bool // day → worked
}

func newCalendar(p *templates.Plan, asOf string) (*calendar, error) {
	today, err := time.Parse(time.DateOnly, asOf)
	if err != nil {
		return nil, fmt.Errorf("截至日期“%s”不是 2021-11-20 的样子", asOf)
	}
	c := &calendar{today: today, holidays: map[string]bool{}, workdays: p.Param("期限按工作日") == "是"}
	for name, into := range map[string]*int{"提示天数绿": &c.green, "提示天数黄": &c.yellow, "提示天数红": &c.red} {
		if *into, err = strconv.Atoi(p.Param(name)); err != nil && p.Param(name) != "" {
			return nil, fmt.Errorf("参数“%s”应是整数", name)
		}
	}
	for _, h := range p.Holidays {
		c.holidays[h.Day.Format(time.DateOnly)] = h.Work
	}
	return c, nil
}

// standing is where a row stands against its deadline.
type standing struct {
	meaning  string // of its state
	done     bool   // claimed, or closed
	closed   bool
	due      time.Time // the zero time if there is none
	original time.Time // the deadline before an extension, if there was one
	left     int       // days to the deadline, below zero when past
}

// roles of a ledger that tell where its rows stand.
type watch struct {
	state, due, newDue, approved, doneOn *templates.Column
}

// watchOf finds the roles; nil for a ledger whose rows have no state.
func watchOf(l *templates.Ledger) *watch {
	w := &watch{
		state: l.Role("状态"), due: l.Role("期限"), newDue: l.Role("新期限"), approved: l.Role("延期批准"), doneOn: l.Role("完成日期"),
	}
	if w.state == nil {
		w.state, w.due, w.doneOn = l.Role("文书状态"), l.Role("回复时限"), l.Role("回复日期")
	}
	if w.state == nil {
		return nil
	}
	return w
}

func (c *calendar) standing(w *watch, r *sheets.Row) standing {
	s := standing{meaning: w.state.Meaning(r.Value(w.state))}
	s.closed = s.meaning == "销号"
	s.done = s.closed || s.meaning == "完成" || s.meaning == "已回复"
	due, err := time.Parse(time.DateOnly, r.Value(w.due))
	if err != nil {
		return s
	}
	s.due = due
	// An extension counts from its approval, where the ledger records one.
	if later, err := time.Parse(time.DateOnly, r.Value(w.newDue)); err == nil && (w.approved == nil || r.Value(w.approved) != "") {
		s.due, s.original = later, due
	}
	s.left = c.days(s.due)
	return s
}

// days from today to a day, counting working days if the plan says so.
func (c *calendar) days(to time.Time) int {
	if !c.workdays {
		return int(to.Sub(c.today).Hours() / 24)
	}
	from, sign := c.today, 1
	if to.Before(from) {
		from, to, sign = to, from, -1
	}
	n := 0
	for d := from.AddDate(0, 0, 1); !d.After(to); d = d.AddDate(0, 0, 1) {
		if c.works(d) {
			n++
		}
	}
	return sign * n
}

func (c *calendar) works(d time.Time) bool {
	if worked, listed := c.holidays[d.Format(time.DateOnly)]; listed {
		return worked
	}
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
}

// overdue: open, and the deadline has gone by.
func (s standing) overdue() bool { return !s.done && !s.due.IsZero() && s.left < 0 }

// light is the row's colour.
func (c *calendar) light(s standing) tone {
	switch {
	case s.done:
		return grey
	case s.due.IsZero():
		return plain
	case s.left <= c.red:
		return red
	case s.left <= c.yellow:
		return yellow
	case s.left <= c.green:
		return green
	}
	return plain
}

// alert is the light in words, so that it also reads in grey print.
func (c *calendar) alert(s standing) cell {
	t := cell{tone: c.light(s)}
	switch {
	case s.closed:
		t.text = "已办结"
	case s.done:
		t.text = "已完成"
	case s.due.IsZero():
		t.text = "未定期限"
	case s.left < 0:
		t.text = fmt.Sprintf("红 超期%d天", -s.left)
	case s.left == 0:
		t.text = "红 今天到期"
	default:
		t.text = fmt.Sprintf("剩%d天", s.left)
		if name := lightName[t.tone]; name != "" {
			t.text = name + " " + t.text
		}
	}
	return t
}

var lightName = map[tone]string{green: "绿", yellow: "黄", red: "红"}

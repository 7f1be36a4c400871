package summary

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"taizhang/sheets"
	"taizhang/templates"
)

// calendar knows today, how days are counted, and the lights.
type calendar struct {
	*templates.Calendar
	asOf   string
	today  time.Time
	lights []light // the most urgent first
}

// light shows when no more than some days are left.
type light struct {
	tone tone
	name string
	days int
}

// words say for which days left the i-th light shows.
func (c *calendar) words(i int) string {
	l := c.lights[i]
	switch {
	case i > 0 && c.lights[i-1].days+1 < l.days:
		return fmt.Sprintf("还剩%d至%d%s", c.lights[i-1].days+1, l.days, c.Unit())
	case i > 0:
		return fmt.Sprintf("还剩%d%s", l.days, c.Unit())
	case l.days == 0:
		return "今天到期或已超期"
	}
	return fmt.Sprintf("还剩%d%s及以下或已超期", l.days, c.Unit())
}

func newCalendar(p *templates.Plan, asOf string) (*calendar, error) {
	today, err := time.Parse(time.DateOnly, asOf)
	if err != nil {
		return nil, fmt.Errorf("截至日期“%s”不是 2021-11-20 的样子", asOf)
	}
	c := &calendar{Calendar: p.Calendar(), asOf: asOf, today: today}
	for _, l := range []light{{red, "红", 0}, {yellow, "黄", 0}, {green, "绿", 0}} {
		// A light the plan gives no days never shows.
		if l.days, err = strconv.Atoi(p.Param("提示天数" + l.name)); err == nil {
			c.lights = append(c.lights, l)
		}
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

// days from today to a day, as the plan counts them.
func (c *calendar) days(to time.Time) int {
	n, _ := c.Between(c.asOf, to.Format(time.DateOnly))
	return n
}

// overdue: open, and the deadline has gone by.
func (s standing) overdue() bool { return !s.done && !s.due.IsZero() && s.left < 0 }

// light is the row's light; the zero light when none shows.
func (c *calendar) light(s standing) light {
	if !s.done && !s.due.IsZero() {
		for _, l := range c.lights {
			if s.left <= l.days {
				return l
			}
		}
	}
	return light{}
}

// alert is the light in words, so that it also reads in grey print.
func (c *calendar) alert(s standing) cell {
	switch {
	case s.closed:
		return cell{text: "已办结", tone: grey}
	case s.done:
		return cell{text: "已完成", tone: grey}
	case s.due.IsZero():
		return cell{text: "未定期限"}
	}
	l := c.light(s)
	words := fmt.Sprintf("剩%d天", s.left)
	switch {
	case s.left < 0:
		words = fmt.Sprintf("超期%d天", -s.left)
	case s.left == 0:
		words = "今天到期"
	}
	return cell{text: strings.TrimSpace(l.name + " " + words), tone: l.tone}
}

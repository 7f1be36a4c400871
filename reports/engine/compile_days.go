package engine

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"taizhang/templates"
	"taizhang/templates/lang"
)

// Working days are counted from the days of the week and the plan's listed days, as
// templates.Calendar does, in plain arithmetic: no query within the query.

// monday is one from which days are numbered.
const monday = "DATE '0001-01-01'"

// weekdays is how many days from Monday to Friday there are up to a day.
func weekdays(day string) string {
	since := fmt.Sprintf("((%s) - %s)", day, monday)
	return fmt.Sprintf("(%s / 7 * 5 + LEAST(%s %% 7 + 1, 5))", since, since)
}

// listedDays are those of the plan that are not as their day of the week says.
type listedDays struct {
	days []time.Time // in order
	more []int       // how many more working days there are up to each than weekdays
}

func (c compiler) listed() (out listedDays) {
	more := 0
	for _, line := range holidayLines(c.plan) {
		d := line[0].(pgtype.Date).Time
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		switch worked := line[1].(bool); {
		case worked && weekend:
			more++
		case !worked && !weekend:
			more--
		default:
			continue
		}
		out.days, out.more = append(out.days, d), append(out.more, more)
	}
	return out
}

// dates are the days as the members of an array.
func (l listedDays) dates() string {
	out := make([]string, len(l.days))
	for i, d := range l.days {
		out[i] = "DATE " + literal(d.Format(time.DateOnly))
	}
	return strings.Join(out, ", ")
}

// reached is how many working days there are up to each of them.
func (l listedDays) reached() []int {
	out := make([]int, len(l.days))
	for i, d := range l.days {
		since := int((d.Unix() - time.Time{}.Unix()) / (24 * 60 * 60)) // the zero time is that Monday
		out[i] = since/7*5 + min(since%7+1, 5) + l.more[i]
	}
	return out
}

// upTo is how many working days there are up to a day.
func (l listedDays) upTo(day string) string {
	if len(l.days) == 0 {
		return weekdays(day)
	}
	return fmt.Sprintf("(%s + (ARRAY[0, %s])[width_bucket(%s, ARRAY[%s]) + 1])", weekdays(day), numerals(l.more), day, l.dates())
}

func numerals(list []int) string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = strconv.Itoa(n)
	}
	return strings.Join(out, ", ")
}

// between counts the working days from one day to another: the first does not
// count, the last does; below nought where the second lies before.
func (c compiler) between(from, to string) string {
	l := c.listed()
	return "(" + l.upTo(to) + " - " + l.upTo(from) + ")"
}

// after is the nth working day after a day: that on which there have been as many
// more. Between two listed days those are weekdays, and the second of them may be it.
func (c compiler) after(from, n string) string {
	l := c.listed()
	nth := fmt.Sprintf("(%s + (%s)::int)", l.upTo(from), n)
	weekday := func(count string) string {
		return fmt.Sprintf("(%s + ((%s) - 1) / 5 * 7 + ((%s) - 1) %% 5)", monday, count, count)
	}
	day := weekday(nth)
	if len(l.days) > 0 {
		at := fmt.Sprintf("[width_bucket(%s - 1, ARRAY[%s]) + 1]", nth, numerals(l.reached()))
		day = fmt.Sprintf("LEAST(%s, (ARRAY[%s, NULL])%s)", weekday(fmt.Sprintf("%s - (ARRAY[0, %s])%s", nth, numerals(l.more), at)), l.dates(), at)
	}
	return fmt.Sprintf("CASE WHEN (%s) = 0 THEN %s ELSE %s END", n, from, day)
}

func (c compiler) workingDays(row string, n *lang.Node) (expr, error) {
	a, b, err := c.values(row, n.Args[0], n.Args[1])
	if err != nil {
		return expr{}, err
	}
	if n.Func == lang.WorkingDays {
		return expr{sql: c.between(a.sql, b.sql) + "::numeric", typ: lang.Numeric}, nil
	}
	if b = b.whole(); b.den != "" {
		return expr{}, noSQL("“%s”的天数", n.Text)
	}
	fit := fmt.Sprintf("(%s) >= 0 AND (%s) < 1000000 AND (%s) = trunc(%s)", b.sql, b.sql, b.sql, b.sql)
	return expr{sql: fmt.Sprintf("CASE WHEN %s THEN %s END", fit, c.after(a.sql, b.sql)), typ: lang.Day}, nil
}

// whole is a number without a fraction, NULL where it has one.
func (e expr) whole() expr {
	if e.den == "" {
		return e
	}
	return expr{sql: fmt.Sprintf("CASE WHEN mod(%s, NULLIF(%s, 0)) = 0 THEN div(%s, NULLIF(%s, 0)) END", e.sql, e.den, e.sql, e.den), typ: e.typ}
}

// alike makes two values that a condition chooses between one kind.
func alike(a, b expr) (expr, expr, error) {
	switch {
	case a.sql == "NULL":
		return expr{sql: "NULL", typ: b.typ}, b, nil
	case b.sql == "NULL":
		return a, expr{sql: "NULL", typ: a.typ}, nil
	case a.typ == lang.Numeric || b.typ == lang.Numeric:
		return a, b, noSQL("“如果”两边一边是数，一边不是")
	}
	return expr{sql: a.text(), typ: lang.Text}, expr{sql: b.text(), typ: lang.Text}, nil
}

// holidayLines are the listed days of the plan; of a day listed twice, the later.
func holidayLines(p *templates.Plan) (out [][]any) {
	worked := map[string]bool{}
	for _, h := range p.Holidays {
		worked[h.Day.Format(time.DateOnly)] = h.Work
	}
	for _, d := range slices.Sorted(maps.Keys(worked)) {
		out = append(out, []any{day(d), worked[d]})
	}
	return out
}

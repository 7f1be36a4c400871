package engine

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"taizhang/templates"
	"taizhang/templates/lang"
)

// Working days stand in 节假日: which listed days are worked and which are not.
// All others are by the day of the week, as templates.Calendar has it.

// weekdays is how many days from Monday to Friday there are up to a day.
func weekdays(day string) string {
	since := fmt.Sprintf("((%s) - DATE '0001-01-01')", day)
	return fmt.Sprintf("(%s / 7 * 5 + LEAST(%s %% 7 + 1, 5))", since, since)
}

// between counts the working days from one day to another: the first does not
// count, the last does; below nought where the second lies before.
func (c compiler) between(row, from, to string) string {
	out := weekdays(to) + " - " + weekdays(from)
	if len(c.plan.Holidays) > 0 {
		h := c.alias()
		listed := fmt.Sprintf(`(SELECT COALESCE(sum(CASE WHEN %s."上班" AND EXTRACT(ISODOW FROM %s."日期") > 5 THEN 1 WHEN NOT %s."上班" AND EXTRACT(ISODOW FROM %s."日期") < 6 THEN -1 ELSE 0 END), 0) %s AND %s."日期" > LEAST(%s, %s) AND %s."日期" <= GREATEST(%s, %s))`,
			h, h, h, h, c.beside(holidaysTable, h, row), h, from, to, h, from, to)
		out += fmt.Sprintf(" + %s * CASE WHEN (%s) < (%s) THEN -1 ELSE 1 END", listed, to, from)
	}
	return "(" + out + ")"
}

// after is the nth working day after a day: the search goes no further than the
// days of the week and all listed days together can push it.
func (c compiler) after(row, from, n string) string {
	g, h := c.alias(), c.alias()
	works := fmt.Sprintf("EXTRACT(ISODOW FROM %s.d) < 6", g)
	if len(c.plan.Holidays) > 0 {
		works = fmt.Sprintf(`COALESCE((SELECT %s."上班" %s AND %s."日期" = %s.d::date), %s)`, h, c.beside(holidaysTable, h, row), h, g, works)
	}
	return fmt.Sprintf(`CASE WHEN (%s) = 0 THEN %s ELSE (SELECT %s.d::date FROM generate_series((%s) + 1, (%s) + ((%s) * 7 / 5)::int + %d, interval '1 day') %s(d) WHERE %s ORDER BY 1 OFFSET GREATEST((%s)::int - 1, 0) LIMIT 1) END`,
		n, from, g, from, from, n, 9+len(c.plan.Holidays), g, works, n)
}

func (c compiler) workingDays(row string, n *lang.Node) (expr, error) {
	a, b, err := c.values(row, n.Args[0], n.Args[1])
	if err != nil {
		return expr{}, err
	}
	if n.Func == lang.WorkingDays {
		return expr{sql: c.between(row, a.sql, b.sql) + "::numeric", typ: lang.Numeric}, nil
	}
	if b = b.whole(); b.den != "" {
		return expr{}, noSQL("“%s”的天数", n.Text)
	}
	fit := fmt.Sprintf("(%s) >= 0 AND (%s) < 1000000 AND (%s) = trunc(%s)", b.sql, b.sql, b.sql, b.sql)
	return expr{sql: fmt.Sprintf("CASE WHEN %s THEN %s END", fit, c.after(row, a.sql, b.sql)), typ: lang.Day}, nil
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

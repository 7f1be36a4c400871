package engine

import (
	"fmt"
	"strings"

	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/lang"
)

// value is a node over the row that an alias stands for.
func (c compiler) value(row string, n *lang.Node) (expr, error) {
	switch n.Kind {
	case lang.Number, lang.Literal, lang.Param:
		return c.constant(n), nil
	case lang.Name:
		return c.leaf(row, n)
	case lang.Part:
		return c.part(row, n)
	case lang.Arithmetic:
		return c.arithmetic(row, n)
	case lang.Call:
		return c.call(row, n)
	}
	return expr{}, noSQL("看不懂的一部分")
}

// values are those of two nodes.
func (c compiler) values(row string, a, b *lang.Node) (x, y expr, err error) {
	if x, err = c.value(row, a); err == nil {
		y, err = c.value(row, b)
	}
	return x, y, err
}

// constants lends the language the parameters, and nothing else.
type constants struct{ plan *templates.Plan }

func (s constants) Leaf(n *lang.Node) lang.Value {
	return lang.Value{Text: s.plan.Param(templates.ParamName(n.Text))}
}
func (s constants) Working(from, to string) (int, bool)            { return s.plan.Working(from, to) }
func (s constants) After(from string, n int) (out string, ok bool) { return s.plan.After(from, n) }

// constant is what does not depend on the row.
func (c compiler) constant(n *lang.Node) expr {
	v := n.Of(constants{c.plan})
	switch {
	case v.Number != nil:
		return ratio(v.Number)
	case v.Text == "" && n.Type == lang.Numeric && c.zero:
		return expr{sql: "0", typ: lang.Numeric}
	case v.Text == "":
		return expr{sql: "NULL", typ: n.Type}
	case n.Type == lang.Day:
		return expr{sql: literal(v.Text) + "::date", typ: lang.Day}
	}
	return expr{sql: literal(v.Text), typ: n.Type}
}

func (c compiler) leaf(row string, n *lang.Node) (expr, error) {
	path, ok := n.Ref.(templates.Path)
	if !ok || path.Up > 0 {
		return expr{}, noSQL("“%s”不是本行的栏目", n.Text)
	}
	sql, typ, err := c.path(row, path)
	if err != nil {
		return expr{}, err
	}
	switch {
	case n.Type == lang.Numeric && typ == "text":
		sql = fmt.Sprintf("CASE WHEN %s ~ '^-?[0-9]+([.][0-9]+)?$' THEN (%s)::numeric END", sql, sql)
	case n.Type == lang.Day && typ == "text":
		sql = fmt.Sprintf("CASE WHEN %s ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN (%s)::date END", sql, sql)
	case n.Type == lang.Text && typ == "date":
		sql = "to_char(" + sql + ", 'YYYY-MM-DD')"
	case n.Type == lang.Text && typ == "numeric":
		sql = "trim_scale(" + sql + ")::text"
	}
	if n.Type == lang.Numeric && c.zero {
		sql = "COALESCE(" + sql + ", 0)"
	}
	return expr{sql: sql, typ: n.Type}, nil
}

// path follows references from the row to a column, and what a list or option
// says of its value.
func (c compiler) path(row string, p templates.Path) (sql, typ string, err error) {
	end := p.Columns[len(p.Columns)-1]
	if p.Extra != "" && end.Dict == nil && end.Several() {
		said, typ := ofChoices(end, p.Extra)
		return c.follow(row, p.Columns, said), typ, nil
	}
	sql = c.follow(row, p.Columns, func(v string) string { return v })
	typ = sqlType(end)
	switch {
	case p.Extra == "":
		return sql, typ, nil
	case end.Dict != nil:
		x := c.alias()
		return fmt.Sprintf(`(SELECT NULLIF(%s."值", '') %s AND %s."名单" = %s AND %s."名称" = %s AND %s."栏目" = %s)`,
			x, c.beside(dictionaryTable, x, row), x, literal(end.Dict.Name), x, sql, x, literal(p.Extra)), "text", nil
	}
	return "NULLIF(" + says(sql, end.Group, p.Extra) + ", '')", "text", nil
}

// says is what the plan says of an option under a header; NULL of none of its.
func says(sql string, g *templates.OptionGroup, header string) string {
	var pairs []string
	for _, o := range g.Options {
		for _, name := range append([]string{o.Name}, o.Former...) {
			pairs = append(pairs, fmt.Sprintf("WHEN %s THEN %s", literal(name), literal(o.Attribute(header))))
		}
	}
	if len(pairs) == 0 {
		return "NULL::text"
	}
	return fmt.Sprintf("CASE %s %s END", sql, strings.Join(pairs, " "))
}

// ofChoices is what the plan says of several options: their scores added up, or a
// list in their order.
func ofChoices(c *templates.Column, header string) (said func(sql string) string, typ string) {
	each := says("w.v", c.Group, header)
	from := func(sql string) string {
		return fmt.Sprintf("FROM unnest(string_to_array(%s, %s)) WITH ORDINALITY w(v, at)", sql, literal(cell.ListSeparator))
	}
	if header == templates.ScoreHeader {
		return func(sql string) string {
			return fmt.Sprintf("(SELECT sum(NULLIF(%s, '')::numeric) %s)", each, from(sql))
		}, "numeric"
	}
	return func(sql string) string {
		return fmt.Sprintf("NULLIF((SELECT string_agg(%s, %s ORDER BY w.at) %s), '')", each, literal(cell.ListSeparator), from(sql))
	}, "text"
}

// follow leads from the row along references to what is said of a cell: of the row
// whose key or id a cell holds, the first of several.
func (c compiler) follow(row string, columns []*templates.Column, said func(sql string) string) string {
	col := columns[0]
	here := row + "." + ident(columnName(col))
	if len(columns) == 1 {
		return said(here)
	}
	x := c.alias()
	return fmt.Sprintf(`(SELECT %s %s AND (%s."_key" = %s OR %s."_id" = %s) ORDER BY %s."_ord" LIMIT 1)`,
		c.follow(x, columns[1:], said), c.beside(col.Target.Name, x, row), x, here, x, here, x)
}

func (c compiler) part(row string, n *lang.Node) (expr, error) {
	day, err := c.value(row, n.Args[0])
	if err != nil {
		return expr{}, err
	}
	if n.Type == lang.Numeric { // the year
		sql := "EXTRACT(YEAR FROM " + day.sql + ")::numeric"
		return expr{sql: sql, typ: lang.Numeric}, nil
	}
	sql := period(day.sql, n.Unit)
	if sql == "" {
		return expr{}, noSQL("时段“%s”", n.Unit)
	}
	return expr{sql: sql, typ: lang.Period}, nil
}

// period is a day's period, as cell.Period writes it.
func period(day, unit string) string {
	switch unit {
	case cell.Year:
		return "to_char(" + day + ", 'YYYY')"
	case cell.HalfYear:
		return fmt.Sprintf("to_char(%s, 'YYYY') || '-H' || ((EXTRACT(MONTH FROM %s)::int + 5) / 6)", day, day)
	case cell.Quarter:
		return fmt.Sprintf("to_char(%s, 'YYYY-') || EXTRACT(QUARTER FROM %s)::int", day, day)
	case cell.Month:
		return "to_char(" + day + ", 'YYYY-MM')"
	case cell.TenDays:
		return fmt.Sprintf("to_char(%s, 'YYYY-MM-') || LEAST(3, (EXTRACT(DAY FROM %s)::int + 9) / 10)", day, day)
	case cell.Week:
		return `to_char(` + day + `, 'IYYY"-W"IW')`
	case cell.DayUnit:
		return "to_char(" + day + ", 'YYYY-MM-DD')"
	}
	return ""
}

func (c compiler) arithmetic(row string, n *lang.Node) (expr, error) {
	a, b, err := c.values(row, n.Args[0], n.Args[1])
	if err != nil {
		return expr{}, err
	}
	if a.typ == lang.Numeric && b.typ == lang.Numeric {
		return numbers(a, n.Sign, b), nil
	}
	if a.typ == lang.Numeric {
		a, b = b, a
	}
	if a.typ != lang.Day {
		return expr{}, noSQL("“%s”的算法", n.Text)
	}
	if b.typ == lang.Day {
		return expr{sql: fmt.Sprintf("((%s) - (%s))::numeric", a.sql, b.sql), typ: lang.Numeric}, nil
	}
	if b = b.whole(); b.den != "" {
		return expr{}, noSQL("日期加减的天数")
	}
	moved := fmt.Sprintf("((%s) %c (%s)::int)", a.sql, n.Sign, b.sql)
	whole := fmt.Sprintf("abs(%s) < 1000000 AND (%s) = trunc(%s)", b.sql, b.sql, b.sql)
	return expr{sql: fmt.Sprintf("CASE WHEN %s THEN CASE WHEN EXTRACT(YEAR FROM %s) BETWEEN 1900 AND 2999 THEN %s END END", whole, moved, moved), typ: lang.Day}, nil
}

// numbers keeps divisions as fractions.
func numbers(a expr, sign byte, b expr) expr {
	out := expr{typ: lang.Numeric}
	p, q := one(a.den), one(b.den)
	plain := a.den == "" && b.den == ""
	switch sign {
	case '+', '-':
		if plain {
			out.sql = fmt.Sprintf("((%s) %c (%s))", a.sql, sign, b.sql)
			return out
		}
		out.sql, out.den = fmt.Sprintf("((%s) * (%s) %c (%s) * (%s))", a.sql, q, sign, b.sql, p), fmt.Sprintf("((%s) * (%s))", p, q)
	case '*':
		out.sql = fmt.Sprintf("((%s) * (%s))", a.sql, b.sql)
		if !plain {
			out.den = fmt.Sprintf("((%s) * (%s))", p, q)
		}
	default:
		out.sql, out.den = fmt.Sprintf("((%s) * (%s))", a.sql, q), fmt.Sprintf("((%s) * NULLIF(%s, 0))", p, b.sql)
	}
	return out
}

func (c compiler) call(row string, n *lang.Node) (expr, error) {
	switch n.Func {
	case lang.BlankAsZero:
		zeroed := c
		zeroed.zero = true
		return zeroed.value(row, n.Args[0])
	case lang.If:
		when, err := c.truth(row, n.Args[0])
		if err != nil {
			return expr{}, err
		}
		yes, no, err := c.values(row, n.Args[1], n.Args[2])
		if err != nil {
			return expr{}, err
		}
		if yes.typ != no.typ {
			if yes, no, err = alike(yes, no); err != nil {
				return expr{}, err
			}
		}
		out := expr{sql: fmt.Sprintf("CASE WHEN %s THEN %s ELSE %s END", when, yes.sql, no.sql), typ: yes.typ}
		if yes.den != "" || no.den != "" {
			out.den = fmt.Sprintf("CASE WHEN %s THEN %s ELSE %s END", when, one(yes.den), one(no.den))
		}
		return out, nil
	case lang.WorkingDays, lang.AfterDays:
		return c.workingDays(row, n)
	}
	if t, ok := n.Ref.(*templates.Total); ok {
		return c.total(row, t)
	}
	return expr{}, noSQL("函数“%s”", n.Func)
}

// total folds the rows below that count.
func (c compiler) total(row string, t *templates.Total) (expr, error) {
	x, target := c.alias(), t.By.Target
	key := asText(row, target.Key[0])
	from := fmt.Sprintf(`%s AND %s = ANY(string_to_array(%s.%s, %s)) AND %s."_counts" AND NOT %s."_repeat"`,
		c.beside(t.By.Ledger.Name, x, row), key, x, ident(columnName(t.By)), literal(cell.ListSeparator), x, x)
	wrap := func(sql string) string {
		return fmt.Sprintf("CASE WHEN %s IS NOT NULL THEN (SELECT %s %s) END", key, sql, from)
	}
	if t.Func == lang.Count {
		return c.zeroed(expr{sql: wrap("count(*)::numeric"), typ: lang.Numeric}), nil
	}
	col := x + "." + ident(columnName(t.Column))
	switch t.Func {
	case lang.Sum:
		return c.zeroed(expr{sql: wrap("COALESCE(sum(" + col + "), 0)"), typ: lang.Numeric}), nil
	case lang.Average:
		if c.zero {
			return expr{sql: "COALESCE(" + wrap("sum("+col+")") + ", 0)", den: "COALESCE(" + wrap("NULLIF(count("+col+"), 0)::numeric") + ", 1)", typ: lang.Numeric}, nil
		}
		return expr{sql: wrap("sum(" + col + ")"), den: wrap("NULLIF(count(" + col + "), 0)::numeric"), typ: lang.Numeric}, nil
	}
	fold := map[lang.Func]string{lang.Least: "min", lang.Most: "max"}[t.Func]
	typ := lang.Numeric
	if t.Column.Type == cell.Date {
		typ = lang.Day
	}
	return c.zeroed(expr{sql: wrap(fold + "(" + col + ")"), typ: typ}), nil
}

func (c compiler) zeroed(e expr) expr {
	if c.zero && e.typ == lang.Numeric {
		e.sql = "COALESCE(" + e.sql + ", 0)"
	}
	return e
}

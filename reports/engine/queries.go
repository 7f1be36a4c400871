package engine

import (
	"fmt"
	"strings"

	"taizhang/templates"
)

// Query is one query for figures.
type Query struct {
	SQL     string
	Figures []*templates.Figure // three columns a figure: the rows behind it, what is added up, how many cells that is
	values  *templates.Figure   // or the different values of this one
}

// Queries are those for all figures over rows of a plan; what has no SQL is put
// into noSQL.
func Queries(p *templates.Plan, s Scope, noSQL map[*templates.Figure]error) (out []Query) {
	for _, l := range p.Ledgers {
		one := Query{}
		var columns []string
		for _, f := range p.Figures {
			if f.Ledger != l || f.Op == templates.OpFormula {
				continue
			}
			c := newCompiler(p, s)
			rows, err := c.figureRows("t", f, s)
			if err != nil {
				noSQL[f] = err
				continue
			}
			from := fmt.Sprintf("FROM %s t WHERE %s", qualified(l.Name), s.where("t"))
			switch f.Op {
			case templates.OpCount, templates.OpLate:
				columns = append(columns, fmt.Sprintf("count(*) FILTER (WHERE %s), NULL::text, 0::bigint", rows))
			case templates.OpSum, templates.OpAverage:
				v := "t." + ident(columnName(f.Column))
				columns = append(columns, fmt.Sprintf("count(*) FILTER (WHERE %s), (sum(%s) FILTER (WHERE %s))::text, count(%s) FILTER (WHERE %s)", rows, v, rows, v, rows))
			case templates.OpDistinct:
				out = append(out, distinctQuery(f, from+" AND "+rows, s))
				continue
			default:
				v := asText("t", f.Column)
				fold := map[string]string{templates.OpMin: "min", templates.OpMax: "max"}[f.Op]
				if fold == "" || sqlType(f.Column) == "text" {
					out = append(out, differentQuery(f, from+" AND "+rows, s))
					continue
				}
				col := "t." + ident(columnName(f.Column))
				folded := strings.Replace(v, col, fmt.Sprintf("%s(%s) FILTER (WHERE %s)", fold, col, rows), 1)
				columns = append(columns, fmt.Sprintf("count(*) FILTER (WHERE %s), %s, count(%s) FILTER (WHERE %s)", rows, folded, col, rows))
			}
			one.Figures = append(one.Figures, f)
		}
		if len(columns) > 0 {
			one.SQL = fmt.Sprintf("SELECT %s FROM %s t WHERE %s", strings.Join(columns, ",\n  "), qualified(l.Name), s.where("t"))
			out = append(out, one)
		}
	}
	return out
}

// distinctQuery counts the different values of a figure: those that are written
// alike are taken together first, for there are fewer of them than rows.
func distinctQuery(f *templates.Figure, from string, s Scope) Query {
	columns := f.Columns()
	var values, stand, plain, key, filled []string
	for i, c := range columns {
		v, can := fmt.Sprintf("d.v%d", i), true
		values = append(values, asText("t", c)+fmt.Sprintf(" AS v%d", i))
		if s.all() {
			v, can = lifted(v, `d."_office"`, c)
		}
		if !can {
			return differentQuery(f, from, s)
		}
		stand = append(stand, fmt.Sprintf("%s AS v%d", v, i))
		plain = append(plain, fmt.Sprintf("%s AS p%d", plainly(fmt.Sprintf("e.v%d", i), c), i))
		k := same(fmt.Sprintf("g.v%d", i), fmt.Sprintf("g.p%d", i), c)
		if i < len(columns)-1 { // each part stands behind its length
			k = fmt.Sprintf("length(%[1]s)::text || ':' || (%[1]s)", k)
		}
		key = append(key, "("+k+")")
		filled = append(filled, fmt.Sprintf("d.v%d IS NOT NULL", i))
	}
	list := func(parts []string) string { return strings.Join(parts, ", ") }
	return Query{Figures: []*templates.Figure{f}, SQL: fmt.Sprintf(`SELECT COALESCE(sum(h.n), 0)::bigint, count(DISTINCT h.k)::text, 0::bigint FROM
  (SELECT g.n, CASE WHEN g.filled THEN %s END AS k FROM
  (SELECT e.*, %s FROM
  (SELECT d.n, %s AS filled, %s FROM
  (SELECT t."_office", %s, count(*) AS n %s GROUP BY %s) d) e) g) h`,
		strings.Join(key, " || "), list(plain), strings.Join(filled, " AND "), list(stand), list(values), from, groupBy(len(columns)+1))}
}

// groupBy names the first columns of a query.
func groupBy(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprint(i + 1)
	}
	return strings.Join(out, ", ")
}

// differentQuery asks for the different values of a figure, each with the place
// where it stands first, and how many rows hold it.
func differentQuery(f *templates.Figure, from string, s Scope) Query {
	columns := f.Columns()
	values, filled := make([]string, len(columns)), make([]string, len(columns))
	for i, c := range columns {
		values[i] = asText("t", c)
		filled[i] = "t." + ident(columnName(c)) + " IS NOT NULL"
	}
	picks, groups := "''", strings.Join(values, ", ")
	if s.all() { // what offices name for themselves is told apart
		picks, groups = `t."_office"`, `t."_office", `+groups
	}
	return Query{values: f, SQL: fmt.Sprintf(`SELECT min(t."_ord"), count(*), bool_and(%s), %s, %s %s GROUP BY %s ORDER BY %d, 1`, strings.Join(filled, " AND "), strings.Join(values, ", "), picks, from, groups, len(columns)+4)}
}

// asText is a column as canonical text.
func asText(row string, c *templates.Column) string {
	col := row + "." + ident(columnName(c))
	switch sqlType(c) {
	case "date":
		return "to_char(" + col + ", 'YYYY-MM-DD')"
	case "numeric":
		return "trim_scale(" + col + ")::text"
	}
	return col
}

package engine

import (
	"errors"
	"fmt"
	"math/big"
	"strings"

	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/lang"
)

// errNoSQL says that a formula or condition is computed here over fetched rows.
var errNoSQL = errors.New("没有对应的 SQL")

func noSQL(format string, args ...any) error {
	return fmt.Errorf("%w：%s", errNoSQL, fmt.Sprintf(format, args...))
}

// compiler writes conditions over rows as SQL. It keeps what the package lang
// says of a backend; eval.go there is the reference.
type compiler struct {
	plan *templates.Plan
	of   Scope // whose rows they are; of an office, every table is asked for that office alone
	zero bool  // blanks are nought, as 空作0 says
	n    *int  // aliases given
}

func newCompiler(p *templates.Plan, of Scope) compiler {
	return compiler{plan: p, of: of, n: new(int)}
}

// beside begins the rows of a table under alias x that are of the row's office. The
// office is named where it is known: so one partition is looked into, or one shard.
func (c compiler) beside(table, x, row string) string {
	same := fmt.Sprintf(`%s."_office" = %s."_office" AND %s."_campaign" = %s."_campaign"`, x, row, x, row)
	if !c.of.all() {
		same = c.of.where(x)
	}
	return fmt.Sprintf(`FROM %s %s WHERE %s`, qualified(table), x, same)
}

func (c compiler) alias() string {
	*c.n++
	return fmt.Sprintf("x%d", *c.n)
}

// expr is a value: of a number a fraction, so that no division rounds; of a day a
// date; of anything else a text. NULL is no value.
type expr struct {
	sql string
	den string // "" for 1
	typ lang.Type
}

// condition is a condition over the row that an alias stands for.
func (c compiler) condition(row string, when templates.Condition) (string, error) {
	if when.Empty() {
		return "true", nil
	}
	return c.truth(row, when.Tree)
}

func (c compiler) truth(row string, n *lang.Node) (string, error) {
	switch n.Kind {
	case lang.All, lang.Any:
		parts := make([]string, len(n.Args))
		for i, a := range n.Args {
			part, err := c.truth(row, a)
			if err != nil {
				return "", err
			}
			parts[i] = part
		}
		if len(parts) == 0 {
			return map[lang.Kind]string{lang.All: "true", lang.Any: "false"}[n.Kind], nil
		}
		return "(" + strings.Join(parts, map[lang.Kind]string{lang.All: " AND ", lang.Any: " OR "}[n.Kind]) + ")", nil
	case lang.Comparison:
		return c.compare(row, n)
	}
	return "", noSQL("这里不是条件")
}

func (c compiler) compare(row string, n *lang.Node) (string, error) {
	left := n.Args[0]
	x, err := c.value(row, left)
	if err != nil {
		return "", err
	}
	switch n.Op {
	case lang.Empty:
		return x.missing(), nil
	case lang.Filled:
		return "NOT (" + x.missing() + ")", nil
	}
	right := n.Args[1]
	if left.Type == lang.Text || right.Type == lang.Text && left.Type == lang.Whatever {
		return c.compareText(row, n.Op, left, right, x)
	}
	return c.compareOrdered(row, n, x)
}

// missing reports whether there is no value.
func (e expr) missing() string {
	if e.den != "" {
		return fmt.Sprintf("(%s) / NULLIF(%s, 0) IS NULL", e.sql, e.den)
	}
	return "(" + e.sql + ") IS NULL"
}

// compareText holds a text, or a list of choices, against words.
func (c compiler) compareText(row string, op lang.Op, left, right *lang.Node, x expr) (string, error) {
	words, err := c.words(row, op, left, right)
	if err != nil {
		return "", err
	}
	positive, not := op.Positive()
	list := fmt.Sprintf("string_to_array(%s, %s)", x.sql, literal(cell.ListSeparator))
	var out string
	switch positive {
	case lang.In:
		out = fmt.Sprintf("COALESCE(%s = ANY(%s) OR %s && %s, false)", x.sql, words.filled, list, words.filled)
	case lang.Contains:
		out = fmt.Sprintf("COALESCE(%s LIKE ANY(%s), false)", x.sql, words.patterns)
	case lang.Equal:
		out = fmt.Sprintf("(COALESCE(%s, '') = COALESCE(%s, '') OR COALESCE(%s <> '' AND %s = ANY(%s), false))", x.sql, words.first, words.first, words.first, list)
	default:
		return "false", nil // texts have no order
	}
	if not {
		out = "NOT (" + out + ")"
	}
	return out, nil
}

// wordList is the right side of a comparison of texts.
type wordList struct {
	filled   string // those that are not empty, as an array
	patterns string // of texts that hold one of them, as an array
	first    string // the first one, '' or NULL where there is none
}

func (c compiler) words(row string, op lang.Op, left, right *lang.Node) (wordList, error) {
	if list, constant := c.constants(op, left, right); constant {
		var filled, patterns []string
		for _, w := range list {
			if w != "" {
				filled, patterns = append(filled, literal(w)), append(patterns, literal("%"+likeEscaper.Replace(w)+"%"))
			}
		}
		array := func(list []string) string { return "ARRAY[" + strings.Join(list, ", ") + "]::text[]" }
		out := wordList{filled: array(filled), patterns: array(patterns), first: "''"}
		if len(list) > 0 {
			out.first = literal(list[0])
		}
		return out, nil
	}
	y, err := c.value(row, right)
	if err != nil {
		return wordList{}, err
	}
	array := split(y.text())
	escaped := fmt.Sprintf(`replace(replace(replace(%s, '\', '\\'), '%%', '\%%'), '_', '\_')`, y.text())
	return wordList{filled: "array_remove(COALESCE(" + array + ", ARRAY[]::text[]), '')", first: "(" + array + ")[1]",
		patterns: fmt.Sprintf(`array_remove(%s, '%%%%')`, split(fmt.Sprintf(`'%%' || replace(replace(%s, '|', %s), %s, %s) || '%%'`, escaped, separator, separator, literal("%"+cell.ListSeparator+"%"))))}, nil
}

var separator = literal(cell.ListSeparator)

// likeEscaper writes a text as a pattern for itself.
var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// text is the value as a canonical text.
func (e expr) text() string {
	if e.typ == lang.Day {
		return "to_char(" + e.sql + ", 'YYYY-MM-DD')"
	}
	return "(" + e.sql + ")::text"
}

// constants are the words that are known before the rows are.
func (c compiler) constants(op lang.Op, left, right *lang.Node) ([]string, bool) {
	switch right.Kind {
	case lang.Literal:
		return right.Words, true
	case lang.Param:
		return left.ParamWords(op, c.plan.Param(templates.ParamName(right.Text))), true
	}
	return nil, false
}

// compareOrdered holds numbers, days or periods against each other.
func (c compiler) compareOrdered(row string, n *lang.Node, x expr) (string, error) {
	left, right := n.Args[0], n.Args[1]
	op, not := n.Op.Positive()
	cells := n.Cells()
	list, constant := c.constants(op, left, right)
	if op == lang.In {
		if !constant {
			out, err := c.among(row, x, left, right)
			return guard(out, not, cells, x), err
		}
		any := []string{}
		for _, w := range list {
			if y, ok := c.wordAs(left, w); ok {
				any = append(any, c.against(x, y, lang.Equal))
			}
		}
		out := "(" + strings.Join(append(any, "false"), " OR ") + ")"
		return guard(out, not, cells, x), nil
	}
	y := expr{sql: "NULL", typ: x.typ}
	if constant {
		if len(list) > 0 {
			y, _ = c.wordAs(left, list[0])
		}
	} else {
		var err error
		if y, err = c.value(row, right); err != nil {
			return "", err
		}
	}
	return guard(c.against(x, y, op), not, cells, x, y), nil
}

// among reports whether a value is one of the words of another cell.
func (c compiler) among(row string, x expr, left, right *lang.Node) (string, error) {
	y, err := c.value(row, right)
	if err != nil || y.typ == lang.Numeric { // a number lists nothing
		return "false", err
	}
	if left.Type != lang.Numeric {
		return fmt.Sprintf("COALESCE(%s = ANY(array_remove(%s, '')), false)", x.text(), split(y.text())), nil
	}
	if x.den != "" {
		return "", noSQL("商和一栏里的几个数")
	}
	// Each word between marks of its own, so that those that are no number can be made nought.
	words := fmt.Sprintf("%s || replace(replace(%s, '|', %s), %s, %s) || %s", separator, y.text(), separator, separator, literal(cell.ListSeparator+cell.ListSeparator), separator)
	words = fmt.Sprintf("regexp_replace(%s, %s, %s, 'g')", words, literal(cell.ListSeparator+"(?![+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?"+cell.ListSeparator+")[^"+cell.ListSeparator+"]+"+cell.ListSeparator), literal(cell.ListSeparator+"0"+cell.ListSeparator))
	return fmt.Sprintf("COALESCE(%s = ANY(array_remove(string_to_array(%s, %s), '')::numeric[]), false)", x.sql, words, separator), nil
}

// split are the words of a cell: a list's stand apart by |, a ledger's by ；.
func split(text string) string {
	return fmt.Sprintf("string_to_array(replace(%s, '|', %s), %s)", text, separator, separator)
}

// guard makes a comparison hold of nothing while a side has no value, unless its
// sides are cells.
func guard(out string, not, cells bool, sides ...expr) string {
	if not {
		out = "NOT (" + out + ")"
	}
	if cells {
		return out
	}
	for _, s := range sides {
		out += " AND NOT (" + s.missing() + ")"
	}
	return "(" + out + ")"
}

// against compares two values; blanks are equal and have no order.
func (c compiler) against(x, y expr, op lang.Op) string {
	if (x.typ == lang.Numeric) != (y.typ == lang.Numeric) && y.sql != "NULL" && x.sql != "NULL" {
		if op == lang.Equal {
			return fmt.Sprintf("(%s AND %s)", x.missing(), y.missing())
		}
		return "false"
	}
	sign := map[lang.Op]string{lang.Equal: "=", lang.Less: "<", lang.AtMost: "<=", lang.Greater: ">", lang.AtLeast: ">="}[op]
	a, b := x.sql, y.sql
	if x.den != "" || y.den != "" {
		p, q := one(x.den), one(y.den)
		a = fmt.Sprintf("((%s) * (%s) - (%s) * (%s)) * sign(NULLIF((%s) * (%s), 0))", x.sql, q, y.sql, p, p, q)
		b = "0"
	}
	if sign == "=" {
		return fmt.Sprintf("(COALESCE((%s) = (%s), false) OR (%s AND %s))", a, b, x.missing(), y.missing())
	}
	if sign == "" {
		return "false"
	}
	return fmt.Sprintf("COALESCE((%s) %s (%s), false)", a, sign, b)
}

func one(den string) string {
	if den == "" {
		return "1"
	}
	return den
}

// wordAs is a canonical word as a value of what it is compared with; false for
// one that is none.
func (c compiler) wordAs(left *lang.Node, word string) (expr, bool) {
	null := expr{sql: "NULL", typ: left.Type}
	if word == "" {
		return null, false
	}
	switch left.Type {
	case lang.Numeric:
		r, ok := new(big.Rat).SetString(word)
		if !ok {
			return null, false
		}
		return ratio(r), true
	case lang.Day:
		if iso, ok := cell.ISODate(word); ok {
			return expr{sql: literal(iso) + "::date", typ: lang.Day}, true
		}
		return null, false
	}
	return expr{sql: literal(word), typ: left.Type}, true
}

func ratio(r *big.Rat) expr {
	e := expr{sql: r.Num().String() + "::numeric", typ: lang.Numeric}
	if !r.IsInt() {
		e.den = r.Denom().String() + "::numeric"
	}
	return e
}

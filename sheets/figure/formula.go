package figure

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"taizhang/templates"
	"taizhang/templates/cell"
)

// Places says where things lie in the workbook that formulas are written for.
// Ranges are absolute and cover the rows of the ledger, two at least: of a
// single cell Excel makes no array.
type Places interface {
	Column(c *templates.Column) string
	ID(l *templates.Ledger) string      // the column 行标识
	Pending(l *templates.Ledger) string // the column that says 是 of rows in conflict
	FirstRow() int
	Figure(f *templates.Figure) string // the cell of another figure's value
	Param(name string) string          // a cell that holds the parameter
}

// Limits beyond which formulas would make the workbook slow: a sheet with more
// rows, or a lookup with more comparisons, gets values.
const (
	maxRows  = 20_000
	maxPairs = 20_000_000
)

// What Excel takes.
const (
	maxFormula = 8000 // characters; 8192 with what Excel adds
	maxLiteral = 250  // characters of a text in a formula, 255 at most
	maxDigits  = 15   // of a number
)

// Formula is a figure as a workbook holds it: a live formula without the
// leading =, or the reason why only a value is written.
type Formula struct{ Text, Why string }

// only is the reason why something has no formula.
type only string

func (o only) Error() string { return string(o) }

// Formulas compiles figures to Excel formulas that give the same as Set. They
// use what Excel 2010, WPS and LibreOffice calculate alike, without array
// entry: SUMPRODUCT over products of 0 and 1, EXACT and FIND for text.
// COUNTIFS and the like are not exact: * is a wildcard to them, and text 1
// equals the number.
//
// Where the rows hold values on which the programs differ from the plan's
// meaning, the figure has a value only. The next merge looks again.
type Formulas struct {
	set   *Set
	at    Places
	facts map[*templates.Column]*facts
}

// NewFormulas prepares to write the set's figures into a workbook.
func NewFormulas(s *Set, at Places) *Formulas {
	return &Formulas{set: s, at: at, facts: map[*templates.Column]*facts{}}
}

// Figure compiles one figure.
func (w *Formulas) Figure(f *templates.Figure) Formula {
	text, err := w.figure(f)
	if err == nil && utf8.RuneCountInString(text) > maxFormula {
		err = only("公式太长")
	}
	if err != nil {
		return Formula{Why: err.Error()}
	}
	return Formula{Text: text}
}

func (w *Formulas) figure(f *templates.Figure) (string, error) {
	if v := w.set.Get(f).Value; v.Truncate(0).NumDigits()+f.Decimals > maxDigits {
		return "", only("超过 15 位，表格软件算不准")
	}
	switch f.Op {
	case templates.OpFormula:
		x, err := w.expr(f.Expr)
		return orDash(divided(f, x)), err
	case templates.OpList:
		return "", only("列表")
	case templates.OpLate:
		return w.late(f)
	}
	rows, err := w.rows(f)
	if err != nil {
		return "", err
	}
	switch f.Op {
	case templates.OpCount:
		return divided(f, "SUMPRODUCT("+product(rows)+")"), nil
	case templates.OpSum, templates.OpAverage:
		if err := w.regular(f.Column); err != nil {
			return "", err
		}
		// Rounded to the cells' own decimals, the sum of doubles is the exact one.
		x := w.at.Column(f.Column)
		sum := fmt.Sprintf("ROUND(SUMPRODUCT(%s,%s),%d)", product(rows), x, max(w.look(f.Column).decimals, f.Column.Decimals))
		if f.Op == templates.OpAverage {
			return orDash(divided(f, sum+"/SUMPRODUCT("+product(append(rows, filled(x)))+")")), nil
		}
		return divided(f, sum), nil
	case templates.OpDistinct:
		return w.distinct(f, rows)
	}
	return w.extreme(f, rows)
}

// rows are the factors, 1 or 0 for every row of the ledger, whose product says
// which rows the figure is made of.
func (w *Formulas) rows(f *templates.Figure) ([]string, error) {
	l := f.Ledger
	n := len(w.set.data.Rows(l))
	if n > maxRows {
		return nil, only(fmt.Sprintf("台账超过 %d 行，活公式会使表格很慢", maxRows))
	}
	var out []string
	if n < 2 {
		out = append(out, filled(w.at.ID(l))) // the range holds an empty row
	}
	out = append(out, "("+w.at.Pending(l)+`<>"是")`)
	if c := l.Role(templates.RoleRepeats); c != nil && !f.WithDups {
		out = append(out, empty(w.at.Column(c)))
	}
	if c := l.Role(templates.RoleWithdrawn); c != nil && !l.Looks(f.When) {
		out = append(out, empty(w.at.Column(c)))
	}
	if f.When.Empty() {
		return out, nil
	}
	for _, t := range f.When.Tree.Args {
		x, err := w.condition(t)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// distinct counts the first places of the values, one count for each place
// that occurs; place 0 stands for the rows left out.
func (w *Formulas) distinct(f *templates.Figure, rows []string) (string, error) {
	columns := f.Columns()
	if err := cmp.Or(w.comparable(columns...), w.oneSpelling(columns...)); err != nil {
		return "", err
	}
	several := 1
	var key []string
	for _, c := range columns {
		if len(columns) > 1 && w.look(c).bars {
			return "", only("“" + c.Name + "”里有竖线")
		}
		several *= max(1, len(w.look(c).values))
		rows = append(rows, filled(w.at.Column(c)))
		key = append(key, w.key(c)+`&"|"`)
	}
	n := len(w.set.data.Rows(f.Ledger))
	if n*min(n, several) > maxPairs {
		return "", only("不同的值太多，活公式会使表格很慢")
	}
	x, counted, keys := w.at.Column(f.Column), product(rows), strings.Join(key, "&")
	places := fmt.Sprintf("FREQUENCY(%s*MATCH(%s,%s,0),ROW(%s)-%d)", counted, keys, keys, x, w.at.FirstRow())
	return divided(f, fmt.Sprintf("SUMPRODUCT(1*(%s>0))-(SUMPRODUCT(%s)<ROWS(%s))", places, counted, x)), nil
}

// extreme pushes the rows left out beyond any value.
func (w *Formulas) extreme(f *templates.Figure, rows []string) (string, error) {
	c := f.Column
	if !c.Numeric() && c.Type != cell.Date {
		return "", only("文字的先后，各表格软件排法不同")
	}
	if err := w.regular(c); err != nil {
		return "", err
	}
	x := w.at.Column(c)
	counted := product(append(rows, "ISNUMBER("+x+")"))
	pick, sign := "MIN", "+"
	if f.Op == templates.OpMax {
		pick, sign = "MAX", "-"
	}
	best := fmt.Sprintf("SUMPRODUCT(%s(%s*%s%s(1-%s)*1E+15))", pick, counted, x, sign, counted)
	if c.Numeric() {
		best = divided(f, best)
	}
	return fmt.Sprintf(`IF(SUMPRODUCT(%s)=0,"—",%s)`, counted, best), nil
}

func divided(f *templates.Figure, x string) string {
	if f.Divisor == "" {
		return x
	}
	return "(" + x + ")/" + f.Divisor
}

// orDash gives what has no value the sign that stands for it in print.
func orDash(x string) string { return "IFERROR(" + x + `,"—")` }

func product(factors []string) string {
	if len(factors) == 1 {
		return "1*" + factors[0]
	}
	return strings.Join(factors, "*")
}

package figure

import (
	"slices"
	"strings"
	"unicode/utf8"

	"taizhang/templates/cell"

	"github.com/shopspring/decimal"
	"golang.org/x/text/width"

	"taizhang/templates"
)

// facts is what the rows of a ledger hold in one column, as far as it decides
// how the column can be compared.
type facts struct {
	values   []string // the different ones that are not empty
	decimals int      // at most, of the numbers
	// irregular says why the cells of a number or date column are not all
	// numbers in a workbook; "" if they are.
	irregular only
	lists     bool // some value holds several choices
	bars      bool // some value holds a |
	wild      bool // some value holds what MATCH takes as a wildcard
}

// regular refuses number and date columns with cells that are none.
func (w *Formulas) regular(columns ...*templates.Column) error {
	for _, c := range columns {
		if v := w.look(c); v.irregular != "" {
			return v.irregular
		}
	}
	return nil
}

func (w *Formulas) look(c *templates.Column) *facts {
	if v := w.facts[c]; v != nil {
		return v
	}
	v := &facts{}
	w.facts[c] = v
	seen := map[string]bool{"": true}
	for _, r := range w.set.data.Rows(c.Ledger) {
		s := r.Value(c)
		if seen[s] {
			continue
		}
		seen[s] = true
		v.values = append(v.values, s)
		v.lists = v.lists || strings.Contains(s, cell.ListSeparator)
		v.bars = v.bars || strings.Contains(s, "|")
		v.wild = v.wild || strings.ContainsAny(s, "*?~")
		switch {
		case c.Type == cell.Date:
			if !isDay(s) {
				v.irregular = only("“" + c.Name + "”里有不是日期的内容")
			}
		case c.Numeric():
			d, err := decimal.NewFromString(s)
			if err != nil || d.NumDigits() > maxDigits {
				v.irregular = only("“" + c.Name + "”里有不是数字或超过 15 位的内容")
				continue
			}
			v.decimals = max(v.decimals, int(-d.Exponent()))
		}
	}
	return v
}

// isDay reports whether a date is the same day in every program; Excel counts
// a 29 February 1900.
func isDay(s string) bool {
	iso, ok := cell.ISODate(s)
	return ok && iso == s && s >= "1900-03-01"
}

// textual columns hold text cells.
func textual(c *templates.Column) bool { return !c.Numeric() && c.Type != cell.Date }

// listy columns hold, or may hold, several choices joined in a cell.
func (w *Formulas) listy(c *templates.Column) bool {
	return c.Several() || w.look(c).lists
}

// comparable refuses columns whose values MATCH does not tell apart: it is
// blind to case, some programs to full width, and takes 255 characters.
func (w *Formulas) comparable(columns ...*templates.Column) error {
	spelt := map[string]string{}
	for _, c := range columns {
		v := w.look(c)
		if v.irregular != "" {
			return v.irregular
		}
		for _, s := range v.values {
			if utf8.RuneCountInString(s) > maxLiteral {
				return only("“" + c.Name + "”里有超过 250 字的内容")
			}
			folded := strings.ToUpper(strings.ToLower(width.Fold.String(s)))
			if other, ok := spelt[folded]; ok && other != s {
				return only("“" + c.Name + "”里有只差大小写或全半角的内容")
			}
			spelt[folded] = s
		}
	}
	return nil
}

// oneSpelling refuses columns where one and the same code is spelt in several
// ways: only the plan counts it once.
func (w *Formulas) oneSpelling(columns ...*templates.Column) error {
	for _, c := range columns {
		seen := map[string]bool{}
		for _, s := range w.look(c).values {
			same := c.Same(s)
			if seen[same] {
				return only("“" + c.Name + "”里同一个编号有不同写法")
			}
			seen[same] = true
		}
	}
	return nil
}

// key is a column as text that MATCH compares literally.
func (w *Formulas) key(c *templates.Column) string {
	x := w.at.Column(c)
	if !w.look(c).wild && !slices.Contains([]cell.Type{cell.Text, cell.LongText}, c.Type) {
		return x
	}
	for _, p := range [][2]string{{"~", "～"}, {"*", "＊"}, {"?", "？"}} {
		x = `SUBSTITUTE(` + x + `,"` + p[0] + `","` + p[1] + `")`
	}
	return x
}

package figure

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/lang"
)

// The small pieces that formulas are made of. Each is safe as a factor of a
// product.

func empty(x string) string  { return "(LEN(" + x + ")=0)" }
func filled(x string) string { return "(LEN(" + x + ")>0)" }
func not(x string) string    { return "(1-" + x + ")" }

func or(all []string) string {
	switch len(all) {
	case 0:
		return "0"
	case 1:
		return all[0]
	}
	return "((" + strings.Join(all, "+") + ")>0)"
}

// anyOf asks whether a test holds of one of the words; the empty word and one
// that cannot be tested for are left out.
func anyOf(words []string, test func(string) string) string {
	var all []string
	for _, s := range words {
		if s == "" {
			continue
		}
		if x := test(s); x != "" {
			all = append(all, x)
		}
	}
	return or(all)
}

// compare orders a number column; what is no number compares with nothing.
func compare(x string, op lang.Op, y string) string {
	return "ISNUMBER(" + x + ")*(" + x + op.Excel() + y + ")"
}

// constant is a word as a number or day of a formula; "" if it is none.
func constant(c *templates.Column, word string) string {
	if c.Type == cell.Date {
		if t, err := time.Parse(time.DateOnly, word); err == nil && isDay(word) {
			return t.Format("DATE(2006,1,2)")
		}
		return ""
	}
	if d, err := decimal.NewFromString(word); err == nil && cell.IsNumber(word) && d.NumDigits() <= maxDigits {
		return d.String()
	}
	return ""
}

// canonical reports whether a cell of the column could hold just this text.
func canonical(c *templates.Column, word string) bool {
	if c.Type == cell.Date {
		return true
	}
	d, err := decimal.NewFromString(word)
	return err == nil && d.String() == word
}

// quote writes a text of a formula, in pieces where it is long.
func quote(s string) string {
	r := []rune(s)
	if len(r) <= maxLiteral {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return "(" + quote(string(r[:maxLiteral])) + "&" + strings.Trim(quote(string(r[maxLiteral:])), "()") + ")"
}

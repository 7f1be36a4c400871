package figure

import (
	"strings"

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

// quote writes a text of a formula, in pieces where it is long.
func quote(s string) string {
	r := []rune(s)
	if len(r) <= maxLiteral {
		return lang.ExcelText(s)
	}
	return "(" + quote(string(r[:maxLiteral])) + "&" + strings.Trim(quote(string(r[maxLiteral:])), "()") + ")"
}

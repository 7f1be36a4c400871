package engine

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"taizhang/templates"
	"taizhang/templates/cell"
)

// plainly is a value of a column as its key is made of: letters narrow and small,
// where people spell it as they like. Most codes are of letters that are so but for
// their case, and Chinese characters.
func plainly(v string, c *templates.Column) string {
	if !c.Spelt() {
		return v
	}
	return fmt.Sprintf(`CASE WHEN %[1]s ~ '^[ -~\u4e00-\u9fff]*$' THEN translate(%[1]s, %[2]s, %[3]s) ELSE translate(%[1]s, %[4]s, %[5]s) END`,
		v, literal(latinUpper), literal(strings.ToLower(latinUpper)), literal(anyLetter), literal(itsPlain))
}

// same is what two values of a column have in common if they are one and the same,
// as cell.Spec.Same says.
func same(v, plain string, c *templates.Column) string {
	if !c.Spelt() {
		return v
	}
	key := fmt.Sprintf(`regexp_replace(%s, %s, '\1' || chr(1), 'g')`, plain, literal("([0-9])"+separatorMarks+"+(?=[0-9])"))
	key = fmt.Sprintf(`regexp_replace(%s, %s, '', 'g')`, key, literal(separatorMarks+"+"))
	key = fmt.Sprintf(`replace(regexp_replace(%s, '(^|[^0-9])0+(?=[0-9])', '\1', 'g'), chr(1), '-')`, key)
	return fmt.Sprintf(`CASE WHEN %s ~ '^[0-9]+[.][0-9]+$' THEN trim_scale((%s)::numeric)::text ELSE COALESCE(NULLIF(%s, ''), %s) END`, plain, plain, key, v)
}

const latinUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// separatorMarks are the separators that are left once letters are narrow.
var separatorMarks = func() string {
	var b strings.Builder
	for _, r := range cell.Separators {
		if width.Narrow.String(string(r)) == string(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return "[" + b.String() + "]"
}()

// anyLetter are the letters that are wide or of upper case, itsPlain what they are
// otherwise.
var anyLetter, itsPlain = func() (from, to string) {
	for r := rune(1); r < 1<<16; r++ {
		if s := strings.ToLower(width.Narrow.String(string(r))); s != string(r) && !unicode.Is(unicode.Cs, r) {
			from, to = from+string(r), to+s
		}
	}
	return from, to
}()

// lifted is a value of a column, not NULL, as it stands beside those of other
// offices; false where that has no SQL.
func lifted(sql, office string, c *templates.Column) (string, bool) {
	switch c.Lifted(true) {
	case templates.LiftedUnit:
		return office, true
	case templates.LiftedID, templates.LiftedName:
		return fmt.Sprintf("%s || %s || %s", office, literal(templates.LowerSeparator), sql), !c.Several()
	}
	return sql, true
}

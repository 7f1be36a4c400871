package carry

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"taizhang/sheets"
	"taizhang/templates"
)

// number gives a ledger's carried rows new numbers in the manner of the old: one
// after the other, below the new number of the row above. Numbers that the program
// gives, and keys of several columns, are not numbers of this kind.
func (c *carrier) number(l *templates.Ledger) {
	c.numbers[l] = map[string]string{}
	if len(l.Key) != 1 || l.Key[0].FilledBySystem() || l.Key[0].Target != nil || l.Key[0].Dict != nil {
		for _, r := range c.rows[l] {
			c.numbers[l][r.Key()] = r.Key()
		}
		return
	}
	next := map[string]int{}
	for _, r := range c.rows[l] {
		old := r.Key()
		oldUp, newUp := c.above(r)
		prefix, width := "", 0
		if tail, found := strings.CutPrefix(old, oldUp); found && tail != "" {
			prefix, width = split(tail)
			prefix = newUp + prefix
		} else {
			prefix, width = split(old)
		}
		next[prefix]++
		c.numbers[l][old] = prefix + fmt.Sprintf("%0*d", width, next[prefix])
	}
}

// above is the old and the new number of the row above a row.
func (c *carrier) above(r *sheets.Row) (old, now string) {
	up := r.Ledger.Role(templates.RoleAbove)
	if up == nil || up.Target == nil {
		return "", ""
	}
	old = r.Value(up)
	return old, c.numbers[up.Target][old]
}

// split takes the running number off a key: what stands before it, and how many
// digits it is written with if zeros fill it up.
func split(key string) (prefix string, width int) {
	prefix = strings.TrimRightFunc(key, unicode.IsDigit)
	if digits := key[len(prefix):]; strings.HasPrefix(digits, "0") {
		width = len(digits)
	}
	return prefix, width
}

// order is the place of a carried row below the row above it.
func (c *carrier) order(r *sheets.Row) string {
	up, n := r.Ledger.Role(templates.RoleAbove), 0
	for _, other := range c.rows[r.Ledger] {
		if up == nil || other.Value(up) == r.Value(up) {
			n++
		}
		if other == r {
			break
		}
	}
	return strconv.Itoa(n)
}

package book

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// address is the beginning of a column's cells, ` r="AB`.
type address string

// addresses are those of the first columns, made once.
func addresses(n int) []address {
	out := make([]address, n)
	for i := range out {
		out[i] = address(`<c r="` + Column(i+1))
	}
	return out
}

// appendCell appends a cell as the sheet's part has it. digits is its row.
func appendCell(b []byte, at address, digits []byte, c Cell) ([]byte, error) {
	b = append(append(b, at...), digits...)
	if c.Style > 0 {
		b = strconv.AppendInt(append(b, `" s="`...), int64(c.Style), 10)
	}
	if c.Formula != "" && len(c.Formula) <= MaxFormula { // of a longer one the value stands
		return appendFormula(b, c)
	}
	switch v := c.Value.(type) {
	case nil:
		return append(b, `"/>`...), nil
	case string:
		return appendText(b, v), nil
	case int:
		b = strconv.AppendInt(append(b, `"><v>`...), int64(v), 10)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return b, fmt.Errorf("%v 不是数", v)
		}
		b = strconv.AppendFloat(append(b, `"><v>`...), v, 'f', -1, 64)
	default:
		return b, fmt.Errorf("单元格里写不了 %T", v)
	}
	return append(b, `</v></c>`...), nil
}

// appendText appends the rest of a cell that holds a text; an empty one is an
// empty cell.
func appendText(b []byte, text string) []byte {
	if text == "" {
		return append(b, `"/>`...)
	}
	if text[0] <= ' ' || text[len(text)-1] <= ' ' {
		b = append(b, `" t="inlineStr"><is><t xml:space="preserve">`...)
	} else {
		b = append(b, `" t="inlineStr"><is><t>`...)
	}
	return append(appendEscaped(b, fit(text)), `</t></is></c>`...)
}

// appendFormula appends the rest of a cell with a formula and its value now.
func appendFormula(b []byte, c Cell) ([]byte, error) {
	text, isText := c.Value.(string)
	if isText {
		b = append(b, `" t="str`...)
	}
	b = append(appendEscaped(append(b, `"><f>`...), strings.TrimPrefix(c.Formula, "=")), `</f>`...)
	switch v := c.Value.(type) {
	case nil:
	case string:
		b = append(appendEscaped(append(b, `<v>`...), fit(text)), `</v>`...)
	case int:
		b = append(strconv.AppendInt(append(b, `<v>`...), int64(v), 10), `</v>`...)
	case float64:
		b = append(strconv.AppendFloat(append(b, `<v>`...), v, 'f', -1, 64), `</v>`...)
	default:
		return b, fmt.Errorf("单元格里写不了 %T", v)
	}
	return append(b, `</c>`...), nil
}

// appendEscaped appends a text as XML, and as the format, write it: characters
// that XML cannot hold as _x0001_, and what looks like one of these so that it is
// none.
func appendEscaped(b []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 || r == 0xFFFE || r == 0xFFFF {
				b = append(append(b, s[from:i]...), "\uFFFD"...)
				from = i + n
			}
			i += n
			continue
		}
		if !special[c] {
			i++
			continue
		}
		with := ""
		switch {
		case c == '<':
			with = "&lt;"
		case c == '>':
			with = "&gt;"
		case c == '&':
			with = "&amp;"
		case c == '_':
			if looksEscaped(s[i:]) {
				with = "_x005F_"
			}
		default:
			with = fmt.Sprintf("_x%04X_", c)
		}
		if with != "" {
			b = append(append(b, s[from:i]...), with...)
			from = i + 1
		}
		i++
	}
	return append(b, s[from:]...)
}

// special are the characters that need a second look.
var special = func() (t [utf8.RuneSelf]bool) {
	for c := range byte(' ') {
		t[c] = c != '\n' && c != '\t'
	}
	for _, c := range "<>&_" {
		t[c] = true
	}
	return t
}()

func looksEscaped(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(s[2:6], 16, 16)
	return err == nil
}

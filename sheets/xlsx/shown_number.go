package xlsx

import (
	"strings"

	"github.com/shopspring/decimal"
)

// number shows a number; false for what the pieces do not say plainly.
func (p picture) number(d decimal.Decimal) (string, bool) {
	d = fifteen(d)
	sign := ""
	if d.Sign() < 0 {
		sign, d = "-", d.Neg()
	}
	var whole, fraction []int // the pieces that are digits
	grouped, at, behind := false, -1, false
	for i, x := range p.pieces {
		switch x.kind {
		case general:
			return p.general(sign, d)
		case percent:
			d = d.Shift(2)
		case point, splitSec:
			if behind {
				return "", false
			}
			behind = true
		case digit:
			at = i
			if behind {
				fraction = append(fraction, i)
			} else {
				whole = append(whole, i)
			}
		}
	}
	places := len(fraction)
	for i, x := range p.pieces {
		switch {
		case x.kind == splitSec:
			places += len(x.text)
			at = max(at, i)
		case x.kind == comma && i < at:
			grouped = true
		case x.kind == comma:
			d = d.Shift(-3)
		case x.kind == literal && x.text == "/" && len(whole) > 0:
			return "", false // a fraction
		}
	}
	digits, decimals, _ := strings.Cut(d.StringFixed(int32(places)), ".")
	text := p.lay(digits, decimals, whole, grouped)
	return strings.TrimSpace(sign + text), true
}

// general shows a number by a format that leaves its form open.
func (p picture) general(sign string, d decimal.Decimal) (string, bool) {
	var b strings.Builder
	b.WriteString(sign)
	for _, x := range p.pieces {
		switch x.kind {
		case literal:
			b.WriteString(x.text)
		case general:
			b.WriteString(spoken(d.String(), p.numeral))
		default:
			return "", false
		}
	}
	return strings.TrimSpace(b.String()), true
}

// lay puts the digits of a number where its format wants them: from the right,
// the first place taking all that is left.
func (p picture) lay(digits, decimals string, whole []int, grouped bool) string {
	if digits == "0" {
		digits = ""
	}
	at := map[int]string{}
	for n := len(whole) - 1; n >= 0; n-- {
		i := whole[n]
		last, done := max(0, len(digits)-1), len(digits) == 0
		switch {
		case !done && n == 0:
			at[i], digits = digits, ""
		case !done:
			at[i], digits = digits[last:], digits[:last]
		case p.pieces[i].text == "0":
			at[i] = "0"
		}
	}
	var b strings.Builder
	for i, x := range p.pieces {
		switch x.kind {
		case literal:
			b.WriteString(x.text)
		case percent:
			b.WriteString("%")
		case point:
			b.WriteString(".")
		case splitSec:
			b.WriteString("." + numerals(decimals[:len(x.text)], p.numeral))
			decimals = decimals[len(x.text):]
		case digit:
			if s, isWhole := at[i]; isWhole || contains(whole, i) {
				b.WriteString(numerals(s, p.numeral))
				continue
			}
			// An optional place is empty where nothing but noughts follow.
			if x.text == "0" || strings.Trim(decimals, "0") != "" {
				b.WriteString(numerals(decimals[:1], p.numeral))
			}
			decimals = decimals[1:]
		}
	}
	if grouped {
		return thousands(b.String())
	}
	return b.String()
}

func contains(list []int, n int) bool {
	for _, x := range list {
		if x == n {
			return true
		}
	}
	return false
}

// thousands parts the first run of digits.
func thousands(s string) string {
	from := strings.IndexAny(s, "0123456789")
	if from < 0 {
		return s
	}
	to := from
	for to < len(s) && isDigit(s[to]) {
		to++
	}
	var b strings.Builder
	for i := from; i < to; i++ {
		if i > from && (to-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(s[i])
	}
	return s[:from] + b.String() + s[to:]
}

// fifteen undoes the noise of binary fractions: Excel shows 15 digits at most.
func fifteen(d decimal.Decimal) decimal.Decimal {
	return d.Round(15 - int32(d.NumDigits()) - d.Exponent())
}

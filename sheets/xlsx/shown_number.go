package xlsx

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// number shows a number; false for what the pieces do not say plainly.
func (p picture) number(d decimal.Decimal) (string, bool) {
	d = FifteenDigits(d)
	sign := ""
	if d.Sign() < 0 {
		sign, d = "-", d.Neg()
	}
	for _, x := range p.pieces {
		switch x.kind {
		case general:
			return p.general(sign, d)
		case percent:
			d = d.Shift(2)
		}
	}
	f, ok := p.frame()
	if !ok {
		return "", false
	}
	digits, decimals, _ := strings.Cut(d.Shift(-3*f.thousands).StringFixed(f.decimals), ".")
	return strings.TrimSpace(sign + p.lay(digits, decimals, f.whole, f.grouped)), true
}

// frame is what a format says about a number before its digits are known.
type frame struct {
	whole     []int // the pieces that are digits before the point
	decimals  int32
	grouped   bool
	thousands int32 // by how many the number is divided
}

// frame is false where there are two points, or a fraction.
func (p picture) frame() (f frame, ok bool) {
	behind, last := false, -1
	for i, x := range p.pieces {
		switch x.kind {
		case point, splitSec:
			if behind {
				return f, false
			}
			behind, f.decimals, last = true, f.decimals+int32(len(x.text)), i
		case digit:
			last = i
			if behind {
				f.decimals++
			} else {
				f.whole = append(f.whole, i)
			}
		}
	}
	for i, x := range p.pieces {
		switch {
		case x.kind == comma && i < last:
			f.grouped = true
		case x.kind == comma:
			f.thousands++
		case x.kind == literal && x.text == "/" && len(f.whole) > 0:
			return f, false
		}
	}
	return f, true
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

// lay puts the digits of a number where its format wants them.
func (p picture) lay(digits, decimals string, whole []int, grouped bool) string {
	at := p.places(digits, whole)
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
			if slices.Contains(whole, i) {
				b.WriteString(numerals(at[i], p.numeral))
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

// places gives the digits before the point to their places: from the right, the
// first taking all that is left.
func (p picture) places(digits string, whole []int) map[int]string {
	if digits == "0" {
		digits = ""
	}
	at := map[int]string{}
	for n := len(whole) - 1; n >= 0; n-- {
		last := max(0, len(digits)-1)
		switch {
		case digits != "" && n == 0:
			at[whole[n]], digits = digits, ""
		case digits != "":
			at[whole[n]], digits = digits[last:], digits[:last]
		case p.pieces[whole[n]].text == "0":
			at[whole[n]] = "0"
		}
	}
	return at
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

// FifteenDigits undoes the noise of binary fractions: a workbook keeps 17 digits
// of what a person typed, and is shown, with at most 15.
func FifteenDigits(d decimal.Decimal) decimal.Decimal {
	return d.Round(15 - int32(d.NumDigits()) - d.Exponent())
}

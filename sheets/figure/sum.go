package figure

import "github.com/shopspring/decimal"

// adder adds up numbers exactly. Those of few digits, which nearly all are, become
// no objects.
type adder struct {
	long  decimal.Decimal
	short [maxShort]int64 // by how many digits stand behind the point
	added int
}

// maxShort digits make a short number; so many of them stay far within 64 bits.
const maxShort, maxAdded = 12, 1_000_000

// add adds a number; false if the text is none.
func (a *adder) add(text string) bool {
	if n, behind, short := shortNumber(text); short {
		a.short[behind] += n
		if a.added++; a.added == maxAdded {
			*a = adder{long: a.total()}
		}
		return true
	}
	d, err := decimal.NewFromString(text)
	if err == nil {
		a.long = a.long.Add(d)
	}
	return err == nil
}

func (a *adder) total() decimal.Decimal {
	out := a.long
	for behind, n := range a.short {
		out = out.Add(decimal.New(n, -int32(behind)))
	}
	return out
}

// shortNumber reads a number of few digits, and how many of them stand behind the
// point; false of all other texts.
func shortNumber(s string) (n int64, behind int, short bool) {
	negative := len(s) > 1 && s[0] == '-'
	if negative {
		s = s[1:]
	}
	if s == "" || len(s) > maxShort || s[0] == '.' {
		return 0, 0, false
	}
	point := len(s)
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			n = n*10 + int64(c-'0')
		case c == '.' && point == len(s):
			point = i
		default:
			return 0, 0, false
		}
	}
	if negative {
		n = -n
	}
	return n, max(0, len(s)-point-1), true
}

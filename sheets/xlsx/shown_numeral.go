package xlsx

import "strings"

// The digits of DBNum1, DBNum2 and DBNum3, and what stands behind them by their
// place.
var (
	numeralDigits = [4][]rune{nil, []rune("〇一二三四五六七八九"), []rune("零壹贰叁肆伍陆柒捌玖"), []rune("０１２３４５６７８９")}
	numeralPlaces = [4][]string{nil, {"", "十", "百", "千"}, {"", "拾", "佰", "仟"}, {"", "十", "百", "千"}}
	numeralBlocks = []string{"", "万", "亿", "万亿", "亿亿"}
)

// numerals writes digits one by one in a kind of numerals; 0 is the ordinary one.
func numerals(s string, kind int) string {
	if kind == 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return numeralDigits[kind][r-'0']
		}
		return r
	}, s)
}

// spoken writes a number as it is said: 一百〇五. What stands behind a point is
// said digit by digit.
func spoken(s string, kind int) string {
	whole, fraction, pointed := strings.Cut(s, ".")
	if kind == 0 || len(whole) > 4*len(numeralBlocks) {
		return s
	}
	text := spokenWhole(whole, kind)
	if pointed {
		text += "." + numerals(fraction, kind)
	}
	return text
}

func spokenWhole(digits string, kind int) string {
	zero := string(numeralDigits[kind][0])
	if strings.Trim(digits, "0") == "" {
		return zero
	}
	var b strings.Builder
	gap, filled := false, false // noughts to be said; something in the block of four
	for i, c := range digits {
		place := len(digits) - 1 - i
		switch {
		case c == '0':
			gap = b.Len() > 0
		default:
			if gap {
				b.WriteString(zero)
			}
			gap, filled = false, true
			b.WriteString(numerals(string(c), kind) + numeralPlaces[kind][place%4])
		}
		if place%4 == 0 && filled {
			b.WriteString(numeralBlocks[place/4])
			filled = false
		}
	}
	return b.String()
}

// ordinal is a month, day, hour and so on: 十二, not 一十二.
func ordinal(s string, kind int) string {
	if kind == 3 || kind == 0 {
		return numerals(s, kind)
	}
	text := spokenWhole(s, kind)
	if kind == 1 {
		if rest, found := strings.CutPrefix(text, "一十"); found {
			return "十" + rest
		}
	}
	return text
}

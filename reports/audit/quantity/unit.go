package quantity

import "github.com/shopspring/decimal"

// unit is a spelling of a unit of measure that is converted, in its base.
type unit struct {
	spelling, base string
	factor         decimal.Decimal
}

func times(spelling, base string, factor int64) unit {
	return unit{spelling, base, decimal.NewFromInt(factor)}
}

// units are those with several spellings or multiples; the longest first. Any
// other word of measure is a word.
var units = []unit{
	times("个百分点", "百分点", 1), times("百分点", "百分点", 1),
	times("平方公里", "㎡", 1e6), times("平方千米", "㎡", 1e6), times("平方米", "㎡", 1), times("立方米", "m³", 1),
	times("平米", "㎡", 1), times("公顷", "㎡", 1e4), times("㎡", "㎡", 1), times("km²", "㎡", 1e6), times("km2", "㎡", 1e6), times("㎢", "㎡", 1e6),
	times("m²", "㎡", 1), times("m2", "㎡", 1), times("ha", "㎡", 1e4), times("m³", "m³", 1), times("m3", "m³", 1), times("㎥", "m³", 1),
	times("公里", "米", 1000), times("千米", "米", 1000), times("㎞", "米", 1000), times("km", "米", 1000), times("米", "米", 1), times("m", "米", 1),
	times("公斤", "千克", 1), times("千克", "千克", 1), times("kg", "千克", 1), times("吨", "千克", 1000), times("亩", "亩", 1),
}

var hundredth, thousandth = decimal.New(1, -2), decimal.New(1, -3)

// unit reads a unit behind a number.
func (s *scanner) unit(i int) (u unit, end int, ok bool) {
	for _, u := range units {
		if end, ok := s.spells(i, u.spelling); ok && !(isLatin(rune(u.spelling[len(u.spelling)-1])) && end < len(s.in) && isLatin(s.in[end].r) && s.in[end].gap == 0) {
			return u, end, true
		}
	}
	return u, i, false
}

// spells says whether the letters from i on are a word, in either case.
func (s *scanner) spells(i int, word string) (end int, ok bool) {
	end = i
	for _, r := range word {
		if end >= len(s.in) || s.in[end].gap.closed() || lower(s.in[end].r) != r {
			return i, false
		}
		end++
	}
	return end, true
}

func lower(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}

package notice

import (
	"strconv"
	"strings"
)

// placeWord prints the place of the innermost loop's turn in its order.
const placeWord = "名次"

// number prints the running number of the innermost loop, or a named count that
// goes on over several loops. 是序 prints 一是, 二是 … where there is more than
// one item, and nothing where there is one.
func (c *compiler) number(it item, word, name string, f *frame) value {
	if f.ledger() == nil {
		c.fault(it, "{{"+it.token.expr+"}} 不在循环里", "序号只能写在 {{每行}} 或 {{每组}} 和它的 {{完}} 之间。")
		return unknown(it.token.expr)
	}
	if word == placeWord && (name != "" || len(f.loop.order) == 0) {
		c.fault(it, "{{名次}} 没有先后可依", "请写成 {{名次}}，并在循环的开头用“；按 -栏目”或“；按 -组内:指标”写明怎么排。")
	}
	if word == "是序" && name != "" {
		c.fault(it, "{{是序}} 后面不能写名称", "请写成 {{是序}}。")
	}
	return func(e *eval, s *scope) []fill {
		n := s.n
		if word == placeWord {
			n = s.place
		}
		if name != "" {
			n = e.count(s, name)
		}
		text := strconv.Itoa(n)
		switch {
		case word == "序一":
			text = Chinese(n)
		case word == "是序" && s.of < 2:
			return nil
		case word == "是序":
			text = Chinese(n) + "是"
		}
		return []fill{{text: text, code: "序"}}
	}
}

// count is the number of this turn, or of a turn around it, in a named count.
func (e *eval) count(s *scope, name string) int {
	for at := s; at != nil; at = at.outer {
		if n := at.numbers[name]; n > 0 {
			return n
		}
	}
	if s.numbers == nil {
		s.numbers = map[string]int{}
	}
	e.counts[name]++
	s.numbers[name] = e.counts[name]
	return e.counts[name]
}

// Chinese writes a number as 一, 十二, 一百零三.
func Chinese(n int) string {
	if n < 0 || n > 9999 {
		return strconv.Itoa(n)
	}
	digit := []string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	unit := []string{"", "十", "百", "千"}
	text := strconv.Itoa(n)
	var b strings.Builder
	gap := false
	for i, r := range text {
		d := int(r - '0')
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteString("零")
			gap = false
		}
		b.WriteString(digit[d] + unit[len(text)-1-i])
	}
	if n == 0 {
		return "零"
	}
	if n >= 10 && n < 20 {
		return strings.TrimPrefix(b.String(), "一")
	}
	return b.String()
}

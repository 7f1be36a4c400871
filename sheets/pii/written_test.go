package pii

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// digitsOf draws n digits.
func digitsOf(t *rapid.T, label string, n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + rapid.IntRange(0, 9).Draw(t, label)))
	}
	return b.String()
}

// someone draws a number of a person and its kind; its digits are made up.
func someone(t *rapid.T) (kind, n string) {
	region := rapid.SampledFrom([]string{"110105", "120116", "310101", "440305", "510104", "652201"}).Draw(t, "region")
	born := fmt.Sprintf("%04d%02d%02d", rapid.IntRange(1940, 2005).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
	seq := digitsOf(t, "seq", 3)
	right := region + born + seq
	right += string(checkDigit(right + "0"))
	switch rapid.SampledFrom([]string{"mobile", "mobile", "id", "wrong", "old", "card"}).Draw(t, "kind") {
	case "mobile":
		return Mobile, "1" + string(byte('0'+rapid.IntRange(3, 9).Draw(t, "second"))) + digitsOf(t, "rest", 9)
	case "id":
		return IdentityCard, right
	case "wrong":
		last := byte('0' + rapid.IntRange(0, 9).Draw(t, "last"))
		if last == right[17] {
			last = '0' + (last-'0'+1)%10
		}
		return IdentityCard, right[:17] + string(last)
	case "old":
		return IdentityCard, region + fmt.Sprint(rapid.IntRange(20, 85).Draw(t, "year")) + born[4:] + seq
	}
	n = "622" + digitsOf(t, "rest", rapid.SampledFrom([]int{12, 15}).Draw(t, "length"))
	for d := byte('0'); d <= '9'; d++ {
		if luhn(n+string(d)) && (len(n) == 15 || !luhn(n[:16])) {
			return BankCard, n + string(d)
		}
	}
	t.Skip("a card within a card")
	return "", ""
}

// scripts write the digits of a number.
var scripts = map[string]string{
	"plain": "0123456789", "wide": "０１２３４５６７８９", "arabic": "٠١٢٣٤٥٦٧٨٩", "persian": "۰۱۲۳۴۵۶۷۸۹", "deva": "०१२३४५६७८९",
	"bold": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "mono": "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿", "circled": "⓪①②③④⑤⑥⑦⑧⑨", "black": "⓿❶❷❸❹❺❻❼❽❾", "chinese": "〇一二三四五六七八九", "formal": "零壹贰叁肆伍陆柒捌玖", "spoken": "零幺两三四五六七八九",
}

func isSigns(script string) bool {
	return strings.Contains("circled black chinese formal spoken", script)
}

func inScript(n, script string) []string {
	rs := []rune(scripts[script])
	var out []string
	for _, c := range n {
		if c == 'X' {
			out = append(out, "X")
		} else {
			out = append(out, string(rs[c-'0']))
		}
	}
	return out
}

// usualCuts are where people part numbers of a length.
var usualCuts = map[int][]int{11: {3, 7}, 18: {6, 14}, 15: {6, 12}, 16: {4, 8, 12}, 19: {4, 8, 12, 16}}

var (
	plainGaps = []string{" ", "  ", "-", "—", "–", "　", "\u00a0", "\t", "\u200b", "\u202e", "\u2066", "\u00ad", "\ufe0f", " - ", "\u200b-\u200b"}
	otherGaps = []string{".", "．", "·", "•", "/", "／", "_", "|", ":", "：", "、", "，", ",", "\n", "\r\n", "\u2028", "~", "+", "*", "'", "）", "\\"}
)

// inForm draws a way to write a number.
func inForm(t *rapid.T, n string) string {
	script := rapid.SampledFrom([]string{"plain", "plain", "plain", "wide", "arabic", "persian", "deva", "bold", "mono", "circled", "black", "chinese", "formal", "spoken"}).Draw(t, "script")
	ds := inScript(n, script)
	gaps := append(append([]string{}, plainGaps...), otherGaps...)
	if isSigns(script) {
		gaps = plainGaps
	}
	cut := map[int]string{}
	switch rapid.IntRange(0, 3).Draw(t, "form") {
	case 1: // usual groups, the same between
		gap := rapid.SampledFrom(gaps).Draw(t, "gap")
		for _, at := range usualCuts[len(n)] {
			cut[at] = gap
		}
	case 2: // usual groups, anything between
		for _, at := range usualCuts[len(n)] {
			cut[at] = rapid.SampledFrom(gaps).Draw(t, "gap")
		}
	case 3: // digit by digit
		gap := rapid.SampledFrom(gaps).Draw(t, "gap")
		for at := 1; at < len(n); at++ {
			cut[at] = gap
		}
	}
	var b strings.Builder
	for i, d := range ds {
		b.WriteString(cut[i] + d)
	}
	return b.String()
}

// beside are what stands next to a number.
var (
	before = []string{"", "电话", "李某", "2021-11-19 ", "2021年11月19日 ", "022-25890000 ", "25890000-", "022-25890000，", "面积138.12㎡，", "（", "12.5亩；", "X ", "〔2021〕13号\n", "Tel:", "tel", "+86 ", "0086-", "13812345678 ", "13912345678、", "5栋2门1203室 "}
	after  = []string{"", "号", "（张三）", " 2021-11-19", "，022-25890000", "；面积3.5㎡", "\n", "。", " 13912345678", "、13812345678", "/B", "转2"}
)

// However a number is written and whatever stands beside it, it is found, as
// what it is and where it stands.
func TestAnyNumberAnyhow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind, n := someone(t)
		if kind == Mobile && year(n[3:7]) && year(n[7:]) {
			t.Skip("138-1998-2021 may be anything")
		}
		w := inForm(t, n)
		lead, tail := rapid.SampledFrom(before).Draw(t, "before"), rapid.SampledFrom(after).Draw(t, "after")
		text := lead + w + tail
		found := false
		for _, h := range Find(text, nil) {
			found = found || h.Kind == kind && h.Start <= len(lead) && h.End >= len(lead)+len(w)
		}
		if !found {
			t.Fatalf("%s %q in %q: %v", kind, n, text, Find(text, nil))
		}
		if left := Find(Mask(text, nil), nil); len(left) > 0 {
			t.Fatalf("%q: %q still holds a number", text, Mask(text, nil))
		}
	})
}

// nobody draws a number that identifies no person.
func nobody(t *rapid.T) string {
	n := func(from, to int) int { return rapid.IntRange(from, to).Draw(t, "n") }
	switch n(0, 19) {
	case 0:
		return fmt.Sprintf("%d.%02d㎡", n(1, 199999), n(0, 99))
	case 1:
		return fmt.Sprintf("%d-%02d-%02d", n(1990, 2030), n(1, 12), n(1, 28))
	case 2:
		return fmt.Sprintf("%d.%d.%d", n(1990, 2030), n(1, 12), n(1, 28))
	case 3:
		return fmt.Sprintf("%d年%d月%d日", n(1990, 2030), n(1, 12), n(1, 28))
	case 4:
		return fmt.Sprintf("津塘办发〔%d〕%d号", n(1990, 2030), n(1, 99999))
	case 5:
		return credit(t)
	case 6:
		return fmt.Sprintf("SQ%02d-T%02d-%04d", n(1, 30), n(1, 15), n(1, 9999))
	case 7:
		return fmt.Sprintf("%d,%03d,%03d.%02d元", n(1, 999), n(0, 999), n(0, 999), n(0, 99))
	case 8:
		return fmt.Sprintf("%d元", n(1, 1<<40))
	case 9:
		return "0." + digitsOf(t, "decimal", n(1, 20))
	case 10:
		return fmt.Sprintf("%d.%s%%", n(1, 99), digitsOf(t, "decimal", n(1, 17)))
	case 11:
		return "022-" + fmt.Sprint(n(20000000, 89999999))
	case 12:
		return fmt.Sprintf("%d-%d年", n(1949, 2000), n(2001, 2030))
	case 13:
		return fmt.Sprintf("%d-%d-%d0%d", n(1, 99), n(1, 9), n(1, 30), n(1, 9))
	case 14:
		return fmt.Sprintf("%d:%02d", n(0, 23), n(0, 59))
	case 15:
		return fmt.Sprintf("%s%d", rapid.SampledFrom([]string{"ISO", "IO", "lol", "Oil ", "IP", "No.", "O2O模式", "BIOS"}).Draw(t, "word"), n(1, 99999999))
	case 16:
		return fmt.Sprintf("①%d处②%d处③%d户", n(1, 99999), n(1, 99999), n(1, 99999))
	case 17:
		return fmt.Sprintf("一是%d处，二是%d㎡", n(1, 9999999), n(1, 9999999))
	case 18:
		return fmt.Sprintf("第%s条第%d款", rapid.SampledFrom([]string{"一", "三", "八", "二十一"}).Draw(t, "of"), n(1, 20))
	}
	return fmt.Sprint(n(0, 99999))
}

// credit draws a 统一社会信用代码.
func credit(t *rapid.T) string {
	signs := rapid.SampledFrom([]string{"0123456789", "0123456789ABCDEFGHJKLMNPQRTUWXY"}).Draw(t, "signs")
	body := rapid.SampledFrom([]string{"91", "92", "93", "12", "11", "51", "52"}).Draw(t, "kind") + "120116"
	for range 9 {
		body += string(signs[rapid.IntRange(0, len(signs)-1).Draw(t, "sign")])
	}
	const all = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	sum, weight := 0, 1
	for _, c := range body {
		sum, weight = sum+strings.IndexRune(all, c)*weight, weight*3%31
	}
	return body + string(all[(31-sum%31)%31])
}

// Amounts, areas, dates, numbers of documents and rows, credit codes, decimals
// and landlines accuse nobody, alone or in a sentence.
func TestNobodyIsAccused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		for range rapid.IntRange(1, 4).Draw(t, "count") {
			text.WriteString(nobody(t) + rapid.SampledFrom([]string{"，", "；", "、", "\n", "。", "共", "处 "}).Draw(t, "between"))
		}
		if hits := Find(text.String(), nil); len(hits) > 0 {
			t.Fatalf("%q: %v %q", text.String(), hits, text.String()[hits[0].Start:hits[0].End])
		}
	})
}

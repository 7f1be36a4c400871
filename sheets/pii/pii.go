// Package pii finds numbers that identify a person: identity cards, mobile
// phones, bank cards. A hit never carries the number itself.
package pii

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/width"
)

// Hit is one number found: what it is and where it stands in the text, in
// bytes.
type Hit struct {
	Kind       string // 身份证号 手机号 银行卡号
	Start, End int
}

var digits = regexp.MustCompile(`[0-9][0-9 -]{9,22}[0-9Xx]`)

// Find lists the numbers in a text; those in allowed (an office's own phone)
// are passed over. Full-width digits are seen too.
func Find(text string, allowed []string) []Hit {
	var out []Hit
	narrow, from := narrowed(text)
	for _, at := range digits.FindAllStringIndex(narrow, -1) {
		number := strings.Map(func(r rune) rune {
			if r == ' ' || r == '-' {
				return -1
			}
			return r
		}, narrow[at[0]:at[1]])
		if kind := classify(number); kind != "" && !slices.Contains(allowed, number) {
			out = append(out, Hit{Kind: kind, Start: from[at[0]], End: from[at[1]]})
		}
	}
	return out
}

// narrowed is the text in half width, and where each of its bytes stood.
func narrowed(text string) (string, []int) {
	var b strings.Builder
	from := make([]int, 0, len(text)+1)
	for i, r := range text {
		n, _ := b.WriteString(width.Narrow.String(string(r)))
		for range n {
			from = append(from, i)
		}
	}
	return b.String(), append(from, len(text))
}

func classify(n string) string {
	switch {
	case len(n) == 18 && identityCard(n):
		return "身份证号"
	case len(n) == 11 && n[0] == '1' && n[1] >= '3' && n[1] <= '9':
		return "手机号"
	case len(n) >= 16 && len(n) <= 19 && !strings.ContainsAny(n, "Xx") && luhn(n):
		return "银行卡号"
	}
	return ""
}

// identityCard checks the birthday and the check digit of GB 11643.
func identityCard(n string) bool {
	if _, err := time.Parse("20060102", n[6:14]); err != nil {
		return false
	}
	weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		if n[i] < '0' || n[i] > '9' {
			return false
		}
		sum += int(n[i]-'0') * w
	}
	return "10X98765432"[sum%11] == strings.ToUpper(n)[17]
}

func luhn(n string) bool {
	sum := 0
	for i := range n {
		d := int(n[len(n)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

package notice

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/width"

	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// longNumber is a run of digits, perhaps grouped by single blanks or hyphens,
// perhaps ending in the X of an identity number.
var longNumber = regexp.MustCompile(`\d(?:[ -]?\d){9,22}[Xx]?`)

// numbers reports identity, mobile and bank card numbers in the text. In the
// public variant they always block; a rule of the plan gives the words.
func (d *draft) numbers(rule *templates.Rule) {
	if d.told {
		return
	}
	d.told = true
	severity := finding.Error
	if !d.in.Public {
		severity = finding.Warning
	}
	for i, p := range d.text {
		text := width.Narrow.String(p.Text)
		for _, at := range longNumber.FindAllStringIndex(text, -1) {
			raw := text[at[0]:at[1]]
			kind := numberKind(raw)
			if kind == "" || d.allowed[onlyDigits(raw)] || inWord(text, at[0], at[1]) {
				continue
			}
			masked := cell.Mask(raw)
			message := fmt.Sprintf("有像%s的数字“%s”。", kind, masked)
			code, fix := "R-111", "请删去或改写；对外公开的号码写在方案“参数”表里。"
			if rule != nil {
				code, fix = rule.Code, rule.Fix
				message = phrase(d.in.Plan, rule.Message, "值", masked)
			}
			d.find(severity, code, i, message, fix)
		}
	}
}

// numberKind says what a long number is, "" for nothing that identifies a
// person.
func numberKind(s string) string {
	n := onlyDigits(s)
	switch {
	case len(n) == 18 && identity(n):
		return "身份证号"
	case strings.ContainsAny(s, "Xx"):
		return ""
	case len(n) == 11 && n[0] == '1' && n[1] >= '3':
		return "手机号"
	case len(n) == 13 && strings.HasPrefix(n, "861") && n[3] >= '3':
		return "手机号"
	case len(n) >= 16 && len(n) <= 19 && luhn(n):
		return "银行卡号"
	}
	return ""
}

// identity checks an 18-digit identity number: a real day of birth and the
// check digit of GB 11643.
func identity(n string) bool {
	if _, err := time.Parse("20060102", n[6:14]); err != nil {
		return false
	}
	sum, weight := 0, 1
	for i := 16; i >= 0; i-- {
		if n[i] < '0' || n[i] > '9' {
			return false
		}
		weight = weight * 2 % 11
		sum += int(n[i]-'0') * weight
	}
	return "10X98765432"[sum%11] == n[17]
}

// luhn checks the last digit of a bank card number.
func luhn(n string) bool {
	sum := 0
	for i := range len(n) {
		d := int(n[len(n)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0 && strings.Trim(n, n[:1]) != ""
}

// onlyDigits drops what groups a number.
func onlyDigits(s string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(s))
}

// inWord says whether a number is part of a longer word of letters and digits,
// such as a credit code.
func inWord(text string, from, to int) bool {
	letter := func(c byte) bool { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }
	return from > 0 && letter(text[from-1]) || to < len(text) && letter(text[to])
}

// allowedNumbers are those that stand in the plan's parameters, which are the
// office's own.
func (e *eval) allowedNumbers() map[string]bool {
	out := map[string]bool{}
	for _, p := range e.in.Plan.Params {
		for _, s := range longNumber.FindAllString(width.Narrow.String(p.Value), -1) {
			out[onlyDigits(s)] = true
		}
	}
	return out
}

package cell

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
	"golang.org/x/text/width"
)

// mostWritten is how long a number may be that somebody wrote; what is longer was filled
// down, or is meant to keep a computer busy.
const mostWritten = 60

// tooLong: written out, the number would fill lines.
func tooLong(d decimal.Decimal) bool {
	return d.Exponent() > 50 || d.Exponent() < -400 || d.NumDigits() > 400
}

var errLong = errors.New("cell: a number of very many digits")

// stored reads a number as it stands in a file.
func stored(text string) (decimal.Decimal, error) {
	if len(text) > 1000 {
		return decimal.Zero, errLong
	}
	return decimal.NewFromString(text)
}

func (s *Spec) number(d decimal.Decimal, original string) (string, *Issue) {
	if !d.Equal(d.Round(int32(s.Decimals))) {
		what := fmt.Sprintf("最多保留 %d 位小数", s.Decimals)
		if s.Decimals == 0 {
			what = "应是整数"
		}
		return "", s.fail(CodeType, fmt.Sprintf("%s，现在是 %s", what, s.Show(d.String())), "请核对后改正，不要四舍五入凑数。")
	}
	v := d.String()
	if original != "" && original != v && original != d.StringFixed(int32(s.Decimals)) {
		return v, s.noteIf(original, v)
	}
	return v, nil
}

var numberText = regexp.MustCompile(`^([-+]?[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)(.*)$`)

var thousands = regexp.MustCompile(`^[-+]?[0-9]{1,3}(,[0-9]{3})*(\.[0-9]+)?$`)

func (s *Spec) parseNumber(text string) (string, *Issue) {
	narrow := strings.TrimSpace(width.Narrow.String(strings.ReplaceAll(text, "，", ",")))
	if plain := strings.TrimLeft(narrow, "¥"); plain != narrow {
		if !s.measuredIn("元") {
			return "", s.noNumber(CodeType, text, s.onlyDigits())
		}
		narrow = strings.TrimSpace(plain)
	}
	m := numberText.FindStringSubmatch(narrow)
	if m == nil || strings.Contains(m[1], ",") && !thousands.MatchString(m[1]) {
		return "", s.noNumber(numberCode(text), text, fuzzyFix)
	}
	if tail := strings.TrimSpace(m[2]); tail != "" && !s.measuredIn(tail) {
		if code := numberCode(text); code == CodeFuzzy {
			return "", s.noNumber(code, text, fuzzyFix)
		}
		return "", s.noNumber(CodeType, text, s.onlyDigits())
	}
	if len(m[1]) > mostWritten {
		return "", s.fail(CodeType, fmt.Sprintf("的数有 %d 位，不会有这么长的数", len(m[1])), "请核对是不是重复粘贴了，填准确的数。")
	}
	d, err := decimal.NewFromString(strings.ReplaceAll(m[1], ",", ""))
	if err != nil {
		return "", s.noNumber(CodeType, text, fuzzyFix)
	}
	return s.number(d, text)
}

// ReadNumber reads a number without a unit, with or without thousands separators.
func ReadNumber(text string) (decimal.Decimal, bool) {
	narrow := strings.TrimSpace(width.Narrow.String(strings.ReplaceAll(text, "，", ",")))
	m := numberText.FindStringSubmatch(narrow)
	if m == nil || m[2] != "" || len(m[1]) > mostWritten || strings.Contains(m[1], ",") && !thousands.MatchString(m[1]) {
		return decimal.Zero, false
	}
	d, err := decimal.NewFromString(strings.ReplaceAll(m[1], ",", ""))
	return d, err == nil && !tooLong(d)
}

func (s *Spec) noNumber(code, text, fix string) *Issue {
	return s.fail(code, fmt.Sprintf("应填数字，现在是“%s”", s.Show(text)), fix)
}

func (s *Spec) onlyDigits() string {
	if s.Measure == "" {
		return "请只填数字。"
	}
	return "请只填数字，单位是" + s.Measure + "。"
}

const fuzzyFix = "请填准确的数；概数、文字说明请写到备注栏。"

// numberCode tells a number that is only known roughly from what is none.
func numberCode(s string) string {
	for _, word := range []string{"近", "约", "余", "多", "几", "左右", "以上", "以下", "不足", "大概"} {
		if strings.Contains(s, word) {
			return CodeFuzzy
		}
	}
	return CodeType
}

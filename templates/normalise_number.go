package templates

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
	"golang.org/x/text/width"

	"taizhang/sheets/xlsx"
)

func (c *Column) readNumber(cell xlsx.Cell) (string, *Issue) {
	d, err := decimal.NewFromString(cell.Text)
	if err != nil || cell.Kind == xlsx.Bool || tooLong(d) {
		return "", c.fail(CodeType, fmt.Sprintf("应填数字，现在是“%s”", c.show(cell.Text)), "请只填数字"+c.inUnits()+"。")
	}
	if cell.Percent && c.Measure == "%" {
		d = d.Shift(2)
	}
	return c.number(fifteenDigits(d), "")
}

// tooLong: written out, the number would fill lines.
func tooLong(d decimal.Decimal) bool {
	return d.Exponent() > 50 || d.Exponent() < -400 || d.NumDigits() > 400
}

// fifteenDigits undoes the noise of binary fractions: a workbook keeps 17
// digits of what a person typed with at most 15.
func fifteenDigits(d decimal.Decimal) decimal.Decimal {
	digits := int32(d.NumDigits())
	return d.Round(15 - digits - d.Exponent())
}

func (c *Column) number(d decimal.Decimal, original string) (string, *Issue) {
	if !d.Equal(d.Round(int32(c.Decimals))) {
		what := fmt.Sprintf("最多保留 %d 位小数", c.Decimals)
		if c.Decimals == 0 {
			what = "应是整数"
		}
		return "", c.fail(CodeType, fmt.Sprintf("%s，现在是 %s", what, c.show(d.String())), "请核对后改正，不要四舍五入凑数。")
	}
	v := d.String()
	if original != "" && original != v && original != d.StringFixed(int32(c.Decimals)) {
		return v, c.note(original, v)
	}
	return v, nil
}

var numberText = regexp.MustCompile(`^([-+]?[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)(.*)$`)

var thousands = regexp.MustCompile(`^[-+]?[0-9]{1,3}(,[0-9]{3})*(\.[0-9]+)?$`)

// units of measure that may follow a number. 万 is not among them: it would
// change the value.
var units = []string{"㎡", "m2", "m²", "平方米", "平米", "处", "元", "户", "个", "项", "次", "人", "条", "件", "%", "％", "天"}

func (c *Column) parseNumber(s string) (string, *Issue) {
	narrow := strings.TrimSpace(width.Narrow.String(strings.NewReplacer("，", ",", "￥", "", "¥", "").Replace(s)))
	m := numberText.FindStringSubmatch(narrow)
	if m == nil || strings.Contains(m[1], ",") && !thousands.MatchString(m[1]) {
		return "", c.fail(numberCode(s), fmt.Sprintf("应填数字，现在是“%s”", c.show(s)), fuzzyFix)
	}
	if tail := strings.TrimSpace(m[2]); tail != "" && !slices.Contains(units, tail) {
		fix := fmt.Sprintf("请只填数字%s。", c.inUnits())
		if numberCode(s) == CodeFuzzy {
			fix = fuzzyFix
		}
		return "", c.fail(numberCode(s), fmt.Sprintf("应填数字，现在是“%s”", c.show(s)), fix)
	}
	d, err := decimal.NewFromString(strings.ReplaceAll(m[1], ",", ""))
	if err != nil {
		return "", c.fail(CodeType, fmt.Sprintf("应填数字，现在是“%s”", c.show(s)), fuzzyFix)
	}
	return c.number(d, s)
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

func (c *Column) inUnits() string {
	if c.Measure == "" {
		return ""
	}
	return "，单位是" + c.Measure
}

package cell

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"taizhang/sheets/xlsx"
	"taizhang/templates/finding"
)

// Read turns a workbook's cell into the canonical value. A cell it cannot read
// gives "" and an error; nothing is guessed, and no problem reads as empty.
func (s *Spec) Read(x xlsx.Cell, date1904 bool) (string, *Issue) {
	switch {
	case x.Formula:
	case s.Type == Date:
		if day, usual := usualDay(x, date1904); usual {
			return day, nil
		}
	case (s.Type == Decimal || s.Type == Integer) && s.usualNumber(x):
		return x.Text, nil
	}
	return s.readInFull(x, date1904)
}

func (s *Spec) readInFull(x xlsx.Cell, date1904 bool) (string, *Issue) {
	switch {
	case s.Type == Formula:
		return "", nil // computed from the row, whatever stands there
	case x.Formula && picture(x.Text):
		return "", s.fail(CodeFormula, "是放在单元格里的图片，读不出文字", "请把图片存成文件（可放进佐证文件夹），单元格里写文字或文件名。")
	case x.Formula && !x.Cached:
		return "", s.fail(CodeFormula, "是公式，但文件里没有它的计算结果", "请用 Excel 或 WPS 打开、保存一次再报，或直接填写数值。")
	case x.Kind == xlsx.Error:
		return "", s.fail(CodeFormula, fmt.Sprintf("是错误值 %s", x.Text), "请改正公式，或直接填写正确的内容。")
	case x.Kind == xlsx.Empty:
		return "", nil
	case x.Kind == xlsx.Text:
		return s.ParseText(x.Text)
	}
	switch s.Type {
	case Date:
		return s.readSerial(x, date1904)
	case Integer, Decimal:
		return s.readNumber(x, date1904)
	}
	return s.readAsText(x, date1904)
}

// picture: WPS puts pictures into cells by a function of its own.
func picture(text string) bool {
	return strings.HasPrefix(strings.TrimPrefix(text, "="), "DISPIMG(")
}

// Plain is a cell of a sheet that no column describes: its text, a date as a
// canonical one.
func Plain(x xlsx.Cell, date1904 bool) string {
	if x.Kind == xlsx.Date {
		if t, err := x.Time(date1904); err == nil {
			return t.Format(time.DateOnly)
		}
	}
	return x.Text
}

func (s *Spec) readSerial(x xlsx.Cell, date1904 bool) (string, *Issue) {
	// A number in a date column is a serial whose format was lost, or a date
	// typed as 20210806.
	bare := x.Kind == xlsx.Number
	if bare {
		if iso, ok := ISODate(x.Text); ok {
			return iso, s.noteIf(x.Text, iso)
		}
		x.Kind = xlsx.Date
	}
	t, err := x.Time(date1904)
	if err != nil || x.Kind != xlsx.Date {
		return "", s.fail(CodeType, fmt.Sprintf("不是能认出的日期：%s", s.Show(x.Text)), "请写成 2021-08-06 的样子。")
	}
	iso := t.Format(time.DateOnly)
	if t.Year() < 1950 || t.Year() > 2100 { // a small number in a cell that is formatted as a date
		return "", s.fail(CodeType, fmt.Sprintf("不是能认出的日期：%s（表上显示为 %s）", s.Show(x.Text), s.Show(iso)), "请核对年份，写成 2021-08-06 的样子；确是这一天的，请把单元格设为“文本”格式再填写。")
	}
	if bare {
		return iso, s.noteIf(x.Text, iso)
	}
	return iso, s.noteIf(strings.TrimSpace(iso+" "+Clock(t)), iso)
}

// Clock is the time of day that a date column has no room for; "" at midnight.
func Clock(t time.Time) string {
	switch {
	case t.Second() > 0:
		return t.Format(time.TimeOnly)
	case t.Hour() > 0 || t.Minute() > 0:
		return t.Format("15:04")
	}
	return ""
}

func (s *Spec) readNumber(x xlsx.Cell, date1904 bool) (string, *Issue) {
	if x.Kind == xlsx.Date {
		return "", s.fail(CodeType, "应填数字，现在是日期", "请把单元格格式改成“常规”，再填数字。")
	}
	d, err := stored(x.Text)
	if err != nil || x.Kind == xlsx.Bool || tooLong(d) {
		return "", s.noNumber(CodeType, x.Text, s.onlyDigits())
	}
	if x.Percent {
		if !s.measuredIn("%") {
			return "", s.fail(CodeType, fmt.Sprintf("显示为百分数“%s”", s.Show(d.Shift(2).String()+"%")), "请把单元格格式改成“常规”，再填数字。"+s.onlyDigits())
		}
		d = d.Shift(2)
	}
	if shown, unit := s.shownUnit(x, date1904); unit {
		return "", s.fail(CodeType, fmt.Sprintf("的单元格显示为“%s”，单位不是本栏的", s.Show(shown)), "请把单元格格式改成“常规”，再填数字。"+s.onlyDigits())
	}
	return s.number(xlsx.FifteenDigits(d), "")
}

// readAsText takes a number or a date in a column of texts as Excel shows it: a
// person typed 3-2 or 8:30, and Excel made a date or a time of it.
func (s *Spec) readAsText(x xlsx.Cell, date1904 bool) (string, *Issue) {
	shown, known := x.Shown(date1904)
	switch x.Kind {
	case xlsx.Bool:
		return s.ParseText(map[bool]string{true: Yes, false: No}[x.Text == "TRUE"])
	case xlsx.Date:
		if !known {
			t, err := x.Time(date1904)
			if err != nil {
				return "", s.fail(CodeType, "是认不出的日期", "请改成文字填写。")
			}
			shown = t.Format(time.DateOnly)
		}
		return s.asShown(shown, finding.Warning, "是日期或时间格式", "如果要填的是编号、门牌一类的文字，请把单元格设为“文本”格式，再重新填写；填的就是日期、时间的，不用改。")
	}
	d, err := stored(x.Text)
	if err != nil || tooLong(d) {
		return "", s.fail(CodeType, "是认不出的数", "请改成文字填写。")
	}
	if d.NumDigits() > 15 || d.Exponent() > 0 && d.NumDigits()+int(d.Exponent()) > 15 {
		return "", s.fail(CodeDigits, "超过 15 位的号码按数字填写，末尾几位已经丢失", "请把单元格设为“文本”格式，重新完整填写。")
	}
	if known && !sameNumber(shown) {
		return s.asShown(shown, finding.Info, "设了数字格式", "不用改；下次请把单元格设为“文本”格式再填写。")
	}
	return s.ParseText(xlsx.FifteenDigits(d).String())
}

// sameNumber: what is shown is a number and nothing else; 007 is more than that.
func sameNumber(shown string) bool {
	plain := strings.ReplaceAll(shown, ",", "")
	_, err := decimal.NewFromString(plain)
	padded := len(plain) > 1 && plain[0] == '0' && plain[1] != '.'
	return err == nil && !padded
}

// asShown reads what a cell shows in place of what it holds, and says so unless
// the column cannot take it.
func (s *Spec) asShown(shown string, severity finding.Severity, what, fix string) (string, *Issue) {
	v, issue := s.ParseText(shown)
	if issue != nil && issue.Severity == finding.Error {
		return v, issue
	}
	return v, &Issue{severity, CodeShown, fmt.Sprintf("“%s”的单元格%s，已按表上显示的“%s”读作文字。", s.Name, what, s.Show(shown)), fix}
}

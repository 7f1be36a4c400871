package templates

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/shopspring/decimal"
	"golang.org/x/text/width"

	"taizhang/sheets/xlsx"
	"taizhang/templates/finding"
)

// Issue is what reading one cell has to say: a value that could not be taken
// (Error) or one that was taken in another form (Info).
type Issue struct {
	Severity finding.Severity
	Code     string
	Message  string
	Fix      string
}

// Codes of the findings that reading a cell makes.
const (
	CodeType      = "格式"
	CodeOption    = "R-02"
	CodeReference = "R-06"
	CodeNormal    = "R-07"
	CodeFormula   = "公式"
	CodeDigits    = "位数"
	CodeFuzzy     = "R-78"
)

// Read turns a cell into the column's canonical value. A cell it cannot read
// gives "" and an error; nothing is guessed, and no problem reads as empty.
func (c *Column) Read(cell xlsx.Cell, date1904 bool) (string, *Issue) {
	switch {
	case c.Type == Formula:
		return "", nil // computed from the row, whatever stands there
	case cell.Formula && !cell.Cached:
		return "", c.fail(CodeFormula, "是公式，但文件里没有它的计算结果", "请用 Excel 或 WPS 打开、保存一次再报，或直接填写数值。")
	case cell.Kind == xlsx.Error:
		return "", c.fail(CodeFormula, fmt.Sprintf("是错误值 %s", cell.Text), "请改正公式，或直接填写正确的内容。")
	case cell.Kind == xlsx.Empty:
		return "", nil
	}
	if cell.Kind == xlsx.Text {
		return c.ParseText(cell.Text)
	}
	switch c.Type {
	case Date:
		return c.readSerial(cell, date1904)
	case Integer, Decimal:
		if cell.Kind == xlsx.Date {
			return "", c.fail(CodeType, "应填数字，现在是日期", "请把单元格格式改成“常规”，再填数字。")
		}
		return c.readNumber(cell)
	}
	return c.readAsText(cell, date1904)
}

func (c *Column) readSerial(cell xlsx.Cell, date1904 bool) (string, *Issue) {
	// A number in a date column is a serial whose format was lost, or a date
	// typed as 20210806.
	bare := cell.Kind == xlsx.Number
	if bare {
		if iso, ok := ISODate(cell.Text); ok {
			return iso, c.note(cell.Text, iso)
		}
		cell.Kind = xlsx.Date
	}
	t, err := cell.Time(date1904)
	if err != nil || cell.Kind != xlsx.Date || t.Year() < 1950 || t.Year() > 2100 {
		return "", c.fail(CodeType, fmt.Sprintf("不是能认出的日期：%s", c.show(cell.Text)), "请写成 2021-08-06 的样子。")
	}
	iso := t.Format(time.DateOnly)
	if bare {
		return iso, c.note(cell.Text, iso)
	}
	return iso, nil
}

func (c *Column) readAsText(cell xlsx.Cell, date1904 bool) (string, *Issue) {
	text := cell.Text
	switch cell.Kind {
	case xlsx.Bool:
		text = map[bool]string{true: "是", false: "否"}[cell.Text == "TRUE"]
	case xlsx.Date:
		t, err := cell.Time(date1904)
		if err != nil {
			return "", c.fail(CodeType, "是认不出的日期", "请改成文字填写。")
		}
		text = t.Format(time.DateOnly)
	case xlsx.Number:
		d, err := decimal.NewFromString(cell.Text)
		if err != nil || tooLong(d) {
			return "", c.fail(CodeType, "是认不出的数", "请改成文字填写。")
		}
		if d.NumDigits() > 15 || d.Exponent() > 0 && d.NumDigits()+int(d.Exponent()) > 15 {
			return "", c.fail(CodeDigits, "超过 15 位的号码按数字填写，末尾几位已经丢失", "请把单元格设为“文本”格式，重新完整填写。")
		}
		text = fifteenDigits(d).String()
	}
	return c.ParseText(text)
}

// ParseText reads what a person typed.
func (c *Column) ParseText(raw string) (string, *Issue) {
	s := trimBlank(lineBreaks.Replace(raw))
	if s == "" {
		return "", nil
	}
	if slices.Contains(blanks, s) || s == "无" && c.Type != Text && c.Type != LongText {
		return "", c.note(raw, "空")
	}
	switch c.Type {
	case Text, LongText:
		if c.isCode() {
			code := narrowCode(s)
			return code, c.noteIf(s, code)
		}
		return s, nil
	case Date:
		if iso, ok := ISODate(s); ok {
			if iso == s {
				return iso, nil
			}
			return iso, c.note(s, iso)
		}
		return "", c.fail(CodeType, fmt.Sprintf("不是能认出的日期：“%s”", c.show(s)), "请写成 2021-08-06 的样子。")
	case Integer, Decimal:
		return c.parseNumber(s)
	case YesNo:
		switch width.Narrow.String(s) {
		case "是", "√", "Y", "y", "有":
			return "是", c.noteIf(s, "是")
		case "否", "×", "N", "n":
			return "否", c.noteIf(s, "否")
		}
		return "", c.fail(CodeOption, fmt.Sprintf("只能填“是”或“否”，现在是“%s”", c.show(s)), "请从下拉列表中选择。")
	case Choices, Refs:
		return c.parseList(s)
	}
	v, ok := c.match(s)
	if !ok {
		return "", c.unknown(s)
	}
	return v, c.noteIf(s, v)
}

var lineBreaks = strings.NewReplacer("\u00a0", " ", "\r\n", "\n", "\r", "\n")

// trimBlank takes off what can't be seen.
func trimBlank(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' })
}

// isCode: the column is what other ledgers refer to.
func (c *Column) isCode() bool {
	return c.Ledger != nil && len(c.Ledger.Key) == 1 && c.Ledger.Key[0] == c
}

// narrowCode writes the letters, digits and dashes of a code in half width, so
// that a code and what refers to it agree however they were typed. Brackets
// stay: they belong to the name.
func narrowCode(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ' || r == '－':
			return r - '０' + '0'
		}
		return r
	}, s)
}

var blanks = []string{"/", "／", "—", "——", "-", "－", "--", "\\"}

// match finds the choice or name that the text means, forgiving spaces and
// full-width forms but nothing else.
func (c *Column) match(s string) (string, bool) {
	if c.Target != nil {
		return narrowCode(s), true // existence is checked over all rows
	}
	if c.Dict != nil {
		row := c.Dict.Find(s)
		if row == nil {
			row = c.Dict.Find(fold(s))
		}
		if row == nil || !c.allowsDict(row) {
			return "", false
		}
		return row[c.Dict.Key], true
	}
	if o := c.Group.Option(s); o != nil {
		return o.Name, true
	}
	for _, o := range c.Group.Options {
		if fold(o.Name) == fold(s) {
			return o.Name, true
		}
	}
	return "", false
}

func (c *Column) allowsDict(row []string) bool {
	if len(c.UnitTypes) == 0 {
		return true
	}
	return slices.Contains(c.UnitTypes, c.Dict.Value(row, "类型")) || slices.Contains(c.UnitTypes, row[c.Dict.Key])
}

var punctuation = strings.NewReplacer(" ", "", "\u3000", "", "\n", "", "（", "(", "）", ")", "，", ",", "：", ":", "“", `"`, "”", `"`)

// fold is a key for comparing names that people type: width, spaces and
// brackets do not matter.
func fold(s string) string { return width.Narrow.String(punctuation.Replace(s)) }

func (c *Column) parseList(s string) (string, *Issue) {
	if v, ok := c.match(s); ok && c.Target == nil {
		return v, c.noteIf(s, v)
	}
	// Options may hold 、 themselves, so the stronger separators go first.
	for _, seps := range []string{"；;\n", "；;\n、,，"} {
		var out []string
		var bad string
		for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(seps, r) }) {
			if part = trimBlank(part); part == "" {
				continue
			}
			v, ok := c.match(part)
			if !ok {
				bad = part
				break
			}
			if !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
		if bad == "" && len(out) > 0 && (c.Target == nil || seps != "；;\n") {
			return strings.Join(out, ListSeparator), nil
		}
		if bad != "" && seps != "；;\n" {
			return "", c.unknown(bad)
		}
	}
	return "", c.unknown(s)
}

func (c *Column) unknown(s string) *Issue {
	if c.Dict != nil {
		return c.fail(CodeReference, fmt.Sprintf("填的“%s”不在%s名单中", c.show(s), c.Dict.Name), "请从下拉列表中选择；名单有变动请告诉整改办。")
	}
	if c.Target != nil {
		return c.fail(CodeReference, fmt.Sprintf("填的“%s”不是编号", c.show(s)), fmt.Sprintf("请填“%s”里已有的“%s”。", c.Target.Name, c.Target.Key[0].Name))
	}
	fix := "请从下拉列表中选择。"
	if near := c.choices(); len(near) <= 12 {
		fix = "请从下拉列表中选择：" + strings.Join(near, "、") + "。"
	}
	return c.fail(CodeOption, fmt.Sprintf("填的“%s”不是可选的内容", c.show(s)), fix)
}

func (c *Column) choices() []string {
	var out []string
	for _, o := range c.Group.Options {
		out = append(out, o.Name)
	}
	return out
}

// Mask hides a sensitive value but for its first character.
func Mask(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return ""
	}
	return string(r[0]) + "***"
}

// show is the value as it may appear in a message.
func (c *Column) show(s string) string {
	if c.Sensitive {
		return Mask(s)
	}
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// Show is the value as it may appear in a message: masked if the column is
// sensitive, shortened if long.
func (c *Column) Show(s string) string { return c.show(s) }

func (c *Column) fail(code, what, fix string) *Issue {
	return &Issue{finding.Error, code, fmt.Sprintf("“%s”%s。", c.Name, what), fix}
}

func (c *Column) note(before, after string) *Issue {
	return &Issue{finding.Info, CodeNormal, fmt.Sprintf("“%s”的“%s”已读作“%s”。", c.Name, c.show(before), c.show(after)), "不用改；下次请直接写成后一种样子。"}
}

func (c *Column) noteIf(before, after string) *Issue {
	if before == after {
		return nil
	}
	return c.note(before, after)
}

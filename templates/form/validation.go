package form

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// Excel's limits on the texts of a validation.
const (
	maxTitle  = 32
	maxPrompt = 255
	maxError  = 225
)

// Days that a date column takes at all.
const (
	firstDay = "1950-01-01"
	lastDay  = "2100-12-31"
)

// validate gives every column of the sheet its one validation: prompt, dropdown
// or bounds, and what to say when they are broken.
func (b *writer) validate(s *sheet) error {
	add := func(dv *excelize.DataValidation, column string) error {
		dv.Sqref = s.span(column)
		return b.File.AddDataValidation(s.ledger.Name, dv)
	}
	id := hands("行标识", "行标识和版本由系统使用，不要改动、不要复制到别的行；插入的新行空着即可。")
	id.Sqref = fmt.Sprintf("A%d:B%d", dataRow, s.end)
	if err := b.File.AddDataValidation(s.ledger.Name, id); err != nil {
		return err
	}
	for _, c := range s.ledger.FormColumns() {
		dv := excelize.NewDataValidation(true)
		switch {
		case !b.editable(c):
			dv = hands(c.Name, fmt.Sprintf("“%s”%s，请不要改动；确需更正的请联系整改办。", c.Name, b.whoFills(c)))
		default:
			b.restrict(dv, c, s)
		}
		dv.SetInput(cut(c.Name, maxTitle), cut(b.prompt(c, s), maxPrompt))
		if err := add(dv, letter(c)); err != nil {
			return err
		}
	}
	return nil
}

// hands warns whoever types into a cell that is not theirs, and lets them: a
// locked sheet could not be sorted.
func hands(title, message string) *excelize.DataValidation {
	dv := excelize.NewDataValidation(true)
	dv.Type, dv.Formula1 = "custom", "FALSE"
	dv.SetError(excelize.DataValidationErrorStyleWarning, cut(title, maxTitle), cut(message, maxError))
	return dv
}

func (b *writer) whoFills(c *templates.Column) string {
	switch {
	case c.Type == cell.Formula:
		return "自动算出"
	case c.FilledBySystem():
		return "由系统编好"
	}
	return "由" + strings.Join(c.Owners, "、") + "填写"
}

// restrict stops typing errors. What depends on other cells is only shown (see
// highlight): cells are filled in any order.
func (b *writer) restrict(dv *excelize.DataValidation, c *templates.Column, s *sheet) {
	style := excelize.DataValidationErrorStyleStop
	message := c.TypeText()
	lo, hi := c.Limits(b.Plan)
	switch c.Type {
	case cell.Choice, cell.YesNo, cell.Ref:
		list := b.dropdown(c)
		if list == "" {
			return
		}
		dv.Type, dv.Formula1 = "list", list
		message = "请从下拉列表中选择，不要自己输入。"
		if c.Target != nil {
			// The key may belong to a row of another unit.
			style = excelize.DataValidationErrorStyleWarning
			message = fmt.Sprintf("“%s”里没有这个%s，请核对。", c.Target.Name, c.Target.Key[0].Name)
		}
		if c.Parent != nil {
			message = fmt.Sprintf("请先填“%s”，再从下拉列表中选择。", c.Parent.Name)
		}
	case cell.Date:
		dv.Type, dv.Operator = "date", "between"
		dv.Formula1, dv.Formula2 = day(lo, firstDay, 1), day(hi, lastDay, -1)
	case cell.Integer:
		dv.Type, dv.Operator = "whole", "between"
		dv.Formula1, dv.Formula2 = whole(lo, "-999999999", 1), whole(hi, "999999999", -1)
	case cell.Decimal:
		me := at(c, false)
		custom(dv, append([]string{fmt.Sprintf("ISNUMBER(%s)", me), fmt.Sprintf("ROUND(%s,%d)=%s", me, c.Decimals, me)}, c.Allows(b.excel(c, s, ""))...))
	default:
		if !textRule(dv, lo, hi, c.Allows(b.excel(c, s, ""))) {
			return
		}
	}
	if rules := b.ownRules(c); rules != "" {
		message = strings.TrimSuffix(message, "。") + "；" + rules + "。"
	}
	dv.SetError(style, cut(c.Name+"有误", maxTitle), cut(message, maxError))
}

// textRule sets length, uniqueness and pattern of a text column; false if it has
// none.
func textRule(dv *excelize.DataValidation, lo, hi templates.Limit, tests []string) bool {
	ends := 0
	for _, end := range []templates.Limit{lo, hi} {
		if end.Value != "" {
			ends++
		}
	}
	switch {
	case len(tests) == 0:
		return false
	case len(tests) == ends:
		dv.Type, dv.Operator = "textLength", "between"
		dv.Formula1, dv.Formula2 = cmp.Or(lo.Value, "0"), cmp.Or(hi.Value, "32767")
	default:
		custom(dv, tests)
	}
	return true
}

func custom(dv *excelize.DataValidation, tests []string) {
	dv.Type, dv.Formula1 = "custom", book.Escape("AND("+strings.Join(tests, ",")+")")
}

// day is a limit as a serial day, inner by one day if strict.
func day(l templates.Limit, otherwise string, inner int) string {
	n, ok := book.Serial(l.Value)
	if !ok {
		n, _ = book.Serial(otherwise)
	} else if l.Strict {
		n += inner
	}
	return strconv.Itoa(n)
}

// whole is a limit as a whole number.
func whole(l templates.Limit, otherwise string, inner int64) string {
	d, err := decimal.NewFromString(l.Value)
	if err != nil {
		return otherwise
	}
	switch {
	case l.Strict && inner > 0:
		d = d.Floor().Add(decimal.NewFromInt(1))
	case l.Strict:
		d = d.Ceil().Sub(decimal.NewFromInt(1))
	}
	return d.String()
}

// ownRules says the rules that the validation itself enforces.
func (b *writer) ownRules(c *templates.Column) string {
	var out []string
	for i := range c.Tags {
		t := &c.Tags[i]
		if text := t.Sentence(c, b.Plan); t.Other == nil && text != "" {
			out = append(out, text)
		}
	}
	return strings.Join(out, "；")
}

// prompt is what appears when the cell is entered.
func (b *writer) prompt(c *templates.Column, s *sheet) string {
	text := b.asks(c).prompt + c.Help
	add := func(label, more string) {
		if more != "" {
			text += "\n" + label + more
		}
	}
	add("单位：", c.Measure)
	if b.editable(c) {
		add("例：", s.exampleText(c))
	}
	if c.Type == cell.Choices && b.editable(c) {
		add("", c.TypeText())
	}
	add("", b.defaultText(c))
	return text
}

// cut shortens to what Excel counts as n characters.
func cut(s string, n int) string {
	if len(utf16.Encode([]rune(s))) <= n {
		return s
	}
	r := []rune(s)
	for len(utf16.Encode(r)) > n-1 {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}

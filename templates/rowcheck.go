package templates

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"taizhang/templates/lang"
	"unicode/utf8"

	"github.com/go-playground/validator/v10"
	"github.com/shopspring/decimal"
)

// Tag is one rule of a column: a validator tag written with column names.
type Tag struct {
	Name  string
	Other *Column  // the column it compares with or depends on
	Words []string // values of Other under which it applies
	Bound string   // a literal bound
	Param string   // a parameter as bound
}

// Violation is a tag that a row breaks.
type Violation struct {
	Column *Column
	Tag    *Tag
	Bound  string // what the value was held against
}

// RowValidator checks rows of one ledger with go-playground/validator: the
// columns are fields F0…Fn of a struct type made at load, all text in canonical
// form, so that the plan's tags and the validator's are the same thing.
type RowValidator struct {
	plan     *Plan
	ledger   *Ledger
	validate *validator.Validate
	typ      reflect.Type
	tags     []*Tag // by the number in a field's tag
}

var patterns = map[string]*regexp.Regexp{
	"统一社会信用代码": regexp.MustCompile(`^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$`),
	"编号":       regexp.MustCompile(`^[\p{Han}A-Za-z0-9〔〕\[\]()（）_-]+$`),
	"月份":       regexp.MustCompile(`^[0-9]{4}-(0[1-9]|1[0-2])$`),
}

// tagKinds says what follows each tag's = sign.
var tagKinds = map[string]string{
	"required": "", "unique": "",
	"required_if": "when", "required_in": "when", "required_unless": "when",
	"empty_if": "when", "empty_unless": "when",
	"required_with": "column", "empty_with": "column",
	"gtfield": "column", "gtefield": "column", "ltfield": "column", "ltefield": "column", "nefield": "column", "eqfield": "column",
	"gt": "bound", "gte": "bound", "lt": "bound", "lte": "bound", "after": "bound", "notafter": "bound", "before": "bound", "notbefore": "bound",
	"min": "bound", "max": "bound", "pattern": "pattern",
}

// parseTags reads the 规则 cell of a column.
func (p *Plan) parseTags(c *Column, text string) ([]Tag, error) {
	var out []Tag
	for _, part := range strings.Split(text, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, arg, _ := strings.Cut(part, "=")
		kind, ok := tagKinds[name]
		if !ok {
			return nil, fmt.Errorf("不认识的规则“%s”", name)
		}
		if (kind == "") != (arg == "") {
			return nil, fmt.Errorf("规则“%s”的写法不对", part)
		}
		t := Tag{Name: name}
		var err error
		switch kind {
		case "when":
			column, words, found := strings.Cut(arg, " ")
			if !found {
				return nil, fmt.Errorf("规则“%s”应写成“%s=栏目 值”", part, name)
			}
			if t.Other, err = otherColumn(c, column); err != nil {
				return nil, err
			}
			t.Words = strings.Split(words, "|")
			if err := t.Other.allows(lang.Equal, t.Words); err != nil {
				return nil, err
			}
		case "column":
			if t.Other, err = otherColumn(c, arg); err != nil {
				return nil, err
			}
		case "bound":
			if strings.HasPrefix(arg, "{") {
				t.Param = strings.Trim(arg, "{}")
				if !p.HasParam(t.Param) {
					return nil, fmt.Errorf("规则“%s”用到的参数“%s”不在“参数”表中", part, t.Param)
				}
				break
			}
			t.Bound = arg
			if _, err := decimal.NewFromString(arg); err != nil && c.Type != Date {
				return nil, fmt.Errorf("规则“%s”的界限“%s”不是数", part, arg)
			}
		case "pattern":
			t.Bound = arg
			if patterns[arg] == nil {
				return nil, fmt.Errorf("没有名为“%s”的格式", arg)
			}
		}
		out = append(out, t)
	}
	if c.Required == Always {
		out = append([]Tag{{Name: "required"}}, out...)
	}
	return out, nil
}

func otherColumn(c *Column, name string) (*Column, error) {
	if o := c.Ledger.Column(name); o != nil {
		return o, nil
	}
	return nil, fmt.Errorf("规则提到的栏目“%s”不在“%s”中", name, c.Ledger.Name)
}

// demands lists the tags that speak about an empty cell; all others pass it.
var demands = []string{"required", "required_if", "required_in", "required_unless", "required_with"}

// NewRowValidator builds the struct type and tries every tag once, because the
// validator never fires on a field it does not know and panics on a tag it does
// not know.
func (p *Plan) NewRowValidator(l *Ledger) (v *RowValidator, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("“%s”的规则无法建立：%v", l.Name, r)
		}
	}()
	v = &RowValidator{plan: p, ledger: l, validate: validator.New()}
	for name := range tagKinds {
		if name == "required" {
			continue
		}
		if err := v.validate.RegisterValidation("tz_"+name, v.check, true); err != nil {
			return nil, err
		}
	}
	fields := make([]reflect.StructField, len(l.Columns))
	for i, c := range l.Columns {
		var first, rest []string
		for j := range c.Tags {
			t := &c.Tags[j]
			if t.Name == "unique" {
				continue
			}
			v.tags = append(v.tags, t)
			text := fmt.Sprintf("tz_%s=%d", t.Name, len(v.tags)-1)
			switch {
			case t.Name == "required":
				first = append(first, "required")
			case slices.Contains(demands, t.Name):
				first = append(first, text)
			default:
				rest = append(rest, text)
			}
		}
		if len(rest) > 0 {
			first = append(append(first, "omitempty"), rest...)
		}
		fields[i] = reflect.StructField{Name: "F" + strconv.Itoa(i), Type: reflect.TypeFor[string]()}
		if len(first) > 0 {
			fields[i].Tag = reflect.StructTag(fmt.Sprintf("validate:%q", strings.Join(first, ",")))
		}
	}
	v.typ = reflect.StructOf(fields)
	v.Check(make([]string, len(l.Columns)))
	return v, nil
}

// Check returns what a row breaks, at most one violation a cell, in column
// order.
func (v *RowValidator) Check(values []string) []Violation {
	row := reflect.New(v.typ).Elem()
	for i, s := range values {
		row.Field(i).SetString(s)
	}
	err := v.validate.Struct(row.Addr().Interface())
	if err == nil {
		return nil
	}
	var out []Violation
	for _, fe := range err.(validator.ValidationErrors) {
		i, _ := strconv.Atoi(strings.TrimPrefix(fe.StructField(), "F"))
		c := v.ledger.Columns[i]
		t := &Tag{Name: "required"}
		if n, err := strconv.Atoi(fe.Param()); err == nil && strings.HasPrefix(fe.Tag(), "tz_") {
			t = v.tags[n]
		}
		out = append(out, Violation{Column: c, Tag: t, Bound: v.bound(t, values)})
	}
	return out
}

func (v *RowValidator) bound(t *Tag, values []string) string {
	switch {
	case t.Param != "":
		return v.plan.Param(t.Param)
	case t.Other != nil && t.Words == nil:
		return values[t.Other.Index]
	}
	return t.Bound
}

func (v *RowValidator) check(fl validator.FieldLevel) bool {
	n, err := strconv.Atoi(fl.Param())
	if err != nil || n >= len(v.tags) {
		return false
	}
	t, value := v.tags[n], fl.Field().String()
	other := ""
	if t.Other != nil {
		other = fl.Parent().Field(t.Other.Index).String()
	}
	switch t.Name {
	case "required_if", "required_in":
		return value != "" || !lang.In.Holds(other, t.Words)
	case "required_unless":
		return value != "" || lang.In.Holds(other, t.Words)
	case "required_with":
		return value != "" || other == ""
	case "empty_if":
		return value == "" || !lang.In.Holds(other, t.Words)
	case "empty_unless":
		return value == "" || lang.In.Holds(other, t.Words)
	case "empty_with":
		return value == "" || other == ""
	case "pattern":
		return patterns[t.Bound].MatchString(value)
	case "nefield":
		return other == "" || value != other
	case "eqfield":
		return other == "" || value == other
	}
	bound := t.Bound
	if t.Param != "" {
		bound = v.plan.Param(t.Param)
	}
	if t.Other != nil {
		bound = other
	}
	if bound == "" {
		return true
	}
	if t.Name == "min" || t.Name == "max" {
		limit, _ := strconv.Atoi(bound)
		length := utf8.RuneCountInString(value)
		return t.Name == "min" && length >= limit || t.Name == "max" && length <= limit
	}
	d := lang.Compare(value, bound)
	switch t.Name {
	case "gt", "gtfield", "after":
		return d > 0
	case "gte", "gtefield", "notbefore":
		return d >= 0
	case "lt", "ltfield", "before":
		return d < 0
	}
	return d <= 0 // lte, ltefield, notafter
}

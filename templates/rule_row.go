package templates

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-playground/validator/v10"

	"taizhang/templates/lang"
)

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
	for name := range tagTable {
		if err := v.validate.RegisterValidationCtx("tz_"+name, v.check, true); err != nil {
			return nil, err
		}
	}
	fields := make([]reflect.StructField, len(l.Columns))
	for i, c := range l.Columns {
		var first, rest []string
		for j := range c.Tags {
			t := &c.Tags[j]
			if t.row().holds == nil {
				continue
			}
			v.tags = append(v.tags, t)
			text := fmt.Sprintf("tz_%s=%d", t.Name, len(v.tags)-1)
			if t.row().empty {
				first = append(first, text)
			} else {
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
	v.violations(make([]string, len(l.Columns)), Env{Plan: p})
	return v, nil
}

// Check returns what a row breaks, at most one violation a cell, in column
// order. Without an env that leads to other rows, rules that look at those are
// left to whoever has them.
func (v *RowValidator) Check(values []string, env Env) []Violation {
	env.Plan = v.plan
	if v.holds(values, env) {
		return nil
	}
	return v.violations(values, env)
}

// holds reports, faster than the validator can, whether there is nothing for it
// to say.
func (v *RowValidator) holds(values []string, env Env) bool {
	for _, c := range v.ledger.Columns {
		for j := range c.Tags {
			t := &c.Tags[j]
			row := t.row()
			if row.holds == nil || values[c.Index] == "" && !row.empty {
				continue
			}
			if !t.holds(values[c.Index], values, env) {
				return false
			}
		}
	}
	return true
}

// envKey is where the validator hands on what leads to other rows.
type envKey struct{}

func (v *RowValidator) violations(values []string, env Env) []Violation {
	row := reflect.New(v.typ).Elem()
	for i, s := range values {
		row.Field(i).SetString(s)
	}
	err := v.validate.StructCtx(context.WithValue(context.Background(), envKey{}, env), row.Addr().Interface())
	if err == nil {
		return nil
	}
	var out []Violation
	for _, fe := range err.(validator.ValidationErrors) {
		i, _ := strconv.Atoi(strings.TrimPrefix(fe.StructField(), "F"))
		n, _ := strconv.Atoi(fe.Param())
		t := v.tags[n]
		out = append(out, Violation{Column: v.ledger.Columns[i], Tag: t, Bound: t.applied(values[i], values, env).bound})
	}
	return out
}

// check asks the table whether the tag holds at the field's row.
func (v *RowValidator) check(ctx context.Context, fl validator.FieldLevel) bool {
	n, _ := strconv.Atoi(fl.Param())
	t := v.tags[n]
	values := make([]string, len(v.ledger.Columns))
	for i := range values {
		values[i] = fl.Parent().Field(i).String()
	}
	env, _ := ctx.Value(envKey{}).(Env)
	return t.holds(fl.Field().String(), values, env)
}

// LeftEmpty reports whether the column's own rules want nothing in it in a row.
func (c *Column) LeftEmpty(values []string, env Env) bool {
	return slices.ContainsFunc(c.Tags, func(t Tag) bool {
		return strings.HasPrefix(t.Name, "empty_") && !t.holds("—", values, env)
	})
}

// holds reports whether a value of a row keeps the tag, as far as env can tell.
func (t *Tag) holds(value string, values []string, env Env) bool {
	if env.Find == nil && (looksElsewhere(t.Formula) || looksElsewhere(t.When.Tree)) {
		return true
	}
	a := t.applied(value, values, env)
	return t.row().holds(&a)
}

// applied is the tag at a value of a row.
func (t *Tag) applied(value string, values []string, env Env) applied {
	a := applied{value: value, words: t.Words, bound: t.limit(env.Plan)}
	switch {
	case t.Other != nil:
		a.other = values[t.Other.Index]
		a.bound = a.other
	case t.Formula != nil:
		a.bound = t.computed(values, env)
	case !t.When.Empty():
		given := t.When.Holds(values, env)
		a.given = &given
	}
	return a
}

// computed is the bound that the tag's formula gives; "" for none, and nothing is
// checked.
func (t *Tag) computed(values []string, env Env) string {
	v := t.Formula.Of(&source{env, values})
	if v.Number != nil {
		return lang.Round(v.Number, 6).String()
	}
	return v.Text
}

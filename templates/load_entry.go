package templates

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"taizhang/templates/cell"
	"taizhang/templates/finding"
	"taizhang/templates/lang"
)

// entry is one row being loaded.
type entry struct {
	ld    *loader
	table *Table
	row   TableRow
}

// each visits the rows of a sheet that are not blank.
func (ld *loader) each(sheet string, visit func(entry)) {
	t := ld.tables[sheet]
	if t == nil {
		return
	}
	for _, r := range t.Rows {
		if strings.TrimSpace(strings.Join(r.Cells, "")) != "" {
			ld.visit(entry{ld, t, r}, visit)
		}
	}
}

// fill reads the fields of a struct whose tag names a column of the sheet. A
// closed column may be empty only if the tag says 可空; behind the name of a
// whole number stands what an empty cell means.
func (e entry) fill(row any) {
	v := reflect.ValueOf(row).Elem()
	for i := range v.NumField() {
		column, option, _ := strings.Cut(v.Type().Field(i).Tag.Get("plan"), ",")
		if column == "" {
			continue
		}
		switch f := v.Field(i).Addr().Interface().(type) {
		case *bool:
			*f = e.bool(column)
		case *int:
			fallback, _ := strconv.Atoi(option)
			*f = e.int(column, fallback)
		case *[]string:
			*f = e.list(column)
		case *finding.Severity:
			*f, _ = e.grades(column)
		case *[]Grade:
			_, *f = e.grades(column)
		default:
			v.Field(i).SetString(e.word(column, option != ""))
		}
	}
}

func (e entry) col(name string) int { return slices.Index(e.table.Header, name) }

func (e entry) get(name string) string {
	if i := e.col(name); i >= 0 && i < len(e.row.Cells) {
		return strings.TrimSpace(e.row.Cells[i])
	}
	return ""
}

// word is the text of a cell, which in a closed column is one of its words.
func (e entry) word(column string, mayBeEmpty bool) string {
	s := e.get(column)
	if words := closed[e.table.Sheet+"."+column]; words != nil && !slices.Contains(words, s) && (s != "" || !mayBeEmpty) {
		e.bad(column, fmt.Sprintf("“%s”不能是“%s”", column, s), "可填："+strings.Join(words, "、")+"。")
	}
	return s
}

func (e entry) list(name string) []string { return bars(e.get(name)) }

// bars are what a text lists with |.
func bars(text string) []string {
	var out []string
	for _, s := range strings.Split(text, "|") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (e entry) bool(name string) bool {
	switch e.get(name) {
	case cell.Yes:
		return true
	case cell.No, "":
		return false
	}
	e.bad(name, fmt.Sprintf("“%s”只能填“是”或“否”", name), "")
	return false
}

func (e entry) int(name string, fallback int) int {
	s := e.get(name)
	if s == "" {
		return fallback
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 100000 {
		e.bad(name, fmt.Sprintf("“%s”应是整数，现在是“%s”", name, s), "")
	}
	return n
}

// day is the date in a cell, "" for an empty one.
func (e entry) day(name, example string) string {
	s := e.get(name)
	iso, ok := cell.ISODate(s)
	if !ok && s != "" {
		e.bad(name, fmt.Sprintf("“%s”应是日期，现在是“%s”", name, s), "写成 "+example+" 的样子。")
	}
	return iso
}

// ledger is the one named in 台账, nil for an empty cell; false if there is none
// of the name, or none at all where there must be one.
func (e entry) ledger(must bool) (*Ledger, bool) {
	name := e.get("台账")
	l := e.ld.plan.Ledger(name)
	if l == nil && (must || name != "") {
		e.bad("台账", fmt.Sprintf("没有台账“%s”", name), "请先在“台账”表中登记。")
		return nil, false
	}
	return l, true
}

// column finds a column of a ledger that a cell names, by a former header too.
func (e entry) column(at string, l *Ledger, name string) *Column {
	c := l.Named(name)
	if c == nil {
		e.bad(at, fmt.Sprintf("“%s”没有栏目“%s”", l.Name, name), l.instead(name, false))
	}
	return c
}

// columns finds all that a cell lists.
func (e entry) columns(at string, l *Ledger) []*Column {
	var out []*Column
	for _, name := range e.list(at) {
		if c := e.column(at, l, name); c != nil {
			out = append(out, c)
		}
	}
	return out
}

// condition reads a condition over the rows of a ledger; false if it is wrong.
func (e entry) condition(at string, l *Ledger) (Condition, bool) {
	c, err := e.ld.plan.ParseCondition(e.get(at), l, nil)
	return c, e.must(at, err)
}

// formula reads a formula over figures, or over the columns of a ledger; nil if
// it is wrong.
func (e entry) formula(at string, l *Ledger) *Expr {
	x, err := e.ld.plan.ParseExpr(e.get(at), l)
	if !e.must(at, err) {
		return nil
	}
	return x
}

func (e entry) bad(column, message, fix string) {
	if e.col(column) < 0 && e.ld.tables[e.table.Sheet] == e.table && keysOf(e.table.Sheet) > 0 {
		return // the whole column is missing, which its header says once
	}
	e.ld.problem(e.table, e.row.Number, max(e.col(column), 0), message, fix)
}

// must reports err at a column; true if there was none.
func (e entry) must(column string, err error) bool {
	if err != nil {
		fix := ""
		if at := (*lang.Error)(nil); errors.As(err, &at) {
			fix = at.Fix
		} else {
			fix = lang.FixOf(err)
		}
		e.bad(column, err.Error(), fix)
	}
	return err == nil
}

package form

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// lists gathers what the dropdowns offer and puts it on the hidden sheet, each
// list a column with a defined name: a list written into the validation itself
// breaks the file beyond 255 characters.
type lists struct {
	book  *writer
	all   []*list
	taken map[string]bool // defined names
}

// list is one column of choices, or two: choices by the value they belong under,
// sorted by it.
type list struct {
	title   string
	items   []string
	parents []string // parallel to items; nil for a plain list
	name    string   // defined name of the items
	under   string   // defined name of the parents
	column  int
}

func newLists(b *writer) *lists { return &lists{book: b, taken: map[string]bool{}} }

// plain registers a list once and returns its name, "" if it is empty.
func (ls *lists) plain(title string, items []string) string {
	return ls.register(list{title: title, items: items}).name
}

func (ls *lists) register(l list) *list {
	if len(l.items) == 0 {
		return &list{}
	}
	for _, old := range ls.all {
		if old.title == l.title {
			return old
		}
	}
	l.name = ls.fresh("下拉_" + nameSafe(l.title))
	l.column = 1
	if n := len(ls.all); n > 0 {
		last := ls.all[n-1]
		l.column = last.column + 1
		if last.parents != nil {
			l.column++
		}
	}
	if l.parents != nil {
		l.under = ls.fresh("从属_" + nameSafe(l.title))
	}
	ls.all = append(ls.all, &l)
	return &l
}

func (ls *lists) fresh(name string) string {
	unique := name
	for n := 2; ls.taken[unique]; n++ {
		unique = name + "_" + strconv.Itoa(n)
	}
	ls.taken[unique] = true
	return unique
}

// write fills the hidden sheet and defines the names.
func (ls *lists) write() {
	for _, l := range ls.all {
		at := l.column
		if l.parents != nil {
			ls.column(at, l.under, l.title+"（上级）", l.parents)
			at++
		}
		ls.column(at, l.name, l.title, l.items)
	}
}

func (ls *lists) column(col int, name, title string, items []string) {
	cells := append([]string{title}, items...)
	ls.book.Do(ls.book.File.SetSheetCol(OptionSheet, book.At(col, 1), &cells))
	ls.book.Define(name, book.FixedArea(OptionSheet, col, 2, col, len(items)+1), "")
}

// dropdown is the validation formula that offers the column's choices, "" where
// there are none to offer.
func (b *writer) dropdown(c *templates.Column) string {
	switch {
	case c.Type == cell.YesNo:
		return b.lists.plain("是否", c.Choices())
	case c.Type == cell.Ref && c.Target != nil:
		return b.keysOf(c.Target)
	case c.Type != cell.Choice && c.Type != cell.Ref:
		return ""
	}
	all := b.lists.plain(listTitle(c), c.Choices())
	if l := b.dependent(c); l != nil {
		parent := at(c.Parent, true)
		return fmt.Sprintf(`IF(%s="",%s,OFFSET(%s,MATCH(%s,%s,0)-1,0,COUNTIF(%s,%s),1))`,
			parent, all, l.name, parent, l.under, l.under, parent)
	}
	return all
}

// keysOf offers the keys that stand on another sheet of this book.
func (b *writer) keysOf(target *templates.Ledger) string {
	i := slices.IndexFunc(b.sheets, func(s *sheet) bool { return s.ledger == target })
	if i < 0 || b.sheets[i].last < dataRow {
		return ""
	}
	column := FirstColumn + target.Key[0].Index
	name := "编号_" + nameSafe(target.Code)
	if !b.lists.taken[name] {
		b.lists.taken[name] = true
		// Only as far as keys go, or the list would end in blanks.
		b.Define(name, fmt.Sprintf("OFFSET(%s,0,0,MAX(1,COUNTA(%s)),1)", book.Fixed(target.Name, column, dataRow),
			book.FixedArea(target.Name, column, dataRow, column, b.sheets[i].end)), "")
	}
	return name
}

func listTitle(c *templates.Column) string {
	if c.Group != nil {
		return c.Group.Name
	}
	title := c.Dict.Name
	for _, t := range c.UnitTypes {
		title += "_" + t
	}
	return title
}

// dependent is the list of the column's choices by the value of its parent, nil
// if nothing depends on it.
func (b *writer) dependent(c *templates.Column) *list {
	if c.Parent == nil {
		return nil
	}
	byDict := c.Dict != nil && slices.Contains(c.Dict.Columns, c.Parent.Name)
	byOption := c.Group != nil && slices.ContainsFunc(c.Group.Options, func(o templates.Option) bool { return len(o.Under) > 0 })
	if !byDict && !byOption {
		return nil
	}
	l := list{title: listTitle(c) + "_按_" + c.Parent.Name}
	for _, parent := range parentValues(c) {
		for _, item := range c.Choices() {
			if c.Under(item, parent) {
				l.parents = append(l.parents, parent)
				l.items = append(l.items, item)
			}
		}
	}
	if len(l.items) == 0 {
		return nil
	}
	return b.lists.register(l)
}

// parentValues lists what may stand in the parent's cell, each once.
func parentValues(c *templates.Column) []string {
	var out []string
	add := func(v string) {
		if v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	switch p := c.Parent; {
	case p.Type == cell.YesNo || p.Group != nil || p.Dict != nil:
		for _, v := range p.Choices() {
			add(v)
		}
	case c.Dict != nil:
		for _, row := range c.Dict.Rows {
			for _, v := range strings.Split(c.Dict.Value(row, p.Name), "|") {
				add(v)
			}
		}
	default:
		for _, o := range c.Group.Options {
			for _, u := range o.Under {
				add(u)
			}
		}
	}
	return out
}

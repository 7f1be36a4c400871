package templates

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/templates/cell"
)

// vocabulary is what may stand in a column's cells: the options of a group, the
// names of a dictionary, or the key of another ledger.
type vocabulary struct{ c *Column }

// Open: whether a key exists is checked over all rows.
func (v vocabulary) Open() bool { return v.c.Target != nil }

// Match forgives spaces and full-width forms but nothing else.
func (v vocabulary) Match(s string) (string, bool) {
	c := v.c
	if c.Target != nil {
		return cell.NarrowCode(s), true
	}
	if c.Dict != nil {
		if c.Dict.ofLower(s) {
			return s, true
		}
		row := c.Dict.Find(s)
		if row == nil {
			row = c.Dict.Find(cell.Fold(s))
		}
		if row == nil || !c.takes(row) {
			return "", false
		}
		return row[c.Dict.Key], true
	}
	if o := c.Group.Option(s); o != nil {
		return o.Name, true
	}
	for _, o := range c.Group.Options {
		if alike := func(name string) bool { return cell.Fold(name) == cell.Fold(s) }; alike(o.Name) || slices.ContainsFunc(o.Former, alike) {
			return o.Name, true
		}
	}
	return "", false
}

// Renamed: the text is a name as it was before.
func (v vocabulary) Renamed(s string) bool {
	switch c := v.c; {
	case c.Dict != nil:
		_, ok := c.Dict.former[s]
		return ok
	case c.Group != nil:
		return c.Group.present(s) == nil && c.Group.Option(s) != nil
	}
	return false
}

// Unknown says what may be filled in instead.
func (v vocabulary) Unknown(shown string) (code, what, fix string) {
	c := v.c
	if c.Dict != nil {
		return cell.CodeReference, fmt.Sprintf("填的“%s”不在%s名单中", shown, c.Dict.Name), "请从下拉列表中选择；名单有变动请告诉整改办。"
	}
	if c.Target != nil {
		return cell.CodeReference, fmt.Sprintf("填的“%s”不是编号", shown), fmt.Sprintf("请填“%s”里已有的“%s”。", c.Target.Name, c.Target.Key[0].Name)
	}
	fix = "请从下拉列表中选择。"
	if near := c.Choices(); len(near) <= 12 {
		fix = "请从下拉列表中选择：" + strings.Join(near, "、") + "。"
	}
	return cell.CodeOption, fmt.Sprintf("填的“%s”不是可选的内容", shown), fix
}

func (c *Column) takes(row []string) bool {
	return len(c.UnitTypes) == 0 || c.Dict.Value(row, "类型") == TypeLower || slices.Contains(c.UnitTypes, c.Dict.Value(row, "类型")) || slices.Contains(c.UnitTypes, row[c.Dict.Key])
}

// Members are the rows of the column's dictionary that it may refer to.
func (c *Column) Members() [][]string {
	var out [][]string
	for _, row := range c.Dict.Rows {
		if c.takes(row) {
			out = append(out, row)
		}
	}
	return out
}

// Choices lists what may stand in the column's cells, in printing order; nil
// where that is not fixed by the plan.
func (c *Column) Choices() []string {
	var out []string
	switch {
	case c.Type == cell.YesNo:
		return []string{cell.Yes, cell.No}
	case c.Group != nil:
		for _, o := range c.Group.Options {
			out = append(out, o.Name)
		}
	case c.Dict != nil:
		for _, row := range c.Members() {
			out = append(out, row[c.Dict.Key])
		}
	}
	return out
}

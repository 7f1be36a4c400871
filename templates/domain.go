package templates

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/templates/cell"
	"taizhang/templates/lang"
)

// typeOf is what the column's cells are to a formula.
func typeOf(c *Column) lang.Type {
	switch {
	case c.Numeric():
		return lang.Numeric
	case c.Type == cell.Date:
		return lang.Day
	}
	return lang.Text
}

// Type is what the path leads to.
func (p Path) Type() lang.Type {
	switch {
	case p.Extra == "":
		return typeOf(p.Columns[len(p.Columns)-1])
	case p.Extra == ScoreHeader:
		return lang.Numeric
	case slices.Contains(dictDates, p.Extra) && p.Columns[len(p.Columns)-1].Dict != nil:
		return lang.Day
	}
	return lang.Text
}

// pathDomain reads what a path is compared with: words that a cell there may
// hold, in canonical form.
type pathDomain struct{ path Path }

func (d pathDomain) Word(op lang.Op, word string) (string, error) {
	c := d.path.Columns[len(d.path.Columns)-1]
	positive, _ := op.Positive()
	switch {
	case d.path.Extra == ScoreHeader:
		return readAmount(c.Name+"."+ScoreHeader, &cell.Spec{Type: cell.Decimal, Decimals: 10}, word)
	case d.path.Extra != "" && d.path.Type() == lang.Text:
		return word, d.attribute(c, positive, word)
	case d.path.Type() == lang.Day:
		if iso, ok := cell.ISODate(word); ok {
			return iso, nil
		}
		return word, lang.Wrong(d.dayFix(op, word), "“%s”是日期栏，不能与“%s”比较", d.path.Text, word)
	case c.Numeric():
		spec := c.Spec
		if spec.Type = cell.Decimal; positive != lang.Equal && positive != lang.In {
			spec.Decimals = 20 // any bound will do
		}
		return readAmount(c.Name, &spec, word)
	case positive == lang.Contains:
		return word, c.holdsPart(word)
	case c.Free():
		if c.Code {
			return cell.NarrowCode(word), nil
		}
		return c.Present(word), nil
	}
	return c.choice(word)
}

// dayFix says what to write instead of a word that is no day.
func (d pathDomain) dayFix(op lang.Op, word string) string {
	for _, unit := range []string{cell.Year, cell.Month} {
		if _, ok := cell.ReadPeriod(word, unit); ok {
			return "只看" + unit + "的，写成“" + d.path.Text + "." + unit + " " + string(op) + " " + word + "”。"
		}
	}
	return "写成 2021-08-06、{参数}、[栏目] 或 {截至日}-30 的样子。"
}

func readAmount(name string, spec *cell.Spec, word string) (string, error) {
	v, issue := spec.ParseText(word)
	if v != "" {
		return v, nil
	}
	fix := "写成数，如 100；和同一行别的栏目比，写成 [栏目]。"
	if issue != nil && strings.Contains(issue.Message, "小数") || issue != nil && strings.Contains(issue.Message, "整数") {
		return word, lang.Wrong(fix, "“%s”最多 %d 位小数，永远不会等于“%s”", name, spec.Decimals, word)
	}
	return word, lang.Wrong(fix, "“%s”是数字栏，不能与“%s”比较", name, word)
}

// choice is a word as a column of choices or references holds it.
func (c *Column) choice(word string) (string, error) {
	switch {
	case word == "": // asks for an empty cell
		return "", nil
	case c.Type == cell.YesNo:
		if word == cell.Yes || word == cell.No {
			return word, nil
		}
		return word, lang.Wrong(fmt.Sprintf("写成 %s = 是，或者 %s = 否。", c.Name, c.Name), "“%s”只能是“是”或“否”", c.Name)
	case c.Group != nil:
		if o := c.Group.Option(word); o != nil {
			return o.Name, nil
		}
		return word, lang.Wrong("可用的选项："+strings.Join(c.Choices(), "、")+"。", "“%s”不是“%s”的选项", word, c.Name)
	case c.Target != nil:
		return cell.NarrowCode(word), nil
	case c.Dict == nil || len(c.Dict.Rows) == 0:
		return word, nil
	}
	if name, ok := c.Vocabulary.Match(word); ok {
		return name, nil
	}
	return word, lang.Wrong("请对照“"+c.Dict.Name+"”表写全称；要和同一行的另一栏比，写成 ["+word+"]。", "“%s”不在“%s”的%s名单中，永远不会相等", word, c.Name, c.Dict.Name)
}

// holdsPart refuses to look for what none of a column's choices has in it.
func (c *Column) holdsPart(word string) error {
	all := c.Choices()
	if len(all) == 0 || slices.ContainsFunc(all, func(s string) bool { return strings.Contains(s, word) }) {
		return nil
	}
	return lang.Wrong("请核对要找的字。", "“%s”能选的内容里都没有“%s”", c.Name, word)
}

// Closed reports whether all words that may stand there are known.
func (d pathDomain) Closed() bool { return d.path.Extra != "" || d.path.end().Vocabulary != nil }

// attribute refuses what the plan says of no choice.
func (d pathDomain) attribute(c *Column, op lang.Op, word string) error {
	var known []string
	if c.Dict != nil {
		for _, row := range c.Dict.Rows {
			known = append(known, c.Dict.Value(row, d.path.Extra))
		}
	} else {
		for i := range c.Group.Options {
			known = append(known, c.Group.Options[i].Attribute(d.path.Extra))
		}
	}
	if len(known) == 0 || word == "" || slices.ContainsFunc(known, func(s string) bool {
		return s == word || slices.Contains(strings.Split(s, "|"), word) || op == lang.Contains && strings.Contains(s, word)
	}) {
		return nil
	}
	return lang.Wrong("请对照方案里的写法。", "“%s”的“%s”没有一个是“%s”，永远不会成立", c.Name, d.path.Extra, word)
}

// Shares reports whether cells of both can be equal.
func (d pathDomain) Shares(other lang.Domain) bool {
	o, ok := other.(pathDomain)
	if !ok || d.path.Extra != "" || o.path.Extra != "" {
		return true
	}
	a, b := d.path.end(), o.path.end()
	if a.Group == nil || b.Group == nil || a.Group == b.Group {
		return (a.Type == cell.YesNo) == (b.Type == cell.YesNo) || a.Free() || b.Free()
	}
	return slices.ContainsFunc(a.Group.Options, func(x Option) bool { return b.Group.Option(x.Name) != nil })
}

// Places is to how many decimals the numbers there are kept.
func (d pathDomain) Places() (int, bool) {
	c := d.path.end()
	switch {
	case c == nil || !c.Numeric():
		return 0, false
	case c.Type == cell.Integer:
		return 0, true
	}
	return c.Decimals, true
}

// Choices are the words that may stand there.
func (d pathDomain) Choices() (words []string, several bool) {
	last := d.path.Columns[len(d.path.Columns)-1]
	if d.path.Extra != "" {
		return nil, last.Several()
	}
	if last.Type == cell.YesNo {
		return []string{cell.Yes, cell.No}, false
	}
	if last.Group != nil {
		words = last.Choices()
	}
	return words, last.Several()
}

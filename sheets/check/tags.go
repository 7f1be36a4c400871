package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// CodeRequired is the finding of an empty cell that must be filled.
const CodeRequired = "R-01"

// tags runs the validator over a ledger's rows; mine says which cells count.
func (r *run) tags(l *templates.Ledger, mine func(*sheets.Row, *templates.Column) bool) {
	v := r.Checker.rows[l]
	for _, row := range r.data.Rows(l) {
		broken := v.Check(row.Values)
		for _, x := range broken {
			if row.Bad[x.Column.Index] || x.Tag.Other != nil && (row.Bad[x.Tag.Other.Index] || wrong(broken, x.Tag.Other)) || !mine(row, x.Column) || r.lacks(row, x) {
				continue
			}
			code, message, fix := sentence(x, row)
			r.out = append(r.out, row.Finding(finding.Error, code, x.Column, message, fix))
		}
	}
}

// lacks: the whole column is missing from a return, which its header says once.
func (r *run) lacks(row *sheets.Row, x templates.Violation) bool {
	return r.stage == templates.StageReturn && x.Tag.Name == "required" && row.Cols != nil && row.Cols[x.Column.Index] == 0
}

// wrong: the column's value is missing or impossible in itself, so what depends
// on it can't be judged yet.
func wrong(broken []templates.Violation, c *templates.Column) bool {
	return slices.ContainsFunc(broken, func(x templates.Violation) bool { return x.Column == c && x.Tag.Other == nil })
}

// sentence says which rule a cell breaks, in the words of the plan.
func sentence(x templates.Violation, row *sheets.Row) (code, message, fix string) {
	c, t := x.Column, x.Tag
	code = codeOf(c)
	value, other := c.Show(row.Values[c.Index]), ""
	if t.Other != nil {
		other = t.Other.Show(row.Values[t.Other.Index])
	}
	length := utf8.RuneCountInString(row.Values[c.Index])
	switch t.Name {
	case "required":
		return CodeRequired, fmt.Sprintf("“%s”没有填写。", c.Name), fix1(c)
	case "required_if", "required_in":
		return code, fmt.Sprintf("“%s”是“%s”，“%s”就必须填写。", t.Other.Name, other, c.Name), fix1(c)
	case "required_unless":
		return code, fmt.Sprintf("“%s”不是“%s”，“%s”就必须填写。", t.Other.Name, strings.Join(t.Words, "”或“"), c.Name), fix1(c)
	case "required_with":
		return code, fmt.Sprintf("填了“%s”，“%s”也必须填写。", t.Other.Name, c.Name), fix1(c)
	case "empty_if":
		return code, fmt.Sprintf("“%s”是“%s”，“%s”就不应填写，现在是“%s”。", t.Other.Name, other, c.Name, value), fmt.Sprintf("请清空“%s”，或改“%s”。", c.Name, t.Other.Name)
	case "empty_unless":
		return code, fmt.Sprintf("只有“%s”是“%s”时才填“%s”，现在是“%s”。", t.Other.Name, strings.Join(t.Words, "”或“"), c.Name, value), fmt.Sprintf("请清空“%s”，或改“%s”。", c.Name, t.Other.Name)
	case "empty_with":
		return code, fmt.Sprintf("“%s”和“%s”不能同时填写。", c.Name, t.Other.Name), "请清空其中一个。"
	case "min":
		return code, fmt.Sprintf("“%s”太短，至少 %s 个字，现在有 %d 个字。", c.Name, x.Bound, length), fix1(c)
	case "max":
		return code, fmt.Sprintf("“%s”太长，最多 %s 个字，现在有 %d 个字。", c.Name, x.Bound, length), "请写得简短些。"
	case "pattern":
		return code, fmt.Sprintf("“%s”%s，现在是“%s”。", c.Name, t.Sentence(c, nil), value), fix1(c)
	case "nefield":
		return code, fmt.Sprintf("“%s”不能与“%s”相同。", c.Name, t.Other.Name), fix1(c)
	case "eqfield":
		return code, fmt.Sprintf("“%s”应与“%s”相同。", c.Name, t.Other.Name), fix1(c)
	}
	bound := " " + x.Bound
	if t.Other != nil {
		bound = fmt.Sprintf("“%s”（%s）", t.Other.Name, other)
	} else if t.Param != "" {
		bound = fmt.Sprintf("%s（%s）", t.Param, x.Bound)
	}
	words := map[string]string{"gt": "大于", "gte": "不小于", "lt": "小于", "lte": "不大于"}
	if c.Type == cell.Date {
		words = map[string]string{"gt": "晚于", "gte": "不早于", "lt": "早于", "lte": "不晚于"}
	}
	op := map[string]string{"gtfield": "gt", "gtefield": "gte", "ltfield": "lt", "ltefield": "lte", "after": "gt", "notbefore": "gte", "before": "lt", "notafter": "lte"}[t.Name]
	if op == "" {
		op = t.Name
	}
	return code, fmt.Sprintf("“%s”应%s%s，现在是 %s。", c.Name, words[op], bound, value), "请核对后改正。"
}

func fix1(c *templates.Column) string {
	if c.Help == "" {
		return "请补充填写。"
	}
	return "怎么填：" + c.Help
}

// codeOf is the first rule the column's definition cites.
func codeOf(c *templates.Column) string {
	for _, s := range strings.FieldsFunc(c.Source, func(r rune) bool { return strings.ContainsRune("|、, ", r) }) {
		if strings.HasPrefix(s, "R-") || strings.HasPrefix(s, "X-") {
			return s
		}
	}
	return "规则"
}

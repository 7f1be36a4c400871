package templates

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/templates/cell"

	"github.com/shopspring/decimal"
)

// Condition is a conjunction of terms over one row; the empty one always holds.
type Condition []Term

// Term compares what a path leads to with a value.
type Term struct {
	Path  Path
	Op    string // = ≠ > ≥ < ≤ 属于 不属于 含 不含 为空 非空
	Value Operand
}

// Path is a column of the row, or references followed from it:
// 移交批次.方向. Extra holds the name of a dictionary column or of an option's
// attribute at the end, which no ledger column stands for.
type Path struct {
	Text    string
	Columns []*Column
	Extra   string
	Outer   bool // starts at the enclosing row of a notice loop
}

// Operand is the right side of a term: literal words, a parameter or a path.
type Operand struct {
	Words []string
	Param string
	Path  *Path
}

// Operators, longest first so that 不属于 is not read as 属于.
var operators = []string{"不属于", "不为空", "不含", "属于", "为空", "非空", "含", ">=", "<=", "!=", "<>", "≠", "≥", "≤", "=", ">", "<"}

var operatorNames = map[string]string{">=": "≥", "<=": "≤", "!=": "≠", "<>": "≠", "不为空": "非空"}

// ParseCondition reads a condition over rows of ledger l; outer is the ledger of
// the enclosing loop, nil outside notices.
func (p *Plan) ParseCondition(text string, l, outer *Ledger) (Condition, error) {
	var c Condition
	for _, part := range splitTerms(text) {
		t, err := p.parseTerm(part, l, outer)
		if err != nil {
			return nil, err
		}
		c = append(c, t)
	}
	return c, nil
}

func splitTerms(text string) []string {
	var out []string
	for _, s := range strings.Split(strings.ReplaceAll(text, "\n", " 且 "), " 且 ") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (p *Plan) parseTerm(text string, l, outer *Ledger) (Term, error) {
	// The left side may itself contain an operator's characters only by
	// accident; the operator that starts earliest wins, longest first.
	at, op := -1, ""
	for _, o := range operators {
		if i := strings.Index(text, o); i > 0 && (at < 0 || i < at) {
			at, op = i, o
		}
	}
	if at < 0 {
		return Term{}, fmt.Errorf("条件“%s”没有比较符，应写成“栏目=值”“栏目 为空”等形式", text)
	}
	path, err := p.parsePath(strings.TrimSpace(text[:at]), l, outer, true)
	if err != nil {
		return Term{}, err
	}
	right := strings.TrimSpace(text[at+len(op):])
	if n, ok := operatorNames[op]; ok {
		op = n
	}
	t := Term{Path: path, Op: op}
	if op == "为空" || op == "非空" {
		if right != "" {
			return Term{}, fmt.Errorf("条件“%s”中“%s”后面不应再有内容", text, op)
		}
		return t, nil
	}
	if right == "" {
		return Term{}, fmt.Errorf("条件“%s”缺少比较的值", text)
	}
	switch {
	case strings.HasPrefix(right, "{") && strings.HasSuffix(right, "}"):
		t.Value.Param = strings.Trim(right, "{}")
		if !p.HasParam(t.Value.Param) {
			return Term{}, fmt.Errorf("条件“%s”用到的参数“%s”不在“参数”表中", text, t.Value.Param)
		}
	case strings.HasPrefix(right, "[") && strings.HasSuffix(right, "]"):
		v, err := p.parsePath(right[1:len(right)-1], l, outer, true)
		if err != nil {
			return Term{}, err
		}
		t.Value.Path = &v
	default:
		for _, w := range strings.Split(right, "|") {
			t.Value.Words = append(t.Value.Words, strings.Trim(strings.TrimSpace(w), "“”\""))
		}
		if err := path.allows(t); err != nil {
			return Term{}, fmt.Errorf("条件“%s”：%w", text, err)
		}
	}
	return t, nil
}

// allows refuses a word that can never match: an option nobody can choose, a
// number that is none.
func (p Path) allows(t Term) error {
	c := p.end()
	if c == nil || t.Op == "含" || t.Op == "不含" {
		return nil
	}
	for _, w := range t.Value.Words {
		switch {
		case c.Group != nil && c.Group.Option(w) == nil:
			return fmt.Errorf("“%s”不是“%s”的选项", w, c.Name)
		case c.Type == cell.YesNo && w != "是" && w != "否":
			return fmt.Errorf("“%s”只能是“是”或“否”", c.Name)
		case c.Numeric():
			if _, err := decimal.NewFromString(w); err != nil {
				return fmt.Errorf("“%s”是数字栏，不能与“%s”比较", c.Name, w)
			}
		}
	}
	return nil
}

// end is the ledger column the path ends at, nil for a dictionary column.
func (p Path) end() *Column {
	if p.Extra != "" || len(p.Columns) == 0 {
		return nil
	}
	return p.Columns[len(p.Columns)-1]
}

// ParsePath resolves a path from ledger l.
func (p *Plan) ParsePath(text string, l, outer *Ledger) (Path, error) {
	return p.parsePath(text, l, outer, false)
}

// yearOf ends a path in a condition: the year of a date, as in 日期.年.
const yearOf = "年"

func (p *Plan) parsePath(text string, l, outer *Ledger, years bool) (Path, error) {
	path := Path{Text: text}
	rest := text
	if r, ok := strings.CutPrefix(rest, "外."); ok {
		path.Outer, rest, l = true, r, outer
	}
	if l == nil {
		return path, fmt.Errorf("“%s”前面没有可用的台账", text)
	}
	// A column's own name may hold a dot, so the whole text is tried first.
	for {
		if c := l.Column(rest); c != nil {
			path.Columns = append(path.Columns, c)
			return path, nil
		}
		head, tail, found := strings.Cut(rest, ".")
		c := l.Column(head)
		if c == nil {
			return path, fmt.Errorf("“%s”没有栏目“%s”", l.Name, head)
		}
		path.Columns = append(path.Columns, c)
		if !found {
			return path, nil
		}
		switch {
		case c.Target != nil:
			l, rest = c.Target, tail
			continue
		case c.Dict != nil && slices.Contains(c.Dict.Columns, tail):
			path.Extra = tail
			return path, nil
		case c.Group != nil && (tail == "附加" || tail == "含义" || tail == "说明"):
			path.Extra = tail
			return path, nil
		case years && c.Type == cell.Date && tail == yearOf:
			path.Extra = tail
			return path, nil
		}
		return path, fmt.Errorf("“%s”的“%s”不能再取“%s”", l.Name, c.Name, tail)
	}
}

// Columns lists the ledger columns of the row itself that the condition reads.
func (c Condition) Columns() []*Column {
	var out []*Column
	for _, t := range c {
		if !t.Path.Outer && len(t.Path.Columns) > 0 {
			out = append(out, t.Path.Columns[0])
		}
		if t.Value.Path != nil && !t.Value.Path.Outer && len(t.Value.Path.Columns) > 0 {
			out = append(out, t.Value.Path.Columns[0])
		}
	}
	return out
}

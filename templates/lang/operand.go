package lang

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
)

func (p *parser) sum() (*Node, error) { return p.chain("+-", p.product) }

func (p *parser) product() (*Node, error) { return p.chain("*/", p.operand) }

func (p *parser) chain(signs string, next func() (*Node, error)) (*Node, error) {
	left, err := next()
	for err == nil {
		at := p.at
		sign := p.accept(signs)
		if sign == 0 {
			p.at = at
			return left, nil
		}
		var right *Node
		if right, err = next(); err == nil {
			left, err = p.arithmetic(left, sign, right)
		}
	}
	return nil, err
}

// arithmetic gives an operation its type.
func (p *parser) arithmetic(a *Node, sign byte, b *Node) (*Node, error) {
	out := &Node{Kind: Arithmetic, At: a.At, End: b.End, Sign: sign, Args: []*Node{a, b}, Text: p.text[a.At:b.End]}
	var ok bool
	if out.Type, ok = resultOf(a.Type, sign, b.Type); ok {
		return out, nil
	}
	wrong := a
	if countable(a.Type) || a.Type == Day && b.Type != Day && b.Type != Numeric {
		wrong = b
	}
	fix := "加减乘除只用于数；日期可以加减天数，两个日期相减得天数。"
	if wrong.Type == Truth {
		fix = "按条件取值，写成“" + functions[0].usage + "”。"
	}
	return nil, p.fail(wrong.At, fmt.Sprintf("“%s”是%s，不能这样算", strings.TrimSpace(p.text[wrong.At:wrong.End]), typeWords[wrong.Type]), fix)
}

// countable: a number, or a parameter that may come to hold one.
func countable(t Type) bool { return t == Numeric || t == Whatever }

// resultOf is the type of an operation: days move by numbers, and their
// difference is one.
func resultOf(a Type, sign byte, b Type) (t Type, ok bool) {
	moves := sign == '+' || sign == '-'
	switch {
	case a == Whatever && countable(b) && moves:
		return Whatever, true
	case countable(a) && countable(b):
		return Numeric, true
	case a == Day && countable(b) && moves, countable(a) && b == Day && sign == '+':
		return Day, true
	case (a == Day || a == Whatever) && b == Day && sign == '-':
		return Numeric, true
	}
	return Whatever, false
}

func (p *parser) operand() (*Node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, p.fail(p.at, "括号层数太多", "请把公式拆成几个指标。")
	}
	defer func() { p.depth-- }()
	p.space()
	n, err := p.primary(p.at)
	if err != nil {
		return nil, err
	}
	n.End = p.at
	for unit := p.unit(p.at); unit != ""; unit = p.unit(p.at) {
		if n.Type != Day && n.Type != Whatever {
			return nil, p.fail(p.at, fmt.Sprintf("“%s”不是日期，不能取“%s”", strings.TrimSpace(p.text[n.At:n.End]), unit), "只有日期可以取年、半年、季、月、旬、周、日。")
		}
		p.at += len(".") + len(unit)
		n = part(n, unit, p.at)
		n.Text = p.text[n.At:n.End]
	}
	return n, nil
}

func (p *parser) primary(from int) (*Node, error) {
	if n, err := p.bare(); n != nil || err != nil {
		return n, err
	}
	if f := p.call(); f != nil {
		return p.called(from, f)
	}
	if text, ok := p.quoted(); ok {
		return &Node{Kind: Literal, Type: Text, At: from, Text: p.text[from:p.at], Words: []string{text}}, nil
	}
	switch {
	case p.accept("(") != 0:
		p.nest++
		defer func() { p.nest-- }()
		n, err := p.junction(true)
		if err == nil && p.accept(")") == 0 {
			err = p.fail(p.at, "缺少右括号", "请在这里补上 )。")
		}
		return n, err
	case p.accept("[") != 0:
		return p.bracketed(from)
	case p.accept("{") != 0:
		return p.param(from)
	case p.accept("-") != 0:
		n, err := p.operand()
		if err != nil {
			return nil, err
		}
		return p.arithmetic(&Node{Kind: Number, Type: Numeric, At: from, End: from, Text: "0"}, '-', n)
	}
	name := p.stray()
	if p.condition {
		if said := p.joined(from, name); said != nil {
			return nil, said
		}
	}
	if name == "" {
		return nil, p.fail(from, "这里缺少数或名称", "请补上，或者删去多余的符号。")
	}
	return nil, p.unknown(from, name, false)
}

// bare reads a number, a day, or the longest name known; nil if there is none of
// them. In front of a comparison, a name that leaves one to follow goes before a
// longer one that swallows it.
func (p *parser) bare() (*Node, error) {
	from := p.at
	var best *Match
	matches := longestFirst(p.scope.Bare(p.text[from:]))
	for i, m := range matches {
		end := from + m.Len
		if unit := p.unit(end); unit != "" && m.Type == Day {
			end += len(".") + len(unit)
		} else if !p.boundary(end) {
			continue
		}
		if best == nil {
			best = &matches[i]
		}
		if p.left == nil && p.compares(end) {
			best = &matches[i]
			break
		}
	}
	if day, size := p.day(); size > 0 && (best == nil || size >= best.Len) {
		if day == "" {
			return nil, p.fail(from, fmt.Sprintf("“%s”不是日历上有的日期", p.text[from:from+size]), "请核对年、月、日；要算减法的，在减号两边各空一格。")
		}
		p.at += size
		return &Node{Kind: Literal, Type: Day, At: from, Text: p.text[from:p.at], Words: []string{day}}, nil
	}
	if value, size := p.number(); size > 0 && (best == nil || size >= best.Len) {
		p.at += size
		return &Node{Kind: Number, Type: Numeric, At: from, Text: p.text[from:p.at], Value: value}, nil
	}
	if best == nil {
		return nil, nil
	}
	p.at += best.Len
	return p.named(from, p.text[from:p.at], *best)
}

func longestFirst(matches []Match) []Match {
	slices.SortStableFunc(matches, func(a, b Match) int { return cmp.Compare(b.Len, a.Len) })
	return matches
}

func (p *parser) named(from int, text string, m Match) (*Node, error) {
	if m.Wrong != "" {
		return nil, p.fail(from, m.Wrong, "")
	}
	return &Node{Kind: Name, Type: m.Type, At: from, Text: text, Ref: m.Ref, Domain: m.Domain, Cell: m.Cell}, nil
}

// bracketed reads the name in [ ]: the longest one known that the bracket
// closes.
func (p *parser) bracketed(from int) (*Node, error) {
	p.space()
	at, known := p.at, 0
	for _, m := range longestFirst(p.scope.Bracketed(p.text[at:], p.left)) {
		known = max(known, m.Len)
		p.at = at + m.Len
		unit := ""
		if m.Type == Day {
			if unit = p.unit(p.at); unit != "" {
				p.at += len(".") + len(unit)
			}
		}
		printed := m.Figure && p.accept("!") != 0
		if p.accept("]") == 0 {
			continue
		}
		n, err := p.named(from, p.text[at:at+m.Len], m)
		if err != nil {
			return nil, err
		}
		n.Printed = printed
		if unit != "" {
			n.End = p.at
			n = part(n, unit, p.at)
			n.Text = p.text[at : at+m.Len+len(".")+len(unit)]
		}
		return n, nil
	}
	p.at = at
	name, closed := p.until(']')
	if !closed {
		if known > 0 {
			name = p.text[at : at+known]
		}
		return nil, p.unclosed(from, name, "[", "]")
	}
	return nil, p.unknown(from, name, true)
}

func (p *parser) param(from int) (*Node, error) {
	name, closed := p.until('}')
	if !closed {
		return nil, p.unclosed(from, name, "{", "}")
	}
	value, typ, known := p.scope.Param(name)
	if !known {
		return nil, p.fail(from, fmt.Sprintf("参数“%s”不在“参数”表中", name), "请对照“参数”表填写。")
	}
	if typ == Whatever {
		typ = typeOf(value)
	}
	return &Node{Kind: Param, Type: typ, At: from, Text: name, Cell: true, memo: new(atomic.Pointer[reading])}, nil
}

// until reads up to a closing bracket.
func (p *parser) until(end rune) (name string, closed bool) {
	from := p.at
	for r, n := p.peek(); n > 0 && !(p.condition && r == '\n'); r, n = p.peek() {
		if r == end {
			name = p.text[from:p.at]
			p.at += n
			return strings.TrimSpace(name), true
		}
		p.at += n
	}
	return strings.TrimSpace(p.text[from:p.at]), false
}

func (p *parser) unknown(at int, name string, bracketed bool) *Error {
	message, fix := p.scope.Unknown(name, bracketed)
	return p.fail(at, message, fix)
}

func (p *parser) unclosed(from int, name, open, closing string) *Error {
	if i := strings.IndexAny(name, " \n且+-*/<>=≠≥≤"); i > 0 {
		name = name[:i]
	}
	fix := fmt.Sprintf("写成 %s%s%s。", open, name, closing)
	if p.left != nil {
		fix += fmt.Sprintf("要比的字本身以 %s 开头的，加上引号 “…”。", open)
	}
	return p.fail(from, fmt.Sprintf("“%s%s”没有“%s”来结束", open, name, closing), fix)
}

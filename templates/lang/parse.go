package lang

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// maxDepth bounds brackets within brackets.
const maxDepth = 50

type parser struct {
	lexer
	scope Scope
	what  string
	left  *Node // of the comparison being read
	depth int
}

// ParseFormula reads arithmetic.
func ParseFormula(text string, s Scope) (*Node, error) {
	p := &parser{lexer: lexer{text: text}, scope: s, what: "公式"}
	n, err := p.sum()
	if err == nil && !p.done() {
		err = p.unread()
	}
	if err != nil {
		return nil, err
	}
	return n, nil
}

// ParseCondition reads comparisons joined by 且 or line breaks; the empty text
// gives none.
func ParseCondition(text string, s Scope) (*Node, error) {
	p := &parser{lexer: lexer{text: text}, scope: s, what: "条件"}
	all := &Node{Kind: All}
	at := p.at
	and := p.join()
	if and {
		return nil, p.fail(at, "“且”前面缺少条件", "请删去“且”，或者补上条件。")
	}
	for p.at < len(p.text) {
		t, err := p.comparison()
		if err != nil {
			return nil, err
		}
		all.Args = append(all.Args, t)
		at = p.at
		and = p.join()
	}
	if and {
		return nil, p.fail(at, "“且”后面缺少条件", "请删去“且”，或者补上条件。")
	}
	return all, nil
}

func (p *parser) fail(at int, message, fix string) *Error {
	return &Error{What: p.what, Text: p.text, At: at, Message: message, Fix: fix}
}

// unread says that something stands where the text should be over.
func (p *parser) unread() *Error {
	fix := "请检查括号和运算符号。"
	rest := p.text[p.at:]
	if strings.HasPrefix(rest, "且") {
		fix = "“且”的前后要各空一格。"
	}
	return p.fail(p.at, "从“"+firstRunes(rest, 6)+"”起看不懂", fix)
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}

// comparison reads one term.
func (p *parser) comparison() (*Node, error) {
	p.space()
	from := p.at
	p.left = nil
	left, err := p.sum()
	if err != nil {
		return nil, err
	}
	p.space()
	op, n := operator(p.text[p.at:])
	if n == 0 {
		return nil, p.fail(p.at, "“"+strings.TrimSpace(p.text[from:p.at])+"”后面没有比较符", "写成“栏目=值”“栏目 为空”等形式。")
	}
	at := p.at
	p.at += n
	out := &Node{Kind: Comparison, At: from, Op: op, Args: []*Node{left}}
	switch done := p.done(); {
	case op.Unary() && !done:
		return nil, p.fail(p.at, fmt.Sprintf("“%s”后面不应再有内容", p.text[at:at+n]), "几个条件用“ 且 ”连接，前后各空一格。")
	case !op.Unary() && done:
		return nil, p.fail(p.at, fmt.Sprintf("“%s”后面缺少比较的值", p.text[at:at+n]), "写上值、{参数}或 [栏目]；要问填没填，写“为空”或“非空”。")
	case op.Unary():
		return out, nil
	}
	right, err := p.right(left, op)
	if err != nil {
		return nil, err
	}
	out.Args = append(out.Args, right)
	return out, nil
}

// right reads what is compared with: a formula where one may stand or brackets
// say so, else words up to the end of the term.
func (p *parser) right(left *Node, op Op) (*Node, error) {
	from := p.at
	first, _ := p.peek()
	bracketed := first == '[' || first == '{'
	if bracketed || left.Amount && op.Ordered() {
		p.left = left
		n, err := p.sum()
		if err == nil && !p.done() {
			err = p.unread()
		}
		if err == nil {
			return n, nil
		}
		if bracketed || strings.ContainsAny(fold(p.text[from:], len(p.text)), "[{") {
			return nil, err
		}
		p.at = from // a figure may be compared with words: 100%
	}
	text := p.words()
	n := &Node{Kind: Literal, At: from, Text: text, Words: SplitWords(text)}
	for i := from; i < p.at; i++ {
		if p.joins(i, "或") {
			return nil, p.fail(i, "条件里还不能用“或”", "几个值里有一个就行的，写成“栏目 属于 甲|乙”；要比的字里有“或”的，不要在它前后空格。")
		}
	}
	return n, nil
}

func (p *parser) sum() (*Node, error) { return p.chain("+-", p.product) }

func (p *parser) product() (*Node, error) { return p.chain("*/", p.operand) }

func (p *parser) chain(signs string, next func() (*Node, error)) (*Node, error) {
	left, err := next()
	for err == nil {
		sign := p.accept(signs)
		if sign == 0 {
			return left, nil
		}
		var right *Node
		right, err = next()
		left = &Node{Kind: Arithmetic, At: left.At, Sign: sign, Args: []*Node{left, right}, Amount: true}
	}
	return nil, err
}

func (p *parser) operand() (*Node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, p.fail(p.at, "括号层数太多", "请把公式拆成几个指标。")
	}
	defer func() { p.depth-- }()
	p.space()
	from := p.at
	if n, err := p.bare(); n != nil || err != nil {
		return n, err
	}
	switch {
	case p.accept("(") != 0:
		n, err := p.sum()
		if err == nil && p.accept(")") == 0 {
			err = p.fail(p.at, "缺少右括号", "请在这里补上 )。")
		}
		return n, err
	case p.accept("[") != 0:
		return p.bracketed(from)
	case p.accept("{") != 0:
		name, closed := p.until('}')
		if !closed {
			return nil, p.unclosed(from, name, "{", "}")
		}
		if !p.scope.Param(name) {
			return nil, p.fail(from, fmt.Sprintf("参数“%s”不在“参数”表中", name), "请对照“参数”表填写。")
		}
		return &Node{Kind: Param, At: from, Text: name}, nil
	}
	name := p.stray()
	if name == "" {
		return nil, p.fail(from, "这里缺少数或名称", "请补上，或者删去多余的符号。")
	}
	return nil, p.unknown(from, name, false)
}

// bare reads a number, or the longest name known; nil if there is neither. In
// front of a comparison, a name that leaves one to follow goes before a longer
// one that swallows it.
func (p *parser) bare() (*Node, error) {
	from := p.at
	var best *Match
	var matches []Match
	if p.left == nil { // what is compared with is in brackets, or it is words
		matches = longestFirst(p.scope.Bare(p.text[from:]))
	}
	for i, m := range matches {
		if !p.boundary(from + m.Len) {
			continue
		}
		if best == nil {
			best = &matches[i]
		}
		if p.compares(from + m.Len) {
			best = &matches[i]
			break
		}
	}
	if value, size := p.number(); size > 0 && (best == nil || size >= best.Len) {
		p.at += size
		return &Node{Kind: Number, At: from, Text: p.text[from:p.at], Value: value, Amount: true}, nil
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
	return &Node{Kind: Name, At: from, Text: text, Ref: m.Ref, Amount: m.Amount}, nil
}

// bracketed reads the name in [ ]: the longest one known that the bracket
// closes.
func (p *parser) bracketed(from int) (*Node, error) {
	p.space()
	at, known := p.at, 0
	for _, m := range longestFirst(p.scope.Bracketed(p.text[at:], p.left)) {
		known = max(known, m.Len)
		p.at = at + m.Len
		printed := m.Amount && p.accept("!") != 0
		if p.accept("]") != 0 {
			n, err := p.named(from, p.text[at:at+m.Len], m)
			if n != nil {
				n.Printed = printed
			}
			return n, err
		}
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

// until reads up to a closing bracket.
func (p *parser) until(end rune) (name string, closed bool) {
	from := p.at
	for r, n := p.peek(); n > 0 && !(p.lines && r == '\n'); r, n = p.peek() {
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

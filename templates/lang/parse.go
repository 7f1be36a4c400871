package lang

import (
	"cmp"
	"errors"
	"fmt"
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

// ParseFormula reads a formula: a number, a day or, by 如果, a text.
func ParseFormula(text string, s Scope) (*Node, error) {
	p := &parser{lexer: lexer{text: text}, scope: s, what: "公式"}
	n, err := p.sum()
	if err == nil && !p.done() {
		err = p.unread()
	}
	if err == nil && n.Type == Truth {
		err = p.fail(n.At, "这里要写算式，不能写条件", "按条件取值，写成“"+functions[0].usage+"”。")
	}
	if err == nil {
		err = p.vacuous(n)
	}
	if err != nil {
		return nil, p.advised(err)
	}
	return n, nil
}

// ParseCondition reads comparisons joined by 且, 或 or line breaks, with
// brackets; the empty text gives none. Lines hold all together; 且 and 或 do not
// mix without brackets. What nothing or everything satisfies is refused.
func ParseCondition(text string, s Scope) (*Node, error) {
	p := &parser{lexer: lexer{text: text, condition: true}, scope: s, what: "条件"}
	n, err := p.conditions()
	if err == nil {
		err = p.vacuous(n)
	}
	if err != nil {
		return nil, p.advised(err)
	}
	return n, nil
}

func (p *parser) conditions() (*Node, error) {
	text := p.text
	all := &Node{Kind: All, Type: Truth, End: len(text)}
	at := p.at
	if word := p.join(); word == "且" || word == "或" {
		return nil, p.fail(at, "“"+word+"”前面缺少条件", "请删去“"+word+"”，或者补上条件。")
	}
	if p.at == len(p.text) {
		return all, nil
	}
	n, err := p.junction(false)
	if err == nil && p.at < len(p.text) {
		err = p.unread()
	}
	if err != nil {
		return nil, err
	}
	if n.Kind == All {
		all.Args = n.Args
	} else {
		all.Args = []*Node{n}
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
	for _, word := range []string{"且", "或"} {
		if strings.HasPrefix(rest, word) {
			fix = "“" + word + "”的前后要各空一格。"
		}
	}
	if op, n := operator(rest); n > 0 && op.Ordered() && p.condition {
		fix = "一个条件只比一次；两头都有界限的，写成 栏目 > 10 且 栏目 < 100。"
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

// junction reads terms up to the end of the text or of the bracket around them.
// Where value is set, one formula may stand instead.
func (p *parser) junction(value bool) (*Node, error) {
	from := p.at
	lines := &Node{Kind: All, Type: Truth, At: from}
	line := &Node{Type: Truth, At: from}
	joint := ""
	for {
		from := p.at
		t, err := p.term(value)
		if err != nil {
			return nil, p.anotherWord(err, from, line.Args)
		}
		if t.Type != Truth {
			return t, nil
		}
		value = false
		line.Args = append(line.Args, t)
		at := p.at
		word := p.join()
		switch {
		case word == "":
			lines.Args = append(lines.Args, line.settled(joint))
			lines.End = at
			return lines.settled("且"), nil
		case word == "\n":
			lines.Args = append(lines.Args, line.settled(joint))
			line, joint = &Node{Type: Truth, At: p.at}, ""
		case p.at == len(p.text) || p.ends(p.at) >= 0:
			return nil, p.fail(at, "“"+word+"”后面缺少条件", "请删去“"+word+"”，或者补上条件。")
		case joint != "" && joint != word:
			return nil, p.fail(at, "“且”和“或”写在一起，分不清先后", "请用括号写明哪几个条件是一起的，如：甲 = 1 且 (乙 = 2 或 丙 = 3)。")
		default:
			joint = word
		}
	}
}

// anotherWord says of a word behind 或 or 且 that is no condition how to compare with
// several.
func (p *parser) anotherWord(err error, from int, before []*Node) error {
	var e *Error
	if len(before) == 0 || !errors.As(err, &e) {
		return err
	}
	p.at = from
	word := p.words()
	last := before[len(before)-1]
	if last.Kind != Comparison || len(last.Args) < 2 || last.Args[1].Kind != Literal || strings.ContainsAny(fold(word, len(word)), "=≠≥≤><()[]{}. ") {
		return err
	}
	e.Fix = fmt.Sprintf("几个值都行的，写成 %s 属于 %s|%s。", last.Args[0].Text, strings.Join(last.Args[1].Words, "|"), word)
	return e
}

// settled is a list of terms as one node: 或 of several, 且 of all, and one as it
// is.
func (n *Node) settled(joint string) *Node {
	if len(n.Args) == 1 {
		return n.Args[0]
	}
	n.Kind = All
	if joint == "或" {
		n.Kind = Any
		return n
	}
	var flat []*Node
	for _, a := range n.Args {
		if a.Kind == All {
			flat = append(flat, a.Args...)
		} else {
			flat = append(flat, a)
		}
	}
	n.Args = flat
	return n
}

// term reads one comparison, or conditions in brackets.
func (p *parser) term(value bool) (*Node, error) {
	p.space()
	from := p.at
	p.left = nil
	left, err := p.sum()
	if err != nil {
		return nil, err
	}
	p.space()
	op, n := operator(p.text[p.at:])
	if !p.condition {
		n = 0
	}
	switch {
	case n == 0 && (left.Type == Truth || value):
		return left, nil
	case n == 0:
		name := strings.TrimSpace(p.text[from:p.at])
		fix := cmp.Or(written(p.text[p.at:], name, left.Type), "写成“栏目=值”“栏目 为空”等形式。")
		return nil, p.fail(p.at, "“"+name+"”后面没有比较符", fix)
	case left.Type == Truth:
		return nil, p.fail(p.at, "括号里是条件，不能再比较", "几个条件用“ 且 ”“ 或 ”连接，前后各空一格。")
	}
	return p.comparison(left, op, n)
}

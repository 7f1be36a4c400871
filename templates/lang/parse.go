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
	if err != nil {
		return nil, err
	}
	return n, nil
}

// ParseCondition reads comparisons joined by 且, 或 or line breaks, with
// brackets; the empty text gives none. Lines hold all together; 且 and 或 do not
// mix without brackets.
func ParseCondition(text string, s Scope) (*Node, error) {
	p := &parser{lexer: lexer{text: text, condition: true}, scope: s, what: "条件"}
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
		t, err := p.term(value)
		if err != nil || t.Type != Truth {
			return t, err
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

// comparison reads what is compared with.
func (p *parser) comparison(left *Node, op Op, size int) (*Node, error) {
	at := p.at
	p.at += size
	sign := p.text[at:p.at]
	out := &Node{Kind: Comparison, Type: Truth, At: left.At, Op: op, Args: []*Node{left}}
	positive, _ := op.Positive()
	if op == Equal && strings.HasPrefix(fold(p.text[p.at:], 1), "=") {
		return nil, p.fail(at, "比较符写了两个“=”", "请只写一个“=”。")
	}
	switch done := p.done(); {
	case op.Unary() && !done:
		return nil, p.fail(p.at, fmt.Sprintf("“%s”后面不应再有内容", sign), "几个条件用“ 且 ”或“ 或 ”连接，前后各空一格。")
	case !op.Unary() && done:
		return nil, p.fail(p.at, fmt.Sprintf("“%s”后面缺少比较的值", sign), "写上值、{参数}或 [栏目]；要问填没填，写“为空”或“非空”。")
	case op.Unary():
		out.End = p.at
		return out, nil
	case left.Type == Text && op.Ordered() && op != Equal && op != NotEqual:
		return nil, p.fail(at, fmt.Sprintf("“%s”是文字，不能用“%s”比大小", left.Text, op), "要比大小、先后的，在“栏目”表把类型改成数字或日期；文字用 =、属于、含。")
	case positive == Contains && left.Type != Text && left.Type != Whatever:
		return nil, p.fail(at, fmt.Sprintf("“%s”是%s，不能用“%s”在里面找字", left.Text, typeWords[left.Type], sign), "数和日期用 = > <；只看年、月的，写成 日期.年 = 2021、日期.月 = 2021-08。")
	}
	right, err := p.right(left, op)
	if err != nil {
		return nil, err
	}
	if err := p.fits(left, op, right); err != nil {
		return nil, err
	}
	out.Args = append(out.Args, right)
	out.End = p.at
	return out, nil
}

// right reads words, or where numbers and days are compared a formula.
func (p *parser) right(left *Node, op Op) (*Node, error) {
	from := p.at
	p.left = left
	defer func() { p.left = nil }()
	if first, _ := p.peek(); first == '[' || first == '{' {
		return p.compared(left, op)
	}
	text := p.words()
	n := &Node{Kind: Literal, Type: left.Type, Unit: left.Unit, At: from, End: p.at, Text: text, Words: SplitWords(text)}
	wrong := left.spell(op, n.Words)
	switch {
	case left.Type == Text && left.Domain == nil && p.scope != nil && p.names(text):
		return nil, p.fail(from, fmt.Sprintf("“%s”也是栏目的名称", text), fmt.Sprintf("要和栏目比，写成 [%s]；要比这几个字，加引号写成 “%[1]s”。", text))
	case left.Type != Text && op.Ordered() && wrong != nil:
		if formula, err := p.formulaFor(n, left); formula != nil || err != nil {
			return formula, err
		}
	}
	if left.Type == Whatever {
		if n.Type = typeOf(text); wrong != nil || n.Type == Whatever {
			n.Type, wrong = Text, nil
		}
	}
	if err := p.misread(n, left, op, wrong); err != nil {
		return nil, err
	}
	if n.Type == Numeric && op.Ordered() {
		n.Kind, n.Value = Number, number(n.Words[0])
	}
	return n, nil
}

// misread refuses words that are surely meant for something else, and those that
// can never match.
func (p *parser) misread(words, left *Node, op Op, wrong error) error {
	from, text := words.At, words.Text
	if words.Type == Text && left.Kind == Name && (wrong != nil || !left.closed()) {
		if err := p.swallowed(from, left, op, text); err != nil {
			return err
		}
	}
	switch {
	case wrong == nil:
		return nil
	case slices.Contains(blankWords, text):
		return p.blankWord(from, left, text)
	}
	return p.fail(from, wrong.Error(), cmp.Or(p.asParam(text), FixOf(wrong)))
}

// asParam says how to compare with a parameter that a text names without braces;
// "" if it names none.
func (p *parser) asParam(text string) string {
	if _, _, known := p.scope.Param(text); !known {
		return ""
	}
	return fmt.Sprintf("要和参数比，写成 {%s}。", text)
}

// spell brings words into the form of what they are compared with; the error
// is of the first that can never match.
func (n *Node) spell(op Op, words []string) (wrong error) {
	for i, w := range words {
		var err error
		if words[i], err = n.word(op, w); err != nil && wrong == nil {
			wrong = err
		}
	}
	return wrong
}

// formulaFor reads as a formula what are no words to compare with; nil where it
// is none and nobody meant one.
func (p *parser) formulaFor(words, left *Node) (*Node, error) {
	p.at = words.At
	formula, err := p.sum()
	if err == nil && !p.done() {
		err = p.unread()
	}
	switch {
	case err == nil && (left.Type == Whatever || formula.Kind != Number && formula.Kind != Literal):
		return formula, nil
	case err != nil && (strings.ContainsAny(fold(words.Text, len(words.Text)), "[{+*/()") || p.startsWithName(words.Text)):
		return nil, err
	}
	p.at = words.End
	return nil, nil
}

// compared reads what begins with a bracket: one name or parameter, or where the
// order counts a formula.
func (p *parser) compared(left *Node, op Op) (*Node, error) {
	read := p.operand
	if op.Ordered() && left.Type != Text {
		read = p.sum
	}
	n, err := read()
	if err == nil && !p.done() {
		err = p.unread()
	}
	return n, err
}

// names reports whether a text is just the name of something.
func (p *parser) names(text string) bool {
	return slices.ContainsFunc(p.scope.Bare(text), func(m Match) bool { return m.Len == len(text) })
}

func (p *parser) startsWithName(text string) bool {
	return slices.ContainsFunc(p.scope.Bare(text), func(m Match) bool {
		return m.Len < len(text) && strings.ContainsAny(fold(text[m.Len:], 1), "+-*/. ")
	})
}

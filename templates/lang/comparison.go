package lang

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

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
	if op.Ordered() && len(n.Words) > 1 {
		return nil, p.fail(from, fmt.Sprintf("“%s”是几个值，“%s”只比一个", text, op), fmt.Sprintf("写成 %s %s %s。", left.Text, map[bool]Op{false: In, true: NotIn}[op == NotEqual], text))
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

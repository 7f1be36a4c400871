package lang

import (
	"errors"
	"testing"
	"unicode/utf8"
)

var seeds = []string{
	"", "状态 属于 甲|乙 且 面积 ≥ {截至日}", "[违建.总量!]*2 > ([问题.数]-1)/3", "金额（含税） ≥ 100\n完成=是 = 是", "[违建.总量面积", "{截至日", "［违建.总量］＞＝１", "“甲 且 乙",
	"完成 = “[甲” 且", "((((1", "-", "- 5", "不", "且 且", "完成 含 \" 或 ", "\xff[\xff] = \xff", "[问题.数] = -\n", "面积!=", "1..2+.", "100万", "面积 为空 且且",
}

// valid fails unless an error has a place in the text and says something.
func valid(t *testing.T, text string, n *Node, err error) {
	var at *Error
	switch {
	case err == nil && n != nil:
	case !errors.As(err, &at):
		t.Fatalf("%q: %v, %v", text, n, err)
	case at.At < 0 || at.At > len(text) || at.Message == "" || at.Place() > utf8.RuneCountInString(text)+1 || at.Error() == "":
		t.Fatalf("%q: %+v", text, at)
	}
}

// FuzzLexer: every reader goes forward within the text.
func FuzzLexer(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, lines := range []bool{false, true} {
			for at := 0; at <= len(text); at++ {
				for _, read := range []func(l *lexer){
					(*lexer).space, func(l *lexer) { l.accept("+-([{") }, func(l *lexer) { l.done() }, func(l *lexer) { l.words() }, func(l *lexer) { l.stray() },
					func(l *lexer) { l.join() }, func(l *lexer) { _, n := l.number(); l.at += n }, func(l *lexer) { _, n := operator(l.text[l.at:]); l.at += n },
				} {
					l := lexer{text: text, at: at, lines: lines}
					if read(&l); l.at < at || l.at > len(text) {
						t.Fatalf("%q: from %d to %d", text, at, l.at)
					}
				}
			}
			if len(text) > 200 {
				return
			}
		}
	})
}

// FuzzParser: a text gives a tree or an error with a place, and what was read
// can be evaluated and written.
func FuzzParser(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	leaf := func(n *Node) string { return n.Text }
	f.Fuzz(func(t *testing.T, text string) {
		n, err := ParseFormula(text, odd)
		valid(t, text, n, err)
		if err == nil {
			n.Eval(value(nil))
			n.Walk(func(*Node) {})
			_, _ = n.Say(leaf), n.Excel(leaf)
		}
		n, err = ParseCondition(text, odd)
		valid(t, text, n, err)
		if err == nil {
			holds(n, oracle{})
			_ = show(n)
		}
	})
}

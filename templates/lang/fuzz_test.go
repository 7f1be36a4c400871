package lang

import (
	"errors"
	"testing"
	"unicode/utf8"
)

var seeds = []string{
	"", "状态 属于 甲|乙 且 面积 ≥ {截至日}", "[违建.总量!]*2 > ([问题.数]-1)/3", "金额（含税） ≥ 100\n完成=是 = 是", "[违建.总量面积", "{截至日", "［违建.总量］＞＝１", "“甲 且 乙",
	"完成 = “[甲” 且", "((((1", "-", "- 5", "不", "且 且", "完成 含 \" 或 ", "\xff[\xff] = \xff", "[问题.数] = -\n", "面积!=", "1..2+.", "100万", "面积 为空 且且",
	"如果(等级 = 重大, 5, 空作0(面积/上报数)) > 1 或 (发现日期.月 = {截至日}.月 且 完成日期-发现日期 > 3)", "发现日期 ≥ 2021年8月6日.年", "工作日后(发现日期，{天数}) < 2021-08-06+1/3",
}

var awkward = row{"面积": "3", "上报数": "0", "等级": "重大；一般", "发现日期": "2021-08-06", "完成日期": "不是", "截至日": "2021.8.31", "天数": "1,0", "大额": "1,000"}

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
					func(l *lexer) { l.join() }, func(l *lexer) { l.quoted() }, func(l *lexer) { l.call() }, func(l *lexer) { _, n := l.day(); l.at += n }, func(l *lexer) { _, n := l.number(); l.at += n }, func(l *lexer) { _, n := operator(l.text[l.at:]); l.at += n },
				} {
					l := lexer{text: text, at: at, condition: lines, nest: at % 2, commas: at%3 == 0}
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
			_ = n.Say(leaf)
			_, _ = n.Excel(true, func(n *Node) (string, error) { return n.Text, nil })
			n.Of(awkward)
		}
		n, err = ParseCondition(text, odd)
		valid(t, text, n, err)
		if err == nil {
			n.Holds(awkward)
			_, _ = show(n), n.Say(leaf)
		}
	})
}

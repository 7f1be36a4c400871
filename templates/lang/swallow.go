package lang

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// foreignQuotes are marks that look like quotes and are none.
var foreignQuotes = []string{"「", "」", "『", "』", "‘", "’", "【", "】"}

// swallowed refuses words without quotes that hold what is surely another
// condition, or quotes that quote nothing: they would match no row.
func (p *parser) swallowed(from int, left *Node, op Op, text string) error {
	listed := strings.HasPrefix(p.text[left.At:], "[") // a figure's name
	for _, word := range strings.Split(text, "|") {
		word = strings.TrimSpace(word)
		bare := outsideQuotes(word)
		switch {
		case strings.ContainsAny(fold(bare, len(bare)), "=≠≥≤><"):
			return p.fail(from, fmt.Sprintf("“%s”里像是还有一个条件", word), "几个条件用“ 且 ”“ 或 ”连接，前后各空一格；要比的就是这几个字的，加上引号 “…”。")
		case strings.ContainsAny(bare, "“”\""):
			return p.fail(from, fmt.Sprintf("“%s”的引号没有配对", word), "写成 “…”，前后各一个。")
		case len(bare) == len(word) && quotedOddly(word):
			return p.fail(from, fmt.Sprintf("“%s”的引号不是程序认得的引号", word), "请换成 “…”，或者不写引号。")
		case len(bare) < len(word):
		case listed && strings.Contains(word, "、"): // as a list is printed
		case strings.ContainsAny(word, "、，；;｜") || comma.MatchString(word) || strings.Contains(strings.Trim(word, "或"), "或"):
			return p.fail(from, fmt.Sprintf("“%s”像是几个词", word), "其中任何一个都行的，写成 属于 甲|乙；要比的就是这几个字的，加上引号 “…”。")
		case strings.ContainsAny(word, "*＊"):
			return p.fail(from, fmt.Sprintf("“%s”里的“*”不代表别的字", word), "找其中的几个字，写成 含 甲；要比的就是这几个字的，加上引号 “…”。")
		case strings.HasSuffix(word, "。"):
			return p.fail(from, fmt.Sprintf("“%s”末尾有句号", word), "请去掉句号；要比的就是这几个字的，加上引号 “…”。")
		case slices.Contains(blankWords, word):
			return p.blankWord(from, left, word)
		case (op == Contains || op == NotContains) && p.adjoined(from, word):
			return p.fail(from, fmt.Sprintf("“%s”里多了“有”字", word), fmt.Sprintf("写成 %s 后面直接写要找的字；要找的字以“有”开头的，前面空一格，加上引号 “…”。", op))
		}
	}
	return nil
}

// adjoined: 含有 甲, where 有 is no part of what is looked for.
func (p *parser) adjoined(from int, word string) bool {
	return strings.HasPrefix(word, "有") && (strings.HasPrefix(word, "有 ") || strings.HasSuffix(p.text[:from], "含"))
}

// comma is one that stands in no number.
var comma = regexp.MustCompile(`(^|[^0-9]),|,([^0-9]|$)`)

// blankWords are what people write for a cell that is not filled in.
var blankWords = []string{"空", "空值", "空白", "null", "NULL"}

func (p *parser) blankWord(from int, left *Node, word string) *Error {
	fix := fmt.Sprintf("要问没填的，写成“%s 为空”", left.Text)
	if left.Type == Text {
		fix += "；要比的就是这几个字的，加上引号 “…”"
	}
	return p.fail(from, fmt.Sprintf("“%s”是几个字，不是没有填", word), fix+"。")
}

// quotedOddly: the whole word stands in other marks.
func quotedOddly(word string) bool {
	for i := 0; i < len(foreignQuotes); i += 2 {
		if strings.HasPrefix(word, foreignQuotes[i]) && strings.HasSuffix(word, foreignQuotes[i+1]) {
			return true
		}
	}
	return len(word) > 2 && strings.HasPrefix(word, "'") && strings.HasSuffix(word, "'")
}

// outsideQuotes is a text without what stands in quotes.
func outsideQuotes(text string) string {
	for _, q := range [][2]string{{"“", "”"}, {`"`, `"`}} {
		for {
			before, rest, opened := strings.Cut(text, q[0])
			_, after, closed := strings.Cut(rest, q[1])
			if !opened || !closed {
				break
			}
			text = before + after
		}
	}
	return text
}

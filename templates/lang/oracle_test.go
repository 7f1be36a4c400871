package lang

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"taizhang/templates/cell"

	"github.com/shopspring/decimal"
)

// The oracle says what conditions of plain names mean, term by term on the text
// itself and without a tree.
type oracle struct{ row, params map[string]string }

var oracleOperators = []string{"不属于", "不为空", "不含", "属于", "为空", "非空", "含", ">=", "<=", "!=", "<>", "≠", "≥", "≤", "=", ">", "<"}

func (o oracle) holds(text string) bool {
	for _, term := range strings.Split(strings.ReplaceAll(text, "\n", " 且 "), " 且 ") {
		if term = strings.TrimSpace(term); term != "" && !o.term(term) {
			return false
		}
	}
	return true
}

func (o oracle) term(text string) bool {
	at, op := -1, ""
	for _, s := range oracleOperators {
		if i := strings.Index(text, s); i > 0 && (at < 0 || i < at) {
			at, op = i, s
		}
	}
	left, right := o.row[strings.TrimSpace(text[:at])], strings.TrimSpace(text[at+len(op):])
	var words []string
	switch {
	case strings.HasPrefix(right, "{"):
		words = strings.Split(o.params[strings.Trim(right, "{}")], "|")
	case strings.HasPrefix(right, "["):
		words = strings.Split(strings.ReplaceAll(o.row[strings.Trim(right, "[]")], "|", "；"), "；")
	default:
		for _, w := range strings.Split(right, "|") {
			words = append(words, strings.Trim(strings.TrimSpace(w), "“”\""))
		}
	}
	list := strings.Split(left, "；")
	equal := func(w string) bool {
		return oracleCompare(left, w) == 0 || left != "" && slices.Contains(list, w)
	}
	overlaps := slices.ContainsFunc(words, func(w string) bool { return w != "" && slices.Contains(append(list, left), w) })
	contains := slices.ContainsFunc(words, func(w string) bool { return w != "" && strings.Contains(left, w) })
	d, both := oracleCompare(left, words[0]), left != "" && words[0] != ""
	return map[string]bool{
		"为空": left == "", "非空": left != "", "不为空": left != "", "=": equal(words[0]), "≠": !equal(words[0]), "!=": !equal(words[0]), "<>": !equal(words[0]),
		"属于": overlaps, "不属于": !overlaps, "含": contains, "不含": !contains,
		">": both && d > 0, "≥": both && d >= 0, ">=": both && d >= 0, "<": both && d < 0, "≤": both && d <= 0, "<=": both && d <= 0,
	}[op]
}

func oracleCompare(a, b string) int {
	numeric := func(s string) bool {
		return s != "" && len(s) < 40 && (s[0] >= '0' && s[0] <= '9' || s[0] == '-' && len(s) > 1)
	}
	if numeric(a) && numeric(b) {
		x, errX := decimal.NewFromString(a)
		y, errY := decimal.NewFromString(b)
		if errX == nil && errY == nil {
			return x.Cmp(y)
		}
	}
	return cmp.Or(strings.Compare(padded(a), padded(b)), strings.Compare(a, b))
}

// padded gives every run of digits the same width, so that texts order as their numbers do.
func padded(s string) string {
	return regexp.MustCompile(`[0-9]+`).ReplaceAllStringFunc(s, func(run string) string { return fmt.Sprintf("%060s", run) })
}

// holds evaluates a tree over a row of texts.
func holds(n *Node, o oracle) bool {
	return !slices.ContainsFunc(n.Args, func(c *Node) bool {
		var words []string
		if !c.Op.Unary() {
			switch right := c.Args[1]; right.Kind {
			case Param:
				words = strings.Split(o.params[right.Text], "|")
			case Name:
				words = cell.SplitList(strings.ReplaceAll(o.row[right.Text], "|", cell.ListSeparator))
			default:
				words = right.Words
			}
		}
		return !c.Op.Holds(o.row[c.Args[0].Text], words)
	})
}

func TestConditionsMeanWhatTheirTextSays(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(from []string) string { return from[r.IntN(len(from))] }
	columns := []string{"状态", "面积", "日期", "处置 方式", "移交批次.方向"}
	values := []string{"", "甲", "乙", "甲；乙", "甲|乙", "1", "1.0", "10", "9", "-3", "0.30", "2021-08-06", "2021-11-25", "近10处", "（扩大）会议", "甲且乙", "1e1", "=1"}
	params := []string{"截至日", "类别", "空的"}
	s := names{columns: columns, params: params}
	right := func() string {
		switch r.IntN(6) {
		case 0:
			return "{" + pick(params) + "}"
		case 1:
			return "[" + pick(columns) + "]"
		case 2:
			return "“" + pick(values[1:]) + "”"
		case 3:
			return pick(values[1:]) + pick([]string{"|", " | "}) + pick(values)
		}
		return pick(values[1:])
	}
	held := 0
	for range 20_000 {
		o := oracle{map[string]string{}, map[string]string{"类别": "甲|乙", "截至日": pick(values)}}
		for _, c := range columns {
			o.row[c] = pick(values)
		}
		var terms []string
		for range 1 + r.IntN(3) {
			op := pick(oracleOperators)
			term := pick(columns) + pick([]string{" ", "", "  "}) + op
			if !slices.Contains([]string{"为空", "非空", "不为空"}, op) {
				term += pick([]string{" ", "", "  "}) + right()
			}
			terms = append(terms, term)
		}
		text := strings.Join(terms, pick([]string{" 且 ", "\n", " \n\n"}))
		if strings.Contains(text, "含 且") || strings.ContainsAny(text, "<>!") && strings.Contains(text, "=1") {
			continue // <=1 is another comparison for both
		}
		n, err := ParseCondition(text, s)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		got, want := holds(n, o), o.holds(text)
		if got != want {
			t.Fatalf("%q over %v: %v, want %v", text, o, got, want)
		}
		if got {
			held++
		}
	}
	if held < 1000 {
		t.Errorf("only %d held", held)
	}
}

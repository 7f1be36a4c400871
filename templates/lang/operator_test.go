package lang

import (
	"strings"
	"testing"
)

func TestOperatorSpellings(t *testing.T) {
	for text, want := range map[string]Op{
		"=": Equal, "＝3": Equal, "≠": NotEqual, "!=": NotEqual, "<>": NotEqual, "！＝": NotEqual, "＜＞1": NotEqual,
		">": Greater, "＞": Greater, ">=": AtLeast, "≥": AtLeast, "＞＝": AtLeast, "<": Less, "<=": AtMost, "≤": AtMost,
		"属于": In, "不属于": NotIn, "含": Contains, "不含": NotContains, "为空": Empty, "非空": Filled, "不为空": Filled,
		"": "", "甲": "", "不": "", "为": "",
	} {
		op, n := operator(text)
		if op != want || (n > 0) != (want != "") || !strings.HasPrefix(text, text[:n]) {
			t.Errorf("%q: %q, %d bytes", text, op, n)
		}
	}
}

// Every comparison is complete: it has words, and what belongs to ordering it
// has altogether or not at all.
func TestOperatorTable(t *testing.T) {
	if len(operators) != 12 {
		t.Errorf("%d comparisons", len(operators))
	}
	for _, o := range operators {
		if op, n := operator(string(o.op)); op != o.op || n != len(o.op) || o.op.Words() == "" {
			t.Errorf("%s is read as %s, said as %q", o.op, op, o.op.Words())
		}
		if ordered := o.op.Ordered(); ordered != (o.op.Excel() != "") || ordered != (o.op.NumberWords() != "") {
			t.Errorf("%s: excel %q, words %q", o.op, o.op.Excel(), o.op.NumberWords())
		}
		positive, not := o.op.Positive()
		for _, left := range []string{"", "1", "1.0", "甲；乙"} {
			if not && o.op.Holds(left, []string{"1"}) == positive.Holds(left, []string{"1"}) {
				t.Errorf("%s of %q is no negation of %s", o.op, left, positive)
			}
		}
		for sign := -1; sign <= 1; sign++ {
			want := o.op.Ordered() && map[Op][3]bool{
				Equal: {false, true, false}, NotEqual: {true, false, true}, Greater: {false, false, true}, AtLeast: {false, true, true},
				Less: {true, false, false}, AtMost: {true, true, false},
			}[o.op][sign+1]
			if o.op.Of(sign) != want {
				t.Errorf("%s of %d: %v", o.op, sign, !want)
			}
		}
	}
}

func TestHolds(t *testing.T) {
	for _, x := range []struct {
		left  string
		op    Op
		words string
		want  bool
	}{
		{"甲", Equal, "甲", true}, {"甲；乙", Equal, "乙", true}, {"甲；乙", NotEqual, "乙", false}, {"", Equal, "", true}, {"", NotEqual, "甲", true},
		{"1.0", Equal, "1", false}, {"01", Equal, "1", false}, {"甲", Greater, "乙", false},
		{"甲", In, "乙|甲", true}, {"甲；丙", In, "乙|丙", true}, {"", In, "甲|", false}, {"1.0", In, "1", false}, {"", NotIn, "甲", true},
		{"近10处", Contains, "约|近", true}, {"近10处", NotContains, "约|近", false}, {"", Contains, "", false}, {"甲", Contains, "|乙", false},
		{"", Empty, "", true}, {"甲", Empty, "", false}, {"甲", Filled, "", true},
	} {
		if got := x.op.Holds(x.left, SplitWords(x.words)); got != x.want {
			t.Errorf("%q %s %q: %v", x.left, x.op, x.words, got)
		}
	}
	if Equal.Holds("甲", nil) || !Equal.Holds("", nil) || In.Holds("", nil) {
		t.Error("no words are not the empty word")
	}
}

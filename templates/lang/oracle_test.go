package lang

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"taizhang/templates/cell"
)

// The oracle makes a condition and, beside its text, what it means: by
// functions over the row, without a tree.
type oracle struct {
	*rand.Rand
	row row
}

// meaning is a number, day or text of a row; false where there is none.
type meaning func() (any, bool)

func (o *oracle) pick(from ...string) string { return from[o.IntN(len(from))] }

func (o *oracle) blank() string { return o.pick("", "", " ", "  ") }

func numberIn(text string) (any, bool) {
	r, ok := new(big.Rat).SetString(text)
	return r, ok && text != ""
}

func dayIn(text string) (any, bool) {
	t, err := time.Parse(time.DateOnly, text)
	return int(t.Unix() / 86400), err == nil
}

// number makes arithmetic.
func (o *oracle) number(depth int) (string, meaning, bool) {
	switch k := o.IntN(7); {
	case depth > 0 && k < 3:
		x, a, _ := o.number(depth - 1)
		y, b, _ := o.number(depth - 1)
		sign := o.pick("+", "-", "*", "/")
		return "(" + x + o.blank() + sign + o.blank() + y + ")", func() (any, bool) {
			u, okU := a()
			v, okV := b()
			if !okU || !okV {
				return nil, false
			}
			out, p, q := new(big.Rat), u.(*big.Rat), v.(*big.Rat)
			switch sign {
			case "+":
				return out.Add(p, q), true
			case "-":
				return out.Sub(p, q), true
			case "*":
				return out.Mul(p, q), true
			}
			if q.Sign() == 0 {
				return nil, false
			}
			return out.Quo(p, q), true
		}, false
	case k == 3:
		text := o.pick("0", "1", "1.5", "3", "30", "0.1")
		return text, func() (any, bool) { return numberIn(text) }, false
	case k == 4 && depth > 0:
		x, a := o.day(0)
		y, b := o.day(0)
		return "(" + x + "-" + y + ")", func() (any, bool) {
			u, okU := a()
			v, okV := b()
			if !okU || !okV {
				return nil, false
			}
			return new(big.Rat).SetInt64(int64(u.(int) - v.(int))), true
		}, false
	}
	name := o.pick("面积", "上报数", "金额（含税）")
	return name, func() (any, bool) { return numberIn(o.row[name]) }, true
}

func (o *oracle) day(depth int) (string, meaning) {
	if depth > 0 && o.IntN(2) == 0 {
		x, a := o.day(0)
		sign, n := o.pick("+", "-"), o.IntN(60)
		return fmt.Sprintf("%s%s%d", x, sign, n), func() (any, bool) {
			u, ok := a()
			if !ok {
				return nil, false
			}
			if sign == "-" {
				return u.(int) - n, true
			}
			return u.(int) + n, true
		}
	}
	name := o.pick("发现日期", "完成日期")
	return name, func() (any, bool) { return dayIn(o.row[name]) }
}

func order(a, b any) int {
	if x, ok := a.(*big.Rat); ok {
		return x.Cmp(b.(*big.Rat))
	}
	return a.(int) - b.(int)
}

// comparison makes one, and says what blanks are to it.
func (o *oracle) comparison() (string, func() bool) {
	switch o.IntN(4) {
	case 0:
		return o.words()
	case 1:
		name := o.pick("面积", "发现日期", "完成", "等级")
		if o.IntN(2) == 0 {
			return name + " 为空", func() bool { return o.row[name] == "" }
		}
		return name + " 非空", func() bool { return o.row[name] != "" }
	}
	sign := o.pick("=", "≠", ">", "≥", "<", "≤")
	var x, y string
	var a, b meaning
	plain := o.IntN(2) == 0
	if o.IntN(2) == 0 {
		depth := 2
		if plain {
			depth = 0
		}
		var cellX, cellY bool
		x, a, cellX = o.number(depth)
		y, b, cellY = o.number(depth)
		plain = (cellX || !strings.ContainsAny(x, "(+-*/")) && (cellY || !strings.ContainsAny(y, "(+-*/"))
		if strings.Contains(x, "（") || strings.Contains(y, "（") { // a name with brackets is one all the same
			bare := strings.NewReplacer("金额（含税）", "面")
			plain = !strings.ContainsAny(bare.Replace(x)+bare.Replace(y), "(+-*/")
		}
	} else {
		depth := 1
		if plain {
			depth = 0
		}
		x, a = o.day(depth)
		y, b = o.day(depth)
		plain = !strings.ContainsAny(x+y, "+-")
	}
	return x + o.blank() + sign + o.blank() + y, func() bool {
		u, okU := a()
		v, okV := b()
		if !okU || !okV {
			same := okU == okV
			return plain && (sign == "=" && same || sign == "≠" && !same)
		}
		d := order(u, v)
		return map[string]bool{"=": d == 0, "≠": d != 0, ">": d > 0, "≥": d >= 0, "<": d < 0, "≤": d <= 0}[sign]
	}
}

// words makes a comparison of text.
func (o *oracle) words() (string, func() bool) {
	name, op := o.pick("完成", "备注", "移交批次.方向"), o.pick("=", "≠", "属于", "不属于", "含", "不含")
	one, two := o.pick("甲", "乙", "（扩大）会议", "1", "近10处"), o.pick("乙", "丙", "甲且乙", "一")
	text, words := one, []string{one}
	switch o.IntN(4) {
	case 0:
		text = "“" + one + "”"
	case 1:
		if op != "=" && op != "≠" {
			text, words = one+o.blank()+"|"+two, []string{one, two}
		}
	case 2:
		if op != "=" && op != "≠" {
			text, words = "{字}", []string{"甲", "乙"}
		}
	}
	return name + " " + op + " " + text, func() bool {
		cell := o.row[name]
		choices := strings.Split(cell, "；")
		equal := slices.ContainsFunc(words, func(w string) bool { return cell == w || slices.Contains(choices, w) })
		holds := slices.ContainsFunc(words, func(w string) bool { return strings.Contains(cell, w) })
		return map[string]bool{"=": equal, "属于": equal, "≠": !equal, "不属于": !equal, "含": holds, "不含": !holds}[op]
	}
}

// condition joins some, in brackets where 且 and 或 meet.
func (o *oracle) condition(depth int) (string, func() bool) {
	if depth == 0 || o.IntN(3) == 0 {
		return o.comparison()
	}
	joint := o.pick("且", "或")
	var texts []string
	var all []func() bool
	for range 2 + o.IntN(2) {
		text, holds := o.condition(depth - 1)
		if strings.Contains(text, " 且 ") || strings.Contains(text, " 或 ") {
			text = o.pick("(", "（") + text + o.pick(")", "）")
		}
		texts, all = append(texts, text), append(all, holds)
	}
	return strings.Join(texts, " "+joint+" "), func() bool {
		if joint == "或" {
			return slices.ContainsFunc(all, func(f func() bool) bool { return f() })
		}
		return !slices.ContainsFunc(all, func(f func() bool) bool { return !f() })
	}
}

// newRow fills the row anew.
func (o *oracle) newRow() {
	for _, name := range []string{"面积", "上报数", "金额（含税）"} {
		o.row[name] = o.pick("", "0", "1", "1.5", "-3", "0.3", "30")
	}
	for _, name := range []string{"发现日期", "完成日期"} {
		o.row[name] = o.pick("", "2021-08-06", "2021-08-31", "2020-02-29")
	}
	for _, name := range []string{"完成", "备注", "移交批次.方向"} {
		o.row[name] = o.pick("", "甲", "乙", "甲；乙", "1", "近10处", "（扩大）会议", "甲且乙")
	}
	o.row["字"], o.row["等级"] = "甲|乙", o.pick("", "重大")
}

// lists: a text of the row has several words, which whoever compares a text that
// is no choice does not think of.
func (o *oracle) lists() bool {
	return slices.ContainsFunc([]string{"完成", "备注", "移交批次.方向"}, func(name string) bool { return strings.Contains(o.row[name], "；") })
}

func TestConditionsMeanWhatTheirTextSays(t *testing.T) {
	o := &oracle{rand.New(rand.NewPCG(1, 2)), row{}}
	held, constant := 0, 0
	for range 20_000 {
		o.newRow()
		text, means := o.condition(2)
		n, err := (&parser{lexer: lexer{text: text, condition: true}, scope: odd, what: "条件"}).conditions()
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if never, always := n.tried(); never || always {
			constant++
			for range 20 {
				o.newRow()
				if means() != always && !o.lists() {
					t.Fatalf("%q over %v: never %v, always %v", text, o.row, never, always)
				}
			}
		}
		got, want := n.Holds(o.row), means()
		if got != want {
			t.Fatalf("%q over %v: %v, want %v", text, o.row, got, want)
		}
		if got {
			held++
		}
	}
	if held < 3000 || constant < 100 {
		t.Errorf("only %d held, %d do always or never", held, constant)
	}
}

func TestFormulasOverRows(t *testing.T) {
	r := row{"面积": "10", "上报数": "", "发现日期": "2021-08-06", "完成日期": "2021-09-05", "等级": "重大", "天数": "30", "截至日": "2021-08-31"}
	for text, want := range map[string]string{
		"面积/3*3":                        "10",
		"面积+上报数":                        "",
		"空作0(面积+上报数)":                   "10",
		"空作0(上报数)":                      "0",
		"空作0(面积/上报数)":                   "",
		"如果(等级 = 重大, 5, 1)":             "5",
		"如果(等级 = 一般 或 面积 < 3, 5, 面积*2)": "20",
		"如果(上报数 > 0, 5, 1)":             "1",
		"完成日期-发现日期":                     "30",
		"如果(完成日期 > 发现日期+{天数}, 1, 0)":    "0",
		"如果(发现日期.月 = {截至日}.月, 1, 0)":    "1",
		"发现日期.年+1":                      "2022",
		"工作日(发现日期, 完成日期)":               "7",
		"如果(发现日期.旬 = 2021年8月上旬, 1, 0)":  "1",
		"如果(发现日期.周 = 2021年第31周, 1, 0)":  "1",
		"如果(发现日期.半年 = 2021年下半年, 1, 0)":  "1",
		"如果(完成日期.日 > 发现日期.日, 1, 0)":     "1",
		"-面积+1": "-9",
		"如果(空作0(上报数+面积) = 10 且 备注 为空, 1, 2)": "1",
	} {
		n, err := ParseFormula(text, odd)
		if err != nil {
			t.Error(err)
			continue
		}
		got := ""
		if v := n.Of(r); v.Number != nil {
			got = Round(v.Number, 6).String()
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestRoundHalfAwayFromZero(t *testing.T) {
	for text, want := range map[string]string{"1375/2": "688", "-1375/2": "-688", "1/3": "0", "2/3": "1", "-1/2": "-1", "5/2": "3", "0": "0"} {
		r, _ := new(big.Rat).SetString(text)
		if got := Round(r, 0); got.String() != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	r, _ := new(big.Rat).SetString("12.300")
	if got := Round(r, 5); got.String() != "12.3" {
		t.Error(got)
	}
	if p := cell.Period("2021-08-06", "abc"); p != "" {
		t.Error(p)
	}
}

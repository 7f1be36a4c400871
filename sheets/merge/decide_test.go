package merge

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// says is a saying in short: 甲1 x→y is what unit 甲 made of a form of issue 1, on
// which stood x, and reports y; 甲1.2 is its second book of that issue; ?→y of a form nobody knows.
func says(text string) saying {
	head, rest, _ := strings.Cut(text, " ")
	s := saying{known: true}
	s.unit, s.issue, s.book = bookOf(head)
	rest, s.taken = cutMark(rest, "撤回")
	rest, s.gone = cutMark(rest, "划走")
	was, now, _ := strings.Cut(rest, "→")
	if was == "?" {
		s.known, was = false, ""
	}
	s.issued, s.value = strings.Trim(was, "_"), strings.Trim(now, "_")
	return s
}

func cutMark(text, mark string) (string, bool) {
	rest, found := strings.CutSuffix(text, " "+mark)
	return rest, found
}

// wrote is a writer in short: 甲2, 整改办, 系统, 系统<x (what people had made of
// it), 销号<x.
func wrote(text string) writer {
	who, before, _ := strings.Cut(text, "<")
	switch who {
	case "":
		return writer{}
	case "整改办":
		return writer{who: office}
	case "系统", "销号":
		return writer{who: program, before: before, closed: who == "销号"}
	}
	w := writer{who: unitself}
	w.unit, w.issue, w.book = bookOf(who)
	return w
}

// bookOf reads 甲1 or 甲1.2.
func bookOf(text string) (unit string, issue, book int) {
	unit = strings.TrimRight(text, "0123456789.")
	fmt.Sscanf(strings.TrimPrefix(text, unit), "%d.%d", &issue, &book)
	return unit, issue, book
}

var outcomes = map[outcome]string{unsaid: "非报", same: "相同", adopted: "采用", older: "旧表", waiting: "待决", refused: "已裁"}

// TestDecideCell is the table behind a merge: what the master holds, who wrote
// it, what the books say; what becomes of it.
func TestDecideCell(t *testing.T) {
	for _, c := range []struct {
		name, master, wrote string
		says                []string
		want                string // the value, then what becomes of each saying
		why                 string
	}{
		{"1 the master says so already", "b", "甲1", []string{"甲1 a→b"}, "b 相同", ""},
		{"1 and nobody changed anything", "a", "", []string{"甲1 a→a"}, "a 相同", ""},
		{"2 left as issued, the unit has reported since", "b", "甲1", []string{"甲1 a→a"}, "b 非报", ""},
		{"2 left blank, the unit has reported since", "b", "甲1", []string{"甲1 _→_"}, "b 非报", ""},
		{"3 left as issued, the office has changed it", "b", "整改办", []string{"甲1 a→a"}, "b 非报", ""},
		{"3 left as issued, another unit has changed it", "b", "乙1", []string{"甲1 a→a"}, "b 非报", ""},
		{"4 a first report", "a", "", []string{"甲1 a→b"}, "b 采用", ""},
		{"4 a report on what the office wrote before issuing", "a", "整改办", []string{"甲2 a→b"}, "b 采用", ""},
		{"4 a report on what another unit wrote before", "a", "乙1", []string{"甲2 a→b"}, "b 采用", ""},
		{"5 the unit corrects itself", "b", "甲1", []string{"甲1 a→c"}, "c 采用", ""},
		{"5 by a later form", "b", "甲1", []string{"甲2 a→c"}, "c 采用", ""},
		{"6 an older form comes late", "b", "甲2", []string{"甲1 a→c"}, "b 旧表", ""},
		{"6 an earlier book of the same form is heard again", "b", "甲1.2", []string{"甲1.1 a→c"}, "b 旧表", ""},
		{"6 an older form in the same merge", "a", "", []string{"甲1 a→c", "甲2 a→b"}, "b 旧表 采用", ""},
		{"6 the later form does not report the cell", "a", "", []string{"甲1 a→c", "甲2 a→a"}, "c 采用 相同", ""},
		{"7 two books of one issue differ", "a", "", []string{"甲1 a→b", "甲1 a→c"}, "a 待决 待决", whyParts},
		{"7 one of them says what the master holds", "b", "甲1", []string{"甲1 a→b", "甲1 a→c"}, "b 相同 待决", whyParts},
		{"7 they agree", "a", "", []string{"甲1 a→b", "甲1 a→b"}, "b 采用 采用", ""},
		{"7 only one reports the cell", "a", "", []string{"甲1 a→a", "甲1 a→b"}, "b 相同 采用", ""},
		{"8 the office has changed it since", "b", "整改办", []string{"甲1 a→c"}, "b 待决", whyChanged},
		{"8 another unit has changed it since", "b", "乙1", []string{"甲1 a→c"}, "b 待决", whyChanged},
		{"8 two units differ", "a", "", []string{"甲1 a→b", "乙1 a→c"}, "a 待决 待决", whyUnits},
		{"8 two units agree", "a", "", []string{"甲1 a→b", "乙1 a→b"}, "b 采用 采用", ""},
		{"8 it changed and nobody knows by whom", "b", "", []string{"甲1 a→c"}, "b 待决", whyChanged},
		{"10 the program has reopened it", "进行", "系统<完成", []string{"甲1 未始→完成"}, "完成 采用", ""},
		{"10 left as issued after a reopening", "进行", "系统<完成", []string{"甲2 完成→完成"}, "进行 非报", ""},
		{"10 what was struck off is reported done again", "销号", "销号<完成", []string{"甲1 进行→完成"}, "销号 相同", ""},
		{"10 what was struck off is reported open", "销号", "销号<完成", []string{"甲1 完成→进行"}, "进行 采用", ""},
		{"11 nobody knows the form, the cell is empty", "", "", []string{"甲1 ?→b"}, "b 采用", ""},
		{"11 nobody knows the form, the unit wrote the cell", "b", "甲1", []string{"甲1 ?→c"}, "c 采用", ""},
		{"11 nobody knows the form, somebody else wrote it", "b", "整改办", []string{"甲1 ?→c"}, "b 待决", whyChanged},
		{"11 nobody knows the form, nor who wrote it", "b", "", []string{"甲1 ?→c"}, "b 待决", whyLost},
		{"11 a blank on an unknown form is no report", "b", "甲1", []string{"甲1 ?→_"}, "b 非报", ""},
		{"12 cleared", "a", "甲1", []string{"甲2 a→_"}, " 采用", ""},
		{"12 cleared, changed since", "b", "整改办", []string{"甲1 a→_"}, "b 待决", whyChanged},
		{"13 taken back in so many words", "b", "甲1", []string{"甲1 a→a 撤回"}, "a 采用", ""},
		{"13 taken back, the office has changed it since", "c", "整改办", []string{"甲1 a→a 撤回"}, "c 待决", whyChanged},
		{"r7 the row is another unit's by now", "b", "乙1", []string{"甲1 a→c 划走"}, "b 待决", whyGone},
		{"r7 even where nothing else changed", "a", "", []string{"甲1 a→c 划走"}, "a 待决", whyGone},
	} {
		t.Run(c.name, func(t *testing.T) {
			cell := cellState{value: c.master, writer: wrote(c.wrote)}
			for _, s := range c.says {
				cell.says = append(cell.says, says(s))
			}
			v := decideCell(cell)
			got := v.value
			for _, o := range v.each {
				got += " " + outcomes[o]
			}
			if got != c.want || v.why != c.why {
				t.Errorf("got %q (%s), want %q (%s)", got, v.why, c.want, c.why)
			}
		})
	}
}

func TestDecideCellRefused(t *testing.T) {
	cell := cellState{value: "b", writer: writer{who: office}, refused: map[string]string{"甲": "c"}, says: []saying{says("甲1 a→c")}}
	if v := decideCell(cell); v.each[0] != refused || v.value != "b" {
		t.Errorf("what was decided against is asked again: %+v", v)
	}
	cell.says[0].value = "d"
	if v := decideCell(cell); v.each[0] != waiting {
		t.Errorf("something else is not asked: %+v", v)
	}
}

// A report on what the office has withdrawn waits, with the reason.
func TestDecideCellWithdrawn(t *testing.T) {
	c := cellState{value: "a", held: "这一行整改办已撤销", says: []saying{says("甲1 a→b")}}
	if v := decideCell(c); v.why != c.held || v.each[0] != waiting || v.value != "a" {
		t.Errorf("%+v", v)
	}
	c.says[0] = says("甲1 a→a")
	if v := decideCell(c); v.why != "" || v.each[0] != same {
		t.Errorf("left as issued, and asked: %+v", v)
	}
}

func TestDecideCellMoves(t *testing.T) {
	v := decideCell(cellState{value: "a", moves: true, says: []saying{says("甲1 a→b")}})
	if v.why != whyMoves || v.value != "a" {
		t.Errorf("responsibility changes hands unasked: %+v", v)
	}
}

// TestDecideRecord: columns 状态, 日期 are tied; 备注 stands alone.
func TestDecideRecord(t *testing.T) {
	row := func(master, wrote string, books ...string) recordState {
		r := recordState{tied: [][]int{{0, 1}}}
		for i, v := range strings.Split(master, ",") {
			c := cellState{value: strings.Trim(v, "_"), writer: parse(strings.Split(wrote, ",")[i])}
			for _, b := range books {
				c.says = append(c.says, says(strings.Split(b, ",")[i]))
			}
			r.cells = append(r.cells, c)
		}
		for b := range books {
			var told []string
			for _, c := range r.cells {
				v := c.value
				if c.says[b].wishes() {
					v = c.says[b].value
				}
				told = append(told, v)
			}
			r.told = append(r.told, told)
		}
		// 完成 needs a day, anything else must have none.
		r.broken = func(v []string) (out []brokenRule) {
			if (v[0] == "完成") != (v[1] != "") {
				out = append(out, brokenRule{[]int{0, 1}, "完成的写日期"})
			}
			return out
		}
		return r
	}
	for _, c := range []struct {
		name string
		row  recordState
		want string
	}{
		{"all is taken", row("进行,_,x", ",,", "甲1 进行→完成,甲1 _→1日,甲1 x→y"), "完成,1日,y"},
		{"one waits, the tied one with it, the other goes on", row("未始,_,x", "整改办,,", "甲1 进行→完成,甲1 _→1日,甲1 x→y"), "未始?,?,y"},
		{"two books that fit together", row("进行,_,x", ",,", "甲1 进行→完成,甲1 _→_,甲1 x→x", "甲1 进行→进行,甲1 _→1日,甲1 x→x"), "完成,1日,x"},
		{"two halves nobody reported", row("进行,_,x", "整改办,,", "甲1 进行→完成,甲1 _→1日,甲1 x→x", "乙1 进行→进行,乙1 _→2日,乙1 x→z"), "进行?,?,z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, v := range decideRecord(c.row) {
				mark := ""
				if v.why != "" {
					mark = "?"
				}
				got = append(got, v.value+mark)
			}
			if d := cmp.Diff(c.want, strings.Join(got, ",")); d != "" {
				t.Error(d)
			}
		})
	}
}

// parse is wrote for a list in which nothing stands for nobody.
func parse(s string) writer { return wrote(strings.TrimSpace(s)) }

// TestDecideOrder: what is said in another order is decided alike, and a cell
// that nobody reports never changes.
func TestDecideOrder(t *testing.T) {
	value := rapid.SampledFrom([]string{"", "a", "b", "c"})
	rapid.Check(t, func(rt *rapid.T) {
		c := cellState{value: value.Draw(rt, "master"), writer: wrote(rapid.SampledFrom([]string{"", "甲1", "甲2", "乙1", "整改办", "系统<a", "销号<b"}).Draw(rt, "writer"))}
		for range rapid.IntRange(1, 4).Draw(rt, "books") {
			c.says = append(c.says, saying{
				unit: rapid.SampledFrom([]string{"甲", "乙"}).Draw(rt, "unit"), issue: rapid.IntRange(1, 2).Draw(rt, "issue"),
				issued: value.Draw(rt, "issued"), known: rapid.Bool().Draw(rt, "known"), value: value.Draw(rt, "value"),
			})
		}
		v := decideCell(c)
		if !slices.ContainsFunc(c.says, saying.wishes) && v.value != c.value {
			rt.Fatalf("nobody reports %+v, and it becomes %q", c, v.value)
		}
		if v.value != c.value && !slices.ContainsFunc(c.says, func(s saying) bool { return s.wishes() && s.value == v.value }) {
			rt.Fatalf("%q comes from nowhere: %+v", v.value, c)
		}
		for i, o := range v.each {
			if o == adopted && c.says[i].value != v.value {
				rt.Fatalf("%q is adopted and %q stands", c.says[i].value, v.value)
			}
		}
		turned := c
		turned.says = slices.Clone(c.says)
		slices.Reverse(turned.says)
		w := decideCell(turned)
		slices.Reverse(w.each)
		if d := cmp.Diff(v.each, w.each); d != "" || v.value != w.value {
			rt.Fatalf("another order decides otherwise: %q, %q\n%s", v.value, w.value, d)
		}
	})
}

package disclosure_test

import (
	"context"
	"fmt"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/disclosure"
	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/plantest"
)

// petitions are rows of the kinds named, over a ledger with a limit of three.
func petitions(t testing.TB, kinds map[string]int, figures string) (*sheets.Data, map[string][]*sheets.Row) {
	t.Helper()
	p, err := plantest.Plan(map[string]string{
		"参数": "截至日|2026-07-31", "单位": "U1|一社区|社区", "选项": "类别|作风\n类别|廉洁\n类别|纪律",
		"台账": "X|信访|编号|社区||||||||||少于 3 不公开\nY|问题|编号|社区",
		"栏目": "信访|编号|文本||||必|单位\n信访|类别|选项||类别||选|单位\n问题|编号|文本||||必|单位",
		"指标": figures,
	})
	if err != nil {
		t.Fatal(err)
	}
	d := sheets.NewData(p)
	by := map[string][]*sheets.Row{}
	for _, kind := range []string{"作风", "廉洁", "纪律"} {
		for range kinds[kind] {
			id := fmt.Sprint("X-", len(d.Rows(p.Ledgers[0]))+1)
			r := &sheets.Row{Record: templates.Record{ID: id, Values: []string{id, kind}}, Ledger: p.Ledgers[0]}
			d.Add(r)
			by[kind], by[""] = append(by[kind], r), append(by[""], r)
		}
	}
	return d, by
}

func facts(kind string) []string {
	if kind == "" {
		return nil
	}
	return []string{templates.GroupFact("类别", kind)}
}

// One line of a table: its parts and their sum.
func TestLine(t *testing.T) {
	const shown, held, few = disclosure.Shown, disclosure.Held, disclosure.Few
	for _, x := range []struct {
		kinds map[string]int
		want  [4]disclosure.Mark // 作风 廉洁 纪律 and all
	}{
		{map[string]int{"作风": 5, "廉洁": 4, "纪律": 3}, [4]disclosure.Mark{shown, shown, shown, shown}},
		{map[string]int{"作风": 9, "廉洁": 6, "纪律": 1}, [4]disclosure.Mark{shown, held, few, shown}},
		{map[string]int{"作风": 9, "廉洁": 2, "纪律": 1}, [4]disclosure.Mark{shown, few, few, shown}},
		{map[string]int{"作风": 9, "廉洁": 1, "纪律": 1}, [4]disclosure.Mark{held, few, few, shown}},
		{map[string]int{"作风": 9, "纪律": 1}, [4]disclosure.Mark{held, shown, few, shown}},
		{map[string]int{"作风": 9}, [4]disclosure.Mark{shown, shown, shown, shown}},
		{map[string]int{"作风": 1, "廉洁": 1}, [4]disclosure.Mark{few, few, few, few}},
		{nil, [4]disclosure.Mark{shown, shown, shown, shown}},
	} {
		d, by := petitions(t, x.kinds, "")
		c := disclosure.New(d)
		l := d.Plan.Ledgers[0]
		var got [4]disclosure.Mark
		for range 2 {
			var parts []disclosure.Part
			for i, kind := range []string{"作风", "廉洁", "纪律", ""} {
				worth := disclosure.OfCell
				if kind == "" {
					worth = disclosure.OfTotal
				} else {
					parts = append(parts, disclosure.Part{Rows: by[kind], Facts: facts(kind)})
				}
				got[i] = c.Say(disclosure.Number{Ledger: l, Rows: by[kind], Facts: facts(kind), Worth: worth})
			}
			c.Line(l, disclosure.Part{Rows: by[""]}, parts...)
			if err := c.Decide(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		if got != x.want {
			t.Errorf("%v: %v, want %v", x.kinds, got, x.want)
		}
	}
}

// Figures without a table: what is left of one when others are taken off.
func TestFigures(t *testing.T) {
	const figures = "总|总数|信访|计数\n作|作风数|信访|计数||类别 = 作风\n廉|廉洁数|信访|计数||类别 = 廉洁\n率|作风占比||公式|||100*[作]/[总]\n问|问题数|问题|计数"
	for _, x := range []struct {
		kinds map[string]int
		said  []string
		held  int
	}{
		{map[string]int{"作风": 9, "廉洁": 6, "纪律": 5}, []string{"总", "作", "廉", "率", "问"}, 0},
		{map[string]int{"作风": 9, "廉洁": 6, "纪律": 1}, []string{"总", "作", "廉"}, 1}, // 16-9-6
		{map[string]int{"作风": 9, "廉洁": 6, "纪律": 1}, []string{"总", "作"}, 0},
		{map[string]int{"作风": 19, "廉洁": 1}, []string{"总", "作", "问"}, 1},    // 20-19
		{map[string]int{"作风": 19, "廉洁": 1}, []string{"总", "率"}, 1},         // 95 % of 20
		{map[string]int{"作风": 1, "廉洁": 9}, []string{"作", "率", "总"}, 2},     // one, and its share
		{map[string]int{"作风": 1, "廉洁": 9, "纪律": 9}, []string{"作", "廉"}, 1}, // one for itself
	} {
		d, _ := petitions(t, x.kinds, figures)
		set, c := figure.New(d), disclosure.New(d)
		held := 0
		for range 2 {
			held = 0
			for _, code := range x.said {
				if c.Figure(set, d.Plan.Figure(code), disclosure.OfFigure) != disclosure.Shown {
					held++
				}
			}
			if err := c.Decide(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		if held != x.held {
			t.Errorf("%v %v: %d are withheld, want %d", x.kinds, x.said, held, x.held)
		}
	}
}

// What nobody said before it was decided is not shown.
func TestUnsaid(t *testing.T) {
	d, by := petitions(t, map[string]int{"作风": 9, "廉洁": 9}, "")
	c := disclosure.New(d)
	l := d.Plan.Ledgers[0]
	if err := c.Decide(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := c.Say(disclosure.Number{Ledger: l, Rows: by["作风"]}); got != disclosure.Held {
		t.Error(got)
	}
	var none *disclosure.Control
	if none.Say(disclosure.Number{Ledger: l, Rows: by["作风"]}) != disclosure.Shown || none.Covers(l) || none.Decide(context.Background()) != nil {
		t.Error("no control withholds something")
	}
}

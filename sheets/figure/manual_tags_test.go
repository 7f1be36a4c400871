package figure_test

import (
	"slices"
	"strings"
	"testing"

	"taizhang/templates"
	"taizhang/templates/cell"
)

// runTags holds a row that the rule finds, and one that it lets pass, against a
// column of the first ledger of the plan that has what the rule speaks of.
func runTags(t *testing.T, rows []example) {
	documented := map[string]bool{}
	for _, e := range rows {
		tags, bad, good := coded(e["写法"]), coded(e["查出"]), coded(e["放过"])
		if len(bad) != len(tags) || len(good) != len(tags) {
			t.Errorf("%s: %d rules, %d found, %d let pass", e["写法"], len(tags), len(bad), len(good))
			continue
		}
		for i, tag := range tags {
			name, _, _ := strings.Cut(tag, "=")
			documented[name] = true
			if name == templates.TagUnique { // over all rows of a ledger
				if got := distinct(bad[i]) || !distinct(good[i]); got {
					t.Errorf("%s: %s, %s", tag, bad[i], good[i])
				}
				must(t, "栏目", aColumn("隐患", "文本", example{"规则": tag}))
				continue
			}
			p, l := ruled(t, tag, bad[i])
			if p == nil {
				t.Errorf("%s fits no ledger", tag)
				continue
			}
			if !breaks(t, p, l, bad[i]) {
				t.Errorf("%s lets %s pass", tag, bad[i])
			}
			if breaks(t, p, l, good[i]) {
				t.Errorf("%s finds %s", tag, good[i])
			}
		}
	}
	for _, name := range templates.TagNames() {
		if !documented[name] && name != templates.TagRequired {
			t.Errorf("the manual does not speak of %s", name)
		}
	}
}

func distinct(row string) bool {
	values := strings.Split(strings.TrimPrefix(row, "本栏="), "、")
	return len(values) == 2 && values[0] != values[1]
}

// ruled is a plan with a column under the rule, in the first ledger that has the
// columns of the row.
func ruled(t *testing.T, tag, row string) (*templates.Plan, *templates.Ledger) {
	cells := (example{}).of(standing(), row)
	for _, l := range standing().Ledgers {
		fits, typ := true, "文本"
		for name, v := range cells {
			_, day := cell.ISODate(v)
			switch {
			case name != "本栏":
				fits = fits && l.Column(name) != nil
			case day:
				typ = "日期"
			case cell.IsNumber(v) && !strings.HasPrefix(tag, "pattern"):
				typ = "小数"
			}
		}
		if !fits {
			continue
		}
		if p, err := full(map[string][]example{"栏目": {aColumn(l.Name, typ, example{"规则": tag})}}); err == nil {
			return p, p.Ledger(l.Name)
		}
	}
	return nil, nil
}

// breaks reports whether a row breaks the rule of 本栏.
func breaks(t *testing.T, p *templates.Plan, l *templates.Ledger, text string) bool {
	values := make([]string, len(l.Columns))
	for name, v := range (example{}).of(p, text) {
		if l.Column(name) == nil {
			t.Errorf("%s has no %s", l.Name, name)
			continue
		}
		values[l.Column(name).Index] = v
	}
	v, err := p.NewRowValidator(l)
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(v.Check(values, templates.Env{}), func(v templates.Violation) bool { return v.Column.Name == "本栏" })
}

package summary

import (
	"testing"

	"taizhang/sheets"
	"taizhang/templates"
)

func TestLights(t *testing.T) {
	in := testInput(t)
	m, err := newMaker(in)
	if err != nil {
		t.Fatal(err)
	}
	l := in.Plan.Ledger("事项")
	for key, want := range map[string]struct {
		text    string
		tone    tone
		overdue bool
	}{
		"1-1": {"已办结", done, false},
		"1-2": {"已完成", done, false}, // late, but done
		"2-1": {"红 今天到期", red, false},
		"2-2": {"黄 剩8天", yellow, false}, // past its first deadline, extended
		"2-3": {"红 超期36天", red, true},
		"3-1": {"绿 剩15天", green, false},
		"3-2": {"剩131天", plain, false},
		"3-3": {"未定期限", plain, false},
	} {
		s := m.cal.Of(in.Set.Data().Find(l, key))
		got := m.cal.alert(s)
		if got.text != want.text || got.tone != want.tone || s.Late() != want.overdue {
			t.Errorf("%s: %q tone %d overdue %v, want %+v", key, got.text, got.tone, s.Late(), want)
		}
	}
}

// An extension that nobody approved does not move the deadline.
func TestUnapprovedExtension(t *testing.T) {
	in := testInput(t)
	m, err := newMaker(in)
	if err != nil {
		t.Fatal(err)
	}
	l := in.Plan.Ledger("事项")
	old := in.Set.Data().Find(l, "2-2")
	r := &sheets.Row{Record: templates.Record{ID: "x", Values: append([]string(nil), old.Values...)}, Ledger: l}
	r.Values[l.Role("延期批准").Index] = ""
	if s := m.cal.Of(r); !s.Late() || s.Left != -51 {
		t.Errorf("left %d, overdue %v", s.Left, s.Late())
	}
}

// With working days counted, the lights follow them.
func TestWorkingDays(t *testing.T) {
	p := testPlan(t, func(name string, table *templates.Table) {
		if name != "参数" {
			return
		}
		for _, r := range table.Rows {
			if r.Cells[0] == string(templates.ParamWorkingDays) {
				r.Cells[1] = "是"
			}
		}
	})
	c, err := newCalendar(sheets.NewData(p), "2021-09-30")
	if err != nil {
		t.Fatal(err)
	}
	due := "2021-10-11" // a holiday, five days, a worked Saturday, and itself
	if left, _ := c.Between("2021-09-30", due); left != 7 || tones[c.LightOn("2021-09-30", due)] != yellow {
		t.Errorf("left %d, light %v", left, c.LightOn("2021-09-30", due))
	}
}

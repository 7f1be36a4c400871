package templates

import "testing"

// A condition may compare with the year of a date.
func TestYearInCondition(t *testing.T) {
	plan, err := Load(StandardTables())
	if err != nil {
		t.Fatal(err)
	}
	l := plan.Ledger("会议活动")
	c, err := plan.ParseCondition("所属年度 ≠ [日期.年] 且 日期.年 ≥ 2025", l, nil)
	if err != nil {
		t.Fatal(err)
	}
	values := make([]string, len(l.Columns))
	for _, w := range []struct {
		day, year string
		holds     bool
	}{
		{"2025-03-01", "2024", true}, {"2025-03-01", "2025", false}, {"2024-03-01", "2023", false}, {"", "2025", false},
	} {
		values[l.Column("日期").Index], values[l.Column("所属年度").Index] = w.day, w.year
		if got := c.Holds(values, Env{Plan: plan}); got != w.holds {
			t.Errorf("%q in %q: %v", w.year, w.day, got)
		}
	}
	for _, bad := range []string{"议题.年 = 2025", "日期.世纪 = 21"} {
		if _, err := plan.ParseCondition(bad, l, nil); err == nil {
			t.Errorf("%s is accepted", bad)
		}
	}
	// Elsewhere a path ends at a column: tables group by 列:年.
	if _, err := plan.ParsePath("日期.年", l, nil); err == nil {
		t.Error("日期.年 is accepted as a path")
	}
}

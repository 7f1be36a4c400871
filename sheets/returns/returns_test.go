package returns

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"taizhang/sheets/master"
	"taizhang/templates"
)

// store sent out issues on their days: "ZHB" → days of the ordinary workbooks,
// "ZHB-限阅" of the restricted ones.
type store struct {
	issued    map[string][]string
	untouched string // the digest of a return that was sent back as it was
}

func (s store) of(u *templates.Unit, restricted bool) []string {
	if restricted {
		return s.issued[u.Code+"-限阅"]
	}
	return s.issued[u.Code]
}

func (s store) LastIssue(code string, restricted bool) int {
	return len(s.of(&templates.Unit{Code: code}, restricted))
}

// Sent reads 2021-07-05 or, with a deadline of its own, 2021-07-05>2021-07-20 and,
// with the issue whose request stands, 2021-07-05>2021-07-20?1.
func (s store) Sent(u *templates.Unit, issue int, restricted bool) (out Sent) {
	if days := s.of(u, restricted); issue > 0 && issue <= len(days) {
		out.On, out.Due, out.Dated = strings.Cut(days[issue-1], ">")
		day, asks, _ := strings.Cut(out.Due, "?")
		out.Due = day
		out.Asks, _ = strconv.Atoi(asks)
	}
	return out
}

func (s store) Untouched(_ context.Context, _ *templates.Unit, r *master.Receipt) (bool, error) {
	return r.Digest == s.untouched, nil
}

func testPlan(t *testing.T) *templates.Plan {
	t.Helper()
	p, err := templates.Load(templates.Customise(templates.StandardTables(), map[string]*templates.Table{
		"参数": {Sheet: "参数", Header: []string{"参数", "值"}, Rows: []templates.TableRow{{Number: 3, Cells: []string{"报送截止日", "2021-07-10"}}}},
	}))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func of(units []Unit) Unit {
	return units[slices.IndexFunc(units, func(u Unit) bool { return u.Code == "JGW" })]
}

// One unit with two workbooks, in every state: the parts, and the unit as a
// whole.
func TestStanding(t *testing.T) {
	p := testPlan(t)
	type rs = []master.Receipt
	ordinary := master.Receipt{Serial: 1, Unit: "纪检监察工委", Digest: "a", Received: "2021-07-08", Issue: 1, Verdict: "接收", Fates: map[master.Fate]int{master.Adopted: 3}}
	restricted := master.Receipt{Serial: 2, Unit: "纪检监察工委", Digest: "b", Received: "2021-07-09", Issue: 1, Restricted: true, Verdict: "接收", Fates: map[master.Fate]int{master.Adopted: 1}}
	with := func(r master.Receipt, change func(*master.Receipt)) master.Receipt { change(&r); return r }
	both := store{issued: map[string][]string{"JGW": {"2021-06-01"}, "JGW-限阅": {"2021-06-01"}}}
	for _, c := range []struct {
		name     string
		store    store
		receipts rs
		asOf     string
		parts    string // status, ! if overdue
		missing  string
		overdue  bool
	}{
		{"nothing sent out", store{}, nil, "2021-07-01", "未下发", "纪检监察工委", false},
		{"nothing came", both, nil, "2021-07-01", "未报 未报", "纪检监察工委", false},
		{"nothing came, late", both, nil, "2021-07-11", "未报! 未报!", "纪检监察工委", true},
		{"only the ordinary one came", both, rs{ordinary}, "2021-07-11", "已报 未报!", "纪检监察工委（限阅）", true},
		{"only the restricted one came", both, rs{restricted}, "2021-07-11", "未报! 已报", "纪检监察工委（限阅以外的表）", true},
		{"all came", both, rs{ordinary, restricted}, "2021-07-11", "已报 已报", "", false},
		{"not yet", both, rs{ordinary, restricted}, "2021-07-08", "已报 未报", "纪检监察工委（限阅）", false},
		{"late", both, rs{ordinary, with(restricted, func(r *master.Receipt) { r.Received = "2021-07-12" })}, "2021-07-13", "已报 迟报!", "", false},
		{"sent back", both, rs{with(ordinary, func(r *master.Receipt) { r.Verdict = "退回" }), restricted}, "2021-07-11", "退回未复! 已报", "", false},
		{"partly taken", both, rs{with(ordinary, func(r *master.Receipt) { r.Verdict = "部分接收" }), restricted}, "2021-07-09", "退回未复 已报", "", false},
		{"mended", both, rs{with(ordinary, func(r *master.Receipt) { r.Verdict = "退回" }), with(ordinary, func(r *master.Receipt) { r.Serial = 3 }), restricted}, "2021-07-11", "已报 已报", "", false},
		{"as it was sent", store{both.issued, "a"}, rs{with(ordinary, func(r *master.Receipt) { r.Fates = nil }), restricted}, "2021-07-11", "原样报回! 已报", "", false},
		{"as it was sent, and so sent back", store{both.issued, "a"}, rs{with(ordinary, func(r *master.Receipt) { r.Fates, r.Verdict = nil, "退回" }), restricted}, "2021-07-09", "原样报回 已报", "", false},
		{"unread", both, rs{with(ordinary, func(r *master.Receipt) { r.Verdict = "无法读取" }), restricted}, "2021-07-11", "未报! 已报", "纪检监察工委（限阅以外的表）", true},
		{"taken back", both, rs{with(ordinary, func(r *master.Receipt) { r.Excluded = true }), restricted}, "2021-07-11", "未报! 已报", "纪检监察工委（限阅以外的表）", true},
		{"an earlier issue", store{issued: map[string][]string{"JGW": {"2021-06-01", "2021-07-09"}}}, rs{ordinary}, "2021-07-09", "未报", "纪检监察工委", false},
		{"an earlier issue, late", store{issued: map[string][]string{"JGW": {"2021-06-01", "2021-07-09"}}}, rs{ordinary}, "2021-07-11", "未报!", "纪检监察工委", true},
		{"an earlier issue, the later one sent out after the day", store{issued: map[string][]string{"JGW": {"2021-06-01", "2021-07-20"}}}, rs{ordinary}, "2021-07-21", "未报", "纪检监察工委", false},
		{"an earlier issue, after the later one", store{issued: map[string][]string{"JGW": {"2021-06-01", "2021-07-05"}}}, rs{ordinary}, "2021-07-09", "已报", "", false},
		{"never sent out, and came", store{}, rs{with(ordinary, func(r *master.Receipt) { r.Issue = 0 })}, "2021-07-09", "已报", "", false},
		{"somebody else's", both, rs{with(ordinary, func(r *master.Receipt) { r.Unit = "别的单位" }), restricted}, "2021-07-09", "未报 已报", "纪检监察工委（限阅以外的表）", false},
	} {
		units, err := Standing(t.Context(), p, c.receipts, c.asOf, c.store)
		if err != nil {
			t.Fatal(c.name, err)
		}
		unit := of(units)
		var parts []string
		for _, x := range unit.Parts {
			s := string(x.Status)
			if x.Overdue {
				s += "!"
			}
			parts = append(parts, s)
		}
		missing := ""
		if len(unit.Missing()) > 0 {
			missing = unit.MissingName()
		}
		if got := strings.Join(parts, " "); got != c.parts || missing != c.missing || (len(unit.Overdue()) > 0) != c.overdue {
			t.Errorf("%s: %s, missing %q, overdue %v; want %s, %q, %v", c.name, got, missing, len(unit.Overdue()) > 0, c.parts, c.missing, c.overdue)
		}
	}
}

// A unit is counted from the newest issue that asks anything of it: what is sent
// again without that leaves a return a return and a debt a debt, late by its own
// day; and what is added later makes nobody late.
func TestAskedOfAUnit(t *testing.T) {
	p := testPlan(t)
	took := map[master.Fate]int{master.Adopted: 1}
	book := func(issue int, day, verdict string) master.Receipt {
		return master.Receipt{Serial: issue, Unit: "纪检监察工委", Digest: day, Received: day, Issue: issue, Verdict: verdict, Fates: took}
	}
	taken := func(issue int, day string) master.Receipt { return book(issue, day, "接收") }
	empty := taken(2, "2021-07-09")
	empty.Digest, empty.Fates = "原样", nil
	mended := book(1, "2021-07-02", "被替代")
	mended.Note = master.NoteMended
	const once, twice = "2021-06-01>2021-07-10?1", "2021-06-01>2021-07-10?1 2021-07-05>2021-07-10?1"
	for name, c := range map[string]struct {
		issued   string
		receipts []master.Receipt
		asOf     string
		want     string
	}{
		"nothing came":                              {twice, nil, "2021-07-11", "未报! 1 第2次没有新的要求，要报的是第1次的"},
		"came before the second":                    {twice, []master.Receipt{taken(1, "2021-07-02")}, "2021-07-11", "已报 1 第2次没有要你单位新报的内容"},
		"came on the second":                        {twice, []master.Receipt{taken(2, "2021-07-09")}, "2021-07-11", "已报 1 第2次没有要你单位新报的内容"},
		"goes on after the day":                     {twice, []master.Receipt{taken(1, "2021-07-02"), taken(2, "2021-07-20")}, "2021-07-21", "已报 1 第2次没有要你单位新报的内容"},
		"goes on after the day, in the first":       {once, []master.Receipt{taken(1, "2021-07-02"), taken(1, "2021-07-20")}, "2021-07-21", "已报 1 "},
		"came late, and goes on":                    {once, []master.Receipt{taken(1, "2021-07-12"), taken(1, "2021-07-20")}, "2021-07-21", "迟报! 1 "},
		"came on the day, wholly replaced since":    {once, []master.Receipt{book(1, "2021-07-02", "被替代"), taken(1, "2021-07-12")}, "2021-07-21", "已报 1 "},
		"mended late, and so replaced":              {once, []master.Receipt{mended, taken(1, "2021-07-12")}, "2021-07-21", "迟报! 1 "},
		"mended late":                               {once, []master.Receipt{book(1, "2021-07-02", master.VerdictSentBack), taken(1, "2021-07-12")}, "2021-07-21", "迟报! 1 "},
		"sent the empty form after its return":      {twice, []master.Receipt{taken(1, "2021-07-02"), empty}, "2021-07-11", "已报 1 第2次没有要你单位新报的内容"},
		"asked again":                               {twice + " 2021-08-01>2021-08-10?3", []master.Receipt{taken(2, "2021-07-09")}, "2021-08-09", "未报 3 "},
		"asked again, and goes on in the old":       {twice + " 2021-08-01>2021-08-10?3", []master.Receipt{taken(2, "2021-07-09"), taken(1, "2021-08-09")}, "2021-08-11", "已报 3 "},
		"asked again without a day":                 {twice + " 2021-08-01>?3", []master.Receipt{taken(2, "2021-07-09")}, "2021-08-11", "未报 3 "},
		"asked again, the empty one is no answer":   {"2021-06-01>2021-07-10?1 2021-07-05>2021-07-20?2", []master.Receipt{taken(1, "2021-07-02"), empty}, "2021-07-11", "原样报回 2 "},
		"the copy of the one that asked is lost":    {"> 2021-07-05>2021-07-10?1", []master.Receipt{taken(1, "2021-07-02")}, "2021-07-11", "已报 1 第2次没有要你单位新报的内容"},
		"forms from before that say nothing of it":  {"2021-06-01>2021-07-10 2021-08-01>", []master.Receipt{taken(1, "2021-07-02")}, "2021-08-11", "已报 1 第2次没有要你单位新报的内容"},
		"forms from before, sent again with a day":  {"2021-06-01>2021-07-10 2021-08-01>2021-08-10", []master.Receipt{taken(1, "2021-07-02")}, "2021-08-11", "未报! 2 "},
		"forms from before that know of no day yet": {"2021-06-01 2021-07-05", []master.Receipt{taken(1, "2021-07-02")}, "2021-07-11", "未报! 2 "},
	} {
		units, err := Standing(t.Context(), p, c.receipts, c.asOf, store{issued: map[string][]string{"JGW": strings.Fields(c.issued)}, untouched: "原样"})
		if err != nil {
			t.Fatal(name, err)
		}
		part := of(units).Parts[0]
		late := ""
		if part.Overdue {
			late = "!"
		}
		if got := fmt.Sprint(part.Status, late, " ", part.Asked, " ", part.Note()); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// Every issue has a deadline of its own; one that says none is due on no day.
func TestDeadlineOfAnIssue(t *testing.T) {
	p := testPlan(t)
	receipt := master.Receipt{Serial: 1, Unit: "纪检监察工委", Digest: "a", Received: "2021-07-08", Issue: 1, Verdict: "接收", Fates: map[master.Fate]int{master.Adopted: 3}}
	for _, c := range []struct{ issued, asOf, want string }{
		{"2021-06-01", "2021-07-11", "已报 2021-07-10 false"},
		{"2021-06-01>2021-07-05", "2021-07-11", "迟报 2021-07-05 true"},
		{"2021-06-01 2021-08-01>2021-08-10", "2021-08-09", "未报 2021-08-10 false"},
		{"2021-06-01 2021-08-01>2021-08-10", "2021-08-11", "未报 2021-08-10 true"},
		{"2021-06-01 2021-08-01>", "2021-08-11", "已报 2021-07-10 false"}, // sent again without a day, it asks nothing
	} {
		units, err := Standing(t.Context(), p, []master.Receipt{receipt}, c.asOf, store{issued: map[string][]string{"JGW": strings.Fields(c.issued)}})
		if err != nil {
			t.Fatal(err)
		}
		part := of(units).Parts[0]
		if got := fmt.Sprint(part.Status, " ", part.Due, " ", part.Overdue); got != c.want {
			t.Errorf("%s on %s: %s, want %s", c.issued, c.asOf, got, c.want)
		}
		if part.Issued != strings.TrimRight(strings.SplitN(strings.Fields(c.issued)[len(strings.Fields(c.issued))-1], ">", 2)[0], " ") {
			t.Errorf("issued %s", part.Issued)
		}
	}
}

// A day that had passed before a unit was opened is not set for it, and nothing
// is asked of it before it is opened or after it is closed.
func TestOpenedAndClosed(t *testing.T) {
	p := testPlan(t)
	u := p.Unit("纪检监察工委")
	u.From, u.Until = "2021-07-15", "2021-09-30"
	for day, asked := range map[string]bool{"2021-07-14": false, "2021-07-15": true, "2021-09-30": true, "2021-10-01": false} {
		units, err := Standing(t.Context(), p, nil, day, store{issued: map[string][]string{"JGW": {"2021-07-15"}}})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(units, func(x Unit) bool { return x.Code == "JGW" })
		if (i >= 0) != asked {
			t.Errorf("%s: asked %v", day, i >= 0)
		}
		if i >= 0 && len(units[i].Overdue()) > 0 {
			t.Errorf("%s: late for a day before it was opened", day)
		}
	}
}

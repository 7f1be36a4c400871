package issue

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/sheets/returns"
	"taizhang/templates"
)

// A form says whose request stands: it asks anew by a new day while something is
// open, and by what the unit has not been asked before.
func TestWhatAFormAsks(t *testing.T) {
	tables, err := templates.ReadTables(os.DirFS("../merge/testdata/方案"))
	if err != nil {
		t.Fatal(err)
	}
	type round struct {
		due  string
		edit func(p *templates.Plan, m *master.Master, rows map[string]*sheets.Row)
	}
	set := func(id, column, value string) func(*templates.Plan, *master.Master, map[string]*sheets.Row) {
		return func(_ *templates.Plan, _ *master.Master, rows map[string]*sheets.Row) {
			rows[id].Values[rows[id].Ledger.Column(column).Index] = value
		}
	}
	office := func(unit string) func(*templates.Plan, *master.Master, map[string]*sheets.Row) {
		return func(p *templates.Plan, m *master.Master, _ map[string]*sheets.Row) {
			l := p.Ledger("措施")
			rec := templates.Record{ID: "ZB-M-0009", Version: 1, Values: make([]string, len(l.Columns))}
			for name, v := range map[string]string{"措施编号": "1-9", "内容": "新任务", "责任单位": "乙科", "状态": "进行中"} {
				rec.Values[l.Column(name).Index] = v
			}
			m.Rows[l] = append(m.Rows[l], &sheets.Row{Record: rec, Ledger: l, Source: sheets.Source{Unit: unit}})
		}
	}
	for name, c := range map[string]struct {
		rounds []round
		want   string // issue/asks/due of the last form
	}{
		"the first":                       {[]round{{}}, "1/1/"},
		"the first with a day":            {[]round{{due: "2021-08-10"}}, "1/1/2021-08-10"},
		"a change, no day":                {[]round{{due: "2021-08-10"}, {edit: set("1-4", "进展", "开了会")}}, "2/1/2021-08-10"},
		"a change, the same day":          {[]round{{due: "2021-08-10"}, {due: "2021-08-10", edit: set("1-4", "进展", "开了会")}}, "2/2/2021-08-10"},
		"all is done, the same day":       {[]round{{due: "2021-08-10"}, {due: "2021-08-10", edit: done("1-2", "1-4")}}, "2/1/2021-08-10"},
		"no change, the same day":         {[]round{{due: "2021-08-10"}, {due: "2021-08-10"}}, "1/1/2021-08-10"},
		"a new day":                       {[]round{{due: "2021-08-10"}, {due: "2021-09-10"}}, "2/2/2021-09-10"},
		"a new day, then a change":        {[]round{{due: "2021-08-10"}, {due: "2021-09-10"}, {edit: set("1-4", "进展", "开了会")}}, "3/2/2021-09-10"},
		"two changes":                     {[]round{{}, {edit: set("1-4", "进展", "开了会")}, {edit: set("1-4", "进展", "开了两次会")}}, "3/1/"},
		"a row of the office's":           {[]round{{due: "2021-08-10"}, {edit: office("")}}, "2/2/"},
		"a row of the unit's own":         {[]round{{due: "2021-08-10"}, {edit: office("乙科")}}, "2/1/2021-08-10"},
		"a row that was another's":        {[]round{{due: "2021-08-10"}, {edit: set("1-1", "责任单位", "乙科")}}, "2/2/"},
		"a row is done":                   {[]round{{due: "2021-08-10"}, {edit: set("1-4", "状态", "已完成")}}, "2/1/2021-08-10"},
		"all is done, a new day":          {[]round{{due: "2021-08-10"}, {due: "2021-09-10", edit: done("1-2", "1-4")}}, "2/1/2021-08-10"},
		"all is done before, a new day":   {[]round{{due: "2021-08-10"}, {edit: done("1-2", "1-4")}, {due: "2021-09-10"}}, "2/1/2021-08-10"},
		"one is open, a new day":          {[]round{{due: "2021-08-10"}, {due: "2021-09-10", edit: done("1-4")}}, "2/2/2021-09-10"},
		"opened again":                    {[]round{{edit: done("1-2", "1-4")}, {edit: set("1-4", "状态", "进行中")}}, "2/2/"},
		"opened again before a form went": {[]round{{due: "2021-08-10"}, {edit: reopened("1-4")}}, "2/2/"},
	} {
		t.Run(name, func(t *testing.T) {
			plan, err := templates.Load(slices.Collect(maps.Values(tables)))
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range plan.Ledgers {
				l.Adds = false
			}
			in := Input{Dir: campaign.Dir(t.TempDir()), Plan: plan, Units: []*templates.Unit{plan.Unit("乙科")}, Master: master.New(plan)}
			if in.Master.Rows[plan.Ledger("措施")] == nil {
				t.Fatal("no seeds")
			}
			for i, r := range c.rounds {
				rows := map[string]*sheets.Row{}
				for _, row := range in.Master.Rows[plan.Ledger("措施")] {
					rows[row.Values[0]] = row
				}
				if r.edit != nil {
					r.edit(plan, in.Master, rows)
				}
				in.AsOf, in.Due = fmt.Sprintf("2021-08-0%d", i+1), r.due
				if _, err := Run(t.Context(), in); err != nil {
					t.Fatal(err)
				}
			}
			store := returns.Of(in.Dir)
			issue := store.LastIssue("YK", false)
			asks, sent := returns.Asking(store, plan.Unit("乙科"), issue, false)
			if got := fmt.Sprintf("%d/%d/%s", issue, asks, sent.Due); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func done(keys ...string) func(*templates.Plan, *master.Master, map[string]*sheets.Row) {
	return func(_ *templates.Plan, _ *master.Master, rows map[string]*sheets.Row) {
		for _, k := range keys {
			rows[k].Values[rows[k].Ledger.Column("状态").Index] = "已完成"
		}
	}
}

func reopened(key string) func(*templates.Plan, *master.Master, map[string]*sheets.Row) {
	return func(_ *templates.Plan, m *master.Master, rows map[string]*sheets.Row) {
		row := rows[key]
		row.Values[row.Ledger.Column("进展").Index] = "开了会"
		m.Changes = append(m.Changes, master.Change{Date: "2021-08-02", Kind: master.Reopened, Ledger: row.Ledger.Name, RowID: row.ID, Column: "状态"})
	}
}

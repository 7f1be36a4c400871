package deadline

import (
	"testing"

	"taizhang/sheets"
	"taizhang/templates"
)

// testPlan is the standard plan with some parameters set.
func testPlan(t *testing.T, params ...string) *templates.Plan {
	t.Helper()
	table := &templates.Table{Sheet: "参数", Header: []string{"参数", "值"}}
	for i := 0; i+1 < len(params); i += 2 {
		table.Rows = append(table.Rows, templates.TableRow{Number: i + 2, Cells: params[i : i+2]})
	}
	p, err := templates.Load(templates.Customise(templates.StandardTables(), map[string]*templates.Table{"参数": table}))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func row(p *templates.Plan, ledger, id string, values map[string]string) *sheets.Row {
	l := p.Ledger(ledger)
	r := &sheets.Row{Record: templates.Record{ID: id, Values: make([]string, len(l.Columns))}, Ledger: l}
	for name, v := range values {
		r.Values[l.Column(name).Index] = v
	}
	return r
}

// Every kind of item on one day, in calendar and in working days.
func TestStanding(t *testing.T) {
	type v = map[string]string
	rebound := func(day, due string) v {
		return v{"措施编号": "1-01", "自查日期": day, "结果": "反弹", "新期限": due}
	}
	for _, c := range []struct {
		name          string
		item          v
		looks         []v
		due, original string
		words, work   string // in calendar days, in working days
		light         string
		late          bool
	}{
		{"no deadline", v{"状态": "进行中"}, nil, "", "", "未定期限", "未定期限", "", false},
		{"open", v{"状态": "进行中", "整改期限": "2021-12-31"}, nil, "2021-12-31", "", "剩41天", "剩30个工作日", "", false},
		{"green", v{"状态": "未开始", "整改期限": "2021-12-10"}, nil, "2021-12-10", "", "剩20天", "剩15个工作日", "绿", false},
		{"yellow", v{"状态": "未开始", "整改期限": "2021-11-30"}, nil, "2021-11-30", "", "剩10天", "剩7个工作日", "黄", false},
		{"today", v{"状态": "未开始", "整改期限": "2021-11-20"}, nil, "2021-11-20", "", "今天到期", "今天到期", "红", false},
		{"late", v{"状态": "进行中", "整改期限": "2021-10-01"}, nil, "2021-10-01", "", "超期50天", "超期35个工作日", "红", true},
		{"late, claimed", v{"状态": "已完成", "整改期限": "2021-10-01"}, nil, "2021-10-01", "", "超期50天", "超期35个工作日", "", false},
		{"late, closed", v{"状态": "已销号", "整改期限": "2021-10-01"}, nil, "2021-10-01", "", "超期50天", "超期35个工作日", "", false},
		{"extended", v{"状态": "进行中", "整改期限": "2021-10-01", "新期限": "2021-12-31", "延期批准日期": "2021-09-20"}, nil, "2021-12-31", "2021-10-01", "剩41天", "剩30个工作日", "", false},
		{"not approved", v{"状态": "进行中", "整改期限": "2021-10-01", "新期限": "2021-12-31"}, nil, "2021-10-01", "", "超期50天", "超期35个工作日", "红", true},
		{"approved later", v{"状态": "进行中", "整改期限": "2021-10-01", "新期限": "2021-12-31", "延期批准日期": "2021-11-25"}, nil, "2021-10-01", "", "超期50天", "超期35个工作日", "红", true},
		{"rebound", v{"状态": "进行中", "整改期限": "2021-10-01"}, []v{rebound("2021-11-01", "2021-12-31")}, "2021-12-31", "2021-10-01", "剩41天", "剩30个工作日", "", false},
		{"rebound after an extension", v{"状态": "进行中", "整改期限": "2021-08-01", "新期限": "2021-10-01", "延期批准日期": "2021-07-20"}, []v{rebound("2021-11-01", "2021-12-31")}, "2021-12-31", "2021-08-01", "剩41天", "剩30个工作日", "", false},
		{"rebound, earlier deadline", v{"状态": "进行中", "整改期限": "2021-12-31"}, []v{rebound("2021-11-01", "2021-12-01")}, "2021-12-31", "", "剩41天", "剩30个工作日", "", false},
		{"two rebounds", v{"状态": "进行中", "整改期限": "2021-06-30"}, []v{rebound("2021-11-01", "2021-12-31"), rebound("2021-09-01", "2021-10-01")}, "2021-12-31", "2021-06-30", "剩41天", "剩30个工作日", "", false},
		{"rebound, claimed again", v{"状态": "已完成", "整改期限": "2021-10-01"}, []v{rebound("2021-11-01", "2021-12-31")}, "2021-10-01", "", "超期50天", "超期35个工作日", "", false},
		{"looked at later", v{"状态": "进行中", "整改期限": "2021-10-01"}, []v{rebound("2021-11-25", "2021-12-31")}, "2021-10-01", "", "超期50天", "超期35个工作日", "红", true},
		{"held", v{"状态": "进行中", "整改期限": "2021-10-01"}, []v{{"措施编号": "1-01", "自查日期": "2021-11-01", "结果": "巩固", "新期限": "2021-12-31"}}, "2021-10-01", "", "超期50天", "超期35个工作日", "红", true},
	} {
		for _, working := range []bool{false, true} {
			p := testPlan(t, string(templates.ParamWorkingDays), map[bool]string{true: "是", false: "否"}[working])
			data := sheets.NewData(p)
			c.item["措施编号"] = "1-01"
			item := row(p, "整改任务", "1-01", c.item)
			data.Add(item)
			for _, l := range c.looks {
				data.Add(row(p, "回头看", "", l))
			}
			s := On("2021-11-20", data).Of(item)
			words, light := c.words, c.light
			if working {
				words, light = c.work, s.Light.Name()
			}
			if s.Due != c.due || s.Original != c.original || s.Remaining() != words || s.Light.Name() != light || s.Late() != c.late {
				t.Errorf("%s, working days %v: %+v, late %v, want %+v", c.name, working, s, s.Late(), c)
			}
		}
	}
}

// The lights follow the days that are counted, and the standard plan's
// thresholds stand in for those an older plan does not know.
func TestLights(t *testing.T) {
	p := testPlan(t, string(templates.ParamWorkingDays), "是", "提示天数黄", "十天", "提示天数绿", "")
	p.SetAsOf("2021-09-30")
	d := On("2021-09-30", sheets.NewData(p))
	if len(d.Unread) != 1 || d.Unread[0] != "提示天数黄" {
		t.Errorf("unread: %v", d.Unread)
	}
	if _, shows := d.Threshold(Green); shows {
		t.Error("a light without days shows")
	}
	if n, ok := d.Threshold(Red); !ok || n != 0 {
		t.Errorf("red from %d, %v", n, ok)
	}
	if d.LightOn("2021-10-11", "2021-10-11") != Red || d.LightOn("2021-10-08", "2021-10-11") != NoLight {
		t.Error("red on the day, not before")
	}
}

// A paper's answer has a state and a deadline of its own kind.
func TestPapersStand(t *testing.T) {
	p := testPlan(t)
	data := sheets.NewData(p)
	late := row(p, "督办文书", "a", map[string]string{"状态": "待回复", "回复时限": "2021-11-19"})
	answered := row(p, "督办文书", "b", map[string]string{"状态": "已回复", "回复时限": "2021-11-19"})
	d := On("2021-11-20", data)
	if s := d.Of(late); !s.Late() || s.Remaining() != "超期1天" {
		t.Errorf("%+v", s)
	}
	if d.Of(answered).Late() {
		t.Error("answered and late")
	}
	if d.Of(row(p, "差旅自查", "c", nil)).Dated() {
		t.Error("a ledger without states has deadlines")
	}
}

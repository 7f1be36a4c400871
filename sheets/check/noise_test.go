package check_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets"
	"taizhang/sheets/check"
	"taizhang/sheets/figure"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/plantest"
)

// A cell that can't be read has one finding, and nothing else is said because
// of it: not that it is empty, not what other cells should be beside it, not
// that something is missing from a total.
func TestUnreadableCellsDoNotEcho(t *testing.T) {
	c := loadSample(t)
	for _, w := range []struct {
		unit, ledger string
		row          int
		edit, want   string
	}{
		{"社区一", "违法建设", 5, "面积=近12", "R-78 K5"},
		{"社区一", "违法建设", 5, "处置方式=不清楚", "R-02 Q5"},
		{"社区一", "违法建设", 5, "限制交易=也许", "R-02 T5"},
		{"社区一", "违法建设", 6, "面积=二十", "格式 K6"},
		{"社区一", "违法建设", 7, "移出日期=六月", "格式 Y7"},
		{"社区一", "违法建设", 7, "小区=没有", "R-06 F7"},
		{"社区二", "违法建设", 6, "外部台账状态=不在", "R-02 AC6"},
		{"社区一", "民情走访", 5, "收集问题数=几个", "R-78 J5"},
		{"社区一", "民情走访", 5, "走访领导=某某", "R-06 E5"},
		{"社区一", "民情诉求", 5, "登记日期=昨天", "格式 E5"},
		{"社区一", "民情诉求", 5, "办理状态=差不多", "R-02 L5"},
		{"财政办公室", "整改任务", 6, "状态=快了", "R-02 Q6"},
		{"财政办公室", "差旅自查", 5, "凭证日期=三月", "格式 D5"},
		{"财政办公室", "差旅自查", 7, "应清退=一百", "格式 O7"},
		{"财政办公室", "差旅自查", 7, "金额=100元整", "格式 K7"},
		{"党政办公室", "会议活动", 5, "日期=六月三日", "格式 D5"},
		{"党政办公室", "招商服务", 5, "落户地分成=一半", "格式 J5"},
		{"执法队", "核查比对", 5, "漏报数=近10处", "R-78 H5"},
		{"执法队", "核查比对", 5, "上报数=两处", "格式 G5"},
		{"纪工委", "督办文书", 5, "回复时限=月底", "格式 L5"},
		{"纪工委", "回头看", 6, "结果=不好说", "R-02 I6"},
	} {
		t.Run(w.ledger+" "+w.edit, func(t *testing.T) {
			t.Parallel()
			data := change(t, c.book(t, w.unit, false), func(f *excelize.File) {
				name, value, _ := strings.Cut(w.edit, "=")
				set(t, f, c.plan.Ledger(w.ledger).Column(name), w.row, value)
			})
			_, fs := c.read(t, data)
			var got []string
			for _, f := range fs {
				got = append(got, f.Code+" "+f.Cell)
			}
			if !slices.Equal(got, []string{w.want}) {
				t.Errorf("want %s, got:\n%s", w.want, list(fs))
			}
		})
	}
}

// Columns that are missing are named once, at the header.
// A rule with a condition says nothing while a cell that it looks at can't be read.
func TestConditionsOverUnreadableCellsDoNotEcho(t *testing.T) {
	p, err := plantest.Plan(map[string]string{
		"单位": "U1|一社区|社区", "台账": "H|隐患|编号|社区",
		"栏目": "隐患|编号|文本||||选|单位\n隐患|面积|小数|2|||选|单位\n隐患|说明|文本||||选|单位||empty_unless=(面积 > 100)",
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := check.New(p)
	if err != nil {
		t.Fatal(err)
	}
	for bad, want := range map[bool]int{false: 1, true: 0} {
		d := sheets.NewData(p)
		d.Add(&sheets.Row{Ledger: p.Ledger("隐患"), Unit: "一社区", Number: 3, Bad: map[int]bool{1: bad}, Record: templates.Record{ID: "H-1", Values: []string{"1", "", "甲"}}})
		if got := c.Master(context.Background(), figure.New(d), check.Facts{}); len(got) != want {
			t.Errorf("unreadable %v: %v", bad, got)
		}
	}
}

func TestMissingColumnsDoNotEcho(t *testing.T) {
	c := loadSample(t)
	l := c.plan.Ledger("整改任务")
	data := change(t, c.book(t, "财政办公室", false), func(f *excelize.File) {
		for _, name := range []string{"进展情况", "责任人"} { // from the right, or the letters move
			letter, _, _ := excelize.SplitCellName(address(l.Column(name), 3))
			if err := f.RemoveCol(l.Name, letter); err != nil {
				t.Fatal(err)
			}
		}
	})
	ret, fs := c.read(t, data)
	i := slices.IndexFunc(ret.Sheets, func(s *intake.Sheet) bool { return s.Ledger == l })
	if lacks := ret.Sheets[i].Lacks; len(lacks) != 2 || lacks[0].Name != "责任人" || lacks[1].Name != "进展情况" || ret.Sheets[i].Header != "A3" || len(fs) > 0 {
		t.Errorf("lacks %v; got:\n%s", lacks, list(fs))
	}
}

// A sheet that is missing is said once; the rows that refer to it, and the
// totals that need it, are not all wrong for it.
func TestMissingSheetDoesNotEcho(t *testing.T) {
	c := loadSample(t)
	data := change(t, c.book(t, "社区一", false), func(f *excelize.File) {
		if err := f.DeleteSheet("民情诉求"); err != nil {
			t.Fatal(err)
		}
	})
	if ret, fs := c.read(t, data); len(fs) > 0 || len(ret.Absent) != 1 || ret.Absent[0].Name != "民情诉求" {
		t.Errorf("got:\n%s", list(fs))
	}
	data = change(t, c.book(t, "社区一", false), func(f *excelize.File) {
		if err := f.DeleteSheet("民情走访"); err != nil {
			t.Fatal(err)
		}
	})
	ret, _ := c.read(t, data)
	if len(ret.Findings) > 0 || len(ret.Absent) != 1 || ret.Absent[0].Name != "民情走访" {
		t.Errorf("got:\n%s", list(ret.Findings))
	}
	// The first return of all: nothing in the master to find the visits in.
	if fs := c.checker.Return(context.Background(), ret, master.New(c.plan).Data()); len(fs) > 0 {
		t.Errorf("got:\n%s", list(fs))
	}
}

// A cell with numbers of persons is told so, with every kind, whatever else is
// wrong with it.
func TestNumbersOfPersonsGoBeforeEverythingElse(t *testing.T) {
	c := loadSample(t)
	for value, want := range map[string]string{
		"张某110105194912310021":              "身份证号",
		"张某 11010519491231002X":             "身份证号",
		"张某 110105194912310021 13812345678": "身份证号、手机号",
		"13812345678/110105491231002":       "手机号、身份证号",
	} {
		data := change(t, c.book(t, "社区一", false), func(f *excelize.File) { set(t, f, c.plan.Ledger("违法建设").Column("相对人"), 5, value) })
		_, fs := c.read(t, data)
		if len(fs) != 1 || fs[0].Code != "R-111g" || !strings.Contains(fs[0].Message, "有像"+want+"的数字") {
			t.Errorf("%s: want %s, got:\n%s", value, want, list(fs))
		}
	}
}

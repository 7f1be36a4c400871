package templates

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// renamedTables is the standard plan with some of its cells changed; each edit is
// 表 键 栏目=值, the key being the first cell, or 组/名称 of a choice.
func renamedTables(t *testing.T, edits ...string) []*Table {
	t.Helper()
	tables := StandardTables()
	for _, edit := range edits {
		f := strings.SplitN(edit, " ", 3)
		column, value, _ := strings.Cut(f[2], "=")
		done := false
		for _, table := range tables {
			if table.Sheet != f[0] {
				continue
			}
			for i, r := range table.Rows {
				if key := strings.Join(r.Cells[:1+strings.Count(f[1], "/")], "/"); key == f[1] {
					table.Rows[i].Cells[slices.Index(table.Header, column)] = value
					done = true
				}
			}
		}
		if !done {
			t.Fatalf("no %s", edit)
		}
	}
	return tables
}

func renamedPlan(t *testing.T, edits ...string) *Plan {
	t.Helper()
	p, err := Load(renamedTables(t, edits...))
	var bad *PlanError
	if errors.As(err, &bad) {
		for _, f := range bad.Findings {
			t.Error(f.Sheet, f.Cell, f.Message)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A former name means the present one wherever it is read.
func TestFormerNames(t *testing.T) {
	p := renamedPlan(t,
		"单位 DZB 单位名称=党政综合办公室", "单位 DZB 曾用名=党政办公室、党政办",
		"参数 督办制发单位 值=党政办",
		"领导 LD01 称谓=街道党工委书记", "领导 LD01 曾用名=党工委书记",
		"选项 措施状态/已完成 曾用名=已整改|完成、待销号",
		"台账 T04 名称=会议登记", "台账 T04 曾用名=会议活动|会议",
	)
	work := p.Ledger("整改任务")
	for _, c := range []struct{ column, text, want string }{
		{"责任部门", "党政办", "党政综合办公室"},
		{"责任部门", "DZB", "党政综合办公室"},
		{"配合部门", "党政办公室、财政办公室", "党政综合办公室；财政办公室"},
		{"责任领导", "党工委书记", "街道党工委书记"},
		{"状态", "已整改", "已完成"},
		{"状态", "完成、待销号", "已完成"},
	} {
		v, issue := work.Column(c.column).ParseText(c.text)
		if issue != nil && !strings.Contains(c.text, "、") && c.text != "DZB" {
			t.Errorf("%s: %s", c.text, issue.Message)
		}
		if v != c.want {
			t.Errorf("%s “%s” is read as %q, want %q", c.column, c.text, v, c.want)
		}
	}
	if u := p.Unit("党政办"); u == nil || u.Code != "DZB" {
		t.Errorf("党政办 is %v", u)
	}
	if l := p.Ledger("会议"); l == nil || l.Code != "T04" || l.Name != "会议登记" {
		t.Errorf("会议 is %v", l)
	}
	if got := p.Param("督办制发单位"); got != "党政综合办公室" {
		t.Errorf("the parameter says %s", got)
	}
	lead := p.Dicts["领导"]
	for _, row := range lead.Rows {
		if strings.Contains(lead.Value(row, "分管部门"), "党政办公室") {
			t.Errorf("the list of leaders says %q", row)
		}
	}
	when, err := p.ParseCondition("责任部门 = 党政办 且 状态 属于 已整改|已销号", work, nil)
	if err != nil {
		t.Fatal(err)
	}
	values := make([]string, len(work.Columns))
	values[work.Column("责任部门").Index], values[work.Column("状态").Index] = "党政综合办公室", "已完成"
	if !when.Holds(values, Env{Plan: p}) {
		t.Error("a condition in former names does not hold")
	}
	if got := work.Column("配合部门").Present("党政办；财政办公室"); got != "党政综合办公室；财政办公室" {
		t.Errorf("present: %s", got)
	}
}

// The identity of a form is not shaken by an empty column of former names, and
// what went back for a name is looked at again once the name is known.
func TestFormerNamesAndVersion(t *testing.T) {
	plain, err := Load(StandardTables())
	if err != nil {
		t.Fatal(err)
	}
	without := StandardTables()
	for _, table := range without {
		if i := slices.Index(table.Header, FormerHeader); i >= 0 && table.Sheet != "栏目" {
			table.Header = slices.Delete(slices.Clone(table.Header), i, i+1)
			for n, r := range table.Rows {
				table.Rows[n].Cells = slices.Delete(slices.Clone(r.Cells), i, i+1)
			}
		}
	}
	old, err := Load(without)
	if err != nil {
		t.Fatal(err)
	}
	if old.Version != plain.Version {
		t.Error("a plan without the column is another version")
	}
	if p := renamedPlan(t, "单位 DZB 曾用名=党政办"); p.Version == plain.Version {
		t.Error("a former name does not change the version")
	}
}

// A name that would mean two things is refused at its place.
func TestAmbiguousNames(t *testing.T) {
	for _, c := range []struct {
		edits []string
		want  string
	}{
		{[]string{"单位 DZB 曾用名=财政办公室"}, "单位 I3 “财政办公室”"},
		{[]string{"单位 DZB 曾用名=机关科室"}, "单位 I3 “机关科室”"},
		{[]string{"单位 DZB 曾用名=旧办", "单位 CZB 曾用名=旧办"}, "单位 I7 “党政办公室”"},
		{[]string{"单位 DZB 曾用名=党政办公室"}, "单位 I3 “党政办公室”"},
		{[]string{"领导 LD02 曾用名=党工委书记"}, "领导 I4 “党工委书记”"},
		{[]string{"选项 措施状态/已完成 曾用名=进行中"}, "选项 G “进行中”"},
		{[]string{"台账 T04 曾用名=整改任务"}, "台账 M6 “整改任务”"},
		{[]string{"栏目 整改任务/状态 曾用名=责任人"}, "栏目 P “责任人”"},
	} {
		_, err := Load(renamedTables(t, c.edits...))
		var bad *PlanError
		if !errors.As(err, &bad) || len(bad.Findings) != 1 {
			t.Errorf("%v: %v", c.edits, err)
			continue
		}
		f, want := bad.Findings[0], strings.Fields(c.want)
		if f.Sheet != want[0] || !strings.HasPrefix(f.Cell, want[1]) || !strings.Contains(f.Message, "也是"+want[2]) {
			t.Errorf("%v: %s", c.edits, cmp.Diff(c.want, f.Sheet+" "+f.Cell+" "+f.Message))
		}
	}
}

// A column of text that says who, in its role, is read in present names; a name
// within a sentence stays, and so does a text of another role.
func TestFormerNamesInText(t *testing.T) {
	p := renamedPlan(t,
		"单位 DZB 单位名称=党政综合办公室", "单位 DZB 曾用名=党政办公室、党政办",
		"领导 LD01 称谓=街道党工委书记", "领导 LD01 曾用名=党工委书记",
		"栏目 整改任务/责任部门 类型=文本", "栏目 整改任务/责任部门 取值=",
	)
	work := p.Ledger("整改任务")
	for _, c := range []struct{ column, text, want string }{
		{"责任部门", "党政办", "党政综合办公室"},
		{"责任部门", "党政办、 党政办公室；财政办公室", "党政综合办公室、 党政综合办公室；财政办公室"},
		{"责任部门", "由党政办牵头", "由党政办牵头"},
		{"责任部门", "，党政办，，", "，党政综合办公室，，"},
		{"责任人", "党工委书记", "街道党工委书记"},
		{"审核人", "党工委书记", "街道党工委书记"},
		{"进展情况", "党政办", "党政办"},
	} {
		v, issue := work.Column(c.column).ParseText(c.text)
		if v != c.want || issue != nil && issue.Severity == "error" {
			t.Errorf("%s “%s” is read as %q (%v), want %q", c.column, c.text, v, issue, c.want)
		}
	}
	when, err := p.ParseCondition("责任部门 = 党政办", work, nil)
	if err != nil {
		t.Fatal(err)
	}
	values := make([]string, len(work.Columns))
	values[work.Column("责任部门").Index] = "党政综合办公室"
	if !when.Holds(values, Env{Plan: p}) {
		t.Error("a condition on the text in a former name does not hold")
	}
}

// A header that a column had before names it wherever the plan names columns.
func TestFormerHeaders(t *testing.T) {
	p := renamedPlan(t, "栏目 整改任务/状态 曾用名=状态", "栏目 整改任务/状态 栏目=办理状态")
	work := p.Ledger("整改任务")
	when, err := p.ParseCondition("状态 = 已完成 且 状态.含义 = 完成", work, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := when.Columns(); len(got) != 2 || got[0].Name != "办理状态" || !strings.Contains(when.Words(), "办理状态") || strings.Contains(when.Words(), "“状态") {
		t.Errorf("the condition reads as %s", when.Words())
	}
	path, err := p.ParsePath("状态", work, nil)
	if err != nil || path.Text != "办理状态" {
		t.Errorf("the path is %v %v", path, err)
	}
	for _, tag := range work.Column("完成日期").Tags {
		if tag.Other != nil && tag.Other.Name == "状态" {
			t.Error("a rule speaks of the former header")
		}
	}
}

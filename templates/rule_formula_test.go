package templates

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// ruled is the standard plan with a rule on a column of 违法建设.
func ruled(column, rule string) (*Plan, error) {
	tables := StandardTables()
	for _, tab := range tables {
		col := func(name string) int { return slices.Index(tab.Header, name) }
		for _, row := range tab.Rows {
			if tab.Sheet == SheetColumns && row.Cells[col("台账")] == "违法建设" && row.Cells[col("栏目")] == column {
				row.Cells[col("规则")] = rule
			}
		}
	}
	return Load(tables)
}

func TestTagsSpeakTheLanguage(t *testing.T) {
	for _, w := range []struct {
		column, rule, row string
		breaks            bool
		says              string
	}{
		{"拆除日期", "lte=发现日期+30", "发现日期=2021-08-06 拆除日期=2021-09-06", true, "“拆除日期”应不晚于“发现日期 + 30”（2021-09-05），现在是 2021-09-06。"},
		{"拆除日期", "lte=发现日期+30", "发现日期=2021-08-06 拆除日期=2021-09-05", false, ""},
		{"拆除日期", "lte=发现日期+30", "拆除日期=2021-09-05", false, ""},
		{"拆除日期", "notbefore={截至日}-10", "拆除日期=2021-08-20", true, "“参数“截至日” − 10”（2021-08-21）"},
		{"拆除日期", "after=2021年8月6日", "拆除日期=2021-08-06", true, "2021-08-06"},
		{"拆除面积", "lte=面积*1.1", "面积=100 拆除面积=110.01", true, "“面积 × 1.1”（110）"},
		{"拆除面积", "lte=如果(处置方式 = 拆除, 面积, 0),gte=0", "面积=100 拆除面积=1 处置方式=未处置", true, "（0）"},
		{"拆除日期", "required_if=(处置方式 = 拆除 或 面积 > 100)", "面积=101 处置方式=未处置", true, "处置方式为拆除 或 面积大于100时必填"},
		{"拆除日期", "required_if=(处置方式 = 拆除 或 面积 > 100)", "面积=100 处置方式=未处置", false, ""},
		{"拆除日期", "empty_if=(处置方式 = 未处置 且 面积 > 100)", "面积=101 处置方式=未处置 拆除日期=2021-08-06", true, "时不填"},
		{"楼栋", "like=1号楼|“A”-1", "楼栋=2号楼", false, ""},
		{"楼栋", "like=1号楼|“A”-1", "楼栋=A-7", false, ""},
		{"楼栋", "like=1号楼|“A”-1", "楼栋=B-7", true, "“楼栋”应写成 1号楼、A-1 的样子，现在是“B-7”。"},
		{"楼栋", "like=1号楼", "楼栋=12号楼", true, "样子"},
		{"楼栋", "like=AB-01", "楼栋=XY-93", false, ""},
	} {
		p, err := ruled(w.column, w.rule)
		if err != nil {
			t.Error(w.rule, err, problems(err))
			continue
		}
		p.SetAsOf("2021-08-31")
		l := p.Ledger("违法建设")
		v, err := p.NewRowValidator(l)
		if err != nil {
			t.Fatal(err)
		}
		values := make([]string, len(l.Columns))
		for _, cell := range strings.Fields(w.row) {
			name, value, _ := strings.Cut(cell, "=")
			values[l.Column(name).Index] = value
		}
		said := ""
		for _, x := range v.Check(values, Env{}) {
			if x.Column.Name == w.column && x.Tag.Name != TagRequired {
				said, _ = x.Message(values)
			}
		}
		if (said != "") != w.breaks || !strings.Contains(said, w.says) {
			t.Errorf("%s over %s: %q", w.rule, w.row, said)
		}
		for i := range l.Column(w.column).Tags {
			if s := l.Column(w.column).Tags[i].Sentence(l.Column(w.column), p); strings.ContainsAny(s, "{}") {
				t.Errorf("%s says %s", w.rule, s)
			}
		}
	}
	for rule, want := range map[string]string{
		"lte=发现日期+五": "没有栏目“五”", "lte=昨天": "不是日期", "lte=面积": "不是同一种内容", "lte={面积界}": "不在“参数”表中",
		"required_if=(处置方式 = 拆)": "不是“处置方式”的选项", "like=": "写法不对", "lte={署名简称x}-3": "不在“参数”表中",
	} {
		if _, err := ruled("拆除日期", rule); err == nil || !strings.Contains(problems(err), want) {
			t.Errorf("%s: %v", rule, problems(err))
		}
	}
}

// A rule with a formula or a condition is looked at on a row that keeps all the
// others, too.
func TestTagsOnAWholeRow(t *testing.T) {
	p, err := ruled("拆除日期", "lte=发现日期+30,empty_if=(面积 > 100)")
	if err != nil {
		t.Fatal(problems(err))
	}
	l := p.Ledger("违法建设")
	for _, c := range l.Columns {
		if kept := c.Name == "拆除日期"; !kept {
			c.Tags = nil
		}
	}
	v, err := p.NewRowValidator(l)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []struct {
		found, area, removed string
		breaks               bool
	}{
		{"2021-08-06", "10", "2021-09-05", false},
		{"2021-08-06", "10", "2021-09-06", true},
		{"2021-08-06", "101", "2021-09-05", true},
		{"2021-08-06", "101", "", false},
	} {
		values := make([]string, len(l.Columns))
		values[l.Column("发现日期").Index], values[l.Column("面积").Index], values[l.Column("拆除日期").Index] = w.found, w.area, w.removed
		if got := v.Check(values, Env{}); (len(got) > 0) != w.breaks {
			t.Errorf("%+v: %v", w, got)
		}
	}
}

// A bound that is made of something sensitive is masked like it.
func TestBoundsOfSensitiveColumns(t *testing.T) {
	p, err := ruled("拆除面积", "lte=面积*1.1")
	if err != nil {
		t.Fatal(problems(err))
	}
	l := p.Ledger("违法建设")
	l.Column("面积").Sensitive = true
	values := make([]string, len(l.Columns))
	values[l.Column("面积").Index], values[l.Column("拆除面积").Index] = "7000", "7999"
	x := Violation{Column: l.Column("拆除面积"), Tag: &l.Column("拆除面积").Tags[0], Bound: "7700"}
	if said, _ := x.Message(values); strings.Contains(said, "7700") || !strings.Contains(said, "（7***）") {
		t.Error(said)
	}
}

// A rule that looks at the row referred to is one where that row is at hand.
func TestTagsThatLookElsewhere(t *testing.T) {
	p, err := ruled("备注", "required_if=(移交批次.计入总量 = 否)")
	if err != nil {
		t.Fatal(problems(err))
	}
	l, batches := p.Ledger("违法建设"), p.Ledger("移交批次")
	for _, c := range l.Columns {
		if c.Name != "备注" {
			c.Tags = nil
		}
	}
	v, err := p.NewRowValidator(l)
	if err != nil {
		t.Fatal(err)
	}
	values, batch := make([]string, len(l.Columns)), make([]string, len(batches.Columns))
	values[l.Column("移交批次").Index], batch[batches.Column("计入总量").Index] = "2021-01", "否"
	if got := v.Check(values, Env{}); len(got) > 0 {
		t.Errorf("without the other row: %v", got)
	}
	if got := v.Check(values, Env{Find: func(*Ledger, string) []string { return batch }}); len(got) != 1 {
		t.Errorf("with the other row: %v", got)
	}
}

func problems(err error) string {
	var bad *PlanError
	if !errors.As(err, &bad) {
		return ""
	}
	out := ""
	for _, f := range bad.Findings {
		out += f.Sheet + f.Cell + " " + f.Message + "\n"
	}
	return out
}

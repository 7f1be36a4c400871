package carry

import (
	"slices"
	"strings"
	"testing"

	"taizhang/sheets/master"
	"taizhang/templates"
)

// planRows is a small plan of three ledgers above one another, the last of which is
// looked at again.
var planRows = map[string]string{
	"参数": "参数 值\n活动名称 小活动\n活动代号 XHD\n署名 整改办\n截至日 2021-11-20",
	"单位": "单位代码 单位名称 类型\nJK 甲科 科室\nXJ 下街 下级",
	"选项": "选项组 名称 含义\n状态 进行中 进行\n状态 已完成 完成\n结果 巩固 \n结果 反弹 反弹\n单位类型 科室 ",
	"台账": "代号 名称 主键 填报单位 分发列 新增行 限阅\nL 类 类号   否 \nW 问题 问题号   否 \nM 措施 措施号 科室|下级 责任单位 否 是\nK 回头看 编号 科室  是 ",
	"栏目": `台账 栏目 类型 取值 必填 填写方 用途 规则 敏感
类 类号 文本  必 整改办  unique
类 状态 选项 状态 必 整改办 状态
问题 问题号 文本  必 整改办  unique
问题 类号 引用 类 必 整改办 上级
问题 状态 选项 状态 必 整改办 状态
措施 措施号 文本  必 整改办  unique
措施 问题号 引用 问题 必 整改办 上级
措施 做法 长文本  必 整改办 措施  是
措施 责任单位 引用 单位 必 整改办 责任单位
措施 期限 日期  必 整改办 期限
措施 状态 选项 状态 必 单位 状态
回头看 编号 文本  必 系统  unique
回头看 措施号 引用 措施 必 单位 复查对象
回头看 日期 日期  必 单位 复查日期
回头看 结果 选项 结果 必 单位 复查结果`,
	"期初-类":  "类号 状态\n1 已完成\n2 已完成",
	"期初-问题": "问题号 类号 状态\n1-1 1 已完成\n2-1 2 已完成",
	"期初-措施": "措施号 问题号 做法 责任单位 期限 状态\n1-1-01 1-1 开会 甲科 2021-10-01 已完成\n2-1-01 2-1 修路 甲科 2022-10-01 进行中",
}

func tables(rows map[string]string) (list []*templates.Table) {
	for _, t := range templates.StandardTables() {
		if text, seed := rows[t.Sheet], strings.HasPrefix(t.Sheet, templates.SeedPrefix); !seed {
			t.Rows = tableRows(t, text)
			list = append(list, t)
		}
	}
	for _, sheet := range []string{"期初-类", "期初-问题", "期初-措施", templates.SeedPrefix + Candidates} {
		if text, ok := rows[sheet]; ok {
			head, _, _ := strings.Cut(text, "\n")
			t := &templates.Table{Sheet: sheet, Header: strings.Split(head, " "), HeaderRow: templates.PlanHeaderRow}
			t.Rows = tableRows(t, text)
			list = append(list, t)
		}
	}
	return list
}

// tableRows are the lines of a text under the table's header; the first names columns.
func tableRows(t *templates.Table, text string) (out []templates.TableRow) {
	lines := strings.Split(text, "\n")
	for n, line := range lines[1:] {
		values := map[string]string{}
		cells := strings.Split(line, " ")
		for i, h := range strings.Split(lines[0], " ") {
			if i < len(cells) {
				values[h] = cells[i]
			}
		}
		row := tableRow(t.Header, values)
		row.Number = templates.PlanHeaderRow + 1 + n
		out = append(out, row)
	}
	return out
}

func earlier(t *testing.T, list []*templates.Table) Input {
	t.Helper()
	p, err := templates.Load(list)
	if err != nil {
		t.Fatal(err)
	}
	m := master.New(p)
	m.AsOf = "2021-12-01"
	return Input{Plan: p, Tables: list, Master: m, AsOf: "2022-01-01"}
}

// cells are the values of a column on a sheet of the new plan.
func cells(t *testing.T, list []*templates.Table, sheet, column string) (out []string) {
	t.Helper()
	for _, s := range list {
		if s.Sheet != sheet {
			continue
		}
		at := slices.Index(s.Header, column)
		if at < 0 {
			t.Fatalf("%s: no column %s in %q", sheet, column, s.Header)
		}
		for _, r := range s.Rows {
			out = append(out, r.Cells[at])
		}
	}
	return out
}

func want(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// What stands above an open row goes on with it, however many ledgers above.
func TestAllAbove(t *testing.T) {
	res := Plan(earlier(t, tables(planRows)))
	want(t, "措施", cells(t, res.Tables, "期初-措施", OldNumber), "2-1-01")
	want(t, "问题", cells(t, res.Tables, "期初-问题", OldNumber), "2-1")
	want(t, "类", cells(t, res.Tables, "期初-类", OldNumber), "2")
	if _, err := templates.Load(res.Tables); err != nil {
		t.Error(err)
	}
}

// Candidates are as private as what they were taken from.
func TestCandidatesStayPrivate(t *testing.T) {
	p, err := templates.Load(Plan(earlier(t, tables(planRows))).Tables)
	if err != nil {
		t.Fatal(err)
	}
	l := p.Ledger(Candidates)
	if !l.Restricted {
		t.Error("not restricted")
	}
	if !l.Column("内容").Sensitive || l.Column("责任单位").Sensitive {
		t.Error("内容 is not sensitive, or 责任单位 is")
	}
}

// A column that the office gave 回头看候选 goes on with what stands in it.
func TestOwnColumnOfCandidates(t *testing.T) {
	next := Plan(earlier(t, tables(planRows)))
	for _, s := range next.Tables {
		if s.Sheet == templates.SheetColumns {
			s.Rows = append(s.Rows, tableRow(s.Header, map[string]string{"台账": Candidates, "栏目": "批注", "类型": "文本", "必填": "选", "填写方": "整改办"}))
		}
	}
	in := earlier(t, next.Tables)
	l := in.Plan.Ledger(Candidates)
	in.Master.Rows[l][0].Values[l.Column("批注").Index] = "先看这一条"
	res := Plan(in)
	want(t, "批注", cells(t, res.Tables, templates.SeedPrefix+Candidates, "批注"), "先看这一条")
	if _, err := templates.Load(res.Tables); err != nil {
		t.Error(err)
	}
}

// What an office below has reported it carries on itself, and reports again.
func TestBelowStaysBehind(t *testing.T) {
	in := earlier(t, tables(planRows))
	for _, r := range in.Master.Rows[in.Plan.Ledger("措施")] {
		r.Unit, r.Scope = "下街", in.Plan.Scope("下街")
	}
	res := Plan(in)
	want(t, "措施", cells(t, res.Tables, "期初-措施", OldNumber))
	want(t, "候选", cells(t, res.Tables, templates.SeedPrefix+Candidates, OldNumber))
	if told := strings.Join(res.Told(), "\n"); !strings.Contains(told, "2 行是下级报来的") {
		t.Error(told)
	}
}

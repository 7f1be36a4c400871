package carry

import (
	"fmt"
	"strings"

	"taizhang/sheets"
	"taizhang/templates"
)

// source is the ledger whose closed rows are looked at again; nil if the plan has
// no such look.
func (c *carrier) source() *templates.Ledger {
	for _, l := range c.Plan.Ledgers {
		if col := l.Role(templates.RoleRechecked); col != nil && col.Target != nil && col.Target.Role(templates.RoleState) != nil && col.Target.Role(templates.RoleUnit) != nil {
			return col.Target
		}
	}
	return nil
}

// candidates are the rows that the earlier campaign finished, those nobody struck
// off named as such.
func (c *carrier) candidates() *templates.Table {
	l := c.source()
	t := &templates.Table{Sheet: templates.SeedPrefix + Candidates, HeaderRow: templates.PlanHeaderRow,
		Note: "上一次活动里已经完成、销号的内容，供挑选回头看；不再看的行可以删去。"}
	if have := c.Plan.Ledger(Candidates); have != nil {
		t.Header = seedColumns(have)
	} else {
		for _, row := range c.candidateColumns() {
			t.Header = append(t.Header, row["栏目"])
		}
	}
	for _, r := range c.Master.Rows[l] {
		if done(r) && r.Counts() && !r.Duplicate() && r.Scope == "" {
			add(t, c.candidate(r))
		}
	}
	c.notLookedAt(t)
	c.res.Candidates = len(t.Rows)
	return t
}

// notLookedAt adds the candidates of the earlier campaign that nobody has looked at.
func (c *carrier) notLookedAt(t *templates.Table) {
	l := c.Plan.Ledger(Candidates)
	if l == nil || l.Column("复查日期") == nil {
		return
	}
	used := map[string]bool{}
	for _, r := range t.Rows {
		used[r.Cells[0]] = true
	}
	for _, r := range c.Master.Rows[l] {
		if r.Value(l.Column("复查日期")) != "" || r.Withdrawn() {
			continue
		}
		values := map[string]string{}
		for _, col := range l.Columns {
			values[col.Name] = r.Value(col)
		}
		for used[values[OldNumber]] {
			values[OldNumber] = "更早的" + values[OldNumber]
		}
		used[values[OldNumber]] = true
		add(t, values)
	}
}

// candidate is a finished row as it stands on 回头看候选.
func (c *carrier) candidate(r *sheets.Row) map[string]string {
	out := map[string]string{OldNumber: r.Key(), Story: c.story(r)}
	for _, row := range c.candidateColumns() {
		if col := r.Ledger.Role(templates.Role(row["取自"])); col != nil {
			out[row["栏目"]] = r.Value(col)
		}
	}
	return out
}

// candidateColumns are the columns of 回头看候选 as rows of 栏目; 取自 is the role
// of the column whose value they take.
func (c *carrier) candidateColumns() []map[string]string {
	look := func(role templates.Role) *templates.Column {
		for _, l := range c.Plan.Ledgers {
			if l.Role(templates.RoleRechecked) != nil {
				return l.Role(role)
			}
		}
		return nil
	}
	columns := []map[string]string{
		{"栏目": OldNumber, "类型": "文本", "必填": "必", "宽度": "10", "规则": "unique", "说明": "在上一次活动里的编号。"},
		{"栏目": "内容", "类型": "长文本", "宽度": "40", "说明": "原来的整改措施。", "取自": string(templates.RoleMeasures)},
		{"栏目": "责任单位", "类型": string(c.source().Role(templates.RoleUnit).Type), "取值": "单位", "宽度": "16", "说明": "原来负责的单位，本行发给它填。", "取自": string(templates.RoleUnit)},
		{"栏目": "状态", "类型": "文本", "宽度": "10", "说明": "上一次活动结束时的状态；没有销号的请先看。", "取自": string(templates.RoleState)},
		{"栏目": "完成日期", "类型": "日期", "宽度": "12", "说明": "上一次活动里完成的日期。", "取自": string(templates.RoleFinished)},
		{"栏目": "销号日期", "类型": "日期", "宽度": "12", "说明": "上一次活动里销号的日期。", "取自": string(templates.RoleClosed)},
		{"栏目": Story, "类型": "长文本", "宽度": "40", "说明": "在上一次活动里的经过。"},
		{"栏目": "复查日期", "类型": "日期", "宽度": "12", "填写方": templates.OwnerUnit, "说明": "回头看的日期，没有看的不写。"},
	}
	if col := look(templates.RoleRecheckResult); col != nil && col.Group != nil {
		columns = append(columns, map[string]string{"栏目": "复查结果", "类型": "选项", "取值": col.Group.Name, "必填": "条", "宽度": "10", "填写方": templates.OwnerUnit,
			"规则": "required_with=复查日期", "说明": "稳住了选巩固，又出现的选反弹；反弹的请整改办重新立一条。"})
	}
	for _, row := range columns {
		from := c.source().Role(templates.Role(row["取自"]))
		row["台账"], row["敏感"] = Candidates, yesNo(from != nil && from.Sensitive)
		if row["必填"] == "" {
			row["必填"] = "选"
		}
		if row["填写方"] == "" {
			row["填写方"] = templates.OwnerOffice
		}
	}
	return columns
}

// ledgersTable adds 回头看候选 to the ledgers.
func (c *carrier) ledgersTable(t *templates.Table) *templates.Table {
	l := c.source()
	if l == nil || c.Plan.Ledger(Candidates) != nil {
		return t
	}
	out := without(t, func(int) bool { return false })
	code := "HX"
	for n := 2; c.Plan.Ledger(code) != nil; n++ {
		code = fmt.Sprintf("HX%d", n)
	}
	out.Rows = append(out.Rows, tableRow(t.Header, map[string]string{"代号": code, "名称": Candidates, "主键": OldNumber, "填报单位": strings.Join(l.FiledBy, "|"),
		"分发列": "责任单位", "新增行": "否", "预留行数": "0", "限阅": yesNo(l.Restricted), "零报告": "否", "说明": "上一次活动里已经完成的措施，供挑选回头看；看过的写复查日期和结果。"}))
	return out
}

func yesNo(yes bool) string {
	if yes {
		return "是"
	}
	return "否"
}

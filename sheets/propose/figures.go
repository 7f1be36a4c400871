package propose

import (
	"fmt"
	"strings"

	"taizhang/templates"
	"taizhang/templates/cell"
)

// mostCounted is up to how many choices each gets a figure of its own.
const mostCounted = 8

// figures writes the first figures of a table: how many rows, of each choice,
// and what the numbers add up to; what must agree, and the blocks of the summary.
func (t *table) figures(at map[string]sheet) {
	figure := func(code, name, op, column, when, formula, measure, decimals, style, guess string) {
		at[templates.SheetFigures].add("代号", t.name+"·"+code, "名称", t.name+name, "台账", ledgerOf(op, t.name), "运算", op, "栏目", column, "条件", when,
			"公式", formula, "小数位", decimals, "样式", style, "计量单位", measure, templates.ConfirmHeader, guess)
	}
	figure("总数", "总数", templates.OpCount, "", "", "", "条", "", "", "照例数一数有几行")
	if t.route != nil {
		figure("单位数", "涉及单位数", templates.OpDistinct, t.route.spec.Name, "", "", "个", "", "", "照例数一数有几个单位")
	}
	total := "[" + t.name + "·总数]"
	for _, c := range t.columns {
		switch {
		case c.spec.Numeric():
			figure(c.spec.Name, c.spec.Name+"合计", templates.OpSum, c.spec.Name, "", "", c.spec.Measure, fmt.Sprint(c.spec.Decimals), "", "数字栏照例求和；不该求和的删去")
		case c.spec.Type == cell.Choice && len(c.options) <= mostCounted:
			var sum []string
			for _, o := range c.options {
				code := c.spec.Name + clean(o)
				figure(code, c.spec.Name+"为"+o+"的数", templates.OpCount, "", fmt.Sprintf("[%s] = “%s”", c.spec.Name, o), "", "条", "", "", "选项照例各数一数")
				sum = append(sum, "["+t.name+"·"+code+"]")
				if meaning := meaningOf(o); c.role == string(templates.RoleState) && meaning == templates.MeansDone {
					figure("完成率", "完成率", templates.OpFormula, "", "", fmt.Sprintf("100*[%s·%s]/%s", t.name, code, total), "%", "2", "百分比", "完成的占总数")
				}
			}
			if c.filledIn(t) == len(t.rows) && len(sum) > 1 {
				at[templates.SheetRelations].add("编号", fmt.Sprintf("G-%02d", len(at[templates.SheetRelations].Rows)+1), "名称", t.name+c.spec.Name+"合计", "左", strings.Join(sum, "+"), "关系", "=", "右", total,
					"级别", "警告", "提示", fmt.Sprintf("每一行都应有“%s”。", c.spec.Name), templates.ConfirmHeader, "旧台账里每行都有这一项，各项加起来应是总数")
			}
		}
	}
	if t.hasDeadlines() {
		figure("逾期数", "逾期数", templates.OpLate, "", "", "", "条", "", "", "认出了状态和期限，照例数一数逾期的")
	}
	t.blocks(at[templates.SheetBlocks])
}

func ledgerOf(op, name string) string {
	if op == templates.OpFormula {
		return ""
	}
	return name
}

func (t *table) hasDeadlines() bool {
	state, due := false, false
	for _, c := range t.columns {
		state = state || c.role == string(templates.RoleState)
		due = due || c.role == string(templates.RoleDue)
	}
	return state && due
}

// clean takes out of a word what a figure's code cannot hold.
func clean(word string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("[]{}!：:；*?", r) {
			return -1
		}
		return r
	}, word)
}

// blocks are the figures in one table, and the rows by unit and by each choice.
func (t *table) blocks(s sheet) {
	const guess = "照例列的"
	s.add("工作表", t.name, "区块", "主要数字", "类型", "指标表", "栏目", t.name+"·*", "内部", cell.No, "纸张", "A4横", templates.ConfirmHeader, guess)
	down := ""
	if t.route != nil {
		down = t.route.spec.Name
	}
	for _, c := range t.columns {
		if c.spec.Type != cell.Choice || c.spec.Sensitive {
			continue
		}
		pairs := []string{"工作表", t.name, "区块", "按" + c.spec.Name, "类型", "交叉表", "台账", t.name, "行", c.spec.Name, "值", templates.OpCount, "图", "柱", "内部", cell.No, "纸张", "A4横", templates.ConfirmHeader, guess}
		if down != "" && down != c.spec.Name {
			pairs = append(pairs, "行", down, "列", c.spec.Name, "区块", "各单位"+c.spec.Name)
		}
		s.add(pairs...)
	}
}

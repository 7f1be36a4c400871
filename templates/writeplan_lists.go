package templates

import (
	"slices"

	"taizhang/templates/book"
	"taizhang/templates/cell"
)

var yesNo = []string{"是", "否"}

// Roles that a column may play (用途).
var planRoles = []string{
	"状态", "期限", "新期限", "延期批准", "责任单位", "责任领导", "责任人", "启动日期", "完成日期", "销号申请", "销号日期",
	"审核人", "佐证", "重复于", "上级", "顺序", "公开级别", "公开表述", "未完原因", "下一步", "跨年", "进展", "措施", "成果",
	"复查对象", "复查结果", "复查日期", "文书类型", "收文单位", "回复时限", "回复日期", "文书状态", "制发日期", "级别", "主要内容", "关联",
	RoleWithdrawn, RoleReason, RoleJoined,
}

// planChoices lists the columns of a plan whose content is closed, by sheet and
// header. The reader checks them again.
func planChoices(sheet, column string) []string {
	levels := []string{"错误", "警告", "提示"}
	switch sheet + "." + column {
	case "栏目.类型":
		return cell.TypeNames()
	case "栏目.必填":
		return []string{string(Always), string(Conditional), string(Optional)}
	case "栏目.用途":
		return planRoles
	case "栏目.敏感", "台账.新增行", "台账.限阅", "规则.汇总", "指标.含重复", "报表.内部", "公开审核.已核":
		return yesNo
	case "规则.阶段":
		return []string{string(StageReturn), string(StageMaster), string(StageFigure), string(StageDraft)}
	case "规则.级别", "勾稽.级别":
		return levels
	case "规则.检查":
		return Checks()
	case "指标.运算":
		return []string{OpCount, OpSum, OpDistinct, OpMin, OpMax, OpList, OpFormula}
	case "指标.样式":
		return []string{"定长", "百分比", "月日", "年月日"}
	case "勾稽.关系":
		// A list that begins with = would be read as a formula.
		return []string{"≠", "≥", "≤", ">", "<", "="}
	case "报表.类型":
		return BlockKinds
	case "报表.图":
		return []string{"柱", "条", "饼", "环", "折", "堆"}
	case "报表.纸张":
		return []string{"A4横", "A4竖", "A3横"}
	case "节假日.类型":
		return []string{"休", "班"}
	}
	return nil
}

// planRange is a column of another sheet that a column chooses from.
func planRange(sheet, column string) (string, string) {
	switch {
	case column == "台账" && sheet != "台账":
		return "台账", "名称"
	case sheet == "小区" && column == "社区":
		return "单位", "单位名称"
	}
	return "", ""
}

// maxListText is the longest list a validation may hold itself.
const maxListText = 255

// dropdowns puts a list on every closed column. A wrong entry is only warned
// of: the reader names every mistake, and some cells take more than the list.
func (p *planWriter) dropdowns(t *Table) {
	for i, h := range t.Header {
		list := planChoices(t.Sheet, h)
		formula := book.Choices(list...)
		if from, column := planRange(t.Sheet, h); formula == "" && p.tables[from] != nil {
			src := p.tables[from]
			at := slices.Index(src.Header, column) + 1
			if at == 0 {
				continue
			}
			// Some rows more than there are, for those the office adds.
			formula = book.FixedArea(from, at, planFirstRow, at, planFirstRow+len(src.Rows)+19)
		}
		if formula != "" {
			area := book.Area(i+1, planFirstRow, i+1, PlanHeaderRow+len(t.Rows)+planSpareRows)
			p.Offer(t.Sheet, area, book.Choice{List: formula, Title: h, Error: "请从下拉列表中选择；确需填别的内容，请先看说明。"})
		}
	}
}

package templates

import (
	"slices"

	"taizhang/templates/book"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

var yesNo = []string{cell.Yes, cell.No}

// workday is a day on which people work though its weekday says otherwise.
const workday = "班"

// closed are the columns of a plan whose content is one of a few words, by sheet
// and header: the reader takes no other, and the workbook offers them.
var closed = map[string][]string{
	"栏目.类型":   cell.TypeNames(),
	"栏目.必填":   {string(Always), string(Conditional), string(Optional)},
	"栏目.敏感":   yesNo,
	"台账.新增行":  yesNo,
	"台账.限阅":   yesNo,
	"选项.含义":   meanings(),
	"规则.汇总":   yesNo,
	"规则.阶段":   {string(StageReturn), string(StageMaster), string(StageFigure), string(StageDraft)},
	"规则.级别":   finding.Labels,
	"规则.检查":   Checks(),
	"指标.运算":   {OpCount, OpSum, OpDistinct, OpMin, OpMax, OpList, OpFormula, OpLate, OpAverage},
	"指标.样式":   {"定长", "百分比", "月日", "年月", "年月日"},
	"指标.含重复":  yesNo,
	"指标.可公开":  yesNo,
	"勾稽.关系":   {"≠", "≥", "≤", ">", "<", "="}, // a list that begins with = would be read as a formula
	"勾稽.级别":   finding.Labels,
	"报表.类型":   {"导语", "指标表", "交叉表", "明细", "完成率", "挂图", "逾期", "临期", "趋势", "勾稽", "指标来源", "催报", "校验", "公开审核", "说明", BlockLevels},
	"报表.图":    {"柱", "条", "饼", "环", "折", "堆"},
	"报表.纸张":   {"A4横", "A4竖", "A3横"},
	"报表.内部":   yesNo,
	"公开审核.已核": yesNo,
	"节假日.类型":  {"休", workday},
}

// planChoices are what a cell of a plan's sheet is offered.
func planChoices(sheet, column string) []string {
	if sheet == SheetColumns && column == "用途" { // not closed: a text of a plan may name other roles
		out := make([]string, len(roles))
		for i, r := range roles {
			out[i] = string(r)
		}
		return out
	}
	return closed[sheet+"."+column]
}

// planRange is a column of another sheet that a column chooses from.
func planRange(sheet, column string) (string, string) {
	switch {
	case column == "台账" && sheet != SheetLedgers:
		return SheetLedgers, "名称"
	case sheet == SheetEstates && column == "社区":
		return SheetUnits, "单位名称"
	}
	return "", ""
}

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

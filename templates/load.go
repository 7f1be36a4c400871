package templates

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates/finding"
)

// PlanError is everything that is wrong with a plan.
type PlanError struct {
	File     string
	Findings []finding.Finding
}

func (e *PlanError) Error() string {
	return fmt.Sprintf("方案有 %d 处错误，请按提示修改后再运行", len(e.Findings))
}

// Problems lists them.
func (e *PlanError) Problems() []finding.Finding { return e.Findings }

// SeedPrefix starts the name of a sheet that seeds a ledger once.
const SeedPrefix = "期初-"

// planSheets lists every sheet of a plan with its columns, in order; the first
// keys columns name a row.
var planSheets = []struct {
	name    string
	keys    int
	columns []string
}{
	{SheetParams, 1, []string{"参数", "值", "说明", "依据"}},
	{SheetUnits, 1, []string{"单位代码", "单位名称", "类型", "负责人", "联系人", "联系方式", "启用日", "停用日", FormerHeader, JoinsHeader}},
	{SheetLeaders, 1, []string{"人员代码", "称谓", "职务", "领导小组角色", "分管部门", "联系点社区", "起", "止", FormerHeader}},
	{SheetEstates, 1, []string{"小区代码", "小区名称", "社区", "归属街道", "归属起", "归属止", FormerHeader}},
	{SheetOptions, 2, []string{"选项组", "名称", "含义", "从属", "附加", "说明", FormerHeader, ScoreHeader}},
	{SheetLedgers, 1, []string{"代号", "名称", "主键", "填报单位", "分发列", "另发", "新增行", "预留行数", "限阅", "零报告", "近似列", "说明", FormerHeader, FewHeader}},
	{SheetColumns, 2, []string{"台账", "栏目", "类型", "小数位", "取值", "从属栏目", "必填", "填写方", "用途", "规则", "敏感", "计量单位", "宽度", "说明", "示例", FormerHeader, "依据", DefaultHeader}},
	{SheetRules, 1, []string{"编号", "阶段", "级别", "台账", "栏目", "检查", "条件", "要求", "参数", "汇总", "提示", "改法", "依据"}},
	{SheetFigures, 1, []string{"代号", "名称", "台账", "运算", "栏目", "条件", "公式", "除以", "小数位", "样式", "计量单位", "含重复", "说明", "依据", "可公开"}},
	{SheetRelations, 1, []string{"编号", "名称", "左", "关系", "右", "容差", "级别", "提示", "允许不符的理由", "依据"}},
	{SheetBlocks, 2, []string{"工作表", "区块", "类型", "台账", "行", "列", "值", "栏目", "条件", "排序", "图", "内部", "纸张", "说明"}},
	{SheetReviews, 2, []string{"类别", "词语", "已核", "说明"}},
	{SheetHolidays, 1, []string{"日期", "类型", "说明"}},
}

// laterColumns are those that older plans do without.
var laterColumns = []string{FormerHeader, JoinsHeader, "可公开", ScoreHeader, FewHeader, DefaultHeader}

// loader collects what it builds and every problem it meets.
type loader struct {
	plan     *Plan
	tables   map[string]*Table
	findings []finding.Finding
	broken   map[string]bool // names whose own rows are wrong
	seeded   []seeded
	keyless  map[*Ledger]*Table // of which the first rows cannot be told apart; nil once that is said
}

// Load builds a plan from its tables. The error is a *PlanError with all
// problems at once.
func Load(tables []*Table) (*Plan, error) {
	ld := &loader{
		plan: &Plan{
			Dicts: map[string]*Dict{}, Groups: map[string]*OptionGroup{}, Seeds: map[string][]Record{},
			params: map[ParamName]string{}, units: map[string]*Unit{}, ledgers: map[string]*Ledger{}, figures: map[string]*Figure{},
		},
		tables: map[string]*Table{}, broken: map[string]bool{}, keyless: map[*Ledger]*Table{},
	}
	for _, t := range tables {
		if ld.tables[t.Sheet] != nil {
			ld.problem(t, 0, -1, fmt.Sprintf("工作表“%s”出现了两次", t.Sheet), "请删去一个。")
		}
		ld.tables[t.Sheet] = t
	}
	ld.checkSheets()
	whole := len(ld.findings) == 0
	ld.each(SheetParams, ld.loadParam)
	ld.loadDicts()
	ld.each(SheetUnits, ld.loadUnit)
	ld.formerUnits()
	ld.lowerNames()
	ld.loadJoins()
	ld.each(SheetOptions, ld.loadOption)
	ld.formerOptions()
	ld.each(SheetLedgers, ld.loadLedger)
	ld.formerLedgers()
	ld.loadColumns()
	ld.checkLists()
	ld.checkJoins()
	ld.unconfirmed()
	ld.each(SheetParams, entry.summons)
	if whole { // without a sheet nearly everything would be missing
		ld.loadFigures()
		ld.each(SheetRelations, ld.loadRelation)
		ld.each(SheetRules, ld.loadRule)
		ld.each(SheetBlocks, ld.loadBlock)
		ld.each(SheetReviews, ld.loadReview)
		ld.each(SheetHolidays, ld.loadHoliday)
		ld.loadSeeds()
		ld.checkSeeds()
	}
	if len(ld.findings) > 0 {
		return nil, &PlanError{Findings: together(ld.findings)}
	}
	ld.plan.Version = version(tables)
	ld.plan.working = ld.plan.workdays()
	return ld.plan, nil
}

func (ld *loader) problem(t *Table, row, col int, message, fix string) {
	f := finding.Finding{Severity: finding.Error, Code: "方案", Sheet: t.Sheet, Message: message, Fix: fix}
	if row > 0 && col >= 0 {
		f.Cell = xlsx.CellName(col+1, row)
	}
	ld.findings = append(ld.findings, f)
}

func (ld *loader) checkSheets() {
	for _, s := range planSheets {
		t := ld.tables[s.name]
		if t == nil {
			ld.problem(&Table{Sheet: s.name}, 0, -1, fmt.Sprintf("方案里没有工作表“%s”", s.name), "请从“taizhang init”生成的方案中补上这张表。")
			continue
		}
		for i, h := range t.Header {
			if h != "" && h != ConfirmHeader && !slices.Contains(s.columns, h) {
				ld.problem(t, t.HeaderRow, i, fmt.Sprintf("表头“%s”不是“%s”表的栏目", h, s.name), "可用的栏目："+strings.Join(s.columns, "、")+"。")
			}
		}
		for _, c := range s.columns {
			at := slices.Index(t.Header, c)
			if at < 0 && slices.Contains(laterColumns, c) {
				continue
			} else if at < 0 {
				ld.problem(t, t.HeaderRow, 0, fmt.Sprintf("“%s”表缺少栏目“%s”", s.name, c), "请补上这一列，内容可以为空。")
			} else if slices.Contains(t.Header[at+1:], c) {
				ld.problem(t, t.HeaderRow, at, fmt.Sprintf("“%s”表的栏目“%s”出现了两次", s.name, c), "请删去一列。")
			}
		}
	}
}

package check_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/check"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// twin is a return that differs from the clean one in one edit, and the one
// finding this must bring.
type twin struct {
	rule   string
	unit   string
	ledger string
	row    int
	edit   string // 栏目=值, a second one after ； where a person would change both
	at     string // the column of the finding, if it is not the first one edited
}

// nowhere: the finding is about the sheet, not about a cell.
const nowhere = "-"

const phone = "电话13812345678"

var returnTwins = []twin{
	{"R-12a", "财政办公室", "整改任务", 6, "状态=已销号；完成日期=2025-10-01；佐证材料=自查报告", ""},
	{"R-16", "财政办公室", "整改任务", 6, "是否跨年=否", ""},
	{"R-16a", "执法队", "整改任务", 5, "整改期限=2026-03-31", "是否跨年"},
	{"R-16b", "党政办公室", "整改任务", 5, "是否跨年=是", "下一步"},
	{"R-31", "党政办公室", "会议活动", 6, "会议名称=警示教育会暨学习会", "合并类别"},
	{"R-33", "党政办公室", "会议活动", 6, "巡察整改专题会议=是", "关联本轮整改"},
	{"R-34", "党政办公室", "会议活动", 6, "日期=2025-05-10；关联本轮整改=是", ""},
	{"R-34", "党政办公室", "会议活动", 6, "日期=2025-11-30；关联本轮整改=是", ""},
	{"R-36a", "党政办公室", "会议活动", 5, "学习文件=《中国共产党巡视工作条例》、《中国共产党巡视工作条例》", ""},
	{"R-37b", "财政办公室", "制度文件", 5, "文件名称=《财务报销规范》", ""},
	{"R-38", "财政办公室", "制度文件", 5, "印发日期=", ""},
	{"R-38a", "财政办公室", "制度文件", 5, "关联措施=", ""},
	{"R-39", "执法支部", "会议活动", 8, "重开原因=", ""},
	{"R-41", "纪工委", "督办文书", 5, "回复时限=", ""},
	{"R-41a", "纪工委", "督办文书", 5, "回复日期=2025-07-25", ""},
	{"R-41c", "纪工委", "督办文书", 6, "状态=已回复", "回复日期"},
	{"R-53", "社区一", "民情走访", 5, "走访领导=主任", "社区"},
	{"R-55", "社区一", "民情走访", 5, "收集问题数=2", ""},
	{"R-68", "社区一", "违法建设", 5, "限制交易=否", ""},
	{"R-69", "社区一", "违法建设", 7, "移出日期=", ""},
	{"R-69a", "社区一", "违法建设", 7, "移出日期=2025-05-20", ""},
	{"R-69a", "社区一", "违法建设", 7, "移出日期=2025-07-20", ""},
	{"R-69c", "社区一", "违法建设", 7, "移入街道=别街道", ""},
	{"R-71d", "社区一", "违法建设", 6, "存量或新增=存量", ""},
	{"R-71g", "社区一", "违法建设", 7, "移交批次=", ""},
	{"R-73", "社区一", "违法建设", 5, "分步治理=是", "处置方式"},
	{"R-74", "社区二", "违法建设", 6, "外部台账状态=在账；销账日期=；销账原因=", ""},
	{"R-74a", "社区二", "违法建设", 6, "销账原因=其他", ""},
	{"R-74b", "社区二", "违法建设", 6, "重复于=SQ02-T08-0002", ""},
	{"R-77", "执法队", "核查比对", 5, "漏报数=", ""},
	{"R-78", "执法队", "核查比对", 6, "漏报概数=10处", ""},
	{"R-79", "社区二", "违法建设", 5, "销账原因=", ""},
	{"R-79a", "社区一", "违法建设", 5, "外部台账状态=销账；销账日期=2025-08-01；销账原因=拆除", "拆除日期"},
	{"R-79b", "社区二", "违法建设", 5, "销账原因=移交", "移出日期"},
	{"R-80", "社区一", "违法建设", 7, "发现日期=2025-07-05", "小区"},
	{"R-92", "财政办公室", "差旅自查", 7, "已清退=50", ""},
	{"R-92a", "财政办公室", "差旅自查", 7, "清退日期=", ""},
	{"R-92b", "财政办公室", "差旅自查", 7, "清退凭证=", ""},
	{"R-94", "财政办公室", "差旅自查", 5, "凭证日期=2025-03-12", nowhere},
	{"R-95", "财政办公室", "差旅自查", 5, "结算方式=现金", ""},
	{"R-97", "财政办公室", "差旅自查", 7, "处理=", ""},
	{"R-101b", "纪工委", "回头看", 5, "自查人=科室负责人", ""},
	{"R-111a", "党政办公室", "整改任务", 5, "公开表述=" + phone, ""},
	{"R-111b", "党政办公室", "整改任务", 5, "进展情况=" + phone, ""},
	{"R-111c", "社区一", "民情走访", 5, "备注=" + phone, ""},
	{"R-111d", "社区一", "民情诉求", 5, "内容=" + phone, ""},
	{"R-111e", "社区一", "民情诉求", 5, "办理结果=" + phone, ""},
	{"R-111f", "社区一", "违法建设", 5, "备注=" + phone, ""},
	{"R-111g", "社区一", "违法建设", 5, "相对人=" + phone, ""},
	{"R-111h", "财政办公室", "差旅自查", 5, "事项=" + phone, ""},
	{"R-111i", "纪工委", "回头看", 6, "情况说明=" + phone, ""},
	{"T14-1", "党政办公室", "招商服务", 5, "落户地分成=40", "分成合计"},

	// Rules that the program carries out whatever the plan says.
	{"R-03", "执法队", "移交批次", 6, "批次号=2025-01-移入", ""},
	{"R-03", "财政办公室", "差旅自查", 7, "凭证号=2025-0001；费用类别=差旅费", ""},
	{"R-06", "社区一", "违法建设", 5, "小区=丁园", ""},
	{"R-06", "社区一", "违法建设", 5, "小区=乙园", ""},
	{"R-06", "党政办公室", "会议活动", 5, "关联措施=9-99", ""},
	{"R-06", "社区一", "民情诉求", 5, "走访编号=SQ01-T06-0099", ""},
	{"R-67", "社区一", "违法建设", 5, "处置措施=不予拆除", ""},
}

func TestReturnTwins(t *testing.T) {
	c := loadSample(t)
	for _, w := range returnTwins {
		t.Run(w.rule+" "+w.ledger+" "+w.edit, func(t *testing.T) {
			t.Parallel()
			data := change(t, c.book(t, w.unit, false), func(f *excelize.File) {
				for _, e := range w.edits(c.plan) {
					set(t, f, e.column, w.row, e.value)
				}
			})
			_, got := c.read(t, data)
			noSecrets(t, c, got)
			wantOne(t, got, w.rule, w.ledger, w.cell(c.plan))
		})
	}
}

type edit struct {
	column *templates.Column
	value  string
}

func (w twin) edits(p *templates.Plan) (out []edit) {
	for _, e := range strings.Split(w.edit, "；") {
		name, value, _ := strings.Cut(e, "=")
		out = append(out, edit{p.Ledger(w.ledger).Column(name), value})
	}
	return out
}

// cell is where the finding must stand.
func (w twin) cell(p *templates.Plan) string {
	if w.at == nowhere {
		return ""
	}
	l := p.Ledger(w.ledger)
	if w.at != "" {
		return address(l.Column(w.at), w.row)
	}
	return address(w.edits(p)[0].column, w.row)
}

// wantOne: exactly this finding.
func wantOne(t *testing.T, got []finding.Finding, rule, sheet, cell string) {
	t.Helper()
	if len(got) == 1 && got[0].Code == rule && got[0].Sheet == sheet && got[0].Cell == cell {
		return
	}
	t.Errorf("want %s %s!%s, got:\n%s", rule, sheet, cell, list(got))
}

func list(fs []finding.Finding) string {
	var b strings.Builder
	for _, f := range fs {
		fmt.Fprintf(&b, "  %s %s!%s %s%s\n", f.Code, f.Sheet, f.Cell, f.Message, f.Fix)
	}
	return cmp.Or(b.String(), "  nothing\n")
}

// Every row of 规则 that is carried out here has its twin.
func TestEveryRuleHasATwin(t *testing.T) {
	c := loadSample(t)
	have := map[string]bool{}
	for _, w := range returnTwins {
		have[w.rule] = true
	}
	for _, w := range slices.Concat(masterTwins, figureTwins) {
		have[w.rule] = true
	}
	have["R-08"] = true // TestMissingUnits
	for _, code := range alwaysTrue {
		have[code] = true
	}
	for _, r := range c.plan.Rules {
		if r.Stage != templates.StageDraft && !have[r.Code] {
			t.Errorf("rule %s has no faulty twin", r.Code)
		}
	}
	for _, r := range c.plan.Relation {
		if !have[r.Code] {
			t.Errorf("relation %s has no faulty twin", r.Code)
		}
	}
	for _, name := range templates.Checks() {
		if !slices.Contains(check.Implemented(), name) {
			t.Errorf("nobody carries out %s", name)
		}
	}
}

package check_test

import (
	"slices"
	"strings"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/check"
	"taizhang/sheets/returns"
	"taizhang/templates"
)

// masterTwin is a master ledger that differs from the clean one in one edit.
type masterTwin struct {
	rule   string
	ledger string
	edit   string // 行标识 栏目=值, others after ； where one thing takes several cells
	at     string // 台账 行标识 栏目, if it is not the first cell edited
	also   string // what the same edit breaks besides
}

var masterTwins = []masterTwin{
	{"R-77a", "核查比对", "ZFD-T10-0001 漏报数=1；ZFD-T10-0001 关联违建编号=", "核查比对 ZFD-T10-0001 关联违建编号", "G-44"},
	{"R-03a", "整改任务", "1-02 措施序号=1", "", ""},
	{"R-03", "整改任务", "1-02 措施编号=1-01", "", ""},
	{"R-06", "督办文书", "JGW-T03-0001 关联措施=9-99", "", ""},
	{"R-11", "整改任务", "4-01 问题编号=2；4-01 措施序号=9", "问题清单 4 问题编号", "G-10"},
	{"R-12", "整改任务", "1-02 状态=已完成", "问题清单 1 整改状态", ""},
	{"R-12b", "整改任务", "1-01 审核人=", "", ""},
	{"R-12c", "整改任务", "1-01 销号日期=", "", ""},
	{"R-12d", "整改任务", "1-01 审核人=科室负责人", "", ""},
	{"R-12e", "整改任务", "1-01 佐证材料=", "", ""},
	{"R-13a", "问题清单", "1 完成日期=2025-09-15", "", ""},
	{"R-14", "整改任务", "2-02 延期批准日期=", "整改任务 2-02 整改期限", ""},
	{"R-14a", "整改任务", "2-02 新期限=2025-11-10", "", ""},
	{"R-18", "问题清单", "3 重复于=4", "", ""},
	{"R-18a", "问题清单", "4 重复于=1", "", "G-09"},
	{"R-18b", "问题清单", "3 问题编号=5", "", ""},
	{"R-20", "整改任务", "1-02 公开表述=修订《财务报销规范》，下一步推广", "问题清单 1 完成口径", ""},
	{"R-22", "整改任务", "1-02 整改期限=2025-07-31", "", ""},
	{"R-31a", "会议活动", "DZB-T04-0002 日期=2025-06-03；DZB-T04-0002 会议类别=领导小组会议；DZB-T04-0002 关联本轮整改=是", "会议活动 DZB-T04-0002 会议名称", ""},
	{"R-36", "整改任务", "1-01 公开表述=学习《财务报销规范》、《财务报销规范》", "", ""},
	{"R-37", "整改任务", "1-01 公开表述=学习《没有的文件》", "", ""},
	{"R-37", "整改任务", "1-01 公开表述=学习《财务报销规范", "", ""},
	{"R-37a", "会议活动", "DZB-T04-0001 学习文件=《没有的文件》", "", ""},
	{"R-40", "会议活动", "ZFZ-T04-0001 会议类别=其他", nowhere, ""},
	{"R-40a", "会议活动", "ZFZ-T04-0002 会议类别=其他", nowhere, ""},
	{"R-40b", "会议活动", "ZFZ-T04-0003 会议类别=其他", nowhere, ""},
	{"R-40c", "会议活动", "ZFZ-T04-0004 会议类别=其他", nowhere, ""},
	{"R-41b", "督办文书", "JGW-T03-0002 回复时限=2025-09-01", "", ""},
	{"R-51", "民情走访", "SQ01-T06-0001 走访日期=2025-05-30；SQ01-T06-0002 走访日期=2025-05-30", nowhere, "R-52"},
	{"R-52", "民情走访", "SQ01-T06-0002 走访日期=2025-05-30", nowhere, ""},
	{"R-57", "民情走访", "SQ01-T06-0001 方式=座谈会；SQ01-T06-0002 方式=座谈会；SQ02-T06-0001 方式=座谈会", nowhere, ""},
	{"R-58", "民情走访", "SQ02-T06-0003 户码=SQ02-0001", "", ""},
	{"R-70", "违法建设", "SQ01-T08-0003 计入总量=", "", ""},
	{"R-70a", "移交批次", "ZFD-T09-0001 计入总量=否", "违法建设 SQ01-T08-0002 计入总量", "G-36 G-37"},
	{"R-71", "移交批次", "ZFD-T09-0001 处数=2", "", "G-36"},
	{"R-71a", "移交批次", "ZFD-T09-0001 面积=30", "", "G-37"},
	{"R-71b", "移交批次", "ZFD-T09-0002 处数=2", "", ""},
	{"R-71c", "移交批次", "ZFD-T09-0002 面积=7", "", ""},
	{"R-71e", "违法建设", "SQ01-T08-0002 移交批次=2025-02-移出", "", "R-71 R-71a R-71f"},
	{"R-71f", "违法建设", "SQ01-T08-0003 小区=甲园", "", ""},
	{"R-74c", "违法建设", "SQ01-T08-0001 重复于=SQ02-T08-0002", "", "G-43"},
	{"R-74d", "违法建设", "SQ02-T08-0002 销账日期=2025-07-05", "", ""},
	{"R-74e", "违法建设", "SQ02-T08-0002 小区=甲园；SQ02-T08-0002 社区=社区一", "违法建设 SQ02-T08-0002 重复于", "G-45 G-46"},
	{"R-75", "整改任务", "1-02 撤销日期=2025-08-01", "整改任务 1-02 撤销原因", ""},
	{"R-75", "整改任务", "1-02 撤销原因=并入别的措施", "整改任务 1-02 撤销日期", ""},
	{"R-75", "整改任务", "1-02 并入=1-01", "整改任务 1-02 撤销日期", ""},
	{"R-75", "整改任务", "1-02 并入=1-02；1-02 撤销日期=2025-08-01；1-02 撤销原因=重复", "整改任务 1-02 并入", ""},
	{"R-06", "整改任务", "1-02 并入=9-99；1-02 撤销日期=2025-08-01；1-02 撤销原因=重复", "整改任务 1-02 并入", ""},
	{"R-75", "整改任务", "1-02 撤销日期=2035-08-01；1-02 撤销原因=重复", "整改任务 1-02 撤销日期", ""},
	{"R-75", "整改任务", "1-02 并入=1-01；1-01 并入=1-02；1-02 撤销日期=2025-08-01；1-02 撤销原因=重复；1-01 撤销日期=2025-08-01；1-01 撤销原因=重复", "", "G-10 R-11 R-75"},
	{"R-75", "整改任务", "1-02 并入=1-01；1-02 撤销日期=2025-08-01；1-02 撤销原因=重复；1-01 撤销日期=2025-08-01；1-01 撤销原因=重复", "", "G-10 R-11"},
	{"R-76", "违法建设", "SQ01-T08-0002 门牌部位=1门101南侧；SQ01-T08-0002 楼栋=1号楼", "", ""},
	{"R-91", "差旅自查", "CZB-T11-0003 应清退=；CZB-T11-0003 已清退=；CZB-T11-0003 清退日期=；CZB-T11-0003 清退凭证=", "差旅自查 CZB-T11-0003 出行起日", ""},
	{"R-96", "差旅自查", "CZB-T11-0003 费用类别=差旅费", "差旅自查 CZB-T11-0003 出行起日", ""},
	{"R-96a", "差旅自查", "JGW-T11-0001 凭证号=2024-0001", "", ""},
	{"R-101", "回头看", "JGW-T13-0001 结果=反弹；JGW-T13-0001 情况说明=又出现了；JGW-T13-0001 处理=督办；JGW-T13-0001 新期限=2025-12-31", "", ""},
	{"R-101a", "问题清单", "2 整改状态=已完成；2 完成日期=2025-11-01", "回头看 JGW-T13-0002 结果", "R-12"},
	{"R-102", "回头看", "JGW-T13-0001 措施编号=1-02", "整改任务 1-01 销号日期", ""},
	{"R-103", "整改任务", "1-02 进展情况=已召开专题会议并形成记录", "", ""},
	{"R-112a", "整改任务", "1-02 公开表述=", "", ""},
	{"T15-1", "社会救助", "SQ01-T15-0001 下次复核日期=2025-11-01", "", ""},
	{"X-03", "整改任务", "1-01 佐证材料=没有的材料", "", ""},
}

func TestMasterTwins(t *testing.T) { runMasterTwins(t, masterTwins) }

func runMasterTwins(t *testing.T, twins []masterTwin) {
	c := loadSample(t)
	m := c.merge(t)
	for _, w := range twins {
		t.Run(w.rule+" "+w.edit, func(t *testing.T) {
			rows := m.rows()
			sheet, cell := w.apply(t, c.plan, rows)
			got := c.checkMaster(m, rows, check.Facts{})
			noSecrets(t, c, got)
			if w.rule[0] == 'G' {
				sheet, cell = "勾稽", ""
			}
			var others []string
			found := false
			for _, f := range got {
				if !found && f.Code == w.rule && f.Sheet == sheet && f.Cell == cell {
					found = true
					continue
				}
				others = append(others, f.Code)
			}
			slices.Sort(others)
			if !found || strings.Join(others, " ") != w.also {
				t.Errorf("want %s %s!%s and %q, got %q:\n%s", w.rule, sheet, cell, w.also, strings.Join(others, " "), list(got))
			}
		})
	}
}

// apply edits the rows and says where the finding must stand.
func (w masterTwin) apply(t *testing.T, p *templates.Plan, rows map[*templates.Ledger][]*sheets.Row) (sheet, cell string) {
	t.Helper()
	at := w.at
	for _, e := range strings.Split(w.edit, "；") {
		id, rest, _ := strings.Cut(e, " ")
		name, value, _ := strings.Cut(rest, "=")
		row, c := find(t, p, rows, w.ledger, id, name)
		row.Values[c.Index] = value
		if at == "" {
			at = w.ledger + " " + id + " " + name
		}
	}
	if at == nowhere {
		return w.ledger, ""
	}
	place := strings.Fields(at)
	row, c := find(t, p, rows, place[0], place[1], place[2])
	return row.Sheet, row.Cell(c)
}

func find(t *testing.T, p *templates.Plan, rows map[*templates.Ledger][]*sheets.Row, ledger, id, column string) (*sheets.Row, *templates.Column) {
	t.Helper()
	l := p.Ledger(ledger)
	c := l.Column(column)
	for _, r := range rows[l] {
		if r.ID == id && c != nil {
			return r, c
		}
	}
	t.Fatalf("no %s %s %s", ledger, id, column)
	return nil, nil
}

// A unit that has not returned is named once the day is past.
func TestMissingUnits(t *testing.T) {
	c := loadSample(t)
	m := c.merge(t)
	got := c.checkMaster(m, m.rows(), check.Facts{Returns: []returns.Unit{{Unit: c.plan.Unit("社区二"), Parts: []returns.Part{{Unit: "社区二", Status: returns.NotReturned, Overdue: true}}}}})
	if len(got) != 1 || got[0].Code != "R-08" || got[0].Unit != "社区二" || !strings.Contains(got[0].Message, "社区二") {
		t.Errorf("got:\n%s", list(got))
	}
}

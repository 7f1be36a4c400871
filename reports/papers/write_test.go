package papers

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"taizhang/sheets/campaign"
	"taizhang/sheets/issue"
	"taizhang/sheets/ooxml/packagecheck"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// A campaign of four measures, by the standard plan.
var campaignTables = map[string]string{
	"单位": `单位代码|单位名称|类型|负责人|联系人|联系方式|启用日|停用日
ZHB|综合办|机关科室|综合办主任|综合办经办岗|8101
CZB|财政办|机关科室|财政办主任|财政办经办岗|8102
JGW|纪工委|纪工委|纪工委副书记|纪工委经办岗|8103
ZFD|综合执法大队|综合执法大队|大队长|大队内勤|8104
ZFZ|大队党支部|党支部|支部书记|支部组织委员|8105
SQ01|第一社区|社区|社区书记|社区网格员|8106`,
	"参数": `参数|值|说明|依据
活动名称|巡察整改
活动代号|TEST
署名|某街道工委
跨年界日|2021-12-31
反馈日|2021-05-20
报送截止日|2021-07-10
督办制发单位|综合办`,
	"小区": "小区代码|小区名称|社区|归属街道|归属起|归属止\nXQ01|一小区|第一社区|本街",
	"领导": `人员代码|称谓|职务|领导小组角色|分管部门|联系点社区|起|止
LD01|党工委书记|党工委书记|组长|综合办
LD02|办事处主任|办事处主任|副组长|财政办`,
	"期初-问题清单": `问题编号|来源轮次|问题性质|问题大类|大类顺序|问题表述|典型事例数|反馈日期|牵头领导|牵头部门|整改状态|公开级别
1|本轮巡察|突出问题|基层党组织作用发挥不充分|1|组织生活不规范|1|2021-05-20|党工委书记|综合办|正在整改|公开`,
	"期初-整改任务": `措施编号|问题编号|措施序号|整改措施|整改目标|整改类型|责任领导|责任部门|整改期限|状态
1-01|1|1|召开专题组织生活会|会议记录|集中整改|党工委书记|综合办|2021-06-30|未开始
1-02|1|2|修订报销规范|报销规范|集中整改|办事处主任|财政办|2021-07-31|未开始
1-03|1|3|逐人对照检查|对照检查材料|集中整改|办事处主任|财政办|2021-06-10|已完成
1-04|1|4|逐处核对底数|台账|持续整改|办事处主任|综合办|2022-03-31|进行中`,
}

func loadPlan(t *testing.T, own map[string]string) *templates.Plan {
	t.Helper()
	p, err := templates.Load(planTables(t, own))
	if err != nil {
		t.Fatalf("%v: %+v", err, problems(err))
	}
	return p
}

// planProblems is what is wrong with a plan.
func planProblems(t *testing.T, own map[string]string) []finding.Finding {
	t.Helper()
	_, err := templates.Load(planTables(t, own))
	return problems(err)
}

func problems(err error) []finding.Finding {
	if bad := (*templates.PlanError)(nil); errors.As(err, &bad) {
		return bad.Findings
	}
	return nil
}

// planTables are the standard plan's with others laid over them.
func planTables(t *testing.T, own map[string]string) []*templates.Table {
	t.Helper()
	tables := map[string]*templates.Table{}
	for name, text := range own {
		table, err := templates.ParseTSV(name, strings.NewReader("# "+name+"\n"+strings.ReplaceAll(text, "|", "\t")+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		tables[name] = table
	}
	return templates.Customise(templates.StandardTables(), tables)
}

// Whatever the papers are made of opens without a repair: the workbooks, the
// documents, and the master and forms beside them; on the first day, when much
// is overdue, and where nothing was sent out and there is no work.
func TestWhatIsWrittenOpens(t *testing.T) {
	if testing.Short() {
		t.Skip("opens every paper")
	}
	var bare []*templates.Table // no ledgers, no parameters
	for _, std := range templates.StandardTables() {
		table := &templates.Table{Sheet: std.Sheet, Header: std.Header, HeaderRow: templates.PlanHeaderRow}
		if std.Sheet == "单位" {
			row := make([]string, len(std.Header))
			for name, v := range map[string]string{"单位代码": "A", "单位名称": "甲科", "类型": "科室"} {
				row[slices.Index(std.Header, name)] = v
			}
			table.Rows = []templates.TableRow{{Number: templates.PlanHeaderRow + 1, Cells: row}}
		}
		bare = append(bare, table)
	}
	small, err := templates.Load(bare)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		plan  *templates.Plan
		units int // that are sent a form
		days  []string
		want  []string // beginnings of the names of what is written
	}{
		{"standard", loadPlan(t, campaignTables), 1, []string{"2021-06-01", "2021-06-25", "2021-07-15", "2021-10-15"},
			[]string{BookFile, ChaseFile, ChaseText, InternalFile, "任务单-", "提示单-", "督办单-", "销号单-", "草稿-"}},
		{"small", small, 0, []string{"2021-11-20"}, []string{BookFile, ChaseFile, ChaseText}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, plan := campaign.Dir(t.TempDir()), c.plan
			if c.units > 0 {
				if _, err := issue.Run(t.Context(), issue.Input{Dir: dir, Plan: plan, AsOf: c.days[0], Units: plan.Units[:c.units]}); err != nil {
					t.Fatal(err)
				}
			}
			seen := map[string]bool{}
			for _, day := range c.days {
				plan.SetAsOf(day)
				res, err := Write(t.Context(), Input{Dir: dir, Plan: plan, AsOf: day})
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range res.Files {
					seen[filepath.Base(f)] = true
					if _, err := os.Stat(dir.Path(filepath.FromSlash(f))); err != nil {
						t.Error(err)
					}
				}
				sound(t, dir.Path(campaign.Papers))
			}
			sound(t, string(dir))
			for _, want := range c.want {
				found := false
				for f := range seen {
					found = found || strings.HasPrefix(f, want)
				}
				if !found {
					t.Errorf("no %s among what was written: %v", want, seen)
				}
			}
		})
	}
}

// sound checks every workbook and document below a folder.
func sound(t *testing.T, dir string) {
	t.Helper()
	checks := map[string]func([]byte) []string{".xlsx": packagecheck.Check, ".docx": packagecheck.Document}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		check := checks[filepath.Ext(path)]
		if err != nil || check == nil {
			return err
		}
		b, err := os.ReadFile(path)
		for _, p := range check(b) {
			t.Errorf("%s: %s", filepath.Base(path), p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

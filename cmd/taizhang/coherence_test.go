package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"taizhang/templates/finding"
)

// TestCoherence holds every output of one campaign against every other: what
// two of them say of one fact must be the same. The campaign has what made them
// disagree: a rebound with a new deadline, an extension, working days, a unit
// whose 限阅 workbook has not come back, computed columns with blanks, a number
// of 19 digits, a phone with its country code, an open conflict.
//
// An output that no reader below knows fails the test: give it one in outputs.
func TestCoherence(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("a whole campaign")
	}
	c := &coherence{t: t, dir: filepath.Join(t.TempDir(), "整改[2021]"), said: map[fact]map[string][]string{}, objects: map[string][]byte{}, screens: map[string]string{}}
	c.play()
	c.read()
	c.agree()
	c.keptPrivate()
	c.reopened()
}

type coherence struct {
	t       *testing.T
	dir     string
	objects map[string][]byte            // JSON by command
	screens map[string]string            // what people saw, by command
	said    map[fact]map[string][]string // value → outputs that state it
}

// fact is one thing that several outputs state.
type fact struct{ what, of string }

const (
	factLeft       = "剩余"      // of a measure: 超期3个工作日
	factLight      = "提示灯"     // of a measure
	factDue        = "现行期限"    // of a measure
	factReturned   = "报齐没有"    // of a unit
	factOverdue    = "超期措施数"   // of the campaign
	factUnreported = "逾期未报的单位" // of the campaign
	factFindings   = "总台账的问题"  // of the campaign
	factValue      = "单元格"     // of ledger row and column
)

func (c *coherence) say(what, of, value, output string) {
	f := fact{what, of}
	if c.said[f] == nil {
		c.said[f] = map[string][]string{}
	}
	if !slices.Contains(c.said[f][value], output) {
		c.said[f][value] = append(c.said[f][value], output)
	}
}

// agree reports every fact of which the outputs say different things.
func (c *coherence) agree() {
	witnesses := map[string]map[string]bool{}
	for f, values := range c.said {
		if len(values) > 1 {
			c.t.Errorf("%s %s:", f.what, f.of)
			for v, outputs := range values {
				slices.Sort(outputs)
				c.t.Errorf("    %q say %s", v, strings.Join(outputs, ", "))
			}
		}
		for _, outputs := range values {
			for _, o := range outputs {
				if witnesses[f.what] == nil {
					witnesses[f.what] = map[string]bool{}
				}
				witnesses[f.what][o] = true
			}
		}
	}
	// A reader that finds nothing any more proves nothing.
	for what, least := range map[string]int{factLeft: 6, factLight: 4, factDue: 3, factReturned: 7, factUnreported: 3, factOverdue: 4, factFindings: 4, factValue: 4} {
		if n := len(witnesses[what]); n < least {
			c.t.Errorf("%s is read from %d outputs only, want %d: %v", what, n, least, witnesses[what])
		}
	}
}

// run executes a command for people and once more for its JSON.
func (c *coherence) run(name string, args ...string) {
	c.t.Helper()
	args = append([]string{"taizhang", args[0], "-C", c.dir}, args[1:]...)
	var out, errs bytes.Buffer
	if code := run(context.Background(), args, nil, &out, &errs); code != exitDone && code != exitFindings {
		c.t.Fatalf("%v: exit %d\n%s", args, code, errs.String())
	}
	c.screens[name] = out.String() + errs.String()
	out.Reset()
	args = slices.Insert(args, 2, "--json")
	if code := run(context.Background(), args, nil, &out, &errs); code != exitDone && code != exitFindings {
		c.t.Fatalf("%v: exit %d\n%s", args, code, errs.String())
	}
	c.objects[name] = slices.Clone(out.Bytes())
}

func (c *coherence) path(parts ...string) string {
	return filepath.Join(append([]string{c.dir}, parts...)...)
}

func (c *coherence) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// fill is what a person types into a workbook.
func (c *coherence) fill(args ...string) {
	c.t.Helper()
	args[0] = c.path(args[0])
	c.must(fillTool(args))
}

// comesBack puts a unit's form into the inbox.
func (c *coherence) comesBack(form, name string) {
	c.t.Helper()
	b, err := os.ReadFile(c.path("1-下发", form))
	c.must(err)
	c.must(os.WriteFile(c.path("2-收件", name), b, 0o644))
}

// play is the campaign, from the plan to the reminders.
func (c *coherence) play() {
	c.must(newPlanTool([]string{c.dir, "testdata/coherence"}))
	c.run("template", "template", "--as-of", "2021-06-01")

	c.comesBack("综合办.xlsx", "综合办.xlsx")
	done := []string{"启动日期=2021-06-02", "状态=已完成", "完成日期=2021-06-25", "佐证材料=会议记录", "公开表述=召开专题组织生活会。"}
	c.fill(append([]string{"2-收件/综合办.xlsx", "整改任务", "1-01", "责任人=责任人甲", "进展情况=已召开专题组织生活会"}, done...)...)
	c.fill("2-收件/综合办.xlsx", "整改任务", "1-03", "责任人=责任人甲", "进展情况=正在开展廉政谈话", "状态=进行中", "未完成原因=人员较多", "下一步=逐人谈话")
	c.comesBack("财政办.xlsx", "财政办.xlsx")
	c.fill("2-收件/财政办.xlsx", "整改任务", "1-02", "责任人=责任人乙", "进展情况=正在修订规范", "状态=进行中", "未完成原因=等待批复", "下一步=印发规范")
	c.fill("2-收件/财政办.xlsx", "招商服务", "new", "企业名称=某企业", "引资地=外省", "落户地=本街", "引资地分成=40", "落户地分成=60", "进展阶段=洽谈")
	c.comesBack("纪工委.xlsx", "纪工委.xlsx") // its 限阅 workbook stays away
	c.fill("2-收件/纪工委.xlsx", "整改任务", "2-03", "责任人=责任人丙", "进展情况=正在逐件核查", "未完成原因=需要长期坚持", "下一步=每月核查", "是否跨年=是")
	c.comesBack("综合执法大队.xlsx", "执法大队.xlsx")
	c.fill(append([]string{"2-收件/执法大队.xlsx", "整改任务", "2-02", "责任人=责任人丁", "进展情况=已全部拆除完毕"}, done...)...)
	c.fill("2-收件/执法大队.xlsx", "核查比对", "new", "小区=一小区", "核查年度=2021", "核查日期=2021-06-20", "上报数=20", "漏报概数=近10处", "重复上报数=1", "核查人=核查组", "处理结果=已补录")
	c.comesBack("大队党支部.xlsx", "支部.xlsx")
	c.comesBack("第一社区.xlsx", "社区.xlsx")
	c.fill("2-收件/社区.xlsx", "整改任务", "2-01", "责任人=责任人戊", "进展情况=正在逐处核对", "未完成原因=点位较多", "下一步=七月底前核完")
	c.fill("2-收件/社区.xlsx", "违法建设", "new", "社区=第一社区", "小区=一小区", "楼栋=1号楼", "门牌部位=101室", "面积=12.5", "存量或新增=存量", "来源=自查", "发现日期=2021-05-25", "处置方式=拆除", "拆除日期=2021-06-10", "拆除面积=12.5")
	c.fill("2-收件/社区.xlsx", "违法建设", "new", "社区=第一社区", "小区=一小区", "楼栋=2号楼", "门牌部位=202室", "面积=8", "存量或新增=存量", "来源=自查", "发现日期=2021-05-26", "处置方式=拆除", "拆除日期=2021-06-11", "拆除面积=8", "备注=户主8613812345678")
	c.run("first", "run", "--as-of", "2021-07-05")

	// The office signs one measure off, extends another, writes a number of 19
	// digits, and changes what a unit is about to report otherwise.
	const master = "4-总台账/总台账.xlsx"
	c.fill(master, "整改任务", "1-01", "审核人=整改办审核岗", "销号日期=2021-07-06")
	c.fill(master, "整改任务", "1-02", "延期批准日期=2021-07-06", "新期限=2021-12-31")
	c.fill(master, "招商服务", "CZB-T14-0001", "注册资本=12,345,678,901,234,567.89")
	c.fill(master, "整改任务", "1-03", "进展情况=整改办核实：谈话已过半")
	c.must(os.CopyFS(c.path("再报"), os.DirFS(c.path("2-收件"))))
	c.must(os.Rename(c.path("再报", "综合办.xlsx"), c.path("2-收件", "综合办2.xlsx")))
	c.must(os.RemoveAll(c.path("再报")))
	c.fill("2-收件/综合办2.xlsx", "整改任务", "1-03", "责任人=责任人甲", "进展情况=谈话已全部完成", "状态=进行中", "未完成原因=人员较多", "下一步=归档")
	c.run("merge1", "merge", "--as-of", "2021-07-07")

	// It does not hold: the recheck sets a new deadline.
	c.run("template", "template", "--as-of", "2021-09-28")
	c.comesBack("纪工委.xlsx", "纪工委2.xlsx")
	c.fill("2-收件/纪工委2.xlsx", "回头看", "new", "措施编号=1-01", "自查日期=2021-09-27", "自查单位=纪工委", "自查人=检查组", "方式=现场检查", "结果=反弹", "情况说明=又有两次没有按期召开", "处理=督办", "新期限=2022-01-14")
	c.run("validate", "validate", "--as-of", "2021-10-20")
	c.run("run", "run", "--as-of", "2021-10-20")
	c.run("merge", "merge", "--as-of", "2021-10-20")
	c.run("remind", "remind", "--as-of", "2021-10-20")
	c.run("report", "report", "--as-of", "2021-10-20")
	c.run("template", "template", "--as-of", "2021-10-20")
	c.run("trace", "trace", "--as-of", "2021-10-20", "任务.措施数")
	c.run("audit", "audit", "--as-of", "2021-10-20", c.path("5-汇总", "通报-党内通报稿-未完成.docx"))
	c.run("diff", "diff", c.path("4-总台账", "历史", "总台账-0001.xlsx"), c.path(master))
}

// outputs says for every file and every command's JSON what is read from it;
// the first pattern that matches decides.
var outputs = []struct {
	pattern string
	read    func(c *coherence, path, name string)
}{
	{"方案.xlsx", nothing},     // what the office wrote
	{"通报模板.docx", nothing},   // the same
	{"2-收件/*.xlsx", nothing}, // what units wrote
	{"2-收件/存档/*", nothing},
	{"1-下发/*.xlsx", (*coherence).readLedgers},
	{"1-下发/历史/*.xlsx", nothing}, // earlier days
	{"1-下发/历史/.发放密钥", nothing},
	{"1-下发/历史/.发放序号", nothing},
	{"3-退回/*.xlsx", nothing}, // a unit's own cells, held by the tests of package mark
	{"4-总台账/总台账.xlsx", (*coherence).readMaster},
	{"4-总台账/历史/*.xlsx", nothing},
	{"4-总台账/历史/*.json.gz", nothing}, // what figures and notices said after each merge
	{"4-总台账/.使用锁*", nothing},
	{"4-总台账/.写出记录", nothing},
	{"4-总台账/.合并结果", nothing}, // what a merge with nothing new would say
	{"5-汇总/汇总表*.xlsx", (*coherence).readSummary},
	{"5-汇总/汇总*.html", (*coherence).readSummary},
	{"5-汇总/一图读懂*", nothing},     // blocks of the public summary, held by package picture
	{"5-汇总/定稿/*/*", nothing},    // copies
	{"5-汇总/核对/*", nothing},      // copies with remarks, of package audit
	{"5-汇总/上报/*.xlsx", nothing}, // between offices: rows, and figures of package figure
	{"5-汇总/更正*.docx", nothing},  // figures only, of package figure
	{"5-汇总/通报-*.docx", nothing}, // figures only: the summary's and the notice's are one set, held by the golden test
	{"6-督办/催报表.xlsx", (*coherence).readChaseBook},
	{"6-督办/催报表.txt", (*coherence).readChaseText},
	{"6-督办/问责提示-内部.xlsx", (*coherence).readHints},
	{"6-督办/督办文书.xlsx", (*coherence).readPaperBook},
	{"6-督办/销号单/*.docx", nothing}, // no deadline counted in days
	{"6-督办/*/*.docx", (*coherence).readPaper},
	{"json:validate", nothing}, // about returns, not about the ledger
	{"json:first", nothing},    // an earlier day
	{"json:merge1", nothing},
	{"json:run", (*coherence).readRun},
	{"json:merge", (*coherence).readMerge},
	{"json:remind", (*coherence).readRemind},
	{"json:report", (*coherence).readReport},
	{"json:template", nothing}, // files and counts
	{"json:trace", nothing},    // a figure: package figure is the only one that computes any
	{"json:audit", nothing},
	{"json:diff", nothing},
}

func nothing(*coherence, string, string) {}

func (c *coherence) read() {
	visit := func(name, path string) {
		for _, o := range outputs {
			if ok, _ := filepath.Match(o.pattern, name); ok {
				o.read(c, path, name)
				return
			}
		}
		c.t.Errorf("%s: nobody compares this output with the others", name)
	}
	c.must(filepath.WalkDir(c.dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(c.dir, path)
			visit(filepath.ToSlash(rel), path)
		}
		return err
	}))
	for name := range c.objects {
		visit("json:"+name, "")
	}
	for _, command := range newApp(&env{}).Commands {
		if c.objects[command.Name] == nil && !slices.Contains([]string{"demo", "init", "publish", "submit", "receive", "load", "desk", "menu", "plan"}, command.Name) {
			c.t.Errorf("command %s: nobody compares its output with the others", command.Name)
		}
	}
}

// keptPrivate: the phone number stands in what the unit wrote and nowhere else.
func (c *coherence) keptPrivate() {
	const phone = "13812345678"
	c.must(filepath.WalkDir(c.dir, func(path string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(c.dir, path)
		if err != nil || d.IsDir() || strings.HasPrefix(rel, "2-收件") || strings.HasPrefix(rel, "3-退回") {
			return err
		}
		if text, err := allText(path); err != nil {
			return err
		} else if strings.Contains(text, phone) {
			c.t.Errorf("%s holds the phone number", rel)
		}
		return nil
	}))
	for name, text := range c.screens {
		if strings.Contains(text, phone) || strings.Contains(string(c.objects[name]), phone) {
			c.t.Errorf("%s prints the phone number", name)
		}
	}
	if !strings.Contains(c.screens["first"], "R-111") {
		c.t.Error("nobody noticed the phone number:\n" + c.screens["first"])
	}
}

// reopened: the item that a look opened again stands as the plan wants an open
// one, with the look's deadline in its own columns.
func (c *coherence) reopened() {
	want := map[string]string{"状态": "进行中", "完成日期": "", "审核人": "", "销号日期": "", "延期批准日期": "2021-09-27", "新期限": "2022-01-14",
		"未完成原因": "2021年9月27日复查结果是“反弹”，需要重新整改。", "下一步": "待责任单位补写。"}
	for _, l := range c.lines(c.path("4-总台账", "总台账.xlsx")) {
		if l.sheet != "整改任务" || l.cells["措施编号"] != "1-01" {
			continue
		}
		for column, v := range want {
			if l.cells[column] != v {
				c.t.Errorf("reopened 1-01: %s is %q, want %q", column, l.cells[column], v)
			}
		}
		return
	}
	c.t.Error("1-01 is not in the master")
}

// object reads a command's JSON.
func (c *coherence) object(name string, into any) {
	c.t.Helper()
	c.must(json.Unmarshal(c.objects[name], into))
}

// findings is what is wrong with the ledger, as text; what is said of drafts is
// left out.
func findingsText(fs []finding.Finding) string {
	var lines []string
	for _, f := range fs {
		if f.File == "总台账.xlsx" || f.File == "" && f.Code != "通报模板" && !strings.Contains(f.Sheet, "稿") && f.Sheet != "参数" {
			lines = append(lines, strings.Join([]string{string(f.Severity), f.Code, f.Unit, f.Sheet, f.Cell, f.Message}, " "))
		}
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), "\n")
}

package figure_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
	"taizhang/templates/lang"
)

// overview is the chapter with one example each.
const overview = "写法一览（每种一例）/"

// manualTables says how the rows of every table of the manual are run.
var manualTables = map[string]func(*testing.T, []example){
	"：想做的事":                 runSheetNames,
	"参数：管什么":                elsewhere("templates/readme_words_test.go", "TestReadmeListsWords"),
	"单位、领导、小区：表":            runSheetColumns,
	"选项：选项组":                func(t *testing.T, rows []example) { must(t, "选项", rows...) },
	"台账：列":                  runLedgerColumns,
	"栏目：类型":                 runColumnTypes,
	"栏目：列":                  runColumnHeaders,
	"栏目/默认值：栏目":             runDefaults,
	"栏目/一列自己的规则：写法":         runTags,
	"条件：比较":                 runComparisons,
	"规则：编号":                 func(t *testing.T, rows []example) { must(t, "规则", rows...) },
	"规则：检查":                 runChecks,
	"指标：代号":                 func(t *testing.T, rows []example) { must(t, "指标", rows...) },
	"勾稽：编号":                 func(t *testing.T, rows []example) { must(t, "勾稽", rows...) },
	"报表：类型":                 runBlockKinds,
	"报表：工作表":                func(t *testing.T, rows []example) { must(t, "报表", rows...) },
	overview + "条件：条件":      runConditions,
	overview + "公式栏：公式":     runFormulas,
	overview + "指标：代号":      runFigures,
	overview + "一列自己的规则：台账": runTagsOfSmall,
	overview + "规则表：编号":     runRules,
	overview + "公开下限：行":     elsewhere("reports/summary/few_manual_test.go", "TestFewInManual"),
	overview + "交叉表：工作表":    runCrosstabs,
	"单位填的内容怎么读：类型":          runReadings,
	"单位填的内容怎么读：单位填的":        covered("sheets/intake/shown_test.go TestTextsAreReadAsTheSheetShowsThem", "sheets/intake/normalise_test.go TestNormalisesAndSaysSo", "sheets/intake/refuse_test.go TestRefusesToGuess", "sheets/check/spellings_test.go TestSpellingsOfOneCode", "sheets/check/spellings_test.go TestSenselessValuesAreAskedAbout"),
	"从空方案、从旧台账开始：旧台账里":      elsewhere("sheets/propose/manual_test.go", "TestManualShapes"),
}

// elsewhere is a table that a test of another package runs.
func elsewhere(file, test string) func(*testing.T, []example) {
	return func(t *testing.T, _ []example) {
		text, err := os.ReadFile("../../" + file)
		if err != nil || !strings.Contains(string(text), "func "+test+"(") || !strings.Contains(string(text), "README_zh.md") {
			t.Errorf("%s has no %s that reads the manual: %v", file, test, err)
		}
	}
}

// covered is a table of prose that tests of other packages speak of.
func covered(tests ...string) func(*testing.T, []example) {
	return func(t *testing.T, _ []example) {
		for _, at := range tests {
			file, test, _ := strings.Cut(at, " ")
			if text, err := os.ReadFile("../../" + file); err != nil || !strings.Contains(string(text), "func "+test+"(") {
				t.Errorf("%s has no %s: %v", file, test, err)
			}
		}
	}
}

// headerOf are the columns of a sheet of the plan.
func headerOf(sheet string) []string {
	if t := sheetNamed(sheet); t != nil {
		return t.Header
	}
	return nil
}

func runSheetNames(t *testing.T, rows []example) {
	for _, e := range rows {
		for name := range strings.SplitSeq(strings.Split(e["改哪张表"], "；")[0], "、") {
			ledger, seed := strings.CutPrefix(name, templates.SeedPrefix)
			quoted := regexp.MustCompile("(..)表").FindStringSubmatch(name)
			if quoted != nil {
				name = quoted[1]
			}
			if headerOf(name) == nil && (!seed || standing().Ledger(ledger) == nil) {
				t.Errorf("no sheet %s", name)
			}
		}
	}
}

func runSheetColumns(t *testing.T, rows []example) {
	for _, e := range rows {
		if got := strings.Fields(e["列"]); !slices.Equal(got, headerOf(e["表"])) {
			t.Errorf("%s has %v, the manual says %v", e["表"], headerOf(e["表"]), got)
		}
	}
}

func runLedgerColumns(t *testing.T, rows []example) {
	var documented []string
	for _, e := range rows {
		names := strings.Split(e["列"], "、")
		documented = append(documented, names...)
		values := coded(e["例"])
		if len(values) != len(names) {
			t.Errorf("%v: %d examples", names, len(values))
			continue
		}
		row := example{"代号": "X", "名称": "又一本", "主键": "日期", "填报单位": "机关科室", "新增行": "是", "预留行数": "5"}
		for i, name := range names {
			row[name] = values[i]
		}
		more := map[string][]example{"台账": {row}, "参数": {{"参数": "自查起始日", "值": "2018-01-01"}}}
		for _, c := range []string{"日期|日期", "主办单位|引用", "会议名称|文本", "责任部门|引用", "凭证日期|日期", "小区|文本", "楼栋|文本", "门牌部位|文本"} {
			name, typ, _ := strings.Cut(c, "|")
			more["栏目"] = append(more["栏目"], aColumn(row["名称"], typ, example{"栏目": name, "取值": map[string]string{"引用": "单位"}[typ]}))
		}
		if _, err := full(more); err != nil {
			t.Errorf("%v: %s", row, refused(err))
		}
	}
	for _, h := range headerOf("台账") {
		if !slices.Contains(documented, h) {
			t.Errorf("台账 has %s, the manual does not", h)
		}
	}
}

func runColumnTypes(t *testing.T, rows []example) {
	var all []example
	for _, e := range rows {
		for typ := range strings.SplitSeq(e["类型"], "、") {
			values := append(coded(e["“取值”写什么"]), coded(e["例"])...)
			if len(values) == 0 {
				values = []string{""}
			}
			for _, v := range values {
				ledger := "隐患"
				if typ == "公式" {
					ledger = "报数"
				}
				all = append(all, aColumn(ledger, typ, example{"取值": v, "栏目": fmt.Sprint("本栏", len(all))}))
			}
		}
	}
	must(t, "栏目", all...)
}

func runColumnHeaders(t *testing.T, rows []example) {
	for _, e := range rows {
		for name := range strings.SplitSeq(e["列"], "、") {
			if !slices.Contains(headerOf("栏目"), name) {
				t.Errorf("栏目 has no %s", name)
			}
		}
		for _, code := range coded(e["写什么"]) {
			if code == "{参数}" {
				code = "{截至日}"
			}
			must(t, "栏目", aColumn("隐患", "日期", example{e["列"]: code}))
		}
	}
}

// conditioned reports whether a condition is one over some ledger of the plan.
func conditioned(t *testing.T, text string) bool {
	p := standing()
	return slices.ContainsFunc(p.Ledgers, func(l *templates.Ledger) bool {
		c, err := p.ParseCondition(text, l, nil)
		return err == nil && !c.Empty()
	})
}

func runComparisons(t *testing.T, rows []example) {
	var documented []string
	for _, e := range rows {
		ops := coded(e["比较"])
		documented = append(documented, ops...)
		for _, code := range coded(e["例"]) {
			if !conditioned(t, code) || !slices.ContainsFunc(ops, func(op string) bool { return strings.Contains(code, op) }) {
				t.Errorf("%s: %s", e["比较"], code)
			}
		}
	}
	for _, op := range []lang.Op{lang.Equal, lang.NotEqual, lang.Greater, lang.AtLeast, lang.Less, lang.AtMost, lang.In, lang.NotIn, lang.Contains, lang.NotContains, lang.Empty, lang.Filled} {
		if !slices.Contains(documented, string(op)) {
			t.Errorf("the manual does not speak of %s", op)
		}
	}
}

// runChecks puts the arguments that the manual shows into a rule of the standard
// plan that uses the check.
func runChecks(t *testing.T, rows []example) {
	at := map[string]example{
		"占比下限": {"台账": "整改任务", "栏目": "状态", "要求": "状态 = 已销号"},
		"分组上限": {"台账": "隐患", "栏目": "场所"},
		"公式空缺": {"台账": "报数", "栏目": "算"},
		"下级合计": {"台账": "移交批次", "栏目": "处数"},
		"提醒":   {"阶段": "总账"},
	}
	for _, std := range templates.StandardTables() {
		for _, r := range std.Rows {
			e := example{}
			for i, h := range std.Header {
				e[h] = r.Cells[i]
			}
			if std.Sheet == "规则" && at[e["检查"]] == nil {
				at[e["检查"]] = e
			}
		}
	}
	var documented []string
	more := map[string][]example{"栏目": {aColumn("报数", "公式", example{"栏目": "算", "取值": "上报数-漏报数"})}}
	for _, e := range rows {
		documented = append(documented, e["检查"])
		where := at[e["检查"]]
		if where == nil {
			t.Errorf("no rule uses %s", e["检查"])
			continue
		}
		for h, cell := range e {
			if !strings.HasPrefix(h, "参数") {
				continue
			}
			codes := coded(cell)
			if len(codes) == 0 {
				codes = []string{""}
			}
			for _, args := range codes {
				rule := example{"编号": "例", "阶段": "总账", "级别": "警告", "提示": "请核对。", "汇总": "否"}
				for k, v := range where {
					if v != "" {
						rule[k] = v
					}
				}
				rule["编号"], rule["检查"], rule["参数"] = fmt.Sprint("例", len(more["规则"])), e["检查"], args
				more["规则"] = append(more["规则"], rule)
			}
		}
	}
	if _, err := full(more); err != nil {
		t.Error(refused(err))
	}
	for _, name := range templates.Checks() {
		if !slices.Contains(documented, name) && name != templates.RowCheck {
			t.Errorf("the manual does not speak of the check %s", name)
		}
	}
}

func runBlockKinds(t *testing.T, rows []example) {
	var all []example
	add := func(e example) {
		e["区块"] = fmt.Sprint("例", len(all))
		all = append(all, e)
	}
	for _, e := range rows {
		for kind := range strings.SplitSeq(e["类型"], "、") {
			base := example{"工作表": "例", "区块": "例", "类型": kind, "内部": "否", "图": "", "纸张": "A4横"}
			switch kind {
			case "指标表", "趋势":
				base["栏目"] = "违建.*"
			case "导语":
				base["值"] = "共{违建.总量处数}处。"
			case "交叉表":
				base["台账"], base["行"], base["值"] = "违法建设", "社区", "计数"
			default:
				base["台账"], base["行"], base["栏目"] = "整改任务", "责任部门", "措施编号"
			}
			add(base)
			for _, code := range coded(e["要填"]) {
				add(shown(base, code))
			}
		}
	}
	must(t, "报表", all...)
}

// shown is a block with what the manual says of one of its cells.
func shown(base example, code string) example {
	out := base.plain()
	switch {
	case strings.HasSuffix(code, ".*"), strings.HasPrefix(code, "违建."):
		out["栏目"] = code
	case strings.HasPrefix(code, "前") && base["类型"] != "交叉表":
		out["值"] = code
	case code == "-值" || strings.HasPrefix(code, "前"):
		out["排序"] = code
	case code == "-":
		out["排序"] = "-整改期限"
	case strings.HasPrefix(code, "走访日期:"), code == "去重:户码":
		out["台账"], out["行"], out["值"] = "民情走访", "走访日期:月", code
		if code != "去重:户码" {
			out["行"], out["值"] = code, "计数"
		}
	case strings.HasPrefix(code, "求和:"):
		out["值"] = code
	default:
		out["行"] = code
	}
	return out
}

// runReadings reads what the manual says of cells that units fill in.
func runReadings(t *testing.T, rows []example) {
	for _, e := range plain(rows) {
		spec := cell.Spec{Name: "本栏", Type: cell.Type(e["类型"]), Decimals: 2, Measure: e["计量单位"]}
		got, issue := spec.Read(xlsx.Cell{Kind: xlsx.Text, Text: e["填的"]}, false)
		if issue != nil && issue.Severity == finding.Error {
			got = "退回"
		}
		if got != e["读作"] {
			t.Errorf("%v: %q", e, got)
		}
	}
}

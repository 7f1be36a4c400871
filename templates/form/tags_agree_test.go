package form

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
)

// tagCase is a column with one rule: what keeps it and what breaks it, each a
// value of the column and one of the column it looks at.
type tagCase struct {
	tag, rule, kind string
	other           string
	keeps, breaks   [2]string
	beyond          bool // Excel can't tell
}

var tagCases = []tagCase{
	{"required", "", "文本", "", [2]string{"甲", ""}, [2]string{"", ""}, false},
	{"required_if", "required_if=状态 乙", "文本", "状态", [2]string{"甲", "乙"}, [2]string{"", "乙"}, false},
	{"required_if", "required_if=状态 乙", "文本", "状态", [2]string{"", "丙"}, [2]string{"", "乙"}, false},
	{"required_in", "required_in=状态 乙|丙", "文本", "状态", [2]string{"甲", "丙"}, [2]string{"", "丙"}, false},
	{"required_in", "required_in=多项 乙|丙", "文本", "多项", [2]string{"", "丁"}, [2]string{"", "丁；丙"}, false},
	{"required_unless", "required_unless=状态 乙|丙", "文本", "状态", [2]string{"", "丙"}, [2]string{"", "丁"}, false},
	{"required_with", "required_with=他文", "文本", "他文", [2]string{"", ""}, [2]string{"", "乙"}, false},
	{"empty_if", "empty_if=状态 乙", "文本", "状态", [2]string{"甲", "丙"}, [2]string{"甲", "乙"}, false},
	{"empty_unless", "empty_unless=状态 乙|丙", "文本", "状态", [2]string{"甲", "丙"}, [2]string{"甲", "丁"}, false},
	{"empty_with", "empty_with=他文", "文本", "他文", [2]string{"甲", ""}, [2]string{"甲", "乙"}, false},
	{"eqfield", "eqfield=他文", "文本", "他文", [2]string{"甲", "甲"}, [2]string{"甲", "乙"}, false},
	{"nefield", "nefield=他文", "文本", "他文", [2]string{"甲", "乙"}, [2]string{"甲", "甲"}, false},
	{"unique", "unique", "文本", "", [2]string{"甲", ""}, [2]string{"乙", ""}, false},
	{"pattern", "pattern=月份", "文本", "", [2]string{"2025-06", ""}, [2]string{"2025-6", ""}, false},
	{"pattern", "pattern=统一社会信用代码", "文本", "", [2]string{"911201160000000000", ""}, [2]string{"9112", ""}, false},
	{"pattern", "pattern=编号", "文本", "", [2]string{"甲-1", ""}, [2]string{"甲？", ""}, true},
	{"like", "like=甲-01", "文本", "", [2]string{"甲-27", ""}, [2]string{"甲27", ""}, true},
	{"min", "min=2", "文本", "", [2]string{"甲乙", ""}, [2]string{"甲", ""}, false},
	{"max", "max=2", "长文本", "", [2]string{"甲乙", ""}, [2]string{"甲乙丙", ""}, false},
	{"max", "max={字数}", "文本", "", [2]string{"甲乙丙", ""}, [2]string{"甲乙丙丁", ""}, false},
}

// The orderings, on every kind of value.
func init() {
	days := [3]string{"2021-08-05", "2021-08-06", "2021-08-07"}
	add := func(kind string, v [3]string, field, fixed string, keeps, breaks int, tags ...string) {
		other := map[string]string{"日期": "他日"}[kind]
		if other == "" {
			other = "他数"
		}
		for _, tag := range tags {
			tagCases = append(tagCases, tagCase{tag, tag + "=" + fixed, kind, "", [2]string{v[keeps], ""}, [2]string{v[breaks], ""}, false})
		}
		tagCases = append(tagCases, tagCase{field, field + "=" + other, kind, other, [2]string{v[keeps], v[1]}, [2]string{v[breaks], v[1]}, false})
	}
	for kind, v := range map[string][3]string{"日期": days, "整数": {"-3", "2", "10"}, "小数": {"1.9", "2", "10.5"}} {
		add(kind, v, "gtfield", v[1], 2, 1, "gt", "after")
		add(kind, v, "gtefield", v[1], 1, 0, "gte", "notbefore")
		add(kind, v, "ltfield", v[1], 0, 1, "lt", "before")
		add(kind, v, "ltefield", v[1], 1, 2, "lte", "notafter")
	}
	slices.SortFunc(tagCases, func(a, b tagCase) int { return strings.Compare(a.tag+a.rule+a.kind, b.tag+b.rule+b.kind) })
}

// tagPlan is a plan whose only ledger has a column for every case.
func tagPlan(t *testing.T) *templates.Plan {
	t.Helper()
	rows := map[string][]map[string]string{
		"参数": {{"参数": "字数", "值": "3"}},
		"单位": {{"单位代码": "A", "单位名称": "甲科", "类型": "科室"}},
		"台账": {{"代号": "T1", "名称": "试", "主键": "编号", "填报单位": "科室", "新增行": "是", "预留行数": "0"}},
	}
	for _, name := range []string{"乙", "丙", "丁"} {
		rows["选项"] = append(rows["选项"], map[string]string{"选项组": "组", "名称": name})
	}
	add := func(name, kind, rule, must, values string) {
		rows["栏目"] = append(rows["栏目"], map[string]string{"台账": "试", "栏目": name, "类型": kind, "规则": rule, "必填": must, "取值": values, "填写方": "单位"})
	}
	add("编号", "文本", "", "选", "")
	add("状态", "选项", "", "选", "组")
	add("多项", "多选", "", "选", "组")
	add("他文", "文本", "", "选", "")
	add("他数", "小数", "", "选", "")
	add("他日", "日期", "", "选", "")
	for i, c := range tagCases {
		must := "选"
		if c.tag == "required" {
			must = "必"
		}
		add("栏"+strconv.Itoa(i), c.kind, c.rule, must, "")
	}
	var tables []*templates.Table
	for _, std := range templates.StandardTables() {
		tab := &templates.Table{Sheet: std.Sheet, Header: std.Header, HeaderRow: std.HeaderRow}
		for i, values := range rows[std.Sheet] {
			cells := make([]string, len(tab.Header))
			for h, v := range values {
				at := slices.Index(tab.Header, h)
				if at < 0 {
					t.Fatalf("%s has no column %s: %v", std.Sheet, h, tab.Header)
				}
				cells[at] = v
			}
			tab.Rows = append(tab.Rows, templates.TableRow{Number: tab.HeaderRow + 1 + i, Cells: cells})
		}
		tables = append(tables, tab)
	}
	plan, err := templates.Load(tables)
	if err != nil {
		t.Fatalf("%v: %+v", err, err.(*templates.PlanError).Findings)
	}
	return plan
}

// says reports whether the validator finds fault with a column of a row, and in
// whole sentences.
func says(t *testing.T, v *templates.RowValidator, c *templates.Column, values []string) bool {
	t.Helper()
	for _, x := range v.Check(values, templates.Env{}) {
		if x.Column != c {
			continue
		}
		message, fix := x.Message(values)
		if !strings.Contains(message, "“"+c.Name+"”") || !strings.HasSuffix(message, "。") || !strings.HasSuffix(fix, "。") || strings.ContainsAny(message+fix, "{}") {
			t.Errorf("%s says %q, %q", x.Tag.Name, message, fix)
		}
		return true
	}
	return false
}

// What the validator, the words and the form's own formulas say of a value that
// keeps a tag, and of one that breaks it, is the same for every tag there is.
func TestTagsAgree(t *testing.T) {
	plan := tagPlan(t)
	l := plan.Ledger("试")
	for _, name := range templates.TagNames() {
		if !slices.ContainsFunc(tagCases, func(c tagCase) bool { return c.tag == name }) {
			t.Errorf("no case for %s", name)
		}
	}
	v, err := plan.NewRowValidator(l)
	if err != nil {
		t.Fatal(err)
	}
	// Two rows for every case, and one more that only repeats.
	var records []templates.Record
	row := func(i int, values [2]string) []string {
		out := make([]string, len(l.Columns))
		if c := l.Column(tagCases[i].other); c != nil {
			out[c.Index] = values[1]
		}
		out[l.Column("栏"+strconv.Itoa(i)).Index] = values[0]
		records = append(records, templates.Record{ID: fmt.Sprintf("甲科-T1-%04d", len(records)+1), Version: 1, Values: out})
		return out
	}
	last := make([]string, len(l.Columns))
	for i, c := range tagCases {
		col := l.Column("栏" + strconv.Itoa(i))
		tag := &col.Tags[0]
		if s := tag.Sentence(col, plan); (s == "") != (c.tag == "required") || strings.ContainsAny(s, "{}") {
			t.Errorf("%s: %q in words", c.rule, s)
		}
		for _, broken := range []bool{false, true} {
			values := row(i, map[bool][2]string{false: c.keeps, true: c.breaks}[broken])
			if c.tag == "unique" { // over all rows, see sheets/check
				last[col.Index] = c.breaks[0]
				continue
			}
			if says(t, v, col, values) != broken {
				t.Errorf("%s %s: validator says %v of %v", c.kind, c.rule, !broken, values)
			}
		}
	}
	records = append(records, templates.Record{ID: "甲科-T1-9999", Version: 1, Values: last})
	if testing.Short() {
		t.Skip("the formulas take LibreOffice")
	}
	broken := recalculated(t, write(t, Request{Plan: plan, Unit: plan.Unit("甲科"), Issue: 1, Issued: "2025-06-10", Ledgers: []*templates.Ledger{l}, Rows: map[string][]templates.Record{"试": records}}))
	for i, c := range tagCases {
		for k, want := range []bool{false, true} {
			if got := broken[2*i+k]; got != (want && !c.beyond) {
				t.Errorf("%s %s: Excel takes %q beside %q as broken: %v", c.kind, c.rule, [][2]string{c.keeps, c.breaks}[k][0], [][2]string{c.keeps, c.breaks}[k][1], got)
			}
		}
	}
}

var relative = regexp.MustCompile(`(\$?[A-Z]{1,3})` + strconv.Itoa(dataRow) + `\b`)

// faults are the form's own formulas that a cell is wrong.
func faults(sheets []sheetXML, me string) []string {
	tests := []string{"FALSE"}
	for _, s := range sheets {
		for _, d := range s.Validations {
			if strings.HasPrefix(d.Sqref, me+":") && d.Type != "" {
				tests = append(tests, fmt.Sprintf(`AND(%s<>"",NOT(%s))`, me, map[string]string{
					"custom":     d.Formula1,
					"textLength": fmt.Sprintf("AND(LEN(%s)>=%s,LEN(%[1]s)<=%[3]s)", me, d.Formula1, d.Formula2),
					"date":       fmt.Sprintf("AND(%s>=%s,%[1]s<=%[3]s)", me, d.Formula1, d.Formula2),
					"whole":      fmt.Sprintf("AND(%s>=%s,%[1]s<=%[3]s,INT(%[1]s)=%[1]s)", me, d.Formula1, d.Formula2),
				}[d.Type]))
			}
		}
		for _, format := range s.Formats {
			for _, r := range format.Rules {
				if strings.HasPrefix(format.Sqref, me+":") && r.Formula != "" {
					tests = append(tests, r.Formula)
				}
			}
		}
	}
	return tests
}

// recalculated puts the validation and the formats of every case's column beside
// its rows, and has LibreOffice say which rows break one of them.
func recalculated(t *testing.T, data []byte) map[int]bool {
	t.Helper()
	if testing.Short() {
		t.Skip("asks LibreOffice")
	}
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed")
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	const result = "ZZ"
	for i := range tagCases {
		letter, _ := excelize.ColumnNumberToName(FirstColumn + 6 + i)
		me := letter + strconv.Itoa(dataRow)
		tests := faults(parts(t, data), me)
		for k := range 2 {
			row := strconv.Itoa(dataRow + 2*i + k)
			formula := relative.ReplaceAllString("IF(OR("+strings.Join(tests, ",")+"),1,0)", "${1}"+row)
			if err := f.SetCellFormula("试", result+row, formula); err != nil {
				t.Fatal(err)
			}
		}
	}
	dir := t.TempDir()
	if err := f.SaveAs(filepath.Join(dir, "表.xlsx")); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, "-env:UserInstallation=file://"+filepath.ToSlash(dir)+"/profile", "--headless",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out"), filepath.Join(dir, "表.xlsx")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	saved, err := os.ReadFile(filepath.Join(dir, "out", "表.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	at, _ := excelize.ColumnNameToNumber(result)
	broken := map[int]bool{}
	for n, row := range cells(t, open(t, saved), "试") {
		c, ok := row[at]
		if !ok {
			continue
		}
		if c.Kind != xlsx.Number {
			t.Errorf("row %d: %+v", n, c)
		}
		broken[n-dataRow] = c.Text == "1"
	}
	if len(broken) != 2*len(tagCases) {
		t.Fatalf("%d rows of %d were computed", len(broken), 2*len(tagCases))
	}
	return broken
}

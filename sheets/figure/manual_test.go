package figure_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"taizhang/templates"
)

// section is a chapter of the manual, or a part of one: its tables and what
// stands in `…` outside of them.
type section struct {
	title  string // chapter/part
	tables []table
	spans  []string
}

// table is known by its section and its first header.
type table struct {
	header []string
	rows   []example
}

var span = regexp.MustCompile("`([^`]+)`")

// manual reads templates/README_zh.md.
func manual(t *testing.T) []*section {
	t.Helper()
	text, err := os.ReadFile("../../templates/README_zh.md")
	if err != nil {
		t.Fatal(err)
	}
	now := &section{}
	out := []*section{now}
	chapter := ""
	var header []string
	for line := range strings.SplitSeq(string(text), "\n") {
		title, part := strings.CutPrefix(line, "### ")
		switch {
		case part:
			now = &section{title: chapter + "/" + title}
			out = append(out, now)
		case strings.HasPrefix(line, "## "):
			chapter = line[len("## "):]
			now = &section{title: chapter}
			out = append(out, now)
		case !strings.HasPrefix(line, "|"):
			header = nil
			for _, m := range span.FindAllStringSubmatch(line, -1) {
				now.spans = append(now.spans, m[1])
			}
		case header == nil:
			header = rawCells(line)
			now.tables = append(now.tables, table{header: header})
		case !strings.HasPrefix(line, "|---"):
			e := example{}
			for i, c := range rawCells(line) {
				e[header[i]] = c
			}
			last := len(now.tables) - 1
			now.tables[last].rows = append(now.tables[last].rows, e)
		}
	}
	return out
}

// rawCells parts a line of a table and leaves the marks of code.
func rawCells(line string) []string {
	const bar = "\x00"
	line = span.ReplaceAllStringFunc(strings.ReplaceAll(line, `\|`, bar), func(s string) string { return strings.ReplaceAll(s, "|", bar) })
	var out []string
	for c := range strings.SplitSeq(strings.Trim(line, "|"), "|") {
		out = append(out, strings.TrimSpace(strings.ReplaceAll(c, bar, "|")))
	}
	return out
}

// coded are the examples in a cell: what stands in `…`.
func coded(text string) (out []string) {
	for _, m := range span.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}

// plain is a row whose cells are without the marks of code.
func (e example) plain() example {
	out := example{}
	for k, v := range e {
		out[k] = strings.ReplaceAll(v, "`", "")
	}
	return out
}

func plain(rows []example) []example {
	out := make([]example, len(rows))
	for i, e := range rows {
		out[i] = e.plain()
	}
	return out
}

// TestEveryExampleOfTheManualRuns: a table or a piece of code in the manual that
// nothing runs is a fault.
func TestEveryExampleOfTheManualRuns(t *testing.T) {
	used := map[string]bool{}
	for _, s := range manual(t) {
		for _, table := range s.tables {
			key := s.title + "：" + table.header[0]
			run := manualTables[key]
			if used[key] = true; run == nil {
				t.Errorf("nothing runs the table %q", key)
				continue
			}
			t.Run(key, func(t *testing.T) { run(t, table.rows) })
		}
		for _, code := range s.spans {
			if run := manualSpans[s.title]; run == nil || !run(t, code) {
				t.Errorf("nothing runs %q in %q", code, s.title)
			}
		}
	}
	for key := range manualTables {
		if !used[key] {
			t.Errorf("the manual has no table %q", key)
		}
	}
}

// full is the standard plan with the manual's ledgers in it and some rows more,
// which stand in place of those with the same key.
func full(more map[string][]example) (*templates.Plan, error) {
	rows := map[string][]example{
		"单位": {{"单位代码": "U1", "单位名称": "一社区", "类型": "社区"}},
		"选项": {
			{"选项组": "等级", "名称": "重大", "分值": "5"}, {"选项组": "等级", "名称": "一般", "分值": "1"},
			{"选项组": "整改", "名称": "已整改", "含义": "完成"}, {"选项组": "整改", "名称": "待整改", "含义": "未开始"},
		},
		"台账": {{"代号": "H", "名称": "隐患", "主键": "编号", "填报单位": "社区"}, {"代号": "P", "名称": "处罚", "主键": "编号", "填报单位": "社区"},
			{"代号": "E", "名称": "报数", "主键": "编号", "填报单位": "社区"}},
	}
	for _, line := range []string{
		"隐患|编号|文本", "隐患|单位|引用|单位", "隐患|场所|文本", "隐患|等级|选项|等级", "隐患|状态|选项|整改", "隐患|发现日期|日期", "隐患|完成日期|日期",
		"隐患|面积|小数", "隐患|灭火器|整数", "隐患|其他器材|整数", "处罚|编号|文本", "处罚|隐患|引用|隐患", "处罚|金额|小数", "处罚|金额（含税）|小数", "处罚|完成=是|是否",
		"报数|编号|文本", "报数|上报数|整数", "报数|重复上报数|整数", "报数|漏报数|整数",
	} {
		cells := append(strings.Split(line, "|"), "")
		rows["栏目"] = append(rows["栏目"], example{"台账": cells[0], "栏目": cells[1], "类型": cells[2], "取值": cells[3], "必填": "选", "填写方": "单位",
			"小数位": map[string]string{"小数": "2"}[cells[2]]})
	}
	rows["参数"] = []example{{"参数": "一般天数", "值": "30"}, {"参数": "反馈日", "值": "2021-05-20"}, {"参数": "成文日", "值": "2021-12-20"}, {"参数": "截至日", "值": "2021-12-10"}}
	for sheet, list := range more {
		rows[sheet] = append(rows[sheet], list...)
	}
	var tables []*templates.Table
	for _, std := range templates.StandardTables() {
		for _, e := range rows[std.Sheet] {
			cells := make([]string, len(std.Header))
			for i, h := range std.Header {
				cells[i] = e[h]
			}
			key := 1
			if std.Sheet == "栏目" || std.Sheet == "选项" || std.Sheet == "报表" {
				key = 2
			}
			at := slices.IndexFunc(std.Rows, func(r templates.TableRow) bool { return slices.Equal(r.Cells[:key], cells[:key]) })
			row := templates.TableRow{Number: len(std.Rows) + 3, Cells: cells}
			first := slices.IndexFunc(std.Rows, func(r templates.TableRow) bool { return std.Sheet == "栏目" && r.Cells[0] == cells[0] })
			switch {
			case at >= 0:
				std.Rows[at].Cells = cells
			case first >= 0: // what does not go out stands last
				std.Rows = slices.Insert(std.Rows, first+1, row)
			default:
				std.Rows = append(std.Rows, row)
			}
		}
		tables = append(tables, std)
	}
	return templates.Load(tables)
}

// standing is the plan without rows of an example.
var standing = sync.OnceValue(func() *templates.Plan {
	p, err := full(nil)
	if err != nil {
		panic(refused(err))
	}
	return p
})

// must loads the rows, or says what is wrong with them.
func must(t *testing.T, sheet string, rows ...example) *templates.Plan {
	t.Helper()
	for i := range rows {
		rows[i] = rows[i].plain()
	}
	p, err := full(map[string][]example{sheet: rows})
	if err != nil {
		t.Errorf("%s %v: %s", sheet, rows, refused(err))
	}
	return p
}

// column is a column more of one ledger.
func aColumn(ledger, typ string, more example) example {
	e := example{"台账": ledger, "栏目": "本栏", "类型": typ, "必填": "选", "填写方": "单位", "小数位": map[string]string{"小数": "2", "公式": "2"}[typ]}
	for k, v := range more {
		e[k] = v
	}
	return e
}

// of are the names of an example's row: 栏目=值.
func (e example) of(p *templates.Plan, text string) map[string]string {
	out := map[string]string{}
	for part := range strings.SplitSeq(text, " ") {
		name, v, found := strings.Cut(part, "=")
		if !found { // a value with a blank in it
			out["本栏"] += " " + part
			continue
		}
		out[name] = spelt(p, v)
	}
	return out
}

var (
	bound = regexp.MustCompile(`^\{(.+)\}([+-]1)?$`)
	many  = regexp.MustCompile(`^字\*([0-9]+)$`)
)

// spelt writes a value of an example in full: {参数}+1, 字*500.
func spelt(p *templates.Plan, v string) string {
	if m := bound.FindStringSubmatch(v); m != nil {
		day := p.Param(templates.ParamName(m[1]))
		n := map[string]int{"": 0, "+1": 1, "-1": -1}[m[2]]
		at, _ := time.Parse(time.DateOnly, day)
		return at.AddDate(0, 0, n).Format(time.DateOnly)
	}
	if m := many.FindStringSubmatch(v); m != nil {
		n := 0
		_, _ = fmt.Sscan(m[1], &n)
		return strings.Repeat("字", n)
	}
	return v
}

package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"taizhang/sheets/xlsx"
	"taizhang/templates/finding"
)

// line is a row of a table in a workbook or document, by its column's heading.
type line struct {
	sheet string
	cells map[string]string
}

// first is the first of some headings that the line has.
func (l line) first(headings ...string) string {
	for _, h := range headings {
		if v, ok := l.cells[h]; ok {
			return v
		}
	}
	return ""
}

// heads are headings that tell a header row from others.
var heads = []string{"编号", "措施编号", "行标识", "单位", "级别", "措施", "核查编号"}

// sheetTable turns rows of text into lines under their nearest header.
type sheetTable struct {
	sheet  string
	header map[int]string
	lines  []line
}

func (t *sheetTable) row(cells map[int]string) {
	squeezed := map[int]string{}
	isHeader := false
	for col, text := range cells {
		squeezed[col] = strings.Join(strings.Fields(text), "")
		isHeader = isHeader || len(cells) > 2 && slices.Contains(heads, squeezed[col])
	}
	if isHeader {
		t.header = squeezed
		return
	}
	l := line{t.sheet, map[string]string{}}
	for col, head := range t.header {
		l.cells[head] = cells[col]
	}
	t.lines = append(t.lines, l)
}

func workbookLines(path string) ([]line, error) {
	wb, err := xlsx.Open(path)
	if err != nil {
		return nil, err
	}
	defer wb.Close()
	var out []line
	for _, s := range wb.Sheets() {
		t := &sheetTable{sheet: s.Name}
		err := wb.Each(context.Background(), s.Name, func(r *xlsx.Row) {
			cells := map[int]string{}
			for _, c := range r.Cells {
				text := c.Text
				if day, err := c.Time(false); err == nil && c.Kind == xlsx.Date {
					text = day.Format(time.DateOnly)
				}
				if text != "" {
					cells[c.Col] = text
				}
			}
			t.row(cells)
		})
		if err != nil {
			return nil, err
		}
		out = append(out, t.lines...)
	}
	return out, nil
}

func documentLines(path string) ([]line, error) {
	content, err := openDocument(path)
	if err != nil {
		return nil, err
	}
	var out []line
	var t *sheetTable
	cells, at := map[int]string{}, [2]int{}
	end := func() {
		if t != nil && len(cells) > 0 {
			t.row(cells)
		}
		cells = map[int]string{}
	}
	for _, p := range content.Paragraphs {
		if p.Table == 0 {
			continue
		}
		if here := [2]int{p.Table, p.Row}; here != at {
			end()
			if t == nil || here[0] != at[0] {
				if t != nil {
					out = append(out, t.lines...)
				}
				t = &sheetTable{}
			}
			at = here
		}
		cells[p.Cell] += p.Text + "\n"
	}
	end()
	if t != nil {
		out = append(out, t.lines...)
	}
	return out, nil
}

// allText is everything a file says, for what must not be in it.
func allText(path string) (string, error) {
	switch filepath.Ext(path) {
	case ".xlsx":
		wb, err := xlsx.Open(path)
		if err != nil {
			return "", err
		}
		defer wb.Close()
		var b strings.Builder
		for _, s := range wb.Sheets() {
			if err := wb.Each(context.Background(), s.Name, func(r *xlsx.Row) {
				for _, c := range r.Cells {
					b.WriteString(c.Text + "\n")
				}
			}); err != nil {
				return "", err
			}
		}
		return b.String(), nil
	case ".docx":
		content, err := openDocument(path)
		if err != nil {
			return "", err
		}
		var b strings.Builder
		for _, p := range content.Paragraphs {
			b.WriteString(p.Text + "\n")
		}
		return b.String(), nil
	}
	b, err := os.ReadFile(path)
	return string(b), err
}

var (
	measureKey = regexp.MustCompile(`^\d-\d\d$`)
	leftWords  = regexp.MustCompile(`(超期|剩)(\d+)(天|个工作日)|今天到期|未定期限`)
	lightWord  = regexp.MustCompile(`^[红黄绿]`)
	someDay    = regexp.MustCompile(`(\d{4})[-年](\d{1,2})[-月](\d{1,2})`)
)

// standing reads what a line says of a measure's deadline.
func (c *coherence) standing(l line, output string) {
	key := strings.TrimSpace(l.first("措施编号", "编号", "措施"))
	if !measureKey.MatchString(key) {
		return
	}
	output += " " + l.sheet
	for _, head := range []string{"剩余", "预警", "台账里的事实", "超期工作日", "超期天数"} {
		text := strings.TrimSpace(l.cells[head])
		if _, err := strconv.Atoi(text); err == nil {
			text = "超期" + text + map[string]string{"超期工作日": "个工作日", "超期天数": "天"}[head]
		}
		if m := leftWords.FindString(text); m != "" {
			c.say(factLeft, key, m, output)
			if strings.HasPrefix(head, "超期") || head == "台账里的事实" {
				continue // no light is shown there
			}
			c.say(factLight, key, lightWord.FindString(text), output)
		}
	}
	if due := l.first("期限", "完成期限"); due != "" || l.cells["剩余"] != "" {
		due = strings.Join(strings.Fields(l.first("期限", "整改期限", "完成期限")), "")
		if m := someDay.FindStringSubmatch(due); m != nil {
			c.say(factDue, key, fmt.Sprintf("%s-%02s-%02s", m[1], m[2], m[3]), output)
		}
	}
}

// values reads the cells of ledgers that stand under the columns' own names.
func (c *coherence) values(l line, output string, columns ...string) {
	id := strings.TrimSpace(l.first("措施编号", "核查编号", "项目编号"))
	if id == "" || !strings.Contains(id, "-") || l.cells["自查编号"] != "" { // rows about a measure, not the measure
		return
	}
	for _, col := range columns {
		if v, ok := l.cells[col]; ok && !strings.HasSuffix(v, "…") {
			c.say(factValue, id+" "+col, strings.TrimSpace(v), output+" "+l.sheet)
		}
	}
}

var compared = []string{"净实有数", "注册资本", "分成合计", "状态", "整改期限", "新期限", "责任部门", "责任领导", "进展情况", "完成日期"}

func (c *coherence) lines(path string) []line {
	c.t.Helper()
	read := workbookLines
	switch filepath.Ext(path) {
	case ".docx":
		read = documentLines
	case ".html":
		read = pageLines
	}
	lines, err := read(path)
	c.must(err)
	return lines
}

func (c *coherence) readLedgers(path, name string) {
	for _, l := range c.lines(path) {
		if l.cells["行标识"] != "示例" {
			c.values(l, name, compared...)
		}
	}
}

func (c *coherence) readMaster(path, name string) {
	missing := map[string]bool{}
	for _, l := range c.lines(path) {
		c.values(l, name, compared...)
		if l.sheet == "收件登记" && strings.HasPrefix(l.cells["结论"], "未报") {
			missing[l.cells["单位"]] = true
		}
	}
	c.missing(missing, name)
}

// units are those that have to return something.
var returning = []string{"综合办", "财政办", "纪工委", "综合执法大队", "大队党支部", "第一社区"}

// missing are units of which a workbook has not come back, whichever it is.
func (c *coherence) missing(names map[string]bool, output string) {
	units := map[string]bool{}
	for n, yes := range names {
		unit, _, _ := strings.Cut(n, "（")
		units[unit] = units[unit] || yes
	}
	for _, u := range returning {
		c.say(factReturned, u, map[bool]string{true: "没有报齐", false: "报齐"}[units[u]], output)
	}
}

// neverCame are the words for a workbook that has not come back.
var neverCame = []string{"未报", "未下发"}

func (c *coherence) readSummary(path, name string) {
	missing := map[string]bool{}
	late := map[string]bool{}
	var found []finding.Finding
	for _, l := range c.lines(path) {
		c.standing(l, name)
		c.values(l, name, compared...)
		switch {
		case strings.Contains(l.cells["情况"], "未报"):
			missing[l.cells["单位"]] = true
		case l.cells["超期天数"]+l.cells["超期工作日"] != "" && measureKey.MatchString(l.cells["措施编号"]):
			late[l.cells["措施编号"]] = true
		case l.sheet == "校验结果" && slices.Contains(finding.Labels, l.cells["级别"]): // under the list stands why the notice waits
			found = append(found, c.shownFinding(l))
		}
	}
	c.missing(missing, name)
	c.say(factOverdue, "", strconv.Itoa(len(late)), name)
	if strings.HasSuffix(name, "内部.xlsx") { // elsewhere like findings are one line
		c.say(factFindings, "", findingsText(found), name)
	}
}

// shownFinding reads a finding back from 校验结果.
func (c *coherence) shownFinding(l line) finding.Finding {
	f := finding.Finding{Code: l.cells["规则"], Unit: l.cells["单位"], Message: l.cells["问题"]}
	f.Severity = map[string]finding.Severity{"错误": finding.Error, "警告": finding.Warning, "提示": finding.Info}[l.cells["级别"]]
	place := strings.Split(l.cells["位置"], "\n")
	for _, p := range place {
		switch {
		case strings.Contains(p, "."):
			f.File = p
		case regexp.MustCompile(`^[A-Z]+\d+$`).MatchString(p):
			f.Cell = p
		default:
			f.Sheet = p
		}
	}
	return f
}

func (c *coherence) readChaseBook(path, name string) {
	missing, late := map[string]bool{}, map[string]bool{}
	for _, l := range c.lines(path) {
		if !slices.Contains(neverCame, l.cells["情况"]) {
			continue
		}
		missing[l.cells["单位"]] = true
		if l.cells["逾期"] != "" {
			late[l.cells["单位"]] = true
		}
	}
	c.missing(missing, name)
	c.unreported(late, name)
}

func (c *coherence) readChaseText(path, name string) {
	text, err := allText(path)
	c.must(err)
	missing := map[string]bool{}
	_, wanted, _ := strings.Cut(text, "还没有报送")
	wanted, _, _ = strings.Cut(wanted, "\r\n\r\n")
	for _, u := range returning {
		missing[u] = strings.Contains(wanted, ". "+u)
	}
	c.missing(missing, name)
}

// unreported are units whose missing workbook is overdue.
func (c *coherence) unreported(names map[string]bool, output string) {
	units := map[string]bool{}
	for n := range names {
		unit, _, _ := strings.Cut(n, "（")
		units[unit] = true
	}
	c.say(factUnreported, "", strings.Join(slices.Sorted(maps.Keys(units)), "、"), output)
}

func (c *coherence) readHints(path, name string) {
	for _, l := range c.lines(path) {
		c.standing(l, name)
	}
}

func (c *coherence) readPaperBook(path, name string) {
	for _, l := range c.lines(path) {
		c.standing(l, name)
	}
}

func (c *coherence) readPaper(path, name string) {
	if !strings.Contains(name, "任务单") && !c.printedToday(path) {
		return
	}
	for _, l := range c.lines(path) {
		c.standing(l, strings.SplitN(name, "-", 3)[0]+"-…")
	}
}

// printedToday: a paper keeps the text of its own day.
func (c *coherence) printedToday(path string) bool {
	text, err := allText(path)
	c.must(err)
	return strings.Contains(text, "2021年10月20日")
}

func (c *coherence) readMerge(_, name string) { c.mergeObject(c.objects["merge"], name) }

func (c *coherence) readRun(_, name string) {
	var o struct {
		Merge, Report struct{ Findings []finding.Finding }
	}
	c.object("run", &o)
	c.say(factFindings, "", findingsText(o.Merge.Findings), name+" merge")
	c.say(factFindings, "", findingsText(o.Report.Findings), name+" report")
}

func (c *coherence) mergeObject([]byte, string) {
	var o struct {
		Missing  []string
		Findings []finding.Finding
	}
	c.object("merge", &o)
	missing, lateBy, unreported := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, u := range o.Missing {
		missing[u] = true
	}
	var ledger []finding.Finding
	for _, f := range o.Findings {
		switch f.Code {
		case "R-14", "R-14a":
			lateBy[f.RowID] = true
		case "R-08":
			unreported[f.Unit] = true
		}
		ledger = append(ledger, f)
	}
	c.missing(missing, "json:merge")
	c.unreported(unreported, "R-08")
	c.say(factOverdue, "", strconv.Itoa(len(lateBy)), "R-14")
	c.say(factFindings, "", findingsText(ledger), "json:merge")
	onScreen := map[string]bool{}
	for _, u := range returning {
		onScreen[u] = strings.Contains(c.screens["merge"], "还没有收到："+u)
	}
	c.missing(onScreen, "screen of merge")
}

func (c *coherence) readRemind(_, name string) {
	var o struct {
		Overdue int
		Returns []struct {
			Unit, Status string
			Overdue      bool
		}
	}
	c.object("remind", &o)
	missing, late := map[string]bool{}, map[string]bool{}
	for _, r := range o.Returns {
		if slices.Contains(neverCame, r.Status) {
			missing[r.Unit] = true
			if r.Overdue {
				late[r.Unit] = true
			}
		}
	}
	c.missing(missing, name)
	c.unreported(late, name)
	c.say(factOverdue, "", strconv.Itoa(o.Overdue), name)
}

func (c *coherence) readReport(_, name string) {
	var o struct{ Findings []finding.Finding }
	c.object("report", &o)
	c.say(factFindings, "", findingsText(o.Findings), name)
}

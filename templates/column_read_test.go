package templates

import (
	"testing"
	"unicode/utf8"

	"taizhang/sheets/xlsx"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// everyColumn is a column of each kind that reads cells, sensitive or not.
func everyColumn(t testing.TB) []*Column {
	t.Helper()
	plan, err := Load(StandardTables())
	if err != nil {
		t.Fatal(err)
	}
	var out []*Column
	seen := map[string]bool{}
	for _, l := range plan.Ledgers {
		for _, c := range l.Columns {
			kind := string(c.Type)
			if c.Target != nil {
				kind += "台账"
			}
			if c.Code {
				kind += "编号"
			}
			if c.Measure == "%" {
				kind += "%"
			}
			if !seen[kind] && c.Type != cell.Formula {
				seen[kind] = true
				out = append(out, c)
			}
		}
	}
	return out
}

// typed are things that people really put into cells.
var typed = []string{
	"", " ", "无", "/", "——", "12", "１２．５", "1,234.50", "1，234", "12.5㎡", "300元", "￥3,000", "80%", "1.2万㎡", "近10处", "-0", "1e5", ".5",
	"2021-08-06", "2021.8.6", "2021年8月6日", "20210806", "2021-02-30", "2021-8-6 00:00:00", "2021。8。6", "是", "√", "否", "×", "Y",
	"分类处置", "分类 处置", "党建工作办公室", "DJB", "社区一、社区二", "社区一；社区二", "1-01、1-02", "2025-01（移入）", "２０２５－０１",
	"拆除成本大、存在拆除施工安全的违建", "《办法》", "第一行\r\n第二行", "\u3000\u200b\u2003甲\ufeff", "甲\r\r\n乙", "\u00a0",
}

// settled: what was taken is in its final form, and what was not is said.
func settled(t *testing.T, c *Column, v string, issue *cell.Issue) {
	t.Helper()
	if issue != nil && (issue.Message == "" || !utf8.ValidString(issue.Message)) {
		t.Errorf("%s says %q", c.Name, issue.Message)
	}
	if issue != nil && issue.Severity == finding.Error {
		if v != "" || issue.Fix == "" {
			t.Errorf("%s: %q beside the error %q, fix %q", c.Name, v, issue.Message, issue.Fix)
		}
		return
	}
	again, more := c.ParseText(v)
	if again != v || more != nil {
		t.Errorf("%s: %q is read again as %q, %v", c.Name, v, again, more)
	}
}

func FuzzParseText(f *testing.F) {
	columns := everyColumn(f)
	for i := range typed {
		f.Add(typed[i])
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip("the reader of workbooks gives only valid text")
		}
		for _, c := range columns {
			v, issue := c.ParseText(s)
			settled(t, c, v, issue)
		}
	})
}

func FuzzReadCell(f *testing.F) {
	columns := everyColumn(f)
	kinds := []xlsx.Kind{xlsx.Empty, xlsx.Text, xlsx.Number, xlsx.Date, xlsx.Bool, xlsx.Error}
	for i, text := range append(typed, "44414", "44414.75", "0.30000000000000004", "120101199001011234", "1E+400", "1E-999999999", "1E+999999999", "-1", "60", "TRUE", "FALSE", "#N/A") {
		f.Add(text, uint8(i), uint8(i))
		f.Add(text, uint8(2), uint8(0))
		f.Add(text, uint8(3), uint8(1))
	}
	f.Fuzz(func(t *testing.T, text string, kind, flags uint8) {
		if !utf8.ValidString(text) {
			t.Skip("the reader of workbooks gives only valid text")
		}
		x := xlsx.Cell{Col: 3, Kind: kinds[int(kind)%len(kinds)], Text: text, Formula: flags&2 != 0, Cached: flags&4 != 0, Percent: flags&8 != 0}
		for _, c := range columns {
			v, issue := c.Read(x, flags&1 != 0)
			settled(t, c, v, issue)
		}
	})
}

// A column that its own rules want empty in a row is not one that somebody forgot.
func TestLeftEmpty(t *testing.T) {
	plan, err := Load(StandardTables())
	if err != nil {
		t.Fatal(err)
	}
	l := plan.Ledger("问题清单")
	state, done := l.Role(RoleState), l.Role(RoleFinished)
	for _, o := range state.Group.Options {
		values := make([]string, len(l.Columns))
		values[state.Index] = o.Name
		if got := done.LeftEmpty(values, Env{Plan: plan}); got != (o.Meaning != MeansDone) {
			t.Errorf("%s: %v", o.Name, got)
		}
		if state.LeftEmpty(values, Env{Plan: plan}) {
			t.Error("a column without such a rule is left empty")
		}
	}
}

package form

import (
	"flag"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// everyType is a plan with one small ledger that has a column of every type.
func everyType(t testing.TB) *templates.Plan {
	t.Helper()
	tables := templates.StandardTables()
	columns := []string{
		"编号\t文本\t\t\t\t必\t系统\tunique", "名称\t文本\t\t\t\t必\t单位\t", "说明\t长文本\t\t\t\t选\t单位\t",
		"日期\t日期\t\t\t\t选\t单位\t", "数量\t整数\t\t\t\t选\t单位\t", "面积\t小数\t3\t\t\t选\t单位\t",
		"状态\t选项\t\t措施状态\t\t选\t单位\t", "类别\t多选\t\t分类处置类别\t\t选\t单位\t", "是否\t是否\t\t\t\t选\t单位\t",
		"单位\t引用\t\t单位\t\t选\t单位\t", "配合\t多引用\t\t单位\t\t选\t单位\t", "相关\t多引用\t\t各型\t\t选\t单位\t", "合计\t公式\t3\t数量+面积\t\t选\t系统\t",
	}
	for _, tab := range tables {
		switch tab.Sheet {
		case "台账":
			row := make([]string, len(tab.Header))
			for h, v := range map[string]string{"代号": "T99", "名称": "各型", "主键": "编号", "填报单位": "社区", "新增行": "是", "预留行数": "3"} {
				row[slices.Index(tab.Header, h)] = v
			}
			tab.Rows = append(tab.Rows, templates.TableRow{Number: 900, Cells: row})
		case "栏目":
			for i, c := range columns {
				f := strings.Split(c, "\t")
				row := make([]string, len(tab.Header))
				for j, h := range []string{"栏目", "类型", "小数位", "取值", "从属栏目", "必填", "填写方", "规则"} {
					row[slices.Index(tab.Header, h)] = f[j]
				}
				row[slices.Index(tab.Header, "台账")] = "各型"
				tab.Rows = append(tab.Rows, templates.TableRow{Number: 900 + i, Cells: row})
			}
		}
	}
	plan, err := templates.Load(tables)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// canonical draws a value a column may hold in the master.
func canonical(r *rapid.T, c *templates.Column) string {
	if rapid.IntRange(0, 4).Draw(r, "empty") == 0 {
		return ""
	}
	several := func(from []string) string {
		return strings.Join(rapid.SliceOfNDistinct(rapid.SampledFrom(from), 1, 3, rapid.ID[string]).Draw(r, c.Name), cell.ListSeparator)
	}
	switch c.Type {
	case cell.Date:
		day := time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 55000).Draw(r, c.Name))
		return day.Format(time.DateOnly)
	case cell.Integer:
		return fmt.Sprint(rapid.IntRange(-1e6, 1e9).Draw(r, c.Name))
	case cell.Decimal:
		return decimal.New(rapid.Int64Range(-1e9, 1e12).Draw(r, c.Name), -3).String()
	case cell.YesNo:
		return rapid.SampledFrom([]string{"是", "否"}).Draw(r, c.Name)
	case cell.Choice, cell.Ref:
		return rapid.SampledFrom(c.Choices()).Draw(r, c.Name)
	case cell.Choices:
		return several(c.Choices())
	case cell.Refs:
		if c.Target != nil {
			return several([]string{"1-01", "SQ01-T99-0001", "2025-03", "007"})
		}
		return several(c.Choices())
	}
	text := rapid.StringOfN(rapid.RuneFrom([]rune("一二三甲乙〔〕（）《》，。;=+-@'\"&<> 0123456789.eEx_\n")), 1, 60, -1).Draw(r, c.Name)
	// What reading would take otherwise is not canonical.
	v, _ := c.ParseText(text)
	return v
}

// Whatever is written into a form reads back equal.
func TestRoundTrip(t *testing.T) {
	plan := everyType(t)
	l := plan.Ledger("各型")
	// Each check writes a workbook of many rows.
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		if err := f.Value.Set("15"); err != nil {
			t.Fatal(err)
		}
		defer f.Value.Set(f.DefValue)
	}
	rapid.Check(t, func(r *rapid.T) {
		req := Request{Plan: plan, Unit: plan.Unit("社区一"), Issue: 1, Issued: "2025-06-10", Ledgers: []*templates.Ledger{l}, Rows: map[string][]templates.Record{}}
		for n := range rapid.IntRange(1, 40).Draw(r, "rows") {
			values := make([]string, len(l.Columns))
			for i, c := range l.Columns {
				if c.Type != cell.Formula {
					values[i] = canonical(r, c)
				}
			}
			l.Compute(values)
			req.Rows[l.Name] = append(req.Rows[l.Name], templates.Record{ID: fmt.Sprint("行", n), Version: n, Values: values})
		}
		wb := open(t, write(t, req))
		rows := cells(t, wb, l.Name)
		for n, rec := range req.Rows[l.Name] {
			row := rows[dataRow+n]
			if row[IDColumn].Text != rec.ID {
				r.Fatalf("row %d is %q", n, row[IDColumn].Text)
			}
			got := make([]string, len(l.Columns))
			for i, c := range l.Columns {
				v, issue := c.Read(row[FirstColumn+i], wb.Date1904())
				if issue != nil && issue.Severity == finding.Error {
					r.Fatalf("%s: wrote %q: %s", c.Name, rec.Values[i], issue.Message)
				}
				got[i] = v
				if c.Type == cell.Formula && rec.Values[i] != "" {
					if d, err := decimal.NewFromString(row[FirstColumn+i].Text); err != nil || !d.Round(3).Equal(decimal.RequireFromString(rec.Values[i])) {
						r.Fatalf("%s: cached %q, computed %q", c.Name, row[FirstColumn+i].Text, rec.Values[i])
					}
				}
			}
			l.Compute(got)
			if !slices.Equal(got, rec.Values) {
				r.Fatalf("wrote %q\nread  %q", rec.Values, got)
			}
		}
	})
}

// Nothing on a form is meant for programmers.
func TestFormsSpeakChinese(t *testing.T) {
	plan := standardPlan(t)
	latin := regexp.MustCompile(`[A-Za-z_]{3,}`)
	fine := regexp.MustCompile(`^(Excel|WPS|pdf|jpg|[A-Z]+)$`)
	data := write(t, request(plan, plan.Unit("纪检监察工委")))
	wb := open(t, data)
	var texts []string
	for _, s := range wb.Sheets() {
		for _, row := range cells(t, wb, s.Name) {
			for _, c := range row {
				texts = append(texts, c.Text)
			}
		}
	}
	for _, s := range parts(t, data) {
		for _, v := range s.Validations {
			texts = append(texts, v.Prompt, v.PromptTitle, v.Error, v.ErrorTitle)
		}
		texts = append(texts, s.Footer)
	}
	for _, text := range texts {
		for _, w := range latin.FindAllString(text, -1) {
			if !fine.MatchString(w) {
				t.Errorf("%q in %q", w, text)
			}
		}
	}
}

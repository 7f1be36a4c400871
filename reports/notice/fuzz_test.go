package notice

import (
	"strings"
	"testing"

	"taizhang/reports/docx"
)

// FuzzTemplate: no template may panic or hang, whatever its braces hold.
func FuzzTemplate(f *testing.F) {
	for _, s := range []string{
		"标题\n\n{{每组 问题清单.大类}}\n\n{{序}}{{大类}}\n\n{{每行 问题清单：大类=[外.大类]；按 问题编号；间隔 ；}}{{问题表述}}{{完}}\n\n{{完}}",
		"{{如果 [违建.处数] > 1 且 {反馈日} 非空}}甲{{否则}}乙{{完}}", "｛｛违建.处数｝｝", "{{完}}{{完}}{{否则}}", "{{每行 问题清单}}{{每行",
		"{{组内:违建.处数}}{{外.外.外.a}}{{序:}}{{序一:甲}}{{是序}}{{:}}{{}}{{待补充}}", "{{如果 [}}{{完}}", "{{如果 {}}{{完}}", "{{如果 }}{{完}}",
		"{{每行 }}{{完}}{{每组 .}}{{完}}{{每行：}}{{完}}{{每行 问题清单：；间隔}}{{完}}", "| {{每行 问题清单}} | {{完}} |\n|---|---|\n| a | b |",
		"{{如果 大类 = [外.大类]}}{{完}}{{每行 问题清单}}{{如果 重复于.问题表述 含 作}}{{外.大类}}{{完}}{{完}}",
	} {
		f.Add(s, "{{违建.处数}}")
	}
	c := fixture(f, nil)
	tasks := c.Plan.Ledger("整改任务")
	row := c.Set.Data().Rows(tasks)[0]
	said := tasks.Role("公开表述").Index
	evaluate := func(template string, public bool) {
		var ps []docx.TemplateParagraph
		for i, line := range strings.Split(template, "\n") {
			ps = append(ps, docx.TemplateParagraph{Index: i, TextParagraph: docx.TextParagraph{Text: docx.NormalizeSlots(line), Table: len(line) % 2, Row: len(line) % 3, Cell: len(line) % 5}})
		}
		e := newCompiler(Input{Plan: c.Plan, Set: c.Set, Public: public}, "模板.txt", ps).evaluate()
		for _, p := range e.paragraphs() {
			last := 0
			for _, s := range p.Spans {
				if s.Start < last || s.End < s.Start || s.End > len(p.Text) {
					f.Fatalf("span %v of %q", s, p.Text)
				}
				last = s.End
			}
		}
		e.result()
	}
	f.Fuzz(func(t *testing.T, template, value string) {
		if len(template) > 2000 || len(value) > 500 || strings.Count(template, "每") > 4 {
			return
		}
		evaluate(template, len(value)%2 == 0)
		kept := row.Values[said]
		row.Values[said] = value
		evaluate("{{每行 整改任务}}{{公开表述}}{{完}}", true)
		row.Values[said] = kept
	})
}

package notice

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"taizhang/reports/docx"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// codeTemplate is the code of findings about the template itself.
const codeTemplate = "通报模板"

// codePrivate is the code of findings about what must not be public.
const codePrivate = "R-111"

// source is one paragraph of the template, with its slots normalised.
type source struct {
	docx.TemplateParagraph
	tokens []token
}

// compiler turns paragraphs into a tree, resolving every name on the way, so
// that a mistake is found even where no row reaches it.
type compiler struct {
	in       Input
	name     string // the template's file name
	sources  []source
	tables   *tables
	findings []finding.Finding
	seen     map[finding.Finding]bool
}

func newCompiler(in Input, name string, paragraphs []docx.TemplateParagraph) *compiler {
	c := &compiler{in: in, name: name, seen: map[finding.Finding]bool{}}
	for _, p := range paragraphs {
		c.sources = append(c.sources, source{p, tokens(p.Text)})
	}
	return c
}

// mostSlots is how many slots a template may have. No notice comes near; a text
// pasted over and over does.
const mostSlots = 20_000

func (c *compiler) slots() (n int) {
	for _, s := range c.sources {
		n += len(s.tokens)
	}
	return n
}

// leftovers finds what a reader of the file would see besides the text, and what
// nobody sees: it would be published with the notice.
func (c *compiler) leftovers(tpl *docx.Template) {
	if !c.in.Public {
		return
	}
	for _, what := range tpl.Leftovers() {
		c.add(finding.Finding{Severity: finding.Error, Code: codeTemplate, File: c.name,
			Message: fmt.Sprintf("通报模板里有%s，会跟着社会公开稿一起公开。", what), Fix: "请在 Word 的“审阅”里接受或拒绝全部修订、删去批注和隐藏文字，再运行一次。"})
	}
	for i, p := range c.sources {
		if cell.HasHidden(p.Text) {
			c.add(finding.Finding{Severity: finding.Error, Code: codeTemplate, File: c.name,
				Message: fmt.Sprintf("通报模板第 %d 段有看不见的字符（零宽、方向控制或控制字符）。", i+1), Fix: "请把这一段重新输入，不要从网页或聊天窗口粘贴。"})
		}
	}
}

// tree builds the whole template.
func (c *compiler) tree() []node {
	var items []item
	for i, s := range c.sources {
		before, inner, after := split(s.Text, s.tokens)
		for _, t := range before {
			items = append(items, item{token: t, source: i})
		}
		if len(inner) > 0 || len(before) == 0 {
			fixed := true
			for _, t := range inner {
				fixed = fixed && !t.directive() && !strings.HasPrefix(t.expr, withheldWord)
			}
			items = append(items, item{para: true, source: i, inner: inner, fixed: fixed})
		}
		for _, t := range after {
			items = append(items, item{token: t, source: i})
		}
	}
	return c.build(items, &frame{})
}

// add keeps a finding once.
func (c *compiler) add(f finding.Finding) {
	if !c.seen[f] {
		c.seen[f] = true
		c.findings = append(c.findings, f)
	}
}

// fault reports a mistake at a place in the template, with the paragraph quoted.
func (c *compiler) fault(it item, message, fix string) {
	if it.report != nil {
		where := "里"
		if it.token.expr != "" {
			where = "里的 {{" + it.token.expr + "}}："
		}
		it.report(where+message, fix)
		return
	}
	p := c.sources[it.source]
	c.add(finding.Finding{
		Severity: finding.Error, Code: codeTemplate, File: c.name,
		Message: fmt.Sprintf("通报模板第 %d 段“%s”：%s。", it.source+1, excerpt(p.Text, it.token.from, it.token.to), message),
		Fix:     fix,
	})
}

// excerpt is a stretch of text around some bytes, short enough for a message.
func excerpt(text string, from, to int) string {
	const around = 16
	start, end := from, to
	for range around {
		_, n := utf8.DecodeLastRuneInString(text[:start])
		start -= n
		_, n = utf8.DecodeRuneInString(text[end:])
		end += n
	}
	s := strings.Join(strings.Fields(text[start:end]), " ")
	if start > 0 {
		s = "…" + s
	}
	if end < len(text) {
		s += "…"
	}
	return s
}

package notice

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"taizhang/reports/docx"
	"taizhang/sheets"
	"taizhang/sheets/disclosure"
	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// Input is what a notice is filled from.
type Input struct {
	Plan *templates.Plan
	Set  *figure.Set
	AsOf string // ISO date; what 截至日 prints where the plan leaves it empty
	// Control decides which numbers of small groups the public variant prints; nil where
	// the plan sets no limit.
	Control *disclosure.Control
	Public  bool // 社会公开稿, else 党内通报稿
	// Table makes a table of a block of the plan; nil where none can be made.
	Table func(b *templates.Block, public bool) *Table
	// Outstanding is what is wrong with the ledger: while an error stands on what
	// the public variant says it is not finished.
	Outstanding []finding.Finding
}

// param is a parameter's value.
func (in Input) param(name string) string {
	if name == variantParam {
		return Variant(in.Public)
	}
	v := in.Plan.Param(templates.ParamName(name))
	if v == "" && name == "截至日" {
		return in.AsOf
	}
	return v
}

// Result says whether the draft is complete, and why not.
type Result struct {
	Findings []finding.Finding
	Missing  []string // what stands as 【待补充：…】
	Reviews  []Review // what a person has looked at, or has still to
	Blocked  bool     // the draft must be named 未完成
}

// Variant is the name of a variant as it stands in file names and in 变体.
func Variant(public bool) string {
	if public {
		return "社会公开稿"
	}
	return "党内通报稿"
}

// Render fills the template (.docx, or .md/.txt by its name) and writes a .docx.
// A mistake in the template is a finding, not an error: the draft is written
// as far as it goes, with the places marked.
func Render(template []byte, name string, in Input, w io.Writer) (*Result, error) {
	tpl, e, err := fillIn(template, name, in)
	if err != nil {
		return nil, err
	}
	outputs := make([]docx.Output, len(e.out))
	for i, p := range e.out {
		outputs[i] = docx.Output{Source: e.sources[p.source].Index, TableCopy: p.table, RowCopy: p.row}
		for _, pc := range p.pieces {
			outputs[i].Pieces = append(outputs[i].Pieces, pc.Piece)
		}
		if src := e.sources[p.source]; src.Style == docx.Title.Name() || src.Style == docx.AttachmentTitle.Name() {
			outputs[i].Pieces = breakTitle(outputs[i].Pieces, src.Text, in.titleWords())
		}
	}
	if err := tpl.Publish(w, outputs); err != nil {
		return nil, err
	}
	return e.result(), nil
}

// Markdown fills the template and writes Markdown for a website.
func Markdown(template []byte, name string, in Input, w io.Writer) (*Result, error) {
	var b bytes.Buffer
	result, err := Render(template, name, in, &b)
	if err != nil {
		return nil, err
	}
	content, err := docx.Read(b.Bytes())
	if err != nil {
		return nil, err
	}
	_, err = io.WriteString(w, docx.ToMarkdown(content.Document()))
	return result, err
}

// Span is a stretch of a filled paragraph that did not stand in the template.
type Span struct {
	Start, End int    // bytes of the text
	Code       string // a figure's code, 参数:名称, 台账.栏目, 序 or 变体
	Group      string // the group a figure is narrowed to, or the row's key
	By         string // the column that groups
}

// Paragraph is one paragraph of a filled notice.
type Paragraph struct {
	Text  string
	Row   int // of the tables, from 1; 0 outside
	Spans []Span
}

// Text fills the template and returns the paragraphs of its body, each with the
// source of what was filled in.
func Text(template []byte, name string, in Input) ([]Paragraph, *Result, error) {
	_, e, err := fillIn(template, name, in)
	if err != nil {
		return nil, nil, err
	}
	return e.paragraphs(), e.result(), nil
}

// fillIn reads the template and evaluates it.
func fillIn(template []byte, name string, in Input) (*docx.Template, *eval, error) {
	made := &tables{in: in, of: map[string]*blockTable{}}
	tpl, doc, err := openTemplate(template, name, made)
	if err != nil {
		return nil, nil, err
	}
	c := newCompiler(in, filepath.Base(name), tpl.Paragraphs())
	c.tables = made
	if n := c.slots(); n > mostSlots {
		return nil, nil, &docx.Error{Message: fmt.Sprintf("通报模板里有 %d 处 {{…}}，超过 %d 处，没有填写；请看是不是把内容重复粘贴了很多遍", n, mostSlots)}
	}
	for _, s := range tpl.Stray() {
		c.add(finding.Finding{Severity: finding.Error, Code: codeTemplate, File: c.name,
			Message: fmt.Sprintf("%s 在文本框、脚注或尾注里，填不进去。", s), Fix: "请把它移到正文里。"})
	}
	c.leftovers(tpl)
	e := c.evaluate()
	if doc != nil {
		fitted, err := e.refit(doc)
		if err != nil {
			return nil, nil, err
		}
		tpl = cmp.Or(fitted, tpl)
	}
	return tpl, e, nil
}

func (c *compiler) evaluate() *eval {
	e := &eval{compiler: c, counts: map[string]int{}, totals: map[*templates.Figure][]*sheets.Row{}, wrong: newOutstanding(c.in.Outstanding)}
	e.walk(c.tree(), nil)
	e.check()
	return e
}

func (e *eval) paragraphs() []Paragraph {
	var out []Paragraph
	row, last := 0, [4]int{}
	for _, p := range e.out {
		src := e.sources[p.source]
		if src.Place != docx.InBody && src.Place != docx.InTable {
			continue
		}
		if at := [4]int{src.Table, p.table, src.Row, p.row}; src.Table > 0 && at != last {
			row, last = row+1, at
		}
		var b strings.Builder
		var spans []Span
		for _, pc := range p.pieces {
			from := b.Len()
			if pc.kept {
				b.WriteString(e.sources[p.source].Text[pc.From:pc.To])
				continue
			}
			b.WriteString(pc.Text)
			spans = append(spans, Span{from, b.Len(), pc.fill.code, pc.fill.group, pc.fill.by})
		}
		paragraph := Paragraph{Text: b.String(), Spans: spans}
		if src.Table > 0 {
			paragraph.Row = row
		}
		out = append(out, paragraph)
	}
	return out
}

func (e *eval) result() *Result {
	findings := slices.Clone(e.findings)
	finding.Sort(findings)
	return &Result{Findings: findings, Missing: e.missed, Reviews: e.reviews, Blocked: len(e.missed) > 0 || finding.HasErrors(findings)}
}

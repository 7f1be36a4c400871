package notice

import (
	"errors"
	"io"

	"taizhang/sheets/figure"
	"taizhang/templates"
)

// Input is what a notice is filled from.
type Input struct {
	Plan   *templates.Plan
	Set    *figure.Set
	AsOf   string // ISO date; rows are the caller's choice, this only prints
	Public bool   // 社会公开稿, else 党内通报稿
}

// Result says whether the draft is complete, and why not.
type Result struct {
	Findings []templates.Finding
	Missing  []string // what stands as 【待补充：…】
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
func Render(template []byte, name string, in Input, w io.Writer) (*Result, error) {
	return nil, errors.New("notice: Render: not yet written")
}

// Markdown fills the template and writes Markdown for a website.
func Markdown(template []byte, name string, in Input, w io.Writer) (*Result, error) {
	return nil, errors.New("notice: Markdown: not yet written")
}

// Span is a stretch of a filled paragraph that did not stand in the template.
type Span struct {
	Start, End int    // bytes of the text
	Code       string // the figure's code, 参数:名称, or 台账.栏目
}

// Paragraph is one paragraph of a filled notice.
type Paragraph struct {
	Text  string
	Spans []Span
}

// Text fills the template and returns its paragraphs, each with the source of
// what was filled in.
func Text(template []byte, name string, in Input) ([]Paragraph, *Result, error) {
	return nil, nil, errors.New("notice: Text: not yet written")
}

package audit

import (
	"encoding/json"

	"taizhang/reports/audit/quantity"
	"taizhang/reports/notice"
	"taizhang/sheets/campaign"
	"taizhang/templates"
)

// Draft is a notice as it was written, with where everything in it came from. It
// is kept when a report writes one, so that what becomes of its text can be held
// against it.
type Draft struct {
	Variant    string      `json:"variant"`
	AsOf       string      `json:"as_of"`
	Merge      int         `json:"merge"`
	Paragraphs []Paragraph `json:"paragraphs"`

	grams map[string]bool // made when a text is first held against it
}

// Paragraph is a paragraph or a cell of a text.
type Paragraph struct {
	Text  string `json:"text"`
	Row   int    `json:"row,omitempty"`   // of the tables, from 1; 0 outside
	Aside bool   `json:"aside,omitempty"` // in a header, a footer, a note or a text box
	Spans []Span `json:"spans,omitempty"`
	at    int    // in the file it was read from
}

// Span is a stretch that did not stand in the template.
type Span struct {
	Start int    `json:"start"` // bytes
	End   int    `json:"end"`
	Code  string `json:"code"`            // a figure's code, 参数:名称, 台账.栏目, 序 or 变体
	Name  string `json:"name,omitempty"`  // of the figure, in words
	Group string `json:"group,omitempty"` // the group a figure is narrowed to, or the row's key
	By    string `json:"by,omitempty"`    // the column that groups
}

// NewDraft makes a draft of a filled notice. Document is the file written of it,
// which says what else stands in it; nil for the filled text alone.
func NewDraft(in notice.Input, merge int, filled []notice.Paragraph, document []byte) (*Draft, error) {
	d := &Draft{Variant: notice.Variant(in.Public), AsOf: in.AsOf, Merge: merge}
	if document == nil {
		for _, p := range filled {
			d.Paragraphs = append(d.Paragraphs, Paragraph{Text: p.Text, Row: p.Row, Spans: spans(in.Plan, p)})
		}
		return d, nil
	}
	var err error
	if d.Paragraphs, err = Read(document, "x.docx"); err != nil {
		return nil, err
	}
	at := 0
	for i := range d.Paragraphs {
		for k := at; k < len(filled); k++ {
			if filled[k].Text == d.Paragraphs[i].Text {
				d.Paragraphs[i].Spans, at = spans(in.Plan, filled[k]), k+1
				break
			}
		}
	}
	return d, nil
}

func spans(p *templates.Plan, text notice.Paragraph) (out []Span) {
	for _, s := range text.Spans {
		x := Span{s.Start, s.End, s.Code, "", s.Group, s.By}
		if f := p.Figure(s.Code); f != nil {
			x.Name = f.Name
		}
		out = append(out, x)
	}
	return out
}

// Says is what the draft says, whatever the day.
func (d *Draft) Says() []byte {
	b, _ := json.Marshal(d.Paragraphs) // of strings and numbers: cannot fail
	return b
}

// Encode writes a draft for keeping.
func (d *Draft) Encode() ([]byte, error) { return campaign.Pack(d) }

// Decode reads a draft that was kept.
func Decode(kept []byte) (*Draft, error) {
	d := &Draft{}
	if err := campaign.Unpack(kept, d); err != nil {
		return nil, err
	}
	for _, p := range d.Paragraphs {
		for _, s := range p.Spans {
			if s.Start < 0 || s.End < s.Start || s.End > len(p.Text) {
				return nil, errDraft
			}
		}
	}
	return d, nil
}

// body is the draft without what plain text cannot hold.
func (d *Draft) body() []Paragraph {
	var out []Paragraph
	for _, p := range d.Paragraphs {
		if !p.Aside {
			out = append(out, p)
		}
	}
	return out
}

// scan reads paragraphs as tokens.
func scan(ps []Paragraph) []quantity.Token {
	text := make([]quantity.Paragraph, len(ps))
	for i, p := range ps {
		text[i] = quantity.Paragraph{Text: p.Text, Apart: p.Row > 0 || p.Aside}
	}
	return quantity.Scan(text)
}

package papers

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"taizhang/reports/docx"
	"taizhang/sheets/campaign"
	"taizhang/sheets/deadline"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// Closing is the closing sheet of one measure that claims completion.
type Closing struct {
	Measure   string   `json:"measure"`
	Unit      string   `json:"unit"`
	Closed    bool     `json:"closed"`
	Obstacles []string `json:"obstacles"` // why it cannot be closed yet
	File      string   `json:"file"`

	m *measure
}

// closings are the measures claimed and not closed, and those that are closed,
// whose sheet goes to the files.
func (g *generator) closings() []Closing {
	var out []Closing
	for _, m := range g.measures {
		if !m.Done {
			continue
		}
		c := Closing{
			Measure: m.Key(), Unit: m.unit, Closed: m.Closed, Obstacles: []string{}, m: m,
			File: path.Join(campaign.Papers, closingDir, fmt.Sprintf("%s-%s.docx", closingDir, fileSafe(m.Key()))),
		}
		c.Obstacles = append(c.Obstacles, deadline.Obstacles(m.Row, g.AsOf)...)
		out = append(out, c)
	}
	return out
}

func fileSafe(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/:*?"<>|`, r) || r < ' ' {
			return '_'
		}
		return r
	}, s)
}

// pending are the closing sheets somebody still has to act on.
func pending(all []Closing) (out []Closing) {
	for _, c := range all {
		if !c.Closed {
			out = append(out, c)
		}
	}
	return out
}

// obstacleText is what the office still has to see to.
func (c Closing) obstacleText() string {
	switch {
	case c.Closed:
		return "已销号"
	case len(c.Obstacles) == 0:
		return "可以销号"
	}
	return strings.Join(c.Obstacles, "；")
}

// document is a form: what was done and how it is shown, and the boxes in which
// unit, checker and office sign.
func (c Closing) document(g *generator) *docx.Document {
	w, m := g.roles, c.m
	wide := func(label, text string, height int) docx.Row {
		return docx.Row{Height: height, Cells: []docx.Cell{{Text: label, Label: true}, {Text: text, Span: 3}}}
	}
	pair := func(a, x, b, y string) docx.Row {
		return docx.Row{Cells: []docx.Cell{{Text: a, Label: true}, {Text: x}, {Text: b, Label: true}, {Text: y}}}
	}
	day := func(col *templates.Column) string { return cell.ChineseDate(m.Value(col)) }
	t := docx.Table{Widths: []int{6, 11, 6, 11}}
	t.Rows = append(t.Rows, pair(g.ledgerKey(), m.Key(), g.label(w.due), strings.ReplaceAll(dueText(m), "\n", "")))
	if w.parent != nil {
		t.Rows = append(t.Rows, wide(g.word("所属问题"), g.problemText(m), 0))
	}
	t.Rows = append(t.Rows,
		wide(g.label(w.action), m.Value(w.action), 0), wide(g.label(w.result), m.Value(w.result), 0),
		pair(g.label(w.unit), cell.Enumerate(m.unit), g.label(w.leader), m.Value(w.leader)),
		pair(g.label(w.person), m.Value(w.person), g.label(w.done), day(w.done)),
		wide(g.word("完成情况"), m.Value(w.progress), 16), wide(g.label(w.evidence), m.Value(w.evidence), 12),
		pair(g.label(w.applied), day(w.applied), g.word("现在状态"), m.Value(w.state)),
	)
	if !c.Closed {
		t.Rows = append(t.Rows, wide(g.word("还不能销号的原因"), c.obstacleText(), 0))
	}
	signed := "\n签字：　　　　　　　　年　月　日"
	t.Rows = append(t.Rows, wide(g.label(w.unit)+"\n意见", signed, 16))
	if w.leader != nil {
		t.Rows = append(t.Rows, wide(g.label(w.leader)+"\n意见", signed, 16))
	}
	t.Rows = append(t.Rows, pair(g.label(w.checker), m.Value(w.checker), g.label(w.closed), day(w.closed)),
		wide(g.word("整改办审核意见"), "□同意销号　　□退回补充"+signed, 18))
	t.Rows = slices.DeleteFunc(t.Rows, unlabelled)
	doc := &docx.Document{Author: g.param("督办署名"), NoPageNumbers: true}
	return doc.Add(docx.P(docx.Title, g.word(closingDir)), docx.P(docx.FileNumber, g.Plan.Param(templates.ParamCampaign)), t)
}

// unlabelled: the plan has none of the columns of the line.
func unlabelled(r docx.Row) bool {
	return !slices.ContainsFunc(r.Cells, func(c docx.Cell) bool { return c.Label && c.Text != "" })
}

// problemText is the problem a measure belongs to: its number and first long
// text.
func (g *generator) problemText(m *measure) string {
	key := m.Value(g.roles.parent)
	if g.roles.parent == nil || g.roles.parent.Target == nil {
		return key
	}
	if r := g.data.Find(g.roles.parent.Target, key); r != nil {
		for _, c := range r.Ledger.Columns {
			if c.Type == cell.LongText && r.Value(c) != "" {
				return key + "　" + c.Show(r.Value(c))
			}
		}
	}
	return key
}

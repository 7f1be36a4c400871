package notice

import (
	"strings"

	"taizhang/reports/docx"
	"taizhang/templates"
)

// breakTitle puts line breaks into a title that is longer than a line.
func breakTitle(pieces []docx.Piece, source string, words []string) []docx.Piece {
	said := func(p docx.Piece) string {
		if p.Text == "" {
			return source[p.From:p.To]
		}
		return p.Text
	}
	var whole strings.Builder
	for _, p := range pieces {
		whole.WriteString(said(p))
	}
	lines := strings.Split(docx.TitleLines(whole.String(), words), "\n")
	if len(lines) == 1 || strings.Contains(whole.String(), "\n") {
		return pieces
	}
	var out []docx.Piece
	left := len(lines[0]) // bytes to the next break
	for _, p := range pieces {
		for len(lines) > 1 && left < len(said(p)) {
			head, tail := p, p
			if p.Text == "" {
				head.To, tail.From = p.From+left, p.From+left
			} else {
				head.Text, tail.Text = p.Text[:left], p.Text[left:]
			}
			if left > 0 {
				out = append(out, head)
			}
			out = append(out, docx.Piece{From: tail.From, Text: "\n"})
			p, lines = tail, lines[1:]
			left = len(lines[0])
		}
		left -= len(said(p))
		out = append(out, p)
	}
	return out
}

// titleWords are the names that a title must not break: what the plan calls itself, its
// units and the round.
func (in Input) titleWords() []string {
	var out []string
	for _, name := range []templates.ParamName{"署名简称", "署名", "轮次", "巡察机构", "巡察类型", templates.ParamCampaign, templates.ParamIssuer} {
		if v := in.Plan.Param(name); v != "" {
			out = append(out, v)
		}
	}
	for _, u := range in.Plan.Units {
		out = append(out, u.Name)
	}
	return out
}

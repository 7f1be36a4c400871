package papers

import (
	"taizhang/reports/docx"
	"taizhang/sheets/deadline"
	"taizhang/templates/book"
)

// Colours of the three lights, the same in every paper, table and chart.
var lightFill = map[deadline.Light]string{deadline.Green: book.Green, deadline.Yellow: book.Yellow, deadline.Red: book.Red}

// lightInk keeps the letters readable on the colour.
var lightInk = map[deadline.Light]string{deadline.Red: "FFFFFF"}

// document sets a paper in official form.
func (p Paper) document() *docx.Document {
	doc := &docx.Document{Author: p.signature}
	doc.Add(docx.P(docx.Title, p.title), docx.P(docx.FileNumber, p.numberLine), docx.P(docx.Salutation, p.salutation))
	for _, s := range p.body {
		doc.Add(docx.P(docx.Body, s))
	}
	doc.Add(p.table.document())
	if p.signature != "" {
		doc.Add(docx.P(docx.Signature, p.signature))
	}
	doc.Add(docx.P(docx.Date, p.dated()))
	if copied := p.copied(); copied != "" {
		doc.Add(docx.P(docx.Salutation, copied))
	}
	if p.reply.title != "" {
		title := docx.P(docx.TableTitle, p.reply.title)
		if title.PageBreakBefore = p.reply.alone; !p.reply.alone {
			doc.Add(docx.P(docx.Body, ""))
		}
		doc.Add(title, p.reply.document())
	}
	return doc
}

func (t table) document() docx.Table {
	out := docx.Table{Widths: t.widths, Header: 1, Rows: []docx.Row{{}}}
	for _, h := range t.head {
		out.Rows[0].Cells = append(out.Rows[0].Cells, docx.Cell{Text: h})
	}
	for _, r := range t.rows {
		var row docx.Row
		for _, e := range r {
			c := docx.Cell{Runs: []docx.Run{{Text: e.text, Colour: lightInk[e.light], Bold: e.light > deadline.NoLight}}, Fill: lightFill[e.light]}
			if e.centre {
				c.Align = docx.AlignCenter
			}
			row.Cells = append(row.Cells, c)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// document lays the slip out in four columns: label, room, label, room.
func (f slip) document() docx.Table {
	t := docx.Table{Widths: []int{5, 11, 5, 9}}
	for _, r := range f.rows {
		var row docx.Row
		if r.tall {
			row.Height = 18
			if f.alone {
				row.Height = 52
			}
		}
		for _, c := range r.cells {
			row.Cells = append(row.Cells, docx.Cell{Text: c.label, Label: true}, docx.Cell{Text: c.value, Span: 4/len(r.cells) - 1})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

package papers

import (
	"strings"

	"taizhang/reports/docx"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// Colours of the three levels, the same in every paper, table and chart.
var levelFill = map[level]string{green: book.Green, yellow: book.Yellow, red: book.Red}

// levelInk keeps the letters readable on the colour.
var levelInk = map[level]string{red: "FFFFFF"}

// document sets a paper in official form.
func (p Paper) document() *docx.Document {
	doc := &docx.Document{Author: p.signature}
	doc.Add(docx.P(docx.Title, p.title), docx.P(docx.FileNumber, p.numberLine), docx.P(docx.Salutation, p.salutation))
	for _, s := range p.body {
		doc.Add(docx.P(docx.Body, s))
	}
	doc.Add(p.table.table())
	if p.signature != "" {
		doc.Add(docx.P(docx.Signature, p.signature))
	}
	date := cell.ChineseDate(p.Date)
	if date == "" {
		date = "　　年　月　日"
	}
	doc.Add(docx.P(docx.Date, date))
	if len(p.Copies) > 0 {
		doc.Add(docx.P(docx.Salutation, "抄送："+strings.Join(p.Copies, "，")+"。"))
	}
	if p.reply.title != "" {
		title := docx.P(docx.TableTitle, p.reply.title)
		if title.PageBreakBefore = p.reply.alone; !p.reply.alone {
			doc.Add(docx.P(docx.Body, ""))
		}
		doc.Add(title, p.reply.table())
	}
	return doc
}

func (g grid) table() docx.Table {
	t := docx.Table{Widths: g.widths, Header: 1, Rows: []docx.Row{{}}}
	for _, h := range g.head {
		t.Rows[0].Cells = append(t.Rows[0].Cells, docx.Cell{Text: h})
	}
	for _, r := range g.rows {
		var row docx.Row
		for _, e := range r {
			c := docx.Cell{Runs: []docx.Run{{Text: e.text, Colour: levelInk[e.level], Bold: e.level > noLevel}}, Fill: levelFill[e.level]}
			if e.centre {
				c.Align = docx.AlignCenter
			}
			row.Cells = append(row.Cells, c)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// table lays the slip out in four columns: label, room, label, room.
func (f slip) table() docx.Table {
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

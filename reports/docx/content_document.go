package docx

import "strings"

// Document turns what was read, body and tables, into a Document: by style names where they are ours
// and by the look of the text (一、, (一), 1., 问题1.) where they are not.
func (c *Content) Document() *Document {
	doc := &Document{}
	var fixed []bool
	var table *Table
	last := TextParagraph{}
	for _, p := range c.Paragraphs {
		switch p.Place {
		case InBody:
			table = nil
			if strings.TrimSpace(p.Text) == "" {
				continue
			}
			style, ours := StyleOf(p.Style)
			if !ours {
				style, _ = headingStyle(strings.TrimSpace(p.Text))
			}
			doc.Add(P(style, strings.TrimSpace(p.Text)))
			fixed = append(fixed, ours)
		case InTable:
			if table == nil || p.Table != last.Table {
				table = &Table{}
				doc.Add(*table)
				fixed = append(fixed, true)
				last = TextParagraph{}
			}
			table.add(p, last)
			doc.Blocks[len(doc.Blocks)-1] = *table
			last = p
		}
	}
	assignRoles(doc, fixed)
	return doc
}

// add puts a paragraph into its cell; last is the one added before it.
func (t *Table) add(p, last TextParagraph) {
	if p.Row != last.Row {
		t.Rows = append(t.Rows, Row{})
	}
	row := &t.Rows[len(t.Rows)-1]
	if style, _ := StyleOf(p.Style); style == TableHead && p.Row == len(t.Rows) && p.Row == 1 {
		t.Header = 1
	}
	if p.Row == last.Row && p.Cell == last.Cell {
		cell := &row.Cells[len(row.Cells)-1]
		cell.Text += "\n" + p.Text
		return
	}
	row.Cells = append(row.Cells, Cell{Text: p.Text, Span: p.Span})
}

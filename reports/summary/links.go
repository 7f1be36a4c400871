package summary

import "taizhang/templates/book"

// links joins the places of a workbook: a number to its block, a block to the rows,
// and every sheet back to the first page. A place is known by marks, such as
// rows:‹ledger›, and links name marks, for a place is drawn before or after them.
type links struct {
	home  string            // the sheet that everything leads back to
	marks map[string]string // mark → place
	open  []open
}

// open is a cell that leads to the first of some marks.
type open struct {
	sheet, cell string
	marks       []string
}

func newLinks(home string) *links { return &links{home: home, marks: map[string]string{}} }

// mark calls a row of the page by some marks; the first place keeps a mark.
func (p *page) mark(row int, marks []string) {
	for _, m := range marks {
		if p.links.marks[m] == "" {
			p.links.marks[m] = book.Quote(p.sheet) + "!" + book.At(1, row)
		}
	}
}

// link makes a cell of the page lead to the first of some marks.
func (p *page) link(col, row int, marks []string) {
	if len(marks) > 0 {
		p.links.open = append(p.links.open, open{p.sheet, book.At(col, row), marks})
	}
}

// join writes the links whose place the workbook has.
func (l *links) join(b *book.Book) {
	for _, o := range l.open {
		for _, m := range o.marks {
			if at := l.marks[m]; at != "" && at != book.Quote(o.sheet)+"!"+o.cell {
				b.Do(b.File.SetCellHyperLink(o.sheet, o.cell, at, "Location"))
				break
			}
		}
	}
}

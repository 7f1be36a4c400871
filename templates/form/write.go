package form

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// Request is one workbook to issue.
type Request struct {
	Plan       *templates.Plan
	Unit       *templates.Unit
	Issue      int                           // 发放序号, 1…
	Issued     string                        // ISO date
	Ledgers    []*templates.Ledger           // the sheets, in order
	Rows       map[string][]templates.Record // by ledger name: existing rows for this unit; without an id they are new
	NextSerial map[string]int                // by ledger name: first serial free for this unit
	Due        string                        // ISO day it is to be back; "" for none
	Asks       int                           // the issue whose request stands: this one, or an earlier one if nothing new is asked; 0 is this one
	Tag        string                        // shows that this form was sent out; "" for none
	Restricted bool
	Tables     []Table // more sheets, after the ledgers
	Loose      bool    // only to be compared: not deflated
}

// writer writes a form.
type writer struct {
	*book.Book
	Request
	lists  *lists
	sheets []*sheet
	locked bool
	dated  *templates.Plan // as it stands when the form is sent

	missing, wrong, asGiven int // conditional styles
}

// sheet is one ledger's place in the book.
type sheet struct {
	ledger *templates.Ledger
	rows   []templates.Record
	sample []string // the worked example
	serial int      // first number for rows without an id
	spare  int
	last   int // last row with an id
	end    int // last row that validations and formats cover
}

// dataRow is the first row under the worked example.
const dataRow = FirstRow + 1

// Rows beyond the prepared ones that still get dropdowns and checks.
const beyond = 500

// defaultSpare is how many rows are prepared where the plan says none.
const defaultSpare = 500

// Write writes the form of one unit.
func Write(ctx context.Context, w io.Writer, r Request) error {
	r.Asks = cmp.Or(r.Asks, r.Issue)
	b := &writer{Book: book.New(book.Song).Until(ctx), Request: r, locked: r.Plan.Param(templates.ParamProtected) == "是", dated: r.Plan.On(r.Issued)}
	defer b.Close()
	if err := b.fits(); err != nil {
		return fmt.Errorf("%s的填报表没有写成：%w", r.Unit.Name, err)
	}
	if r.Loose {
		b.Book.Loose()
	}
	b.plan()
	b.makeSheets()
	b.highlights()
	for _, s := range b.sheets {
		b.writeLedger(s)
	}
	for _, t := range b.Tables {
		WriteTable(b.Book, t)
	}
	b.writeHelp()
	b.lists.write()
	b.writeMeta()
	if err := b.Write(w); err != nil {
		return fmt.Errorf("%s的填报表没有写成：%w", r.Unit.Name, err)
	}
	return nil
}

// plan lays out every sheet before any is written: a dropdown on one may offer
// the keys of another.
func (b *writer) plan() {
	b.lists = newLists(b)
	for _, l := range b.Ledgers {
		s := &sheet{ledger: l, rows: b.Rows[l.Name], sample: Example(b.Plan, b.Unit, l)}
		if l.Adds && b.Unit.Is(l.FiledBy) {
			s.spare = cmp.Or(l.Spare, defaultSpare)
		}
		s.serial = b.firstSerial(s)
		s.last = dataRow + len(s.rows) + s.spare - 1
		s.end = max(s.last, dataRow)
		if s.spare > 0 {
			s.end += beyond
		}
		b.sheets = append(b.sheets, s)
	}
}

// fits refuses a form that could never be read when it comes back.
func (b *writer) fits() error {
	for _, l := range b.Ledgers {
		rows, width := len(b.Rows[l.Name]), FirstColumn-1+len(l.FormColumns())
		if most := xlsx.MostCells / 2 / width; rows > most {
			return &book.LimitError{Sheet: l.Name, What: fmt.Sprintf("要发 %d 行，多于报回时能读的 %d 行", rows, most),
				Fix: "请在方案的“台账”表写上分发列，让各单位只领自己的行；或把单位分得更细。"}
		}
	}
	return nil
}

// firstSerial is the first number that no existing row carries.
func (b *writer) firstSerial(s *sheet) int {
	first := max(b.NextSerial[s.ledger.Name], 1)
	prefix := strings.TrimSuffix(RowID(b.Unit.Code, s.ledger.Code, 0), "0000")
	for _, r := range s.rows {
		if tail, ok := strings.CutPrefix(r.ID, prefix); ok {
			if n, err := strconv.Atoi(tail); err == nil {
				first = max(first, n+1)
			}
		}
	}
	return first
}

func (b *writer) makeSheets() {
	b.Sheet(HelpSheet)
	for _, s := range b.sheets {
		b.Sheet(s.ledger.Name)
	}
	for _, name := range []string{OptionSheet, MetaSheet} {
		b.Sheet(name)
		b.Hide(name)
	}
}

// editable reports whether the unit may fill in the column here.
func (b *writer) editable(c *templates.Column) bool {
	return c.Type != cell.Formula && c.FilledBy(b.Unit)
}

// given is the column whose number prepared rows carry already, nil if there is
// none: the key, or a number that the ledger has besides its key.
func given(l *templates.Ledger) *templates.Column {
	if len(l.Key) == 1 && l.Key[0].FilledBySystem() {
		return l.Key[0]
	}
	for _, c := range l.Columns {
		unique := slices.ContainsFunc(c.Tags, func(t templates.Tag) bool { return t.Name == templates.TagUnique })
		if unique && c.FilledBySystem() && c.Type == cell.Text {
			return c
		}
	}
	return nil
}

// letter names the sheet column of a ledger column.
func letter(c *templates.Column) string { return book.Column(FirstColumn + c.Index) }

// at is the cell of column c in the first data row: relative, so that a
// validation or format moves with the row; absolute in its column if fixed.
func at(c *templates.Column, fixed bool) string {
	if fixed {
		return "$" + letter(c) + strconv.Itoa(dataRow)
	}
	return letter(c) + strconv.Itoa(dataRow)
}

// span is a column's cells from the first data row to the last covered one.
func (s *sheet) span(column string) string {
	return fmt.Sprintf("%s%d:%s%d", column, dataRow, column, s.end)
}

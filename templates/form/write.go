package form

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"taizhang/templates"
	"taizhang/templates/bookfile"
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
	Restricted bool
}

// book is a form being written.
type book struct {
	Request
	file   *excelize.File
	styles map[look]int
	lists  *lists
	sheets []*sheet
	locked bool

	missing, wrong int // conditional styles
}

// sheet is one ledger's place in the book.
type sheet struct {
	ledger *templates.Ledger
	rows   []templates.Record
	serial int // first number for rows without an id
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
	b := &book{Request: r, file: excelize.NewFile(), styles: map[look]int{}, locked: r.Plan.Param("锁定") == "是"}
	defer b.file.Close()
	b.plan()
	steps := []func() error{b.makeSheets, b.highlights, b.writeLedgers, b.writeHelp, b.lists.write, b.writeMeta}
	for _, step := range steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := step(); err != nil {
			return fmt.Errorf("%s的填报表没有写成：%w", r.Unit.Name, err)
		}
	}
	return bookfile.Write(w, b.file)
}

// plan lays out every sheet before any is written: a dropdown on one may offer
// the keys of another.
func (b *book) plan() {
	b.lists = newLists(b)
	for _, l := range b.Ledgers {
		s := &sheet{ledger: l, rows: b.Rows[l.Name]}
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

// firstSerial is the first number that no existing row carries.
func (b *book) firstSerial(s *sheet) int {
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

func (b *book) makeSheets() error {
	if err := b.file.SetDefaultFont(bodyFont); err != nil {
		return err
	}
	if err := b.file.SetSheetName(b.file.GetSheetName(0), HelpSheet); err != nil {
		return err
	}
	names := []string{}
	for _, s := range b.sheets {
		names = append(names, s.ledger.Name)
	}
	for _, name := range append(names, OptionSheet, MetaSheet) {
		if i, err := b.file.GetSheetIndex(name); err != nil || i >= 0 {
			return fmt.Errorf("工作表“%s”重复了", name)
		}
		if _, err := b.file.NewSheet(name); err != nil {
			return err
		}
	}
	b.file.SetActiveSheet(0)
	// Hidden while all sheets are small: it makes excelize read every one.
	return cmp.Or(b.file.SetSheetVisible(OptionSheet, false), b.file.SetSheetVisible(MetaSheet, false))
}

// editable reports whether the unit may fill in the column here.
func (b *book) editable(c *templates.Column) bool {
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
func letter(c *templates.Column) string {
	name, _ := excelize.ColumnNumberToName(FirstColumn + c.Index)
	return name
}

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

func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// fixedRange is an absolute range of one column of a sheet.
func fixedRange(sheet, column string, from, to int) string {
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", quoteSheet(sheet), column, from, column, to)
}

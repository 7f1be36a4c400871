package sheets

import (
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// Row is one row of a ledger with the place it was read from.
type Row struct {
	templates.Record
	Ledger *templates.Ledger
	Unit   string // the unit that filed it, "" for the office's own
	Scope  string // the office below that numbers and names for itself, "" for this one
	File   string // as shown to people
	Sheet  string
	Number int // row number in the sheet

	// Cols gives the sheet's column number for each ledger column, 0 where the
	// sheet has none; shared by all rows of a sheet.
	Cols []int
	// Bad marks cells that could not be read; rules over them stay silent.
	Bad map[int]bool
	// Stated is what stands in the column that the program numbers: it moves
	// with a row's content where people sort columns without the first ones.
	Stated string
	// Pending rows wait for a person's decision and do not count.
	Pending bool
	// Source is where a row of the master ledger came from.
	Source Source
	// Fold, if set, says which rows this one stands for in their place.
	Fold *Fold
}

// Fold is a group of rows that were counted where they are kept.
type Fold struct {
	Rows, Filled int  // how many, and how many of them have the value that is added up
	Late         bool // they are past their deadlines
}

// Weight is how many rows the row stands for.
func (r *Row) Weight() int {
	if r.Fold == nil {
		return 1
	}
	return r.Fold.Rows
}

// Filled is how many of them have a value in the column that is added up.
func (r *Row) Filled() int {
	if r.Fold == nil {
		return 1
	}
	return r.Fold.Filled
}

// Source is the line of a return that a row was taken from.
type Source struct {
	Unit, File, Digest, Sheet string
	Row                       int
	Updated                   string // ISO date of the last change
	Filler, Version           string // who filled the file in, and its plan version; known from its receipt
}

// Value is the row's canonical value in a column; "" for a nil column.
func (r *Row) Value(c *templates.Column) string {
	if c == nil {
		return ""
	}
	return r.Values[c.Index]
}

// Cell is the address of a column in the row's own sheet, the row's first cell
// if the sheet lacks the column.
func (r *Row) Cell(c *templates.Column) string {
	col := 1
	if c != nil && c.Index < len(r.Cols) && r.Cols[c.Index] > 0 {
		col = r.Cols[c.Index]
	}
	if r.Number == 0 {
		return ""
	}
	return xlsx.CellName(col, r.Number)
}

// Finding starts a finding at a column of the row.
func (r *Row) Finding(severity finding.Severity, code string, c *templates.Column, message, fix string) finding.Finding {
	f := finding.Finding{
		Severity: severity, Code: code, Unit: r.Unit, File: r.File, Sheet: r.Sheet, Cell: r.Cell(c),
		Ledger: r.Ledger.Name, RowID: r.ID, Message: message, Fix: fix,
	}
	if c != nil {
		f.Column = c.Name
	}
	return f
}

// Duplicate reports whether the row is marked as a repetition of another.
func (r *Row) Duplicate() bool {
	c := r.Ledger.Role(templates.RoleRepeats)
	return c != nil && r.Values[c.Index] != ""
}

// Withdrawn reports whether the office has withdrawn the row or joined it to
// another.
func (r *Row) Withdrawn() bool { return r.Ledger.Withdrawn(r.Values) }

// Counts reports whether the row is one of the ledger's as it stands: it waits
// for no decision and is not withdrawn. Repetitions are for each to judge.
func (r *Row) Counts() bool { return !r.Pending && !r.Withdrawn() }

// Answers reports whether the row may be looked at under a condition: it counts,
// or the condition asks for what is withdrawn.
func (r *Row) Answers(when templates.Condition) bool {
	return r.Counts() || !r.Pending && r.Ledger.Looks(when)
}

// Withdrawal says when and why the row was withdrawn, or joined to which other;
// "" if it was not.
func (r *Row) Withdrawal() string {
	if !r.Withdrawn() {
		return ""
	}
	how, why := "撤销", r.Value(r.Ledger.Role(templates.RoleWithdrawnReason))
	if into := r.Value(r.Ledger.Role(templates.RoleJoined)); into != "" {
		how = "并入“" + into + "”"
	}
	if why == "" {
		why = "没有写"
	}
	return "这一行整改办已于" + cell.ChineseDate(r.Value(r.Ledger.Role(templates.RoleWithdrawn))) + how + "，原因：" + why
}

// Unique is the key among rows of every office that reports here; "" while any
// part of it is empty.
func (r *Row) Unique() string {
	key := r.Key()
	if key == "" || r.Scope == "" {
		return key
	}
	return r.Scope + "|" + key
}

// Key is the row's key as text; "" while any part of it is empty.
func (r *Row) Key() string {
	key := ""
	for i, c := range r.Ledger.Key {
		v := r.Values[c.Index]
		if v == "" {
			return ""
		}
		if i > 0 {
			key += "|"
		}
		key += v
	}
	return key
}

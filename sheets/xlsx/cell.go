package xlsx

import (
	"errors"
	"time"
)

// Kind is the type of a cell's value.
type Kind uint8

// The kinds of value.
const (
	Empty  Kind = iota // no value: a formatted blank, or a formula that was never calculated
	Text               // text, possibly ""
	Number             // a number that is not a date
	Bool
	Error // an error value such as #N/A
	Date  // a date, a time of day, both, or a duration: a number whose format shows one, or t="d"
)

var kindNames = [...]string{"Empty", "Text", "Number", "Bool", "Error", "Date"}

func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "Kind?"
}

// Row is one row that is present in the sheet. It is valid until the next call
// of Rows.Next; the texts of its cells stay valid.
type Row struct {
	Number int    // 1-based
	Hidden bool   // hidden by hand or by a filter
	Cells  []Cell // those present in the file, by ascending Col
}

// Cell is one cell that is present in the file.
//
// Its Text is, by kind: the text; the number as it is written in the file; TRUE
// or FALSE; the error value; for a date either the serial number as it is
// written or an ISO 8601 date ("2021-08-06", "2021-08-06T08:30:00"). Texts of a
// row share their memory, as do those of the shared table: to keep one for long
// while the rest goes, clone it.
type Cell struct {
	Col      int    // 1-based
	Kind     Kind   // the type of the value
	Text     string // see above
	Formula  bool   // the cell holds a formula
	Cached   bool   // the formula's value is present; if not, Kind is Empty
	Unsolved string // the formula, where its value is not present
	Percent  bool   // the number format is a percentage
	Style    int    // index of the cell's style
	Format   int    // id of the number format
	Code     string // the format's code, where the file defines it
}

// errNotDate is what Time says of a value that names no moment.
var errNotDate = errors.New("不是有效的日期")

// Time gives the moment of a Date cell, in UTC and to the millisecond. A time
// of day without a date falls on day 0 of the calendar, 1899-12-31 or (1904
// system) 1904-01-01. The 29 February 1900 that Excel counts does not exist and
// is an error, like a serial below 0 or after the year 9999.
func (c Cell) Time(date1904 bool) (time.Time, error) {
	if c.Kind != Date {
		return time.Time{}, errNotDate
	}
	if t, ok := parseISO(c.Text); ok {
		return t, nil
	}
	return serialTime(c.Text, date1904)
}

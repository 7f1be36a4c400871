package book

import (
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// Kind is what a canonical value is.
type Kind int

// The kinds of values. A day is written as 2021-08-06.
const (
	Text Kind = iota
	Number
	Day
)

// Number formats. In a text cell 001 stays 001 and 5-03 is no date; a cell that
// may hold more than 255 characters has no format, for older Excel shows such
// text cells as #####.
const (
	TextFormat = "@"
	DayFormat  = "yyyy-mm-dd"
)

// mostDigits is how many digits Excel keeps.
const mostDigits = 15

// Days outside these are text: as a number they are taken for a slip.
const (
	firstDay = "1950-01-01"
	lastDay  = "2100-12-31"
)

// Value is how a canonical value stands in a cell of any workbook: a day or a
// number as such if reading it back gives the same value again, else its text;
// nothing if it is empty. A number of more than 15 digits, and a day that no
// reader of ours takes for one, stay text.
func Value(kind Kind, text string) any {
	switch kind {
	case Number:
		if plainNumber(text) {
			if f, err := strconv.ParseFloat(text, 64); err == nil {
				return f
			}
		}
		if d, err := decimal.NewFromString(text); err == nil && d.NumDigits() <= mostDigits {
			if f, err := strconv.ParseFloat(text, 64); err == nil && decimal.NewFromFloat(f).Equal(d) {
				return f
			}
		}
	case Day:
		if n, ok := Serial(text); ok && firstDay <= text && text <= lastDay {
			return n
		}
	}
	if text == "" {
		return nil
	}
	return text
}

// plainNumber: digits with or without a sign and a fraction, few enough that a
// binary number gives the same digits again.
func plainNumber(text string) bool {
	digits, point := 0, false
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '-' && i == 0:
		case c == '.' && !point && digits > 0 && i < len(text)-1:
			point = true
		default:
			return false
		}
	}
	return digits > 0 && digits <= mostDigits
}

// dayZero is the day that Excel's numbers count from, since March 1900: before,
// applications disagree.
const dayZero = -25569

// Serial is the number Excel keeps for a day.
func Serial(iso string) (int, bool) {
	if len(iso) != len(time.DateOnly) || iso[4] != '-' || iso[7] != '-' || iso < "1900-03-01" {
		return 0, false
	}
	year, errY := strconv.Atoi(iso[:4])
	month, errM := strconv.Atoi(iso[5:7])
	day, errD := strconv.Atoi(iso[8:])
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if errY != nil || errM != nil || errD != nil || t.Day() != day || int(t.Month()) != month {
		return 0, false
	}
	return int(t.Unix()/(24*60*60)) - dayZero, true
}

// NumberFormat is the format of numbers with some decimals.
func NumberFormat(decimals int) string {
	if decimals <= 0 {
		return "0"
	}
	return "0." + strings.Repeat("0", min(decimals, mostDigits))
}

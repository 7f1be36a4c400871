package book

import (
	"fmt"
	"unicode/utf16"
)

// What Excel can open: whatever is written stays within it.
const (
	MaxRows    = 1_048_576
	MaxColumns = 16_384
	MaxText    = 32_767 // characters in a cell, as Excel counts them
	MaxFormula = 8_192
)

// LimitError says that a workbook would pass a limit; nothing of it is written.
type LimitError struct{ Sheet, What, Fix string }

func (e *LimitError) Error() string {
	return fmt.Sprintf("工作表“%s”%s，没有写", e.Sheet, e.What)
}

// Advice says what to do.
func (e *LimitError) Advice() string { return e.Fix }

const rest = "……（以下从略）"

// fit cuts a text that a cell cannot hold, and says so in it.
func fit(text string) string {
	if len(text) <= MaxText {
		return text
	}
	units := utf16.Encode([]rune(text))
	if len(units) <= MaxText {
		return text
	}
	keep := MaxText - len(utf16.Encode([]rune(rest)))
	if utf16.IsSurrogate(rune(units[keep-1])) && units[keep-1] < 0xDC00 {
		keep-- // between the halves of a character
	}
	return string(utf16.Decode(units[:keep])) + rest
}

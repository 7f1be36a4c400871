package book

import (
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// mostListText is the longest list that a dropdown may hold itself.
const mostListText = 255

// Choices is the formula of a list that the dropdown holds itself, "" if there is
// nothing to choose or too much for it.
func Choices(items ...string) string {
	list := strings.Join(items, ",")
	if list == "" || len(utf16.Encode([]rune(list))) > mostListText {
		return ""
	}
	return `"` + strings.ReplaceAll(list, `"`, `""`) + `"`
}

// Escape prepares a validation's formula, which excelize writes as it is.
func Escape(formula string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(formula)
}

// Choice is a dropdown: of Choices, a range or a name.
type Choice struct {
	List   string
	Refuse bool // what is not in the list is refused; if not, only warned of
	Title  string
	Error  string
	Prompt string // shown when the cell is entered
}

// Remark puts a comment on a cell, in a box that holds it.
func (b *Book) Remark(sheet string, col, row int, text string) {
	const wide = 46 // half-width characters a line
	height := 20 * (Lines(text, wide) + 1)
	b.Do(b.File.AddComment(sheet, excelize.Comment{
		Cell: At(col, row), Author: "说明", Text: text, Width: 340, Height: uint(min(height, 900)),
	}))
}

// Offer gives the cells of an area a dropdown.
func (b *Book) Offer(sheet, area string, c Choice) {
	style := excelize.DataValidationErrorStyleWarning
	if c.Refuse {
		style = excelize.DataValidationErrorStyleStop
	}
	dv := excelize.NewDataValidation(true)
	dv.Type, dv.Sqref = "list", area
	dv.Formula1 = Escape(c.List)
	dv.SetError(style, c.Title, c.Error)
	if c.Prompt != "" {
		dv.SetInput(c.Title, c.Prompt)
	}
	b.Do(b.File.AddDataValidation(sheet, dv))
}

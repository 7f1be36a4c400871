package book

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Addresses count columns and rows from 1.

// Column is a column's letters.
func Column(col int) string {
	name, err := excelize.ColumnNumberToName(col)
	if err != nil {
		panic(err) // positive by construction
	}
	return name
}

// At is a cell's address, C5.
func At(col, row int) string { return fmt.Sprintf("%s%d", Column(col), row) }

// Area is a range, A1:C5.
func Area(c1, r1, c2, r2 int) string { return At(c1, r1) + ":" + At(c2, r2) }

// Quote is a sheet's name as formulas want it.
func Quote(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }

// Fixed is a cell of a sheet that stays when a formula moves, 'sheet'!$C$5.
func Fixed(sheet string, col, row int) string {
	return fmt.Sprintf("%s!$%s$%d", Quote(sheet), Column(col), row)
}

// FixedArea is a range of a sheet, 'sheet'!$A$1:$C$5.
func FixedArea(sheet string, c1, r1, c2, r2 int) string {
	return fmt.Sprintf("%s:$%s$%d", Fixed(sheet, c1, r1), Column(c2), r2)
}

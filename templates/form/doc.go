// Package form writes the blank workbook a unit fills in: 填报说明, one sheet per
// ledger with the unit's own rows and prepared empty ones, and two hidden sheets
// for dropdowns and identity. Everything on it comes from the plan's columns.
//
// The same request writes the same cells.
package form

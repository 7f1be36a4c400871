// Package xlsx reads .xlsx workbooks as a stream of rows: small, strict and
// bounded. It only reads.
//
// # Why it exists
//
// A returned workbook is evidence. General spreadsheet libraries are built to
// show as much as they can of whatever they are given: a sheet cut in half
// reads as half its rows, a broken index as a blank, a cell out of order lands
// in another column, and none of it is an error. For a ledger that is merged
// with hundreds of others this is the worst possible behaviour, so the one
// part that must not guess is kept here, alone and small.
//
// # What it guarantees
//
//   - All or an error. Every part that is read is read to its end; its size
//     and checksum are compared, its tags must close, references must ascend,
//     indices must exist and values must parse. After Rows.Next has returned
//     false and Rows.Err is nil, every cell of the sheet was delivered, each
//     at its true address. Rows are delivered before the end of the part has
//     been seen: a caller keeps nothing of a sheet whose Err is not nil.
//   - No coercion. Text stays text and numbers stay as they are written; a
//     formula without a cached value is not an empty cell.
//   - Bounded. See limits.go. No temporary files are written.
//   - No panic on any input, and no goroutine left behind after Close.
//   - What can't be read is named: other formats (FormatError), sheets that hold
//     no cells (SheetError), damage (DamageError), excess (LimitError).
//   - Errors are sentences for the person who sent the file: what is wrong,
//     where, and what to do. They never repeat the content of a cell. Only a
//     file that can't be read at all gives the error of the file system.
//
// Speed is about twice the time of inflating the file; README.md has the
// figures and the commands that measured them.
package xlsx

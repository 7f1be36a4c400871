// Package mark makes the copy of a return that goes back to its unit: the
// unit's own workbook with every problem coloured, commented and listed.
//
// It edits the parts of the package in place and copies every other byte, so
// what it does not know stays as it was. Everything it adds can be recognised
// again, whichever program saved the workbook in between: Strip takes it away,
// and Write strips before it marks.
package mark

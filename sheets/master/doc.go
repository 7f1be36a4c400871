// Package master is the campaign's master ledger (总台账): its rows with where
// each came from, what was received, every change, and what waits for a
// person's decision. It reads the workbook strictly, with the office's own
// edits, extra columns and notes, and writes it whole.
package master

// Package reports turns the master ledger into what goes out: the leaders'
// summary workbook and the two variants of the notice. It computes no figure.
package reports

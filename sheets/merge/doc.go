// Package merge brings returns into the master ledger. The master is the
// office's truth; a return proposes changes to it.
//
// Every row of every return ends in exactly one fate, counted where it is
// decided, and the counts are held against the rows read. The order of files
// does not matter, and the same returns twice change nothing.
package merge

// Package sheets is what came back: the rows of a campaign, wherever they stand
// (a return, the master ledger, the plan's seeds), and the packages that read,
// check, merge and count them.
package sheets

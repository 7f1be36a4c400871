// Package templates holds a campaign's plan: what every ledger, column, option,
// rule, figure and summary block should be.
//
// A plan is read from 方案.xlsx (or from the text tables of the standard plan),
// resolved once, and is read-only from then on: every reference between its
// sheets has been followed, every rule tried. A plan with a mistake is refused
// with all its mistakes, each with sheet and cell.
//
// The program knows roles (用途, 含义), never the names of ledgers, columns or
// options. README.md in this folder is the reference of sheets and grammar.
package templates

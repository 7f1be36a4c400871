// Package summary writes 汇总表.xlsx, the workbook for people who look rather
// than read.
//
// What stands in it is the plan's 报表 table, block by block: the program holds
// no name of a ledger, column or option, only roles and meanings. Figures come
// from package figure; nothing is counted here that a figure counts.
//
// The same input gives the same cells. Sensitive columns never enter, nothing
// is locked, and every sheet says as of which day it stands and on which paper
// it prints.
package summary

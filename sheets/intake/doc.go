// Package intake takes what units send in: it archives every file by digest
// before reading it, finds out whose it is, and reads its sheets into rows.
//
// All problems of a file are collected, each at its true address. A value that
// cannot be read is a finding, never a guess and never an empty cell; what is
// no data (blank rows, totals, the worked example) is listed, not dropped.
package intake

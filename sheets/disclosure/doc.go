// Package disclosure decides which numbers over the rows of a ledger with a 公开下限
// the public may see: none of fewer rows than the limit, and none from which such a
// one would follow.
//
// What is to be printed is said first, all of it (Say, Line, Figure), then decided
// once (Decide), then asked again when it is drawn. A number stands for the rows that
// it is made of: what is withheld in one place is withheld wherever the same rows are
// counted, added up or averaged. A number that nobody said before it was decided is
// not shown if it is of rows of such a ledger.
//
// A reader knows every number printed, that a total is the sum of its parts, that a
// nought is printed as it is but among the parts of one that is under the limit, and what
// stands in place of a number: 少于3，不公开 is 1 or 2 (0 too as such a part), 不公开 says
// nothing of how much. Of every number withheld more than one value stays possible, of
// one under the limit any that is. As a rule a number is withheld for another's sake
// only where it is not under the limit itself; where that would tell too much both are
// 不公开.
package disclosure

// Package merge brings returns into the master ledger. The master is the
// office's truth; a return proposes changes to it.
//
// Every row of every return ends in exactly one fate, counted where it is
// decided, and the counts are held against the rows read. The order of files
// does not matter, and the same returns twice change nothing.
//
// What a merge with nothing new would say is kept under the campaign's seal
// (Cache) and said again while every byte that a merge reads is the same. So is
// what reading a unit's books came to, if there was nothing else to say of them:
// they are not read again for a merge of the same day with the same plan, forms and
// master. What is damaged, of another campaign or made by hand is never believed,
// and whatever is kept any merge can find out without it.
package merge

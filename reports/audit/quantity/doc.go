// Package quantity reads Chinese office prose as a row of tokens: quantities,
// each with a type and an exact value, and the words between them.
//
// Two texts that say the same have the same keys in the same order, however a
// number is spelled (3, ３, 三, 1,000, 12.4万, 百分之九十, 6月3日, 二〇二一年), whatever
// marks, blanks and line breaks stand between, and wherever a paragraph ends.
// What changes the meaning changes a key: a value, a sign, a unit, a word.
package quantity

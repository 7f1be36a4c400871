// Package propose drafts a plan from a workbook that an office has filled in for
// years: ledgers, columns, types, options, units, keys and a first set of
// figures, from what stands in it.
//
// It promises two things. Nothing that stood in a table is lost: every line of
// data is a row of a 期初 sheet, every line that is none is named, and a type is
// proposed only if every cell reads under it. And nothing is settled: whatever
// was guessed says so in the column 待确认 of its row, until a person empties it.
package propose

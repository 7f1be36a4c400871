// Package lang is the language of the plan and of the notice: formulas and
// conditions, read into one typed tree and evaluated by one set of rules.
//
// It knows no ledger, figure or parameter: a Scope lends it the names that may
// be written at a place, what each of them stands for and what may be compared
// with it. A name is the longest one known that the text begins with, so that a
// name may hold signs of the language (金额（含税）, 完成=是), in brackets or without.
//
// Guarantees: every text gives a tree or an *Error with the place; no text
// panics or takes more than time linear in its tokens and the names known;
// operators mean the same over rows, figures and parameters. Every node has a
// Type, and what can never hold (a word that is no option, a date compared with
// a number) is an *Error. Arithmetic is exact: rational numbers, rounded by
// whoever prints them.
//
// # Backends
//
// A backend walks the tree from its root, which for a condition is a node of
// kind All, and meets only the kinds that node.go lists. Leaves are Number,
// Literal, Name, Param and Call with a Ref; what a leaf's Ref is, the scope says
// (templates.Path, *templates.Figure, *templates.Total). Words are canonical
// already: days are 2021-08-06, periods as cell.Period writes them, numbers in
// plain digits, options by their present names. A parameter is read when the
// backend runs, by Node.ParamWords, because its value may change.
//
// What a backend has to keep (the Go backend in eval.go is the reference):
//
//   - A comparison whose sides are cells, parameters or constants (Node.Cells)
//     takes a blank as a value: it equals another blank, and ≠, 不属于 and 不含 are
//     the denial of =, 属于 and 含. Orderings never hold of a blank.
//   - Any other comparison (arithmetic, figures) holds of nothing, not even ≠,
//     while one of its sides has no value: a blank operand, a division by zero.
//   - 空作0 makes the blank cells inside it nought.
//   - A text cell may hold several choices, joined by cell.ListSeparator: it
//     equals each of them.
//
// The Excel backends are excel.go, for one cell, and sheets/figure, for whole
// columns.
package lang

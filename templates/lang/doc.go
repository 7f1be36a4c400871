// Package lang is the language of the plan and of the notice: formulas and
// conditions, read into one tree and evaluated by one set of rules.
//
// It knows no ledger, figure or parameter: a Scope lends it the names that may
// be written at a place, and what each of them stands for. A name is the
// longest one known that the text begins with, so that a name may hold signs of
// the language (金额（含税）, 完成=是), in brackets or without.
//
// Guarantees: every text gives a tree or an *Error with the place; no text
// panics or takes more than time linear in its tokens and the names known;
// operators mean the same over rows, figures and parameters.
package lang

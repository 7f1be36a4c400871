// Package audit holds a text that was edited by hand against the draft it came
// from and the figures of its campaign: every statement agrees, is rounded, was
// reworded, contradicts, is missing or unknown.
//
// Both texts are read as tokens, quantities with types and values and the words
// between (package quantity), and laid beside each other: what stands in whose
// place is decided by all the words around, wherever a paragraph was moved to.
// Every difference within a sentence is one of a number, its unit, a name, a
// filled slot, the order, or words. Sums and shares that a text states are
// besides recomputed from its own numbers. README.md has the rates.
package audit

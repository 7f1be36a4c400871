// Package audit holds a notice that was edited by hand against the figures of
// its campaign: every number in it agrees with a figure, contradicts one, or
// cannot be placed.
//
// The words around a number decide what it should be, never the number itself:
// the edited text is laid beside the notice as it would be filled today, number
// by number, by the words left and right. Sums and shares that a text states are
// besides recomputed from its own numbers.
package audit

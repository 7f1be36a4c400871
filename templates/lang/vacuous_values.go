package lang

import (
	"slices"
	"strings"
	"time"

	"taizhang/templates/cell"

	"github.com/shopspring/decimal"
)

// Bounded is a Domain that knows what may stand in its cells.
type Bounded interface {
	// Places is to how many decimals its numbers are kept; false if nobody knows.
	Places() (int, bool)
	// Choices are the words one of which, or several, stand there; nil for any.
	Choices() (words []string, several bool)
}

// values are those of the subject that make a difference to its comparisons, none
// where that cannot be said.
func (s *subject) values() []Value {
	switch s.node.Type {
	case Numeric:
		return append(s.numbers(), Value{})
	case Day:
		return append(s.days(), Value{})
	case Text:
		if all := s.texts(); len(all) > 0 {
			return append(all, Value{})
		}
	}
	return nil
}

// constants are the words that the subject is compared with.
func (s *subject) constants() (out []string) {
	for _, a := range s.atoms {
		if a.Op.Unary() {
			continue
		}
		switch right := a.Args[1]; right.Kind {
		case Number:
			out = append(out, right.Value.String())
		case Literal:
			out = append(out, right.Words...)
		}
	}
	return out
}

// finest is how near a number that is computed may come to another.
const finest = 9

// numbers are one below and one in between of all numbers compared with, and those
// themselves, as far as such can stand there.
func (s *subject) numbers() []Value {
	places := finest
	if b, ok := s.node.Domain.(Bounded); ok {
		if n, known := b.Places(); known {
			places = n
		}
	}
	step := decimal.New(1, -int32(places))
	var all []decimal.Decimal
	for _, w := range append(s.constants(), "0") {
		d := number(w)
		floor := d.Shift(int32(places)).Floor().Shift(-int32(places))
		all = append(all, floor, floor.Sub(step), floor.Add(step))
	}
	out := make([]Value, len(all))
	for i, d := range all {
		out[i] = Rat(d)
	}
	return out
}

// days are the first ones of all that is compared with, those before them and
// those behind.
func (s *subject) days() []Value {
	var out []Value
	add := func(t time.Time) {
		out = append(out, Value{Text: t.AddDate(0, 0, -1).Format(time.DateOnly)}, Value{Text: t.Format(time.DateOnly)})
	}
	add(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC))
	for _, a := range s.atoms {
		left := a.Args[0]
		if a.Op.Unary() || a.against() != "" {
			continue
		}
		one := subject{node: left, atoms: []*Node{a}}
		for _, w := range one.constants() {
			if left.Kind == Part {
				w, _ = cell.PeriodStart(w, left.Unit)
			}
			from, err := time.Parse(time.DateOnly, w)
			if err != nil {
				continue
			}
			add(from)
			add(s.end(left, from))
		}
	}
	return out
}

// end is the first day of the next period.
func (s *subject) end(left *Node, from time.Time) time.Time {
	if left.Kind != Part {
		return from.AddDate(0, 0, 1)
	}
	first := cell.Period(from.Format(time.DateOnly), left.Unit)
	for cell.Period(from.Format(time.DateOnly), left.Unit) == first {
		from = from.AddDate(0, 0, 1)
	}
	return from
}

// mostSubsets bounds the words of which every selection is tried.
const mostSubsets = 8

// texts are the words compared with, alone and as far as a cell may hold several
// together, and one that is none of them.
func (s *subject) texts() []Value {
	const unknown = "\x01"
	var choices []string
	several := false
	if b, ok := s.node.Domain.(Bounded); ok {
		choices, several = b.Choices()
	}
	switch {
	case len(choices) > 0 && !several:
		return texts(choices)
	case several && len(choices) > 0 && len(choices) <= mostSubsets:
		return subsets(choices, "", cell.ListSeparator)
	case several:
		return subsets(s.words(func(Op) bool { return true }), unknown, cell.ListSeparator)
	}
	if held := subsets(s.words(func(op Op) bool { return op == Contains }), unknown, unknown); len(held) > 0 {
		return append(texts(s.constants()), held...)
	}
	return nil
}

// words are those that the subject is compared with in some ways.
func (s *subject) words(of func(Op) bool) (out []string) {
	for _, a := range s.atoms {
		if op, _ := a.Op.Positive(); !a.Op.Unary() && a.against() == "" && of(op) {
			out = append(out, a.Args[1].Words...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// subsets joins every selection of the words, alone and with another word.
func subsets(words []string, other, separator string) (out []Value) {
	if len(words) > mostSubsets {
		return nil
	}
	for chosen := range 1 << len(words) {
		var some []string
		for i, w := range words {
			if chosen>>i&1 == 1 {
				some = append(some, w)
			}
		}
		out = append(out, Value{Text: strings.Join(some, separator)})
		if other != "" {
			out = append(out, Value{Text: strings.Join(append(some, other), separator)})
		}
	}
	return out
}

func texts(words []string) []Value {
	out := make([]Value, len(words))
	for i, w := range words {
		out[i] = Value{Text: w}
	}
	return out
}

// Package pii finds numbers that identify a person: identity cards, mobile
// phones, bank cards. It is the only detector: what guards returns, the summary
// and the notice see the same numbers, however they are written: in full width
// or the digits of another script, in groups or digit by digit, with blanks,
// marks, line breaks or characters without width between, with or without the
// country's prefix, with letters that look like digits, whatever stands beside them. An identity number with a wrong
// check digit is an identity number all the same.
//
// Amounts, areas, dates, decimals, and a number inside a longer word of letters
// and digits, such as a credit code or the id of a row, identify nobody. A hit
// never carries the number itself.
package pii

import (
	"slices"
	"strconv"
	"strings"
)

// Hit is one number found: what it is and where it stands in the text, in
// bytes.
type Hit struct {
	Kind       string // IdentityCard Mobile BankCard
	Start, End int
}

// Kinds of numbers.
const (
	IdentityCard = "身份证号"
	Mobile       = "手机号"
	BankCard     = "银行卡号"
)

// Kinds names what was found, each once.
func Kinds(hits []Hit) string {
	var out []string
	for _, h := range hits {
		if !slices.Contains(out, h.Kind) {
			out = append(out, h.Kind)
		}
	}
	return strings.Join(out, "、")
}

// Allowed is what is asked of texts: the day they are of, and the numbers that may stand in
// them, an office's own.
type Allowed struct {
	numbers map[string]bool
	grown   string
}

// On is for texts of a day, as 2021-11-19, in which the numbers of own may stand. Without
// a day it is the earliest that the finder knows.
func On(day string, own ...string) *Allowed {
	a := &Allowed{numbers: map[string]bool{}, grown: grown}
	year, _, _ := strings.Cut(day, "-")
	if n, err := strconv.Atoi(year); err == nil {
		a.grown = max(grown, strconv.Itoa(n-grownAt))
	}
	return a.And(own...)
}

// And allows the numbers of further texts.
func (a *Allowed) And(texts ...string) *Allowed {
	for _, t := range texts {
		for _, r := range runs(t, none) {
			a.numbers[national(r.digits())] = true
			for i := range r.groups {
				a.numbers[national(r.groups[i].digits)] = true
			}
			for _, n := range r.find() {
				a.numbers[national(n.digits())] = true
			}
		}
	}
	return a
}

// shortest is how many digits the shortest number has.
const shortest = 11

// Find lists the numbers in a text, in order, without those that are allowed.
func Find(text string, allowed *Allowed) []Hit {
	if allowed == nil {
		allowed = On("")
	}
	plain, others, letters := digitsIn(text)
	if plain+others+letters < shortest {
		return nil
	}
	var out []Hit
	look := func(as signs) {
		for _, r := range runs(text, as) {
			r.grown = allowed.grown
			found := r.find()
			if as == written && len(found) == 0 {
				found = r.behind().find()
			}
			for _, n := range found {
				h := Hit{Kind: n.kind, Start: n.start(), End: n.end()}
				overlaps := func(o Hit) bool { return h.Start < o.End && o.Start < h.End }
				if as != none && !meant(text[h.Start:h.End]) {
					continue
				}
				if !allowed.numbers[national(n.digits())] && !slices.ContainsFunc(out, overlaps) {
					out = append(out, h)
				}
			}
		}
	}
	look(none)
	if others > 0 {
		look(written)
		look(enclosed)
	}
	if others > 0 || letters > 0 && plain >= leastPlain {
		look(mixed)
	}
	slices.SortFunc(out, func(a, b Hit) int { return a.Start - b.Start })
	return out
}

// leastPlain is how many digits stand in a number some of whose digits are letters.
const leastPlain = 3

// meant: what was read with signs and letters for digits holds some, and letters are no
// word. A number without any was looked for already, among all that stands beside it.
func meant(number string) bool {
	plain, signs, letters := digitsIn(number)
	return signs > 0 && letters == 0 || letters > 0 && plain >= leastPlain
}

// Mask puts *** in the place of every number that Find would find.
func Mask(text string, allowed *Allowed) string {
	hits := Find(text, allowed)
	if len(hits) == 0 {
		return text
	}
	var b strings.Builder
	from := 0
	for _, h := range hits {
		b.WriteString(text[from:h.Start] + "***")
		from = h.End
	}
	return b.String() + text[from:]
}

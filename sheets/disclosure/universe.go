package disclosure

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"taizhang/sheets"
)

// universe is all that is printed of one ledger.
type universe struct {
	limit     int
	index     map[*sheets.Row]int
	sets      map[set]*number
	noughts   map[string]*number // of no rows, by what those would have in common
	numbers   []*number
	few       []*number // withheld for themselves
	relations map[[3]uint64]bool
}

// set is a set of rows by its fingerprint: sets without a common row add up.
type set struct {
	a, b uint64
	n    int
}

// number is what is known of one set of rows: how many they are.
type number struct {
	set
	id      uint64
	facts   [][]string // each time it was said
	inside  bool       // a part of one that is withheld for itself
	rows    []int
	group   string // where it stands loose
	worth   Worth
	printed bool
	few     bool // withheld for itself
	held    bool
	vague   bool // the reader is not told whether it is under the limit
	at      []*relation
	met     map[int]bool // values that a reader cannot rule out
}

// relation is a sum: the first is what the others add up to.
type relation struct{ terms []*number }

// sign is how a term stands in the sum that is nought.
func (r *relation) sign(i int) int {
	if i == 0 {
		return -1
	}
	return 1
}

func newUniverse(limit int) *universe {
	return &universe{limit: limit, index: map[*sheets.Row]int{}, sets: map[set]*number{}, noughts: map[string]*number{}, relations: map[[3]uint64]bool{}}
}

// mix scatters a row's number over all bits.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func (u *universe) number(r *sheets.Row) int {
	i, known := u.index[r]
	if !known {
		i = len(u.index)
		u.index[r] = i
	}
	return i
}

func (u *universe) of(rows []*sheets.Row) set {
	s := set{n: len(rows)}
	for _, r := range rows {
		i := uint64(u.number(r))
		s.a, s.b = s.a^mix(i), s.b^mix(i^1<<63)
	}
	return s
}

// get is the number of a set, made on first use. What is of no rows is known by what
// they would have in common.
func (u *universe) get(p Part) *number {
	facts := slices.Compact(slices.Sorted(slices.Values(p.Facts)))
	s := u.of(p.Rows)
	n := u.sets[s]
	if s.n == 0 {
		n = u.noughts[strings.Join(facts, "\x00")]
	}
	if n == nil {
		n = &number{set: s, id: uint64(len(u.numbers)), met: map[int]bool{}}
		if u.numbers = append(u.numbers, n); s.n > 0 {
			u.sets[s] = n
		} else {
			u.noughts[strings.Join(facts, "\x00")] = n
		}
	}
	if !slices.ContainsFunc(n.facts, func(f []string) bool { return slices.Equal(f, facts) }) {
		n.facts = append(n.facts, facts)
	}
	return n
}

func (u *universe) say(n Number) {
	x := u.get(Part{n.Rows, n.Facts})
	x.printed, x.worth = true, max(x.worth, n.Worth)
	x.few = x.few || 0 < x.n && x.n < u.limit || n.Small
	if n.Loose && x.rows == nil {
		x.group = n.Group
		for _, r := range n.Rows {
			x.rows = append(x.rows, u.number(r))
		}
		slices.Sort(x.rows)
	}
}

// mark is what was decided of a number.
func (u *universe) mark(n Number) Mark {
	x := u.sets[u.of(n.Rows)]
	if len(n.Rows) == 0 {
		x = u.insideFew(nil, [][]string{n.Facts})
		if x == nil {
			return Shown
		}
	}
	switch {
	case x != nil && x.vague:
		return Held
	case len(n.Rows) < u.limit || n.Small:
		return Few
	case x == nil || !x.printed || x.held:
		return Held
	}
	return Shown
}

// insideFew is a number withheld for itself of which only a part is asked for by some
// facts: how it is parted must not be seen. nil if there is none; one of which not even
// that is told comes first.
func (u *universe) insideFew(n *number, facts [][]string) (of *number) {
	for _, x := range u.few {
		if x != n && (of == nil || x.vague) && implies(facts, x.facts) {
			of = x
		}
	}
	return of
}

func (u *universe) line(whole Part, parts []Part) {
	total, sum := u.of(whole.Rows), set{}
	var terms []*number
	for _, p := range parts {
		s := u.of(p.Rows)
		sum = set{sum.a ^ s.a, sum.b ^ s.b, sum.n + s.n}
		if total.n > 0 && s == total {
			return // the whole is one of its parts, and the others are nought
		}
		terms = append(terms, u.get(p))
	}
	if sum == total && len(terms) > 1 {
		u.relate(append([]*number{u.get(whole)}, terms...))
	}
}

func (u *universe) relate(terms []*number) {
	key := [3]uint64{terms[0].id, uint64(len(terms))}
	for _, n := range terms[1:] {
		key[2] += mix(n.id)
	}
	if u.relations[key] {
		return
	}
	u.relations[key] = true
	r := &relation{terms}
	for _, n := range terms {
		n.at = append(n.at, r)
	}
}

// nested finds numbers of which one is asked for under more conditions than the
// other and is less by fewer than the limit: who is in the one and not in the other.
func (u *universe) nested() {
	by := map[int][]*number{}
	for _, n := range u.numbers {
		if n.printed && n.n > 0 {
			by[n.n] = append(by[n.n], n)
		}
	}
	for _, whole := range slices.Clone(u.numbers) {
		for less := 1; whole.printed && less < u.limit; less++ {
			for _, part := range by[whole.n-less] {
				if part.n > 0 && implies(part.facts, whole.facts) && !inLine(whole, part) {
					rest := set{whole.a ^ part.a, whole.b ^ part.b, less}
					u.relate([]*number{whole, part, u.rest(rest)})
				}
			}
		}
	}
}

// inLine: the one is a part of the other in a line, which says what the rest is.
func inLine(whole, part *number) bool {
	return slices.ContainsFunc(part.at, func(r *relation) bool { return r.terms[0] == whole })
}

// implies: everything that the second asks for, one time that it was said, the first
// asks for too.
func implies(more, less [][]string) bool {
	return slices.ContainsFunc(less, func(l []string) bool {
		return slices.ContainsFunc(more, func(m []string) bool {
			return !slices.ContainsFunc(l, func(f string) bool { return !slices.Contains(m, f) })
		})
	})
}

// rest is the number of what is left of a set.
func (u *universe) rest(s set) *number {
	n := u.sets[s]
	if n == nil {
		n = &number{set: s, id: uint64(len(u.numbers)), met: map[int]bool{}}
		u.sets[s], u.numbers = n, append(u.numbers, n)
	}
	return n
}

// mostSums bounds the search for figures that add up to another.
const mostSums = 20_000

// sums finds figures that make up another, but for fewer rows than the limit.
func (u *universe) sums() {
	var loose []*number
	for _, n := range u.numbers {
		if n.rows != nil {
			loose = append(loose, n)
		}
	}
	slices.SortStableFunc(loose, func(a, b *number) int { return cmp.Compare(b.n, a.n) })
	for _, whole := range loose {
		var inside []*number
		for _, n := range loose {
			if n.n < whole.n && subset(n.rows, whole.rows) && n.group == whole.group {
				inside = append(inside, n)
			}
		}
		left := mostSums
		u.cover(whole, inside, nil, whole.set, bitsOf(whole.rows), &left)
	}
}

func (u *universe) cover(whole *number, from, parts []*number, rest set, free []uint64, left *int) {
	if *left--; *left < 0 {
		return
	}
	if rest.n < u.limit && (len(parts) > 1 || len(parts) == 1 && rest.n > 0) {
		terms := append([]*number{whole}, parts...)
		if rest.n > 0 {
			terms = append(terms, u.rest(rest))
		}
		u.relate(terms)
	}
	for i, n := range from {
		if n.n <= rest.n && within(n.rows, free) {
			then := slices.Clone(free)
			for _, r := range n.rows {
				then[r/64] &^= 1 << (r % 64)
			}
			u.cover(whole, from[i+1:], append(slices.Clone(parts), n), set{rest.a ^ n.a, rest.b ^ n.b, rest.n - n.n}, then, left)
		}
	}
}

func bitsOf(rows []int) []uint64 {
	out := make([]uint64, rows[len(rows)-1]/64+1)
	for _, r := range rows {
		out[r/64] |= 1 << (r % 64)
	}
	return out
}

func within(rows []int, free []uint64) bool {
	return !slices.ContainsFunc(rows, func(r int) bool { return r/64 >= len(free) || free[r/64]&(1<<(r%64)) == 0 })
}

func subset(a, b []int) bool { return len(a) > 0 && len(b) > 0 && within(a, bitsOf(b)) }

// decide withholds what has to be, and the least besides from which it would follow.
func (u *universe) decide(ctx context.Context) {
	u.nested()
	u.sums()
	for _, n := range u.numbers {
		n.few = n.few || !n.printed && 0 < n.n && n.n < u.limit
		if n.held = n.few; n.few && n.printed && n.n < u.limit {
			u.few = append(u.few, n)
		}
	}
	for _, n := range u.numbers {
		if n.printed && n.n < u.limit && u.insideFew(n, n.facts) != nil {
			n.inside, n.held = true, true
		}
	}
	for i := 0; i < len(u.numbers) && ctx.Err() == nil; i++ {
		u.protect(u.numbers[i])
	}
	for again := true; again && ctx.Err() == nil; {
		again = false
		for _, n := range u.numbers {
			if n.printed && n.held {
				again = u.protect(n) || again
			}
		}
	}
}

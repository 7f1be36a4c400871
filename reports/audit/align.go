package audit

import (
	"slices"
	"sort"

	"taizhang/reports/audit/quantity"
)

// alignment says for each token of one text which token of the other stands in
// its place; -1 where there is none. Tokens that stand in each other's place may
// be quantities that differ.
type alignment struct {
	a, b   []quantity.Token
	of, to []int // of a in b, of b in a
	keys   [2][]int32
	at     [2][]int // the tokens that are aligned in order, moved ones left out
}

func align(a, b *text) *alignment {
	m := &alignment{a: a.tokens, b: b.tokens}
	known := map[string]int32{}
	for side, tokens := range [][]quantity.Token{m.a, m.b} {
		for _, t := range tokens {
			if _, ok := known[t.Key]; !ok {
				known[t.Key] = int32(len(known))
			}
			m.keys[side] = append(m.keys[side], known[t.Key])
		}
	}
	m.clear()
	m.moved(a, b)
	for side, places := range [][]int{m.of, m.to} {
		m.at[side] = nil
		for i, p := range places {
			if p < 0 {
				m.at[side] = append(m.at[side], i)
			}
		}
	}
	m.between(0, len(m.at[0]), 0, len(m.at[1]))
	m.slide()
	m.moves()
	return m
}

// clear forgets every place.
func (m *alignment) clear() {
	m.of, m.to = slices.Repeat([]int{-1}, len(m.a)), slices.Repeat([]int{-1}, len(m.b))
	m.at = [2][]int{make([]int, len(m.a)), make([]int, len(m.b))}
	for _, at := range m.at {
		for i := range at {
			at[i] = i
		}
	}
}

// moved matches whole sentences that each text has once, in another order.
func (m *alignment) moved(a, b *text) {
	once := func(t *text) map[string]int {
		at := map[string]int{}
		for k, s := range t.sentences {
			key := t.keys(s)
			if _, twice := at[key]; twice {
				at[key] = -1
			} else {
				at[key] = k
			}
		}
		return at
	}
	right := once(b)
	var both [][2]int
	for key, i := range once(a) {
		if j, ok := right[key]; ok && i >= 0 && j >= 0 {
			both = append(both, [2]int{i, j})
		}
	}
	slices.SortFunc(both, func(x, y [2]int) int { return x[0] - y[0] })
	stays := map[[2]int]bool{}
	for _, x := range rising(both) {
		stays[x] = true
	}
	for _, x := range both {
		if s := a.sentences[x[0]]; !stays[x] {
			for k := range s.size() {
				m.match(s.from+k, b.sentences[x[1]].from+k)
			}
		}
	}
}

func (m *alignment) same(i, j int) bool { return m.keys[0][i] == m.keys[1][j] }

func (m *alignment) match(i, j int) { m.of[i], m.to[j] = j, i }

// equal and pair are same and match for the tokens that are aligned in order.
func (m *alignment) equal(i, j int) bool { return m.same(m.at[0][i], m.at[1][j]) }

func (m *alignment) pair(i, j int) { m.match(m.at[0][i], m.at[1][j]) }

// grams are the lengths of the runs that are looked for, the longest first.
var grams = []int{12, 6, 4}

// cells bounds the table in which two stretches are compared token by token.
const cells = 4_000_000

// between aligns two stretches in order: by equal ends, by runs that occur once
// in each, and what is left token by token.
func (m *alignment) between(a, aEnd, b, bEnd int) {
	for a < aEnd && b < bEnd && m.equal(a, b) {
		m.pair(a, b)
		a, b = a+1, b+1
	}
	for a < aEnd && b < bEnd && m.equal(aEnd-1, bEnd-1) {
		m.pair(aEnd-1, bEnd-1)
		aEnd, bEnd = aEnd-1, bEnd-1
	}
	if a == aEnd || b == bEnd {
		return
	}
	if (aEnd-a)*(bEnd-b) > 10_000 {
		for _, n := range grams {
			if anchors := m.anchors(a, aEnd, b, bEnd, n); len(anchors) > 0 {
				for _, x := range anchors {
					m.between(a, x[0], b, x[1])
					for k := range n {
						m.pair(x[0]+k, x[1]+k)
					}
					a, b = x[0]+n, x[1]+n
				}
				m.between(a, aEnd, b, bEnd)
				return
			}
		}
	}
	if (aEnd-a)*(bEnd-b) <= cells {
		m.table(a, aEnd, b, bEnd)
	}
}

// anchors are runs of n tokens that occur once in each stretch, in an order
// that both have, and do not overlap.
func (m *alignment) anchors(a, aEnd, b, bEnd, n int) [][2]int {
	once := func(side, from, to int) map[[12]int32]int {
		at := map[[12]int32]int{}
		for i := from; i+n <= to; i++ {
			var g [12]int32
			for k := range n {
				g[k] = m.keys[side][m.at[side][i+k]]
			}
			if _, twice := at[g]; twice {
				at[g] = -1
			} else {
				at[g] = i
			}
		}
		return at
	}
	left, right := once(0, a, aEnd), once(1, b, bEnd)
	var both [][2]int
	for g, i := range left {
		if j, ok := right[g]; ok && i >= 0 && j >= 0 {
			both = append(both, [2]int{i, j})
		}
	}
	slices.SortFunc(both, func(x, y [2]int) int { return x[0] - y[0] })
	var out [][2]int
	for _, x := range rising(both) {
		if len(out) == 0 || x[0] >= out[len(out)-1][0]+n && x[1] >= out[len(out)-1][1]+n {
			out = append(out, x)
		}
	}
	return out
}

// rising is the longest part of some pairs whose second members rise.
func rising(pairs [][2]int) [][2]int {
	var ends, back []int
	for k, p := range pairs {
		at := sort.Search(len(ends), func(i int) bool { return pairs[ends[i]][1] >= p[1] })
		before := -1
		if at > 0 {
			before = ends[at-1]
		}
		back = append(back, before)
		if at == len(ends) {
			ends = append(ends, k)
		} else {
			ends[at] = k
		}
	}
	var out [][2]int
	if len(ends) > 0 {
		for k := ends[len(ends)-1]; k >= 0; k = back[k] {
			out = append(out, pairs[k])
		}
	}
	slices.Reverse(out)
	return out
}

// What two tokens in one place are worth, and what it is worth that the tokens
// before them stand in one place too.
const (
	equalWord     = 4
	equalQuantity = 6
	otherQuantity = 2 // one was put for the other
	together      = 3
)

func (m *alignment) worth(i, j int) int32 {
	p, q := m.a[m.at[0][i]].Quantity, m.b[m.at[1][j]].Quantity
	switch {
	case m.equal(i, j) && p != nil:
		return equalQuantity
	case m.equal(i, j):
		return equalWord
	case p != nil && q != nil && (p.Kind == q.Kind || p.Kind+q.Kind == quantity.Share) && p.Idiom == q.Idiom:
		return otherQuantity
	}
	return 0
}

// table aligns two stretches token by token, so that most stands together.
func (m *alignment) table(a, aEnd, b, bEnd int) {
	n, w := aEnd-a, bEnd-b+1
	best := make([]int32, (n+1)*w)   // from here to the end
	joined := make([]int32, (n+1)*w) // likewise where these two are in one place
	for i := n - 1; i >= 0; i-- {
		for j := w - 2; j >= 0; j-- {
			at := i*w + j
			best[at] = max(best[at+w], best[at+1])
			if v := m.worth(a+i, b+j); v > 0 {
				joined[at] = v + max(best[at+w+1], joined[at+w+1]+boolTimes(joined[at+w+1] > 0, together))
				best[at] = max(best[at], joined[at])
			}
		}
	}
	for i, j := 0, 0; i < n && j < w-1; {
		at := i*w + j
		switch {
		case joined[at] > 0 && joined[at] == best[at]:
			m.pair(a+i, b+j)
			for follows := true; follows; {
				next := at + w + 1
				follows = i+1 < n && j+1 < w-1 && joined[next] > 0 && joined[next]+together >= best[next]
				i, j, at = i+1, j+1, next
				if follows {
					m.pair(a+i, b+j)
				}
			}
		case best[at] == best[at+w]:
			i++
		default:
			j++
		}
	}
}

func boolTimes(b bool, v int32) int32 {
	if b {
		return v
	}
	return 0
}

package audit

import (
	"slices"

	"taizhang/reports/audit/quantity"
)

// slide moves what was put in or taken out along equal tokens, so that it
// begins where a sentence or a clause does if it can.
func (m *alignment) slide() {
	slideIn(m.b, m.keys[1], m.to, m.of)
	slideIn(m.a, m.keys[0], m.of, m.to)
}

// slideIn does so for the tokens of one text that have no place in the other.
func slideIn(tokens []quantity.Token, keys []int32, to, back []int) {
	for start := 0; start < len(tokens); start++ {
		if to[start] >= 0 {
			continue
		}
		end := start
		for end < len(tokens) && to[end] < 0 {
			end++
		}
		if end < len(tokens) && start > 0 && to[end] != to[start-1]+1 {
			start = end // something stands against it
			continue
		}
		by := bestSlide(tokens, keys, to, start, end)
		for ; by < 0; by++ {
			start, end = start-1, end-1
			to[end], to[start] = to[start], -1
			back[to[end]] = end
		}
		for ; by > 0; by-- {
			to[start], to[end] = to[end], -1
			back[to[start]] = start
			start, end = start+1, end+1
		}
		start = end
	}
}

// bestSlide says by how many tokens a stretch is best moved.
func bestSlide(tokens []quantity.Token, keys []int32, to []int, start, end int) int {
	best, top := 0, tokens[start].Gap
	for k := 1; start-k >= 0 && to[start-k] >= 0 && keys[start-k] == keys[end-k] && (k == 1 || to[start-k] == to[start-k+1]-1); k++ {
		if g := tokens[start-k].Gap; g > top && g >= quantity.Mark {
			best, top = -k, g
		}
	}
	for k := 1; end+k-1 < len(tokens) && to[end+k-1] >= 0 && keys[start+k-1] == keys[end+k-1] && (k == 1 || to[end+k-1] == to[end+k-2]+1); k++ {
		if start+k < len(tokens) && tokens[start+k].Gap > top && tokens[start+k].Gap >= quantity.Mark {
			best, top = k, tokens[start+k].Gap
		}
	}
	return best
}

// mostMoves bounds the work on a text that has next to nothing in its place.
const mostMoves = 400

// shortMove is how many tokens must be found together elsewhere.
const shortMove = 8

// moves finds in what is left over stretches that were moved.
func (m *alignment) moves() {
	of, to := m.of, m.to
	m.clear() // every token can be aligned again
	m.of, m.to = of, to
	for range mostMoves {
		i, j, n := m.longest()
		if n < shortMove && !(n >= 4 && m.whole(i, j, n)) {
			return
		}
		for k := range n {
			m.match(i+k, j+k)
		}
		m.around(i, j, n)
	}
}

// whole says whether a run is all of what is left at its place in both texts.
func (m *alignment) whole(i, j, n int) bool {
	return (i == 0 || m.of[i-1] >= 0) && (j == 0 || m.to[j-1] >= 0) && (i+n == len(m.a) || m.of[i+n] >= 0) && (j+n == len(m.b) || m.to[j+n] >= 0)
}

// longest finds the longest run that is left over in both texts.
func (m *alignment) longest() (i, j, n int) {
	const seed = 4
	at := map[[seed]int32][]int{}
	for j := 0; j+seed <= len(m.b); j++ {
		if free(m.to[j : j+seed]) {
			g := [seed]int32(m.keys[1][j : j+seed])
			at[g] = append(at[g], j)
		}
	}
	for x := 0; x+seed <= len(m.a); x++ {
		if !free(m.of[x : x+seed]) {
			continue
		}
		for _, y := range at[[seed]int32(m.keys[0][x:x+seed])] {
			length := seed
			for x+length < len(m.a) && y+length < len(m.b) && m.of[x+length] < 0 && m.to[y+length] < 0 && m.same(x+length, y+length) {
				length++
			}
			if length > n {
				i, j, n = x, y, length
			}
		}
	}
	return i, j, n
}

func free(places []int) bool { return !slices.ContainsFunc(places, func(p int) bool { return p >= 0 }) }

// around aligns what is left over beside a run that was moved, as far as the
// paragraph goes.
func (m *alignment) around(i, j, n int) {
	a, b := i, j
	for a > 0 && m.of[a-1] < 0 && m.a[a].Gap < quantity.Break {
		a--
	}
	for b > 0 && m.to[b-1] < 0 && j-b < 2*(i-a)+8 {
		b--
	}
	m.between(a, i, b, j)
	aEnd, bEnd := i+n, j+n
	for aEnd < len(m.a) && m.of[aEnd] < 0 && m.a[aEnd].Gap < quantity.Break {
		aEnd++
	}
	for bEnd < len(m.b) && m.to[bEnd] < 0 && bEnd-j-n < 2*(aEnd-i-n)+8 {
		bEnd++
	}
	m.between(i+n, aEnd, j+n, bEnd)
}

package audit

import "slices"

// How alike the words around two numbers must be.
const (
	placed  = 0.42 // in the order of the text
	moved   = 0.72 // out of order, or said once more
	sameBit = 0.06 // an equal value decides between places that are all but alike
)

// aligner compares contexts and remembers, since the same words come back.
type aligner struct {
	fresh []number
	known map[string][]float32
}

func newAligner(fresh []number) *aligner {
	return &aligner{fresh: fresh, known: map[string][]float32{}}
}

// scores says how well a number's words fit each number of the fresh text.
func (a *aligner) scores(n *number) []float32 {
	key := string(n.left) + "\x00" + string(n.right)
	if s, ok := a.known[key]; ok {
		return s
	}
	s := make([]float32, len(a.fresh))
	for i := range a.fresh {
		f := &a.fresh[i]
		left := likeness(reversed(n.left), reversed(f.left))
		right := likeness(n.right, f.right)
		s[i] = float32(0.6*left + 0.4*right)
	}
	a.known[key] = s
	return s
}

// align gives for each edited number the index of the fresh number in its
// place, -1 where there is none. Numbers keep their order; what was moved or
// repeated must fit better.
func (a *aligner) align(edited []number) []int {
	n, m := len(edited), len(a.fresh)
	rows := make([][]float32, n)
	for i := range edited {
		rows[i] = a.scores(&edited[i])
	}
	gain := func(i, j int) float32 {
		g := rows[i][j] - placed
		if edited[i].digits == a.fresh[j].digits {
			g += sameBit
		}
		return g
	}
	best := make([][]float32, n+1)
	for i := range best {
		best[i] = make([]float32, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1], best[i+1][j+1]+gain(i, j))
		}
	}
	out := make([]int, n)
	used := make([]bool, m)
	for i, j := 0, 0; i < n; i++ {
		out[i] = -1
		for j < m && best[i][j] == best[i][j+1] {
			j++
		}
		if j < m && best[i][j] != best[i+1][j] {
			out[i], used[j] = j, true
			j++
		}
	}
	for i := range edited {
		if out[i] >= 0 {
			continue
		}
		at, top := -1, float32(0)
		for j := range m {
			g := gain(i, j)
			if used[j] {
				g -= sameBit / 2
			}
			if rows[i][j] >= moved && g > top {
				at, top = j, g
			}
		}
		if out[i] = at; at >= 0 {
			used[at] = true
		}
	}
	return out
}

func reversed(r []rune) []rune {
	out := slices.Clone(r)
	slices.Reverse(out)
	return out
}

// likeness is the share of two contexts, nearest first, that they have in
// common in the same order; the nearer a letter, the more it weighs.
func likeness(a, b []rune) float64 {
	if len(a) == 0 || len(b) == 0 {
		if len(a) == len(b) {
			return 1
		}
		return 0
	}
	var row, last [leftWindow + 1]float64
	for i := 1; i <= len(a); i++ {
		last, row = row, last
		for j := 1; j <= len(b); j++ {
			row[j] = max(last[j], row[j-1])
			if a[i-1] == b[j-1] {
				row[j] = max(row[j], last[j-1]+weight(max(i, j)-1))
			}
		}
	}
	total := 0.0
	for i := range max(len(a), len(b)) {
		total += weight(i)
	}
	return row[len(b)] / total
}

func weight(distance int) float64 { return 1 / (1 + float64(distance)/5) }

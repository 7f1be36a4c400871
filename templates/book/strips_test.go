package book

import (
	"slices"
	"testing"
)

// Every column that shows is on one strip, none is too wide to read, and as few as
// can be.
func TestStrips(t *testing.T) {
	wide := func(n int, w float64) []Span { return slices.Repeat([]Span{{Width: w}}, n) }
	for _, c := range []struct {
		name   string
		s      Strips
		firsts []int
	}{
		{"one is enough", Strips{Columns: wide(9, 10), Repeat: 1}, nil},
		{"too wide for one", Strips{Columns: wide(17, 20), Repeat: 1}, []int{8, 14}},
		{"too many for one", Strips{Columns: wide(14, 8), Repeat: 2, Most: 12}, []int{9}},
		{"folded ones take no room", Strips{Columns: slices.Concat([]Span{{Width: 10}}, []Span{{Width: 90, Hidden: true}, {Width: 90, Hidden: true}}, wide(5, 20)), Repeat: 2}, nil},
		{"wider than the paper", Strips{Columns: slices.Concat(wide(1, 10), wide(2, 250)), Repeat: 1}, []int{3}},
	} {
		firsts, widest := c.s.cut(A4)
		if !slices.Equal(firsts, c.firsts) {
			t.Errorf("%s: cut at %v, want %v", c.name, firsts, c.firsts)
		}
		ends := append(slices.Clone(firsts), len(c.s.Columns)+1)
		from := c.s.Repeat + 1
		for _, to := range ends {
			strip := slices.Concat(c.s.Columns[:c.s.Repeat], c.s.Columns[from-1:to-1])
			if w := Points(strip...); w > widest || c.s.Most > 0 && Shown(strip...) > c.s.Most {
				t.Errorf("%s: a strip to column %d is %v wide and shows %d", c.name, to, w, Shown(strip...))
			}
			from = to
		}
	}
}

package summary

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Whatever blocks a sheet holds, every column of every block spans at least one
// column of the sheet, no narrower than it asked for, and they follow on.
func TestGrid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var g grid
		blocks := rapid.SliceOfN(rapid.SliceOfN(rapid.Float64Range(2, 60), 1, 12), 1, 6).Draw(t, "blocks")
		var numbers []int
		for _, b := range blocks {
			numbers = append(numbers, g.add(0, b))
		}
		widths := g.widths()
		if slices.Min(widths) <= 0 {
			t.Fatalf("widths %v", widths)
		}
		for i, b := range blocks {
			next := 1
			for k, s := range g.spans(numbers[i]) {
				if s[0] != next || s[1] < s[0] || s[1] > len(widths) {
					t.Fatalf("block %d column %d spans %v, want a start at %d", i, k, s, next)
				}
				next = s[1] + 1
				sum := 0.0
				for c := s[0]; c <= s[1]; c++ {
					sum += widths[c-1]
				}
				if sum < b[k]-0.51 {
					t.Fatalf("block %d column %d is %.2f wide, asked for %.2f", i, k, sum, b[k])
				}
			}
		}
	})
}

func TestLoneTableNeedsNoMerging(t *testing.T) {
	var g grid
	n := g.add(0, []float64{7, 30, 12.3, 9})
	for i, s := range g.spans(n) {
		if s != [2]int{i + 1, i + 1} {
			t.Errorf("column %d spans %v", i, s)
		}
	}
}

func TestNumberWidth(t *testing.T) {
	for _, c := range []struct {
		text, format string
		want         float64
	}{
		{"16984.7", `0.00;-0.00;"–"`, 8},
		{"5", "0", 1},
		{"0.8630", `0.0%`, 6},
		{"86.304", `0.000"%"`, 8},
	} {
		if got := numberWidth(number(c.text), c.format); got != c.want {
			t.Errorf("%s in %s: %v, want %v", c.text, c.format, got, c.want)
		}
	}
}

func TestRanksShareAPlace(t *testing.T) {
	all := []tally{{all: 4, done: 2}, {all: 2, done: 2}, {all: 2, done: 1}, {}, {all: 3}}
	var got []string
	for i := range all {
		got = append(got, rankOf(all, i))
	}
	if want := []string{"2", "1", "2", "", "4"}; !slices.Equal(got, want) {
		t.Errorf("ranks %v, want %v", got, want)
	}
}

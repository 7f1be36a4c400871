package master

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
)

// However many rows of a file went back, all are on record: one that is not would
// be taken for decided, and never be looked at again.
func TestEveryRowThatWentBackIsOnRecord(t *testing.T) {
	for _, n := range []int{0, 1, mostNumbers, mostNumbers + 1, 20000} {
		var back []int
		for i := range n {
			back = append(back, 100003+2*i)
		}
		m := &Master{Receipts: []Receipt{{Digest: "d", Sheets: []Returned{
			{Ledger: "甲", Rows: n + 2, Fates: map[Fate]int{SentBack: n}, Back: back, Open: []int{7, 9}},
			{Ledger: "乙", Rows: 1, Fates: map[Fate]int{Adopted: 1}},
		}}}}
		read := &Master{returned: map[string][]Returned{}}
		all := m.returnedLines()
		for i := range all.count {
			line, at := map[string]string{}, 0
			all.each(i, func(values ...any) {
				for _, v := range values {
					line[returnedHeader[at]] = fmt.Sprint(cmp.Or(v, any("")))
					at++
				}
			})
			for h, text := range line {
				if len([]rune(text)) > 32767 {
					t.Errorf("%d rows: %s holds %d characters", n, h, len([]rune(text)))
				}
			}
			read.readReturned(line)
		}
		got := read.returned["d"]
		if len(got) != 2 || !slices.Equal(got[0].Back, back) || !slices.Equal(got[0].Open, []int{7, 9}) || got[0].Rows != n+2 || got[0].Fates[SentBack] != n || got[1].Ledger != "乙" || got[1].Fates[Adopted] != 1 {
			t.Errorf("%d rows: %d sheets, %d went back", n, len(got), len(got[0].Back))
		}
	}
}

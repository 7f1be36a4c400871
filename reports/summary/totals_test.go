package summary

import (
	"strings"
	"testing"
)

// A total that is not the sum of what stands beside or above it says so and why;
// one that is says nothing.
func TestTotalsSayWhenTheyAreNoSums(t *testing.T) {
	in := testInput(t)
	in.Internal = true
	m, err := newMaker(in)
	if err != nil {
		t.Fatal(err)
	}
	said := map[bool]int{}
	for _, b := range in.Plan.Blocks {
		if b.Kind != "交叉表" && b.Kind != "完成率" {
			continue
		}
		bl, err := m.block(b, nil)
		if err != nil {
			t.Fatal(err)
		}
		table := bl.(*tableBlock).table
		if table.blank() {
			continue
		}
		differ := false
		for i, c := range table.columns {
			if i > 0 && c.head != "占比" && c.head != "完成率" && c.head != "名次" && c.head != "灯" {
				differ = differ || table.columnDiffers(i)
			}
		}
		if b.Cols != "" {
			for _, r := range table.rows {
				differ = differ || differs(r, upTo(1, len(table.columns)-1))
			}
		}
		heads := table.rows[len(table.rows)-1].cells[0].text + table.columns[len(table.columns)-1].head
		explained := strings.Contains(table.note, "合计")
		if explained != differ || strings.Contains(heads, uniqueTotal) && !differ {
			t.Errorf("%s %s: differs %v, explained %v, %s", b.Sheet, b.Title, differ, explained, heads)
		}
		said[differ]++
	}
	if said[true] == 0 || said[false] == 0 {
		t.Errorf("of no weight: %v", said)
	}
}

package summary

import (
	"strings"

	"taizhang/sheets/pii"
	"taizhang/templates"
)

// betweenCells parts neighbours while they are looked at together.
const betweenCells = "\t"

// withoutSplit takes numbers that identify a person out of cells that hold a part of
// one each: people read on from one cell to the next.
func (m *maker) withoutSplit(cells []cell, paths []templates.Path, at []int) {
	for i := 0; i+1 < len(paths); i++ {
		a, b := &cells[at[i]], &cells[at[i+1]]
		if !free(paths[i]) || !free(paths[i+1]) || a.text == "" || b.text == "" {
			continue
		}
		for _, h := range pii.Find(a.text+betweenCells+b.text, m.phone) {
			if h.Start < len(a.text) && h.End > len(a.text)+len(betweenCells) {
				rest := h.End - len(a.text) - len(betweenCells)
				a.text, b.text = a.text[:h.Start]+"***", "***"+b.text[rest:]
				break
			}
		}
	}
}

// free reports whether a path ends in what people write freely.
func free(p templates.Path) bool {
	end := p.Columns[len(p.Columns)-1]
	return p.Extra == "" && end.Free() && !strings.Contains(string(end.Type), "公式")
}

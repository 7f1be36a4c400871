package mark

import (
	"fmt"
	"strconv"
	"strings"

	"taizhang/sheets/ooxml"
	"taizhang/sheets/xlsx"
)

const recordTitle = "台账校验标记记录（自动生成，请勿改动）"

const (
	recordActive = "当前表"
	recordFill   = "底色"
)

// record is what has to be known to take the marks off again. It is kept as the
// text of a hidden sheet, which every program saves faithfully.
type record struct {
	active  string   // the sheet that was in front
	covered []string // the fills under the marks, by shade
}

func (k *book) recordXML(r record) string {
	var g grid
	g.row(0)
	g.text(0, recordTitle)
	g.row(0)
	g.text(0, recordActive)
	g.text(0, r.active)
	for i, fill := range r.covered {
		g.row(0)
		g.text(0, recordFill)
		g.text(0, strconv.Itoa(i))
		g.text(0, fill)
	}
	return fmt.Sprintf(`%s<worksheet xmlns="%s">%s</worksheet>`, ooxml.Head, k.ns, g.data())
}

// readRecord finds what an earlier marking noted down; ok is false where there
// was none.
func readRecord(w *xlsx.Workbook) (r record, ok bool) {
	rows, err := w.Rows(RecordSheet)
	if err != nil {
		return r, false
	}
	defer rows.Close()
	for rows.Next() {
		var f [3]string
		for _, c := range rows.Row().Cells {
			if c.Col <= len(f) {
				f[c.Col-1] = c.Text
			}
		}
		switch f[0] {
		case recordTitle:
			ok = true
		case recordActive:
			r.active = f[1]
		case recordFill:
			if n, err := strconv.Atoi(f[1]); err == nil && n >= 0 && n < shades && isFill(f[2]) {
				for len(r.covered) <= n {
					r.covered = append(r.covered, noFill)
				}
				r.covered[n] = f[2]
			}
		}
	}
	return r, ok
}

const noFill = `<fill><patternFill patternType="none"/></fill>`

func isFill(xml string) bool {
	n, err := ooxml.Parse([]byte(xml))
	return err == nil && string(n.Name) == "fill"
}

// isList tells our list from a sheet of the unit's own that has its name.
func isList(w *xlsx.Workbook, sheet string) bool {
	if !strings.HasPrefix(sheet, ListSheet) {
		return false
	}
	rows, err := w.Rows(sheet)
	if err != nil {
		return false
	}
	defer rows.Close()
	if !rows.Next() {
		return false
	}
	for _, c := range rows.Row().Cells {
		return c.Col == 1 && c.Text == listTitle
	}
	return false
}

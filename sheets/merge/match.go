package merge

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// match finds the record that a line means, and says whether its id had to be
// corrected by its content.
func (j *job) match(ln *line, taken map[*sheets.Row]*line) (moved bool) {
	ln.id = ln.row.ID
	if ln.packaged() {
		j.answer(ln)
		return false
	}
	for _, corrected := range []func(*line, map[*sheets.Row]*line) bool{j.byNumber, j.byKey, j.byContent} {
		moved = corrected(ln, taken) || moved
		if ln.back {
			return false
		}
	}
	if ln.id == "" {
		if m := j.find(ln.from, ln.row, taken); m != nil {
			ln.id = m.ID
		}
	}
	if ln.id != "" {
		j.answer(ln)
	}
	return moved
}

// byNumber: the number that is printed in the row says which it is.
func (j *job) byNumber(ln *line, _ map[*sheets.Row]*line) (moved bool) {
	row := ln.row
	if row.Stated == "" || row.Stated == row.ID {
		return false
	}
	if row.ID != "" && !j.sentTo(ln.from, row.Ledger, row.Stated) {
		ln.refuse(nil, fmt.Sprintf("行标识“%s”和编号“%s”对不上，认不出是哪一行。", row.ID, row.Stated), "请从下发的表里把这一行的行标识和编号照原样抄回；新的一行请把两格都清空。")
		return false
	}
	ln.id = row.Stated
	return row.ID != ""
}

// byKey: a row whose key is that of exactly one other record is a report on that.
func (j *job) byKey(ln *line, taken map[*sheets.Row]*line) (moved bool) {
	r, row, l := ln.from, ln.row, ln.row.Ledger
	key := naturalKey(row)
	if key == "" || ln.id == "" {
		return false
	}
	was := j.keyUnder(r, l, ln.id)
	if was == key {
		return false
	}
	switch same := j.withKey(r, row, ln.id, taken); {
	case was == "": // a free line that nobody has used: its record may have come in under another's number
		if len(same) != 1 || r.issued.row(l, same[0]) != nil || taken[j.lines.byID[l][same[0]]] != nil {
			return false
		}
		ln.id = same[0]
		return true
	case len(same) == 1:
		ln.id = same[0]
		return true
	case r.issued.row(l, ln.id) != nil:
		ln.refuse(l.Key[0], fmt.Sprintf("行标识“%s”下发时是“%s”，现在是“%s”，认不出是哪一行。", ln.id, readable(was), readable(key)),
			"请把"+columnNames(l.Key)+"改回原样；要报另一件事的，请写在空行里；确实要改的，请告诉整改办。")
	}
	return false
}

// byContent: what the unit may not change is that of another issued row.
func (j *job) byContent(ln *line, _ map[*sheets.Row]*line) (moved bool) {
	other := ln.from.issued.movedTo(ln.from.Unit, ln.row, ln.id)
	if other != "" {
		ln.id = other
	}
	return other != ""
}

// answer finds the record with the line's id, if it is one that the unit may
// report on and the line is about it.
func (j *job) answer(ln *line) {
	r, row, l := ln.from, ln.row, ln.row.Ledger
	ln.issued, ln.record = r.issued.row(l, ln.id), j.lines.byID[l][ln.id]
	if ln.record == nil || ln.issued != nil || ln.packaged() && ln.old {
		return
	}
	own := ln.record.Source.Unit == r.Unit.Name || !r.issued.known && l.Gives(ln.record.Record, r.Unit, ln.record.Source.Unit)
	switch {
	case !own:
		ln.record = nil
		ln.notOurs("不是发给%s的")
	case !ln.old && !j.sameRecord(r, ln.record, row):
		// The free line of an earlier form, filled in with something else.
		r.Findings = append(r.Findings, row.Finding(finding.Warning, intake.CodeID, nil,
			fmt.Sprintf("行标识“%s”已经用在另一行上（%s），这一行按新的一行收下，另编编号。", ln.id, brief(ln.record)),
			"如果是更正原来那一行，请告诉整改办删去多出的一行；以后请在最近一次下发或报送的表里接着填。"))
		ln.record, ln.id, row.ID = nil, "", ""
		ln.unnumber()
	}
}

// sentTo reports whether an id is one that the unit's form may hold.
func (j *job) sentTo(r *received, l *templates.Ledger, id string) bool {
	if r.issued.row(l, id) != nil {
		return true
	}
	series, n := master.SplitID(id)
	return series == seriesOf(r.Unit, l) && n > 0
}

// keyUnder is the natural key of the record with an id: as issued, else as the
// master has it.
func (j *job) keyUnder(r *received, l *templates.Ledger, id string) string {
	if row := r.issued.row(l, id); row != nil {
		return naturalKey(row)
	}
	if row := j.lines.byID[l][id]; row != nil {
		return naturalKey(row)
	}
	return ""
}

// withKey lists the ids of the records with a row's key that the unit may report
// on. What stood on a form means what it meant then.
func (j *job) withKey(r *received, row *sheets.Row, id string, taken map[*sheets.Row]*line) []string {
	key, l := naturalKey(row), row.Ledger
	var out []string
	out = append(out, r.issued.withKey(l, key)...)
	if r.issued.row(l, id) == nil {
		for _, m := range j.lines.withKey(row) {
			if m.Source.Unit == r.Unit.Name && !slices.Contains(out, m.ID) {
				out = append(out, m.ID)
			}
		}
	}
	return slices.DeleteFunc(out, func(id string) bool { return taken[j.lines.byID[l][id]] != nil && taken[j.lines.byID[l][id]].old })
}

// sameRecord: a line that was not issued under its id means the record that has
// the id by now: the same key, the same place, or mostly the same content.
func (j *job) sameRecord(r *received, m, row *sheets.Row) bool {
	if a, b := naturalKey(m), naturalKey(row); a != "" || b != "" {
		return a == b
	}
	if j.lines.from(r.item.Digest, row) == m {
		return true
	}
	if len(row.Ledger.Near) > 0 {
		return nearBlock(m) == nearBlock(row) && likeness(m, row) >= suspectScore
	}
	filled, equal := 0, 0
	for _, c := range row.Ledger.Columns {
		a, b := m.Values[c.Index], row.Values[c.Index]
		if c.Computed != nil || c.FilledBySystem() || !c.FilledBy(r.Unit) || a == "" && b == "" {
			continue
		}
		if a != b && a != "" && b != "" && (c.Type == cell.Ref || c.Type == cell.Date && !r.goesOn[row.Ledger]) {
			return false // it is about something else, or the next time of the same
		}
		if filled++; a == b {
			equal++
		}
	}
	return 2*equal >= filled
}

// goesOnIn reports whether a book goes on in one sent before: a free line of its
// form holds what was accepted from it.
func (j *job) goesOnIn(r *received, l *templates.Ledger, rows []*sheets.Row) bool {
	return slices.ContainsFunc(rows, func(row *sheets.Row) bool {
		m := j.lines.byID[l][row.ID]
		return m != nil && r.issued.row(l, row.ID) == nil && content(r.Unit, m) == content(r.Unit, row)
	})
}

// brief says what a row is, as far as that may be said.
func brief(row *sheets.Row) string {
	var parts []string
	for _, c := range row.Ledger.Columns {
		if v := row.Values[c.Index]; v != "" && c.Computed == nil && !c.FilledBySystem() && len(parts) < 3 {
			parts = append(parts, c.Show(v))
		}
	}
	return strings.Join(parts, "，")
}

// readable is a key as a person reads it.
func readable(key string) string { return strings.ReplaceAll(key, "|", "，") }

func columnNames(cols []*templates.Column) string {
	names := make([]string, len(cols))
	for i, c := range cols {
		names[i] = "“" + c.Name + "”"
	}
	return strings.Join(names, "")
}

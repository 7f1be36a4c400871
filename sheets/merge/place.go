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

// line is one returned row on its way into the master.
type line struct {
	from   *received
	row    *sheets.Row
	last   string      // the highest id of its sheet
	record *sheets.Row // the master's row it means, nil for a new one
	issued *sheets.Row // the row as issued, nil if it was not
	id     string      // what it means by its id and key; "" for none
	old    bool        // decided by an earlier merge
	back   bool        // goes back

	superseded bool // another book reports the row, without its errors

	kept int // cells left as issued although the unit has reported them since
	fate master.Fate
}

// place finds for every row of a return the row of the master that it means. An
// id is believed only together with the ledger's key and with what was issued
// under it. Rows with an id go first, so that a line without cannot take theirs.
func (j *job) place(r *received) {
	for _, s := range r.Sheets {
		var lines []*line
		for _, withID := range []bool{true, false} {
			for _, row := range s.Rows {
				if (row.ID != "" || row.Stated != "") == withID {
					lines = append(lines, &line{from: r, row: row, last: s.LastID, old: r.decidedBefore(s.Ledger.Name, row.Number)})
				}
			}
		}
		// What is decided already keeps its record.
		slices.SortStableFunc(lines, func(a, b *line) int { return boolOrder(a.old) - boolOrder(b.old) })
		taken := map[*sheets.Row]*line{}
		byID := map[string]*line{}
		moved := 0
		for _, ln := range lines {
			if j.match(ln, taken) && !ln.old {
				moved++
			}
			j.claimOnce(ln, taken, byID)
		}
		j.hearAgain(r, s.Ledger, lines)
		if moved > 0 {
			r.add(finding.Finding{Severity: finding.Warning, Code: intake.CodeID, Sheet: s.Name, Ledger: s.Ledger.Name,
				Message: fmt.Sprintf("“%s”有 %d 行的行标识没有跟着内容一起移动，已按编号认行，内容没有错位。", s.Name, moved), Fix: "排序时请选中整行，连同行标识和版本两栏一起排。"})
		}
		r.lines = append(r.lines, lines...)
	}
}

// hearAgain decides anew what books said, decided or not, about a record of which
// an excluded file is taken back, so that what others report too stays.
func (j *job) hearAgain(r *received, l *templates.Ledger, lines []*line) {
	for _, ln := range lines {
		if !ln.old {
			continue
		}
		again := ln.record != nil && j.touched[cellKey{ledger: l.Name, row: ln.record.ID}]
		if ln.record == nil {
			what := content(r.Unit, ln.row)
			again = slices.ContainsFunc(j.removed, func(row *sheets.Row) bool { return row.Ledger == l && content(r.Unit, row) == what })
		}
		if again {
			if ln.old = false; r.again == nil {
				r.again = map[*templates.Ledger]bool{}
			}
			r.again[l] = true
		}
	}
}

// unnumber takes off the number that a free line was printed with and that is
// another row's: it gets its own when it becomes a row. A number that the book
// itself refers to stays, or the reference would lead elsewhere.
func (ln *line) unnumber() {
	for _, c := range ln.row.Ledger.Key {
		if v := ln.row.Values[c.Index]; c.FilledBySystem() && !ln.from.refersTo(ln.row.Ledger, v) {
			ln.row.Values[c.Index] = ""
		}
	}
}

// refersTo reports whether a row of the book points at a row of the ledger.
func (r *received) refersTo(l *templates.Ledger, key string) bool {
	for _, s := range r.Sheets {
		for _, c := range s.Ledger.Columns {
			if c.Target == l && slices.ContainsFunc(s.Rows, func(row *sheets.Row) bool { return slices.Contains(cell.SplitList(row.Values[c.Index]), key) }) {
				return true
			}
		}
	}
	return false
}

// add puts a finding on the return.
func (r *received) add(f finding.Finding) {
	f.File, f.Unit = r.File, r.Unit.Name
	r.Findings = append(r.Findings, f)
}

// refuse sends a line back.
func (ln *line) refuse(c *templates.Column, message, fix string) {
	ln.back = true
	ln.from.Findings = append(ln.from.Findings, ln.row.Finding(finding.Error, intake.CodeID, c, message, fix))
}

// claimOnce: two lines of a book that mean one record both go back.
func (j *job) claimOnce(ln *line, taken map[*sheets.Row]*line, byID map[string]*line) {
	other := byID[ln.id]
	if ln.record != nil {
		other = taken[ln.record]
	} else if ln.id == "" {
		return
	}
	if other == nil {
		if byID[ln.id] = ln; ln.record != nil {
			taken[ln.record] = ln
		}
		return
	}
	what := ln.id
	if ln.record != nil {
		what = ln.record.ID
	}
	for _, pair := range [][2]*line{{other, ln}, {ln, other}} {
		if one := pair[0]; !one.back && !one.old {
			one.refuse(nil, fmt.Sprintf("这一行和第 %d 行都是“%s”，像是整行复制来的，两行都没有采用。", pair[1].row.Number, what),
				"请核对哪一行是原来的；另一行请清空行标识和编号，系统会给它新的编号。")
		}
	}
}

// match finds the record that a line means, and says whether its id had to be
// corrected by its content.
func (j *job) match(ln *line, taken map[*sheets.Row]*line) (moved bool) {
	ln.id = ln.row.ID
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
	if was == "" || was == key {
		return false
	}
	switch same := j.withKey(r, row, ln.id, taken); {
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
	if ln.record == nil || ln.issued != nil {
		return
	}
	own := ln.record.Source.Unit == r.Unit.Name || !r.issued.known && l.Gives(ln.record.Record, r.Unit, ln.record.Source.Unit)
	switch {
	case !own:
		ln.record = nil
		ln.refuse(nil, fmt.Sprintf("行标识“%s”不是发给%s的。", ln.id, r.Unit.Name), "请把这一行的行标识清空，系统会给它新的编号。")
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
	for id, issued := range r.issued.rows[l] {
		if naturalKey(issued) == key {
			out = append(out, id)
		}
	}
	if r.issued.row(l, id) == nil {
		for _, m := range j.lines.withKey(row) {
			if m.Source.Unit == r.Unit.Name && !slices.Contains(out, m.ID) {
				out = append(out, m.ID)
			}
		}
	}
	return slices.DeleteFunc(out, func(id string) bool { return taken[j.lines.byID[l][id]] != nil && taken[j.lines.byID[l][id]].old })
}

func boolOrder(first bool) int {
	if first {
		return 0
	}
	return 1
}

// sameRecord: a line that was not issued under its id means the record that has
// the id by now: the same key, the same place, or mostly the same content.
func (j *job) sameRecord(r *received, m, row *sheets.Row) bool {
	if a, b := naturalKey(m), naturalKey(row); a != "" || b != "" {
		return a == b
	}
	if j.lines.bySource[sourceKey(row.Ledger, r.item.Digest, row.Sheet, row.Number)] == m {
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
		if c.Type == cell.Ref && a != b && a != "" && b != "" {
			return false // it is about something else
		}
		if filled++; a == b {
			equal++
		}
	}
	return 2*equal >= filled
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

// guard reports what a line changes in cells that are not the unit's; it is never
// merged.
func (j *job) guard(ln *line) {
	row, l := ln.row, ln.row.Ledger
	for _, c := range l.Columns {
		if c.Computed != nil || row.Cols[c.Index] == 0 || c.FilledBySystem() || c.FilledBy(ln.from.Unit) || row.Bad[c.Index] {
			continue
		}
		v, was, now := row.Values[c.Index], "", ""
		if ln.record != nil {
			now = ln.record.Values[c.Index]
			was = now
		}
		if ln.issued != nil {
			was = ln.issued.Values[c.Index]
		}
		if v == was || v == now || ln.issued == nil && v == "" {
			continue
		}
		ln.from.Findings = append(ln.from.Findings, row.Finding(finding.Warning, "权限", c,
			fmt.Sprintf("“%s”由%s填写，下发时是“%s”，现在是“%s”；改动没有采用。", c.Name, strings.Join(c.Owners, "、"), orBlank(c.Show(was)), orBlank(c.Show(v))),
			"请改回原值；需要调整的，请向整改办说明。"))
	}
}

func orBlank(s string) string {
	if s == "" {
		return "空"
	}
	return s
}

func sortedRows(m map[string]*sheets.Row) []*sheets.Row {
	out := make([]*sheets.Row, 0, len(m))
	for _, r := range m {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b *sheets.Row) int { return cell.Natural(a.ID, b.ID) })
	return out
}

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
	r.goesOn = map[*templates.Ledger]bool{}
	for _, s := range r.Sheets {
		r.goesOn[s.Ledger] = j.goesOnIn(r, s.Ledger, s.Rows)
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
		for _, ln := range lines {
			ln.back = ln.back && !ln.old // a record may have gone to another unit since
		}
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
			what, key := content(r.Unit, ln.row), naturalKey(ln.row)
			again = slices.ContainsFunc(j.removed, func(row *sheets.Row) bool {
				return row.Ledger == l && (content(r.Unit, row) == what || ln.id != "" && ln.id == row.ID || key != "" && key == naturalKey(row))
			})
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

func boolOrder(first bool) int {
	if first {
		return 0
	}
	return 1
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

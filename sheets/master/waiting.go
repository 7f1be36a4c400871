package master

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/templates"
	"taizhang/templates/book"
)

// WaitingFor is what a person has to decide.
type WaitingFor string

// What waits, in the order in which it is listed.
const (
	ForChoice    WaitingFor = "冲突"
	ForUnit      WaitingFor = "认不出单位的文件"
	ForClosing   WaitingFor = "申请销号"
	ForExtension WaitingFor = "申请延期"
	ForRepeats   WaitingFor = "疑似重复"
)

// Waiting is one thing that waits for a person: cells or rows in conflict, a file,
// or a row.
type Waiting struct {
	For       WaitingFor
	Row       *sheets.Row // nil for a file, and where the row is not there any more
	Other     *sheets.Row // the row that Row may repeat
	Conflicts []Conflict  // that are decided together
	File      *Receipt
	Score     int    // of a suspect, in percent
	Alike     string // what a suspect has in common with the other row
}

// Waiting lists everything in the master that waits for a person.
func (m *Master) Waiting(day *deadline.Day) (out []Waiting) {
	find := m.finder()
	out = m.conflictsWaiting(find)
	for i := range m.Receipts {
		if r := &m.Receipts[i]; r.Unit == "" && !r.Excluded && r.Assigned == "" && r.Verdict == VerdictUnread {
			out = append(out, Waiting{For: ForUnit, File: r})
		}
	}
	each := func(why WaitingFor, asked func(l *templates.Ledger, r *sheets.Row) bool) {
		for _, l := range m.Plan.Ledgers {
			for _, r := range m.Rows[l] {
				if r.Counts() && asked(l, r) {
					out = append(out, Waiting{For: why, Row: r})
				}
			}
		}
	}
	each(ForClosing, func(l *templates.Ledger, r *sheets.Row) bool {
		checker, closed := l.Role(templates.RoleChecker), l.Role(templates.RoleClosed)
		if checker == nil || closed == nil || r.Value(closed) != "" || r.Duplicate() {
			return false
		}
		s := day.Of(r)
		return s.Meaning == templates.MeansDone && !s.Closed
	})
	each(ForExtension, func(l *templates.Ledger, r *sheets.Row) bool {
		newDue, approved := l.Role(templates.RoleNewDue), l.Role(templates.RoleExtension)
		return newDue != nil && approved != nil && r.Value(newDue) != "" && r.Value(approved) == "" && !day.Of(r).Done
	})
	return append(out, m.suspectsWaiting(find)...)
}

// finder finds rows by their ids.
type finder func(l *templates.Ledger, id string) *sheets.Row

// finder indexes a ledger's rows when the first of them is looked for.
func (m *Master) finder() finder {
	byID := map[*templates.Ledger]map[string]*sheets.Row{}
	return func(l *templates.Ledger, id string) *sheets.Row {
		if byID[l] == nil {
			byID[l] = make(map[string]*sheets.Row, len(m.Rows[l]))
			for _, r := range m.Rows[l] {
				byID[l][r.ID] = r
			}
		}
		return byID[l][id]
	}
}

// conflictsWaiting are the questions nobody has answered; cells that rules tie
// together are one.
func (m *Master) conflictsWaiting(find finder) (out []Waiting) {
	groups := map[string]int{}
	for _, c := range m.Conflicts {
		if c.Choice != "" {
			continue // decided, to be merged
		}
		k := strings.Join([]string{c.Ledger, c.RowID, cmp.Or(c.Group, c.Column)}, "\x00")
		i, ok := groups[k]
		if !ok {
			i = len(out)
			groups[k] = i
			w := Waiting{For: ForChoice}
			if l := m.Plan.Ledger(c.Ledger); l != nil {
				w.Row = find(l, c.RowID)
			}
			out = append(out, w)
		}
		out[i].Conflicts = append(out[i].Conflicts, c)
	}
	return out
}

func (m *Master) suspectsWaiting(find finder) (out []Waiting) {
	for _, s := range m.Suspects {
		l := m.Plan.Ledger(s.Ledger)
		if l == nil || l.Role(templates.RoleRepeats) == nil {
			continue
		}
		a, b := find(l, s.RowID), find(l, s.Other)
		if a != nil && b != nil && !a.Duplicate() && !b.Duplicate() {
			out = append(out, Waiting{For: ForRepeats, Row: a, Other: b, Score: s.Score, Alike: s.What})
		}
	}
	return out
}

// mostWaiting is how many things of a kind 处理 lists.
const mostWaiting = 500

var waitingHeader = []string{"要定的事", "台账", "行", "单位", "情况", "怎么办", "去处理"}
var waitingWidths = []float64{16, 14, 18, 18, 60, 44, 12}

// waiting writes the sheet that lists what waits for the office, with links.
func (b *writer) waiting(m *Master) {
	all := m.Waiting(deadline.On(m.AsOf, m.Data()))
	note := "没有等整改办定的事。"
	if len(all) > 0 {
		note = fmt.Sprintf("有 %d 件事等整改办定；点“去处理”到要填的那一格，填好后再合并一次。", len(all))
	}
	s := b.begin(WaitingSheet, WaitingSheet, note, book.Page{Paper: book.A4}, 0, book.Texts(b.Style(header), waitingHeader...), book.Spans(waitingWidths...)...)
	text, link := b.Style(plain.Formatted(book.TextFormat)), b.Style(book.Style{Font: book.YaHei, Size: 10, Ink: "0563C1", Align: "center", Border: book.Boxed})
	of, lines := map[WaitingFor]int{}, 0
	for _, w := range all {
		if of[w.For]++; of[w.For] > mostWaiting {
			continue
		}
		at, do := m.wayTo(w)
		cells := book.Texts(text, append(w.about(), do, "")...)
		cells[len(cells)-1] = book.Cell{Style: link, Value: "去处理", Formula: fmt.Sprintf(`HYPERLINK("#%s","去处理")`, strings.ReplaceAll(at, `"`, `""`))}
		s.Fit(1, mostLines, cells...)
		lines++
	}
	for _, why := range []WaitingFor{ForChoice, ForUnit, ForClosing, ForExtension, ForRepeats} {
		if more := of[why] - mostWaiting; more > 0 {
			s.Fit(1, mostLines, book.Texts(text, string(why), "", "", "", fmt.Sprintf("还有 %d 件没有列在这里。", more), "", "")...)
			lines++
		}
	}
	finish(s, len(waitingHeader), headerRow+lines)
}

// about says what waits, up to 情况.
func (w Waiting) about() []string {
	out := []string{string(w.For), "", "", "", ""}
	if r := w.Row; r != nil {
		out[1], out[2], out[3] = r.Ledger.Name, cmp.Or(r.Key(), r.ID), cmp.Or(r.Source.Unit, r.Value(r.Ledger.Role(templates.RoleUnit)))
	}
	switch w.For {
	case ForChoice:
		c := w.Conflicts[0]
		out[1], out[2] = c.Ledger, c.RowID
		var columns, units []string
		for _, c := range w.Conflicts {
			if c.Column != "" && !slices.Contains(columns, c.Column) {
				columns = append(columns, c.Column)
			}
			if !slices.Contains(units, c.Unit) {
				units = append(units, c.Unit)
			}
		}
		out[3], out[4] = strings.Join(units, "、"), c.Why
		if len(columns) > 0 {
			out[4] = strings.Join(columns, "、") + "：" + c.Why
		}
	case ForUnit:
		out[4] = w.File.File + "：" + w.File.Note
	case ForClosing:
		state := w.Row.Ledger.Role(templates.RoleState)
		out[4] = "单位报“" + w.Row.Value(state) + "”，等整改办审核。"
	case ForExtension:
		out[4] = fmt.Sprintf("原期限 %s，要延到 %s；批准以前按原期限算。", w.Row.Value(w.Row.Ledger.Role(templates.RoleDue)), w.Row.Value(w.Row.Ledger.Role(templates.RoleNewDue)))
	case ForRepeats:
		out[4] = fmt.Sprintf("与“%s”相似 %d%%：%s", cmp.Or(w.Other.Key(), w.Other.ID), w.Score, w.Alike)
	}
	return out
}

// wayTo is the cell in which a person decides, and how.
func (m *Master) wayTo(w Waiting) (cell, do string) {
	row := func(role templates.Role) string {
		c := w.Row.Ledger.Role(role)
		return book.Quote(cmp.Or(w.Row.Sheet, w.Row.Ledger.Name)) + "!" + book.At(firstColumn+c.Index, max(w.Row.Number, firstRow))
	}
	switch w.For {
	case ForChoice:
		i := slices.IndexFunc(m.Conflicts, func(c Conflict) bool {
			x := w.Conflicts[0]
			return c.Ledger == x.Ledger && c.RowID == x.RowID && c.Column == x.Column && c.Digest == x.Digest
		})
		sheet, n := place(ConflictSheet, max(i, 0))
		return book.Quote(sheet) + "!" + book.At(1+slices.Index(conflictHeader, "选用"), n), "在“选用”栏填“是”用报送的，填“否”维持总台账的。"
	case ForUnit:
		i := slices.IndexFunc(m.Receipts, func(r Receipt) bool { return r.Digest == w.File.Digest })
		sheet, n := place(ReceiptSheet, max(i, 0))
		return book.Quote(sheet) + "!" + book.At(1+slices.Index(receiptHeader, "指定单位"), n), "在“指定单位”栏写上是哪个单位报的。"
	case ForClosing:
		return row(templates.RoleChecker), "同意的，写审核人和销号日期；不同意的，把状态改回去并告诉单位。"
	case ForExtension:
		return row(templates.RoleExtension), "同意的，写延期批准的日期；不同意的，清空新期限。"
	}
	return row(templates.RoleRepeats), "确是同一件的，在“重复于”栏写另一行的编号；不是的不用管。"
}

package form

import (
	"slices"

	"taizhang/templates"
	"taizhang/templates/book"
)

// columns are the columns of a ledger's sheet: those of identity, then the
// ledger's own. What neither asks the unit for anything nor tells it what to do is
// grouped and folded.
func (b *writer) columns(s *sheet) []book.Span {
	id := b.style(idStyle, true)
	out := []book.Span{{Width: idWidth(s), Style: id}, {Width: versionWidth, Style: id}}
	if s.numbered() {
		out[0].Level, out[0].Hidden = 1, true
		out[1].Level, out[1].Hidden = 1, true
	}
	for _, c := range s.ledger.FormColumns() {
		col := book.Span{Width: columnWidth(c), Style: b.style(b.columnStyle(c), !b.editable(c))}
		if b.folds(s, c) {
			col.Level, col.Hidden = 1, true
		}
		out = append(out, col)
	}
	return out
}

// numbered: a column of the ledger shows every row's id, so that 行标识 need not.
func (s *sheet) numbered() bool {
	if given(s.ledger) != nil {
		return true
	}
	key := s.ledger.Key
	return len(key) == 1 && s.spare == 0 && len(s.rows) > 0 && !slices.ContainsFunc(s.rows, func(r templates.Record) bool { return r.ID != r.Values[key[0].Index] })
}

// visible is the first column of the sheet that is not folded.
func visible(columns []book.Span) int {
	return 1 + slices.IndexFunc(columns, func(c book.Span) bool { return !c.Hidden })
}

// Roles of columns that tell the unit which row it is and what to do.
var telling = []templates.Role{
	templates.RoleMeasures, templates.RoleResults, templates.RoleDue, templates.RoleNewDue, templates.RoleContent, templates.RoleState,
	templates.RoleReplyDue, templates.RolePaperNumber, templates.RolePaperKind,
}

// folds: the office keeps the column for itself, or nothing stands in it yet.
func (b *writer) folds(s *sheet, c *templates.Column) bool {
	l := s.ledger
	if b.editable(c) || c == given(l) || slices.Contains(l.Key, c) || slices.Contains(l.Near, c) || c.Computed != nil {
		return false
	}
	for _, other := range l.Columns { // what chooses for a column of the unit's stays in view
		if other.Parent == c && b.editable(other) {
			return false
		}
	}
	blank := !slices.ContainsFunc(s.rows, func(r templates.Record) bool { return r.Values[c.Index] != "" })
	if blank {
		return c.OfficeAlone() || c.FilledBySystem()
	}
	return c.OfficeAlone() && c.Role != "" && !slices.Contains(telling, c.Role)
}

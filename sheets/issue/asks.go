package issue

import (
	"context"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/sheets/returns"
	"taizhang/templates"
)

// ask writes on a form what it asks. The first one asks for a return, and so does one
// with a day while rows are open, or with a new day while there is anything to fill
// in, and one that brings what the unit has not been asked before. Any other leaves
// standing what was asked last, with its day.
func (d *dispatch) ask(ctx context.Context, s *sending) {
	r := &s.Request
	r.Asks = r.Issue
	asked, sent := returns.Asking(d.store, r.Unit, s.last, r.Restricted)
	if sent.On == "" || !sent.Dated { // the first, or nothing is known of the last
		return
	}
	if r.Due != "" && d.open(s, r.Due != sent.Due) || d.news(ctx, s, sent.On) {
		return
	}
	r.Asks, r.Due = asked, sent.Due
}

// open: there are rows of which the unit could still report something or, by a new
// day, sheets to which it could add some.
func (d *dispatch) open(s *sending, fresh bool) bool {
	u := s.Request.Unit
	return fresh && len(s.Request.Tables) > 0 || slices.ContainsFunc(s.Request.Ledgers, func(l *templates.Ledger) bool { return d.opens(l, u, fresh) })
}

func (d *dispatch) opens(l *templates.Ledger, u *templates.Unit, fresh bool) bool {
	return fresh && l.Adds && u.Is(l.FiledBy) || slices.ContainsFunc(d.rowsOf(l, u), func(row *sheets.Row) bool { return wants(row, u) })
}

// wants: a row of which the unit could still report something.
func wants(row *sheets.Row, u *templates.Unit) bool {
	return !row.Withdrawn() && !settled(row) && slices.ContainsFunc(row.Ledger.FormColumns(), func(c *templates.Column) bool { return c.FilledBy(u) })
}

// settled: the unit has said that it is done with the row, or the office has.
func settled(row *sheets.Row) bool {
	state := row.Ledger.Role(templates.RoleState)
	return state != nil && deadline.Done(state.Meaning(row.Value(state)))
}

// news: the form brings what the unit has not been asked before: a row of somebody
// else's, one opened again, a ledger, or a column that it must fill in.
func (d *dispatch) news(ctx context.Context, s *sending, since string) bool {
	u := s.Request.Unit
	before := intake.Read(ctx, intake.Reading{Plan: d.Plan, Path: s.kept, File: s.kept, Unit: u})
	return slices.ContainsFunc(s.Request.Ledgers, func(l *templates.Ledger) bool {
		i := slices.IndexFunc(before.Sheets, func(x *intake.Sheet) bool { return x.Ledger == l })
		if i < 0 {
			return d.opens(l, u, true)
		}
		sheet, was := before.Sheets[i], map[string]*sheets.Row{}
		for _, row := range sheet.Rows {
			was[row.ID] = row
		}
		return slices.ContainsFunc(d.rowsOf(l, u), func(row *sheets.Row) bool {
			return wants(row, u) && (d.unasked(was[row.ID], row, u) || d.reopened[[2]string{l.Name, row.ID}] >= since || lacks(sheet, row, u))
		})
	})
}

// unasked: the row was not on the form before and is not the unit's own, or was
// settled then.
func (d *dispatch) unasked(was, row *sheets.Row, u *templates.Unit) bool {
	if was == nil {
		return d.Plan.Unit(row.Source.Unit) != u
	}
	return settled(was)
}

// reopenings are the days that rows were opened again last.
func reopenings(m *master.Master) map[[2]string]string {
	out := map[[2]string]string{}
	for _, c := range m.Changes {
		if at := [2]string{c.Ledger, c.RowID}; c.Kind == master.Reopened {
			out[at] = max(out[at], c.Date)
		}
	}
	return out
}

// lacks: a cell that the unit must fill in has no column on the form before.
func lacks(before *intake.Sheet, row *sheets.Row, u *templates.Unit) bool {
	return slices.ContainsFunc(row.Ledger.FormColumns(), func(c *templates.Column) bool {
		return before.Cols[c.Index] == 0 && c.Required == templates.Always && c.FilledBy(u) && row.Value(c) == ""
	})
}

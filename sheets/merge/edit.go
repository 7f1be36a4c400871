package merge

import (
	"context"
	"fmt"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// Edit is the master open for rows of the program's own, as when it logs the
// papers it issues. What the office edited by hand since the last merge is
// logged as the office's first, exactly as a merge does, so that no edit goes
// unrecorded. The caller holds campaign.Lock.
type Edit struct{ j *job }

// Open reads the master, or starts one from the plan's seeds.
func Open(ctx context.Context, d campaign.Dir, p *templates.Plan, asOf string) (*Edit, error) {
	return OpenRead(ctx, d, p, asOf, nil)
}

// OpenRead is Open with the master as Stale has read it, which is changed; nil if
// it has to be read.
func OpenRead(ctx context.Context, d campaign.Dir, p *templates.Plan, asOf string, read *master.Master) (*Edit, error) {
	j := newJob(ctx, Input{Dir: d, Plan: p, AsOf: asOf, Read: read})
	if err := j.load(); err != nil {
		return nil, err
	}
	if j.m.Serial == 0 {
		j.m.AsOf, j.m.Version = asOf, p.Version
	}
	j.officeEdits()
	return &Edit{j}, nil
}

// RefreshFigures rewrites the master whose sheets of figures the plan has changed
// since, as they were on the day of the last merge; false if they are current.
// The caller holds campaign.Lock and has seen that nothing is unmerged.
func RefreshFigures(ctx context.Context, d campaign.Dir, p *templates.Plan) (bool, error) {
	if stale, err := master.FiguresStale(ctx, d, p); err != nil || !stale {
		return false, err
	}
	m, err := master.Open(ctx, d, p)
	if err != nil {
		return false, err
	}
	if err := d.MasterFree(); err != nil {
		return false, err
	}
	today := p.Param(templates.ParamAsOf)
	defer p.SetAsOf(today)
	p.SetAsOf(m.AsOf)
	e, err := Open(ctx, d, p, m.AsOf)
	if err != nil {
		return false, err
	}
	return true, e.Save(ctx)
}

// Master is the ledger as it stands, edits and new rows included.
func (e *Edit) Master() *master.Master { return e.j.m }

// Findings are about the ledger as it was found, and what the office edited.
func (e *Edit) Findings() []finding.Finding {
	out := slices.Clone(e.j.findings)
	for _, note := range e.j.notes {
		out = append(out, note())
	}
	return out
}

// Append adds a row in the office's series of ids. Columns that the program
// gives their value are left to it.
func (e *Edit) Append(l *templates.Ledger, values []string, source sheets.Source) *sheets.Row {
	n := 0
	for _, r := range e.j.m.Rows[l] {
		var serial int
		if _, err := fmt.Sscanf(r.ID, templates.OwnerOffice+"-"+l.Code+"-%d", &serial); err == nil {
			n = max(n, serial)
		}
	}
	row := &sheets.Row{Ledger: l, Source: source, Record: templates.Record{
		ID: form.RowID(templates.OwnerOffice, l.Code, n+1), Version: 1, Values: slices.Clone(values),
	}}
	row.Source.Updated = e.j.AsOf
	l.Number(row.Record)
	l.Compute(row.Values)
	e.j.m.Rows[l] = append(e.j.m.Rows[l], row)
	e.j.log(master.Change{Kind: master.Added, By: system, Ledger: l.Name, RowID: row.ID, File: source.File})
	return row
}

// Set changes a cell of one of the program's rows.
func (e *Edit) Set(row *sheets.Row, c *templates.Column, value string) {
	if row.Value(c) != value {
		e.j.set(row, c, master.Change{Kind: master.Changed, By: system, New: value, File: row.Source.File})
	}
}

// Mark writes a text into a column beside the ledger's own, which is added where
// there is none; false if it stands there already.
func (e *Edit) Mark(l *templates.Ledger, row *sheets.Row, header, text, file string) bool {
	old := e.j.m.SetExtra(row, header, text)
	if old == text {
		return false
	}
	e.j.log(master.Change{Kind: master.Changed, By: system, Ledger: l.Name, RowID: row.ID, Column: header, Old: old, New: text, File: file})
	return true
}

// LaterPapers is the last day on which papers were issued after the edit's own; ""
// for none.
func (e *Edit) LaterPapers() string { return e.j.laterPapers() }

// TakeBackPapers takes off the register what was issued on a later day. A master
// that papers began, and nothing has been merged into, is of the right day then.
func (e *Edit) TakeBackPapers() {
	e.j.takeBackPapers()
	m := e.j.m
	if m.AsOf > e.j.AsOf && len(m.Receipts) == 0 && !slices.ContainsFunc(m.Changes, func(c master.Change) bool { return !ofPaper(c) }) {
		m.AsOf = e.j.AsOf
	}
}

// Save writes the master with its history if anything changed.
func (e *Edit) Save(ctx context.Context) error {
	if e.j.same() {
		return nil
	}
	e.j.suspects() // written, but never read back
	if err := ctx.Err(); err != nil {
		return err
	}
	e.j.m.Arrange()
	e.j.m.Count() // somebody may have asked for its figures as it was
	return (&Result{Master: e.j.m, papers: e.j.papers, serial: e.j.serial}).Save(ctx, e.j.Dir)
}

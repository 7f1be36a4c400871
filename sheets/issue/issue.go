// Package issue sends out the forms: one workbook a unit, with its own rows as
// the master ledger holds them, kept exactly as sent so that a return can be
// compared with it.
package issue

import (
	"cmp"
	"context"
	"errors"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// Input is what to send out.
type Input struct {
	Dir   campaign.Dir
	Plan  *templates.Plan
	AsOf  string
	Units []*templates.Unit // empty = all
	// Poured are rows of a unit's earlier ledger, by ledger name, added to its
	// own.
	Poured map[string][]templates.Record
	// Due is the day the forms are to be back; "" for the plan's.
	Due string
	// Backwards gives the forms that were sent on a mistyped day, and of which none
	// has come back, this day instead.
	Backwards bool
	// Master is the ledger if it is at hand; otherwise it is read.
	Master *master.Master
	// Progress, if set, is called after each form.
	Progress func(done, total, rows int)

	key campaign.Key
}

// due is the day the forms are to be back: the one given for this time, or the
// plan's while it lies ahead.
func (in Input) due() string {
	if in.Due != "" {
		return in.Due
	}
	if day := in.Plan.Param(templates.ParamReturnsDue); day >= in.AsOf {
		return day
	}
	return ""
}

// Form is one workbook that was sent out.
type Form struct {
	Unit       string   `json:"unit"`
	File       string   `json:"file"`
	Issue      int      `json:"issue"`
	Ledgers    []string `json:"ledgers"`
	Rows       int      `json:"rows"`
	Restricted bool     `json:"restricted,omitempty"`
	Unchanged  bool     `json:"unchanged,omitempty"` // the same as sent before
	// Withdrawn are rows of the unit's that the office has withdrawn: they are
	// not sent out.
	Withdrawn []string `json:"withdrawn,omitempty"`
}

// Sent is what was sent out, and what somebody had made of the forms before.
type Sent struct {
	Forms    []Form
	Findings []finding.Finding
}

// Run writes the forms.
func Run(ctx context.Context, in Input) (*Sent, error) {
	m, err := in.Master, error(nil)
	if m == nil {
		m, err = master.Open(ctx, in.Dir, in.Plan)
	}
	if errors.Is(err, master.ErrNoMaster) {
		m, err = master.New(in.Plan), nil
	}
	if err != nil {
		return nil, err
	}
	units := in.Units
	if len(units) == 0 {
		units = in.Plan.Units
	}
	if in.key, err = in.Dir.MakeKey(ctx); err != nil {
		return nil, err
	}
	d := &dispatch{Input: in, m: m, reopened: reopenings(m), serials: m.LastSerials(), store: returns.Of(in.Dir), noted: in.Dir.NotedIssues(), used: in.Dir.NotedIssues(), names: in.Dir.Addressees(), outputs: in.Dir.Outputs()}
	d.share()
	var all []*sending
	for _, u := range units {
		if u.Closed(in.AsOf) != "" {
			continue
		}
		for _, restricted := range []bool{false, true} {
			if s := d.prepare(u, restricted); s != nil {
				all = append(all, s)
			}
		}
	}
	if err := d.later(all); err != nil {
		return nil, err
	}
	if err := cmp.Or(d.send(ctx, all), d.Dir.NoteIssues(ctx, d.used, d.names)); err != nil {
		return nil, err
	}
	d.sent.Findings = append(d.sent.Findings, sheets.Kept(d.outputs)...)
	return &d.sent, nil
}

// dispatch is one sending out under way.
type dispatch struct {
	Input
	m        *master.Master
	rows     map[*templates.Ledger]map[string][]*sheets.Row // by the unit that they name
	reopened map[[2]string]string                           // the last day that rows were, by ledger and id
	serials  map[string]int
	store    returns.Files   // of which the copies are there
	noted    campaign.Issues // ever used before
	used     campaign.Issues // and now
	names    map[string]string
	outputs  *campaign.Outputs
	sent     Sent
}

// Package returns says where the units stand with their returns: what was sent
// out, what came back, which workbook of a unit is missing, and who is overdue.
// Merge, summary, papers and the plan's checks ask here, so that on one day a
// unit has returned everything for all of them or for none. A unit with an
// ordinary and a 限阅 workbook has returned when both are in.
package returns

import (
	"cmp"
	"context"
	"fmt"

	"taizhang/sheets/master"
	"taizhang/templates"
)

// Status is where one workbook of a unit stands.
type Status string

// The statuses, the most pressing first.
const (
	NotReturned Status = "未报"
	NeverOpened Status = "原样报回"
	SentBack    Status = "退回未复"
	NotIssued   Status = "未下发"
	Late        Status = "迟报"
	Returned    Status = "已报"
)

// Part is one workbook of a unit.
type Part struct {
	Unit       string `json:"unit"`
	Restricted bool   `json:"restricted,omitempty"`
	Issue      int    `json:"issue"`            // the last one sent out, 0 = none
	Issued     string `json:"issued,omitempty"` // its day
	Received   string `json:"received,omitempty"`
	Returned   int    `json:"returned_issue,omitempty"` // the issue it was made on
	Verdict    string `json:"verdict,omitempty"`
	Due        string `json:"due,omitempty"` // the day Asked is to be back
	Status     Status `json:"status"`
	Overdue    bool   `json:"overdue"`
	Contact    string `json:"contact,omitempty"`
	Asked      int    `json:"asked_issue,omitempty"` // the newest that asks anything of the unit
	AskedOn    string `json:"asked,omitempty"`       // its day

	Of     *templates.Unit `json:"-"`
	Newest *master.Receipt `json:"-"` // nil if nothing came
}

// Name tells the two workbooks of one unit apart.
func (p Part) Name() string {
	if p.Restricted {
		return p.Unit + "（限阅）"
	}
	return p.Unit
}

// NothingNew: what was sent out last asks nothing new of the unit.
func (p Part) NothingNew() bool { return p.Asked > 0 && p.Asked < p.Issue }

// Note says of which issue the status speaks, where it is not the last.
func (p Part) Note() string {
	switch {
	case !p.NothingNew():
		return ""
	case p.Missing():
		return fmt.Sprintf("第%d次没有新的要求，要报的是第%d次的", p.Issue, p.Asked)
	}
	return fmt.Sprintf("第%d次没有要你单位新报的内容", p.Issue)
}

// Missing: it never came back.
func (p Part) Missing() bool { return p.Status == NotReturned || p.Status == NotIssued }

// Wanting: somebody has to call.
func (p Part) Wanting() bool { return p.Status != Returned && p.Status != Late }

// Unit is a unit as a whole.
type Unit struct {
	*templates.Unit
	Parts []Part
}

// Missing lists the workbooks that never came back.
func (u Unit) Missing() []Part { return u.filter(Part.Missing) }

// Wanting lists the workbooks somebody has to call about.
func (u Unit) Wanting() []Part { return u.filter(Part.Wanting) }

func (u Unit) filter(keep func(Part) bool) (out []Part) {
	for _, p := range u.Parts {
		if keep(p) {
			out = append(out, p)
		}
	}
	return out
}

// Overdue lists the workbooks that never came back and were due before today.
func (u Unit) Overdue() []Part {
	return u.filter(func(p Part) bool { return p.Missing() && p.Overdue })
}

// MissingName names the unit, with the workbook if only one of two is missing.
func (u Unit) MissingName() string { return u.Called(u.Missing()) }

// Called names the unit, with the workbook if it is one of two.
func (u Unit) Called(parts []Part) string {
	switch {
	case len(parts) == 0 || len(parts) == len(u.Parts):
		return u.Name
	case parts[0].Restricted:
		return parts[0].Name()
	}
	return u.Name + "（限阅以外的表）"
}

// Sent is one workbook as it was sent out.
type Sent struct {
	On    string // ISO
	Due   string // the day it was to be back; "" for none
	Dated bool   // it said whether there is one
	Asks  int    // the issue whose request stands: its own number, or an earlier one; 0 where it does not say
}

// Store knows what was sent out and holds what came in.
type Store interface {
	LastIssue(code string, restricted bool) int
	// Sent is what is known of an issue; the zero Sent of one that is lost.
	Sent(u *templates.Unit, issue int, restricted bool) Sent
	// Untouched: the return is, cell for cell, what was sent out.
	Untouched(ctx context.Context, u *templates.Unit, r *master.Receipt) (bool, error)
}

// Standing says where every unit stands that is to file returns on the day, in
// the plan's order.
func Standing(ctx context.Context, p *templates.Plan, receipts []master.Receipt, asOf string, store Store) ([]Unit, error) {
	type key struct {
		unit       string
		restricted bool
	}
	came := map[key][]*master.Receipt{}
	for i := range receipts {
		if r := &receipts[i]; counts(r, asOf) {
			k := key{r.Unit, r.Restricted}
			came[k] = append(came[k], r)
		}
	}
	var out []Unit
	for _, u := range p.Units {
		if !p.Expects(u, asOf) {
			continue
		}
		unit := Unit{Unit: u}
		for _, restricted := range []bool{false, true} {
			part := Part{Unit: u.Name, Of: u, Restricted: restricted, Issue: store.LastIssue(u.Code, restricted), Contact: cmp.Or(u.Contact, u.Head)}
			books := came[key{u.Name, restricted}]
			if restricted && part.Issue == 0 && len(books) == 0 {
				continue
			}
			part.ask(p, store)
			if err := part.judge(ctx, asOf, books, store); err != nil {
				return nil, err
			}
			unit.Parts = append(unit.Parts, part)
		}
		out = append(out, unit)
	}
	return out, nil
}

// counts: a file that speaks for its unit on the day.
func counts(r *master.Receipt, asOf string) bool {
	return !r.Excluded && r.Verdict != master.VerdictUnread && r.Received <= asOf
}

// Compare orders a unit's files: the highest issue is the newest, then the
// latest receipt, then the one seen later.
func Compare(a, b *master.Receipt) int {
	return cmp.Or(cmp.Compare(a.Issue, b.Issue), cmp.Compare(a.Received, b.Received), cmp.Compare(a.Serial, b.Serial))
}

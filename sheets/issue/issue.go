// Package issue sends out the forms: one workbook a unit, with its own rows as
// the master ledger holds them, kept exactly as sent so that a return can be
// compared with it.
package issue

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/level"
	"taizhang/sheets/master"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/finding"
	"taizhang/templates/form"
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
	m, err := master.Open(ctx, in.Dir, in.Plan)
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
	d := &dispatch{Input: in, m: m, serials: m.LastSerials(), issues: in.Dir.Issues(), outputs: in.Dir.Outputs()}
	for _, u := range units {
		if u.Closed(in.AsOf) != "" {
			continue
		}
		for _, restricted := range []bool{false, true} {
			if err := d.one(ctx, u, restricted); err != nil {
				return nil, err
			}
		}
	}
	d.sent.Findings = append(d.sent.Findings, sheets.Kept(d.outputs)...)
	return &d.sent, nil
}

// dispatch is one sending out under way.
type dispatch struct {
	Input
	m       *master.Master
	serials map[string]int
	issues  campaign.Issues
	outputs *campaign.Outputs
	sent    Sent
}

// one sends out one workbook of a unit, if it has anything to fill in.
func (d *dispatch) one(ctx context.Context, u *templates.Unit, restricted bool) error {
	r := form.Request{Plan: d.Plan, Unit: u, Issued: d.AsOf, Due: d.due(), Rows: map[string][]templates.Record{}, NextSerial: map[string]int{}, Restricted: restricted,
		Tables: level.Tables(d.Plan, u, restricted)}
	path := d.Dir.IssuedFile(u.Name, restricted)
	f := Form{Unit: u.Name, File: d.Dir.Relative(path), Restricted: restricted}
	for _, l := range d.Plan.Ledgers {
		if l.Restricted != restricted || !l.Receives(u) {
			continue
		}
		r.Ledgers = append(r.Ledgers, l)
		series, _ := master.SplitID(form.RowID(u.Code, l.Code, 1))
		r.NextSerial[l.Name] = d.serials[series] + 1
		for _, row := range d.m.Rows[l] {
			switch {
			case u.Lower(): // it has its rows, and reports them whole
			case !l.Gives(row.Record, u, row.Source.Unit):
			case row.Withdrawn():
				f.Withdrawn = append(f.Withdrawn, row.ID)
			default:
				r.Rows[l.Name] = append(r.Rows[l.Name], row.Record)
			}
		}
		for _, rec := range d.Poured[l.Name] {
			rec.ID = form.RowID(u.Code, l.Code, r.NextSerial[l.Name])
			r.NextSerial[l.Name]++
			r.Rows[l.Name] = append(r.Rows[l.Name], rec)
		}
		f.Ledgers = append(f.Ledgers, l.Name)
		f.Rows += len(r.Rows[l.Name])
	}
	if len(r.Ledgers) == 0 {
		return nil
	}
	if err := d.write(ctx, path, r, &f); err != nil {
		return err
	}
	d.sent.Forms = append(d.sent.Forms, f)
	return nil
}

// write writes the form under the next issue number, unless it is the one that
// was sent last.
func (d *dispatch) write(ctx context.Context, path string, r form.Request, f *Form) error {
	last := d.issues.LastIssue(r.Unit.Code, r.Restricted)
	if last > 0 {
		kept := d.Dir.IssuedCopy(r.Unit.Code, last, r.Restricted)
		if err := d.outputs.Own(ctx, path, kept); err != nil {
			return err
		}
		same, err := sameAsSent(ctx, d.Input, r, kept, last)
		if err != nil {
			return err
		}
		if same {
			f.Issue, f.Unchanged = last, true
			return d.again(ctx, path, kept)
		}
	}
	r.Issue = 1 + max(last, d.m.LastIssue(r.Unit, r.Restricted))
	f.Issue = r.Issue
	r.Tag = d.key.Tag(d.Plan.Param(templates.ParamCampaignCode), r.Unit.Code, r.Issue, r.Restricted)
	kept := d.Dir.IssuedCopy(r.Unit.Code, r.Issue, r.Restricted)
	if err := campaign.WriteFile(ctx, kept, func(w io.Writer) error { return form.Write(ctx, w, r) }); err != nil {
		return err
	}
	return d.outputs.Copy(ctx, path, kept)
}

// again leaves a form that is there already as it is, and says so if somebody
// has written in it.
func (d *dispatch) again(ctx context.Context, path, kept string) error {
	if _, err := os.Stat(path); err != nil {
		return d.outputs.Copy(ctx, path, kept)
	}
	if d.outputs.Edited(ctx, path) {
		name := d.Dir.Relative(path)
		d.sent.Findings = append(d.sent.Findings, finding.Finding{Severity: finding.Warning, Code: sheets.CodeEdited, File: name,
			Message: fmt.Sprintf("“%s”与下发时的留底不同，应是有人改过；没有动它。", name),
			Fix:     fmt.Sprintf("填好了的，请移到“%s”；要发原样的空表，请把它移走，再下发一次。", campaign.Inbox)})
	}
	return nil
}

// sameAsSent reports whether the form would be the one already sent, but for
// its day.
func sameAsSent(ctx context.Context, in Input, r form.Request, sent string, issue int) (bool, error) {
	old, err := xlsx.Open(sent)
	if err != nil {
		return false, master.CopyError(in.Dir, sent, err)
	}
	defer old.Close()
	meta := old.Properties()
	r.Issue, r.Issued = issue, meta[form.MetaIssued]
	if due, dated := meta[form.MetaDue]; in.Due == "" && dated {
		r.Due = due
	} else if in.Due == "" {
		r.Due = in.Plan.Param(templates.ParamReturnsDue)
	}
	var buf bytes.Buffer
	if err := form.Write(ctx, &buf, r); err != nil {
		return false, err
	}
	now, err := xlsx.OpenBytes(buf.Bytes())
	if err != nil {
		return false, err
	}
	a, err := dump(ctx, old)
	if err != nil {
		return false, err
	}
	b, err := dump(ctx, now)
	return a == b, err
}

// dump digests every cell of a workbook but what the form's own sheets do not
// show.
func dump(ctx context.Context, wb *xlsx.Workbook) (string, error) {
	h := sha256.New()
	for _, s := range wb.Sheets() {
		fmt.Fprintln(h, s.Name)
		if err := wb.Each(ctx, s.Name, func(r *xlsx.Row) {
			if s.Name == form.MetaSheet && (r.Cells[0].Text == form.MetaTag || r.Cells[0].Text == form.MetaDue) {
				return
			}
			for _, c := range r.Cells {
				fmt.Fprintf(h, "%d %d %q\n", r.Number, c.Col, c.Text)
			}
		}); err != nil {
			return "", err
		}
	}
	return string(h.Sum(nil)), nil
}

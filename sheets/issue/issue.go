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

	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
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

// Run writes the forms.
func Run(ctx context.Context, in Input) ([]Form, error) {
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
	serials := m.LastSerials()
	var out []Form
	for _, u := range units {
		if u.Closed(in.AsOf) != "" {
			continue
		}
		for _, restricted := range []bool{false, true} {
			f, err := one(ctx, in, m, serials, u, restricted)
			if err != nil {
				return out, err
			}
			if f != nil {
				out = append(out, *f)
			}
		}
	}
	return out, nil
}

// one sends out one workbook of a unit; nil if it has nothing to fill in.
func one(ctx context.Context, in Input, m *master.Master, serials map[string]int, u *templates.Unit, restricted bool) (*Form, error) {
	r := form.Request{Plan: in.Plan, Unit: u, Issued: in.AsOf, Rows: map[string][]templates.Record{}, NextSerial: map[string]int{}, Restricted: restricted}
	f := &Form{Unit: u.Name, Restricted: restricted}
	for _, l := range in.Plan.Ledgers {
		if l.Restricted != restricted || !l.Receives(u) {
			continue
		}
		r.Ledgers = append(r.Ledgers, l)
		series, _ := master.SplitID(form.RowID(u.Code, l.Code, 1))
		r.NextSerial[l.Name] = serials[series] + 1
		for _, row := range m.Rows[l] {
			switch {
			case !l.Gives(row.Record, u, row.Source.Unit):
			case row.Withdrawn():
				f.Withdrawn = append(f.Withdrawn, row.ID)
			default:
				r.Rows[l.Name] = append(r.Rows[l.Name], row.Record)
			}
		}
		for _, rec := range in.Poured[l.Name] {
			rec.ID = form.RowID(u.Code, l.Code, r.NextSerial[l.Name])
			r.NextSerial[l.Name]++
			r.Rows[l.Name] = append(r.Rows[l.Name], rec)
		}
		f.Ledgers = append(f.Ledgers, l.Name)
		f.Rows += len(r.Rows[l.Name])
	}
	if len(r.Ledgers) == 0 {
		return nil, nil
	}
	path := in.Dir.IssuedFile(u.Name, restricted)
	f.File = in.Dir.Relative(path)
	last := in.Dir.LastIssue(u.Code, restricted)
	if last > 0 {
		same, err := sameAsSent(ctx, in, r, in.Dir.IssuedCopy(u.Code, last, restricted), last)
		if err != nil {
			return nil, err
		}
		if same {
			f.Issue, f.Unchanged = last, true
			if _, err := os.Stat(path); err == nil {
				return f, nil
			}
			return f, campaign.CopyFile(ctx, path, in.Dir.IssuedCopy(u.Code, last, restricted))
		}
	}
	r.Issue = last + 1
	f.Issue = r.Issue
	kept := in.Dir.IssuedCopy(u.Code, r.Issue, restricted)
	if err := campaign.WriteFile(ctx, kept, func(w io.Writer) error { return form.Write(ctx, w, r) }); err != nil {
		return nil, err
	}
	return f, campaign.CopyFile(ctx, path, kept)
}

// sameAsSent reports whether the form would be the one already sent, but for
// its day.
func sameAsSent(ctx context.Context, in Input, r form.Request, sent string, issue int) (bool, error) {
	old, err := xlsx.Open(sent)
	if err != nil {
		return false, master.CopyError(in.Dir, sent, err)
	}
	defer old.Close()
	r.Issue = issue
	if r.Issued, err = issuedOn(ctx, old); err != nil {
		return false, err
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

// issuedOn is the day in a form's metadata.
func issuedOn(ctx context.Context, wb *xlsx.Workbook) (day string, err error) {
	err = wb.Each(ctx, form.MetaSheet, func(r *xlsx.Row) {
		if len(r.Cells) > 1 && r.Cells[0].Text == form.MetaIssued {
			day = r.Cells[1].Text
		}
	})
	return day, err
}

// dump digests every cell of a workbook.
func dump(ctx context.Context, wb *xlsx.Workbook) (string, error) {
	h := sha256.New()
	for _, s := range wb.Sheets() {
		fmt.Fprintln(h, s.Name)
		if err := wb.Each(ctx, s.Name, func(r *xlsx.Row) {
			for _, c := range r.Cells {
				fmt.Fprintf(h, "%d %d %q\n", r.Number, c.Col, c.Text)
			}
		}); err != nil {
			return "", err
		}
	}
	return string(h.Sum(nil)), nil
}

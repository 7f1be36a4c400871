package papers

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"

	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/form"
)

// Standing of a unit's return, the most pressing first.
const (
	notReturned = "未报"
	neverOpened = "原样报回"
	sentBack    = "退回未复"
	notIssued   = "未下发"
	returnLate  = "迟报"
	returned    = "已报"
)

// Chased is what is known of one workbook that was sent out.
type Chased struct {
	Unit       string `json:"unit"`
	Restricted bool   `json:"restricted,omitempty"`
	Issue      int    `json:"issue"`
	Issued     string `json:"issued,omitempty"`
	Received   string `json:"received,omitempty"`
	Returned   int    `json:"returned_issue,omitempty"` // the issue it was made on
	Verdict    string `json:"verdict,omitempty"`
	Status     string `json:"status"`
	Overdue    bool   `json:"overdue"`
	Contact    string `json:"contact,omitempty"`

	number string // of the contact
}

// wanting: somebody has to call.
func (c Chased) wanting() bool { return c.Status != returned && c.Status != returnLate }

// chase says of every workbook whether it came back, in the plan's order.
func (d *desk) chase(ctx context.Context) ([]Chased, error) {
	var out []Chased
	due := d.Plan.Param("报送截止日")
	for _, u := range d.Plan.Units {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if !d.Plan.Expects(u, d.AsOf) {
			continue
		}
		for _, restricted := range []bool{false, true} {
			c := Chased{Unit: u.Name, Restricted: restricted, Issue: d.Dir.LastIssue(u.Code, restricted), Contact: cmp.Or(u.Contact, u.Head), number: u.Telephone}
			if c.Issue == 0 {
				if !restricted {
					c.Status, c.Overdue = notIssued, due != "" && d.AsOf > due
					out = append(out, c)
				}
				continue
			}
			var err error
			if c.Issued, err = issuedOn(ctx, d.Dir, d.Dir.IssuedCopy(u.Code, c.Issue, restricted)); err != nil {
				return nil, err
			}
			if err := d.back(ctx, &c, u, due); err != nil {
				return nil, err
			}
			out = append(out, c)
		}
	}
	return out, nil
}

// back fills in what the register of receipts knows of the newest return.
func (d *desk) back(ctx context.Context, c *Chased, u *templates.Unit, due string) error {
	var last *master.Receipt
	for i := range d.master.Receipts {
		r := &d.master.Receipts[i]
		if r.Unit != u.Name || r.Restricted != c.Restricted || r.Excluded || r.Verdict == master.VerdictUnread || r.Received > d.AsOf {
			continue
		}
		if last == nil || cmp.Or(cmp.Compare(r.Issue, last.Issue), cmp.Compare(r.Received, last.Received), cmp.Compare(r.Serial, last.Serial)) > 0 {
			last = r
		}
	}
	c.Status, c.Overdue = notReturned, due != "" && d.AsOf > due
	if last == nil {
		return nil
	}
	c.Received, c.Verdict, c.Returned = last.Received, last.Verdict, last.Issue
	if last.Issue > 0 && last.Issue < c.Issue && last.Received < c.Issued {
		return nil // what came back was an earlier issue
	}
	c.Overdue = due != "" && c.Received > due
	switch {
	case last.Verdict == "退回" || last.Verdict == "部分接收":
		c.Status, c.Overdue = sentBack, due != "" && d.AsOf > due
	case c.Overdue:
		c.Status = returnLate
	default:
		c.Status = returned
	}
	if last.Fates[master.Adopted] > 0 || last.Issue == 0 {
		return nil
	}
	same, err := d.untouched(ctx, last, u, c.Restricted)
	if same {
		c.Status, c.Overdue = neverOpened, due != "" && d.AsOf > due
	}
	return err
}

// untouched compares a return with what was sent out, cell for cell.
func (d *desk) untouched(ctx context.Context, r *master.Receipt, u *templates.Unit, restricted bool) (bool, error) {
	archived := d.Dir.ArchivedFile(r.Digest)
	if archived == "" {
		return false, nil
	}
	sent, err := cells(ctx, d.Dir, d.Dir.IssuedCopy(u.Code, r.Issue, restricted))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	came, err := cells(ctx, d.Dir, archived)
	return err == nil && slices.Equal(sent, came), err
}

// cells lists what stands in the sheets a unit sees; a formula's value comes and
// goes with the program that saved it.
func cells(ctx context.Context, dir campaign.Dir, path string) ([]string, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	wb, err := xlsx.Open(path)
	if err != nil {
		return nil, master.CopyError(dir, path, err)
	}
	defer wb.Close()
	var out []string
	for _, s := range wb.Sheets() {
		if s.Visibility != xlsx.Visible {
			continue
		}
		err := wb.Each(ctx, s.Name, func(r *xlsx.Row) {
			for _, c := range r.Cells {
				if c.Text != "" && !c.Formula {
					out = append(out, s.Name+"!"+xlsx.CellName(c.Col, r.Number)+"\x00"+c.Text)
				}
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// issuedOn is the day a form was sent out, from its metadata.
func issuedOn(ctx context.Context, dir campaign.Dir, path string) (day string, err error) {
	wb, err := xlsx.Open(path)
	if err != nil {
		return "", master.CopyError(dir, path, err)
	}
	defer wb.Close()
	err = wb.Each(ctx, form.MetaSheet, func(r *xlsx.Row) {
		if len(r.Cells) > 1 && r.Cells[0].Text == form.MetaIssued {
			day = r.Cells[1].Text
		}
	})
	return day, err
}

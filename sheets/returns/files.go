package returns

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strconv"

	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/form"
)

// Files is the store of a campaign folder.
type Files struct {
	campaign.Dir
	campaign.Issues
}

// Of is the store of a campaign.
func Of(d campaign.Dir) Files { return Files{d, d.Issues()} }

// Sent reads the form's properties.
func (d Files) Sent(u *templates.Unit, issue int, restricted bool) (out Sent) {
	wb, err := xlsx.Open(d.IssuedCopy(u.Code, issue, restricted), xlsx.Own())
	if err != nil {
		return out
	}
	defer wb.Close()
	meta := wb.Properties()
	out.On = meta[form.MetaIssued]
	out.Due, out.Dated = meta[form.MetaDue]
	out.Asks, _ = strconv.Atoi(meta[form.MetaAsks])
	return out
}

// Readable reports what keeps the copy of a workbook that was sent out from being
// read, if it is there.
func (d Files) Readable(p Part) error {
	path := d.IssuedCopy(p.Of.Code, p.Issue, p.Restricted)
	wb, err := xlsx.Open(path)
	if err != nil {
		return master.CopyError(d.Dir, path, err)
	}
	return wb.Close()
}

// Untouched compares the archived return with the copy of what was sent out;
// what is no longer there is not the same.
func (d Files) Untouched(ctx context.Context, u *templates.Unit, r *master.Receipt) (bool, error) {
	archived := d.ArchivedFile(ctx, r.Digest)
	if archived == "" {
		return false, nil
	}
	sent, err := cells(ctx, d.Dir, d.IssuedCopy(u.Code, r.Issue, r.Restricted))
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

package intake

import (
	"context"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
)

// Locator finds the cells that rows of the master ledger were taken from, by
// the headers of the archived returns.
type Locator struct {
	plan  *templates.Plan
	paths map[string]string // by digest
	cols  map[located][]int
}

type located struct {
	digest, sheet string
	ledger        *templates.Ledger
}

// NewLocator looks into the archive of a campaign. Without one no cell is found.
func NewLocator(d campaign.Dir, p *templates.Plan) *Locator {
	l := &Locator{plan: p, paths: map[string]string{}, cols: map[located][]int{}}
	items, _ := d.Archived()
	for _, it := range items {
		l.paths[it.Digest] = it.Path
	}
	return l
}

// Cell is the address of a column in the line that the row was taken from; ""
// if the return is not there any more or has no such column.
func (l *Locator) Cell(r *sheets.Row, c *templates.Column) string {
	if c == nil || r.Source.Row == 0 || l.paths[r.Source.Digest] == "" {
		return ""
	}
	at := located{r.Source.Digest, r.Source.Sheet, r.Ledger}
	cols, known := l.cols[at]
	if !known {
		cols = l.header(at, l.plan.Unit(r.Source.Unit))
		l.cols[at] = cols
	}
	if c.Index >= len(cols) || cols[c.Index] == 0 {
		return ""
	}
	return xlsx.CellName(cols[c.Index], r.Source.Row)
}

// header reads a sheet down to its header and gives the sheet column of each
// ledger column.
func (l *Locator) header(at located, u *templates.Unit) []int {
	if u == nil {
		return nil
	}
	if now, err := campaign.Digest(context.Background(), l.paths[at.digest]); err != nil || now != at.digest {
		return nil // not what the row was taken from
	}
	wb, err := xlsx.Open(l.paths[at.digest])
	if err != nil {
		return nil
	}
	defer wb.Close()
	rows, err := wb.Rows(at.sheet)
	if err != nil {
		return nil
	}
	defer rows.Close()
	rd := &reader{Reading: Reading{Plan: l.plan}, wb: wb, ret: &Return{Unit: u}}
	sr := &sheetReader{reader: rd, sheet: &Sheet{Ledger: at.ledger, Name: at.sheet}}
	for sr.columns == nil && rows.Next() && rows.Row().Number <= headerSearch {
		sr.header(rows.Row())
	}
	return sr.sheet.Cols
}

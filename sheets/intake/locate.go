package intake

import (
	"context"
	"strconv"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/templates"
)

// Locator reads again, in the archive, what rows of the master ledger were
// taken from.
type Locator struct {
	ctx   context.Context
	plan  *templates.Plan
	items map[string]campaign.Item // by digest
	books map[string]map[string]*sheets.Row
}

// NewLocator looks into the archive of a campaign. Without one nothing is found.
func NewLocator(ctx context.Context, d campaign.Dir, p *templates.Plan) *Locator {
	l := &Locator{ctx: ctx, plan: p, items: map[string]campaign.Item{}, books: map[string]map[string]*sheets.Row{}}
	items, _ := d.Archived()
	for _, it := range items {
		l.items[it.Digest] = it
	}
	return l
}

// Path is where the file with a digest is archived; "" if it is not.
func (l *Locator) Path(digest string) string { return l.items[digest].Path }

// Row is a line of an archived return, read as a merge reads it; nil if the file
// is not there any more, is not what it was, or has no such line.
func (l *Locator) Row(digest, unit, sheet string, number int) *sheets.Row {
	rows, known := l.books[digest]
	if !known {
		rows = l.read(digest, unit)
		l.books[digest] = rows
	}
	return rows[lineKey(sheet, number)]
}

func lineKey(sheet string, number int) string { return sheet + "!" + strconv.Itoa(number) }

func (l *Locator) read(digest, unit string) map[string]*sheets.Row {
	it, ok := l.items[digest]
	if !ok {
		return nil
	}
	if now, err := campaign.Digest(l.ctx, it.Path); err != nil || now != digest {
		return nil
	}
	rows := map[string]*sheets.Row{}
	ret := Read(l.ctx, Reading{Plan: l.plan, Path: it.Path, File: it.Name, Digest: digest, Unit: l.plan.Unit(unit)})
	for _, s := range ret.Sheets {
		for _, r := range s.Rows {
			rows[lineKey(s.Name, r.Number)] = r
			rows[lineKey(s.Ledger.Name, r.Number)] = r // as choices name it
		}
	}
	return rows
}

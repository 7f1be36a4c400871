package intake

import (
	"context"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/form"
)

// strange is a sheet that has none of our names.
type strange struct {
	sheet  xlsx.Sheet
	ledger *templates.Ledger // that its ids or its header show
	like   bool              // it has the header of some ledger, or ids
	filled bool              // somebody filled something in
}

// looker goes over a sheet and asks what it may be.
type looker struct {
	*reader
	ids    map[*templates.Ledger]int
	heads  map[*templates.Ledger]*sheetReader // with the header found
	texts  bool                               // anything at all
	filled map[*templates.Ledger]bool         // below the header of the ledger
}

// look reads a sheet without taking anything from it.
func (rd *reader) look(ctx context.Context, s xlsx.Sheet) (strange, error) {
	k := &looker{rd, map[*templates.Ledger]int{}, map[*templates.Ledger]*sheetReader{}, false, map[*templates.Ledger]bool{}}
	if err := rd.wb.Each(ctx, s.Name, k.row); err != nil {
		return strange{}, err
	}
	x := strange{sheet: s, like: len(k.heads) > 0 || len(k.ids) > 0, filled: k.texts}
	x.ledger = k.byID()
	if x.ledger == nil {
		x.ledger = k.byHeader()
	}
	if x.like {
		x.filled = len(k.heads) == 0 // ids alone: something was there
		for l := range k.heads {
			if x.ledger == nil || x.ledger == l {
				x.filled = x.filled || k.filled[l]
			}
		}
	}
	return x, nil
}

func (k *looker) row(r *xlsx.Row) {
	sample := false
	for i, c := range r.Cells {
		text := strings.TrimSpace(c.Text)
		k.texts = k.texts || text != ""
		sample = sample || i < 3 && text == form.SampleID
		if l := k.ledgerOf(text); l != nil && i < 3 {
			k.ids[l]++
		}
	}
	for _, l := range k.Plan.Ledgers {
		switch sr := k.heads[l]; {
		case sr != nil:
			k.filled[l] = k.filled[l] || !sample && sr.says(r)
		case r.Number <= headerSearch:
			sr := &sheetReader{reader: k.reader, sheet: &Sheet{Ledger: l}}
			if h := sr.match(r); h != nil {
				sr.columns, sr.idCol, sr.version = h.columns, h.idCol, h.version
				k.heads[l] = sr
			}
		}
	}
}

// says reports whether a person filled in anything on the row.
func (sr *sheetReader) says(r *xlsx.Row) bool {
	for _, c := range r.Cells {
		col := sr.columns[c.Col]
		given := c.Col == sr.idCol || c.Col == sr.version || col != nil && (col.Type == cell.Formula || col.FilledBySystem())
		if !given && strings.TrimSpace(c.Text) != "" {
			return true
		}
	}
	return false
}

// ledgerOf is the ledger that an id of a form belongs to.
func (rd *reader) ledgerOf(id string) *templates.Ledger {
	parts := strings.Split(id, "-")
	n := len(parts)
	if n < 3 || strings.Trim(parts[n-1], "0123456789") != "" || parts[n-1] == "" {
		return nil
	}
	for _, l := range rd.Plan.Ledgers {
		if l.Code == parts[n-2] {
			return l
		}
	}
	return nil
}

// byID is the one ledger that the sheet's ids belong to, if its header is there too.
func (k *looker) byID() (found *templates.Ledger) {
	for l := range k.ids {
		if found != nil {
			return nil
		}
		found = l
	}
	if found == nil || k.heads[found] == nil || k.heads[found].idCol == 0 {
		return nil
	}
	return found
}

// byHeader is the one ledger whose header, 行标识 included, is there in full.
func (k *looker) byHeader() (found *templates.Ledger) {
	for _, l := range k.Plan.Ledgers {
		if sr := k.heads[l]; sr == nil || sr.idCol == 0 || len(sr.columns) < len(l.FormColumns()) || len(k.ids) > 0 && k.ids[l] == 0 {
			continue
		}
		if found != nil {
			return nil
		}
		found = l
	}
	return found
}

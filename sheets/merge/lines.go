package merge

import (
	"sync"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/form"
)

// lines finds the row of the master that a returned line means.
type lines struct {
	m     *master.Master
	mu    sync.Mutex // of byContent: returns are placed on all cores
	byID  map[*templates.Ledger]map[string]*sheets.Row
	byKey map[string][]*sheets.Row // the natural key
	// Only lines without an id or a key are looked for by content or by the line
	// of the file that they were read from, so these are filled on first use.
	byContent map[string]map[string]*sheets.Row
	bySource  map[sourceKey]*sheets.Row
	serials   map[string]int
}

func newLines(m *master.Master) *lines {
	x := &lines{
		m:     m,
		byID:  map[*templates.Ledger]map[string]*sheets.Row{},
		byKey: map[string][]*sheets.Row{}, byContent: map[string]map[string]*sheets.Row{}, serials: m.LastSerials(),
	}
	for _, l := range m.Plan.Ledgers {
		x.byID[l] = make(map[string]*sheets.Row, len(m.Rows[l]))
		for _, r := range m.Rows[l] {
			x.add(r)
		}
	}
	return x
}

func (x *lines) add(r *sheets.Row) {
	x.byID[r.Ledger][r.ID] = r
	if series, n := master.SplitID(r.ID); n > x.serials[series] {
		x.serials[series] = n
	}
	if x.bySource != nil {
		x.addSource(r)
	}
	if k := naturalKey(r); k != "" {
		k = r.Ledger.Code + "\x00" + k
		x.byKey[k] = append(x.byKey[k], r)
	}
}

func (x *lines) addSource(r *sheets.Row) {
	if r.Source.Digest != "" {
		x.bySource[sourceKey{r.Ledger, r.Source.Digest, r.Source.Sheet, r.Source.Row}] = r
	}
}

// from is the row of the master that was made of a line of a file.
func (x *lines) from(digest string, line *sheets.Row) *sheets.Row {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.bySource == nil {
		x.bySource = map[sourceKey]*sheets.Row{}
		for _, l := range x.m.Plan.Ledgers {
			for _, r := range x.m.Rows[l] {
				x.addSource(r)
			}
		}
	}
	return x.bySource[sourceKey{line.Ledger, digest, line.Sheet, line.Number}]
}

type sourceKey struct {
	ledger        *templates.Ledger
	digest, sheet string
	row           int
}

// naturalKey is the key of a row that a person filled in; "" if the program
// numbers the rows of the ledger.
func naturalKey(r *sheets.Row) string {
	for _, c := range r.Ledger.Key {
		if c.FilledBySystem() {
			return ""
		}
	}
	return r.Unique()
}

// withKey lists the rows with the same natural key.
func (x *lines) withKey(r *sheets.Row) []*sheets.Row {
	k := naturalKey(r)
	if k == "" {
		return nil
	}
	return x.byKey[r.Ledger.Code+"\x00"+k]
}

// find looks for the row that a line without an id means: the one an earlier
// reading made of it, or one of the unit's own with the same key or content.
func (j *job) find(r *received, row *sheets.Row, taken map[*sheets.Row]*line) *sheets.Row {
	x := j.lines
	if m := x.from(r.item.Digest, row); m != nil && m.Source.Unit == r.Unit.Name && taken[m] == nil {
		return m
	}
	if naturalKey(row) != "" {
		var same *sheets.Row
		for _, m := range x.withKey(row) {
			if taken[m] != nil || m.Source.Unit != r.Unit.Name && r.issued.row(row.Ledger, m.ID) == nil {
				continue
			}
			if same == nil || content(r.Unit, m) == content(r.Unit, row) {
				same = m
			}
		}
		return same
	}
	if m := x.sameContent(r.Unit, row); m != nil && taken[m] == nil {
		return m
	}
	return nil
}

// sameContent is the unit's own row that says just what a line says.
func (x *lines) sameContent(u *templates.Unit, row *sheets.Row) *sheets.Row {
	x.mu.Lock()
	defer x.mu.Unlock()
	k := contentKey(u, row.Ledger)
	if x.byContent[k] == nil {
		x.byContent[k] = map[string]*sheets.Row{}
		for _, m := range x.m.Rows[row.Ledger] {
			if m.Source.Unit != u.Name {
				continue
			}
			if c := content(u, m); x.byContent[k][c] == nil {
				x.byContent[k][c] = m
			}
		}
	}
	return x.byContent[k][content(u, row)]
}

// noteContent makes a row that was just added known by its content.
func (x *lines) noteContent(u *templates.Unit, row *sheets.Row) {
	if seen := x.byContent[contentKey(u, row.Ledger)]; seen != nil && seen[content(u, row)] == nil {
		seen[content(u, row)] = row
	}
}

func contentKey(u *templates.Unit, l *templates.Ledger) string { return u.Code + "\x00" + l.Code }

// nextID is the unit's first number beyond those prepared or ever used.
func (x *lines) nextID(u *templates.Unit, l *templates.Ledger, last string) string {
	series := seriesOf(u, l)
	if s, n := master.SplitID(last); s == series {
		x.serials[series] = max(x.serials[series], n)
	}
	x.serials[series]++
	return form.RowID(u.Code, l.Code, x.serials[series])
}

func seriesOf(u *templates.Unit, l *templates.Ledger) string {
	series, _ := master.SplitID(form.RowID(u.Code, l.Code, 1))
	return series
}

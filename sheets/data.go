package sheets

import (
	"slices"
	"sync"
	"time"

	"taizhang/templates"
	"taizhang/templates/cell"
)

// Data is a campaign's rows by ledger, with an index by key.
type Data struct {
	Plan *templates.Plan
	rows map[*templates.Ledger][]*Row
	mu   sync.Mutex                            // of keys: several returns are checked against one master at a time
	keys map[*templates.Ledger]map[string]*Row // made when one is asked for

	// AsOf is the day of the rows, and Past the figures of earlier merges, the
	// oldest first; unset where nothing looks back.
	AsOf string
	Past []Past

	// Fallback answers Find for rows that are not here, as the master ledger
	// does for a single return.
	Fallback *Data
	Beyond   bool // something was looked for in the fallback

	// Elsewhere, if set, keeps the rows; a ledger's are brought when somebody first
	// asks for all of them.
	Elsewhere Elsewhere
	fetched   map[*templates.Ledger]bool
}

// Elsewhere keeps rows where they can be looked through. Whenever it gives a row, it
// is the same one.
type Elsewhere interface {
	All(*templates.Ledger) []*Row
	// Under are at least those rows that answer a condition and of which it holds;
	// false where that would be no less work than to bring all.
	Under(*templates.Ledger, templates.Condition) ([]*Row, bool)
	// Within are at least those values of a column that stand, each or one of several
	// in a cell, in a text whose letters are narrow.
	Within(c *templates.Column, text string) []string
}

// bring fetches the ledger's rows if that was not done yet.
func (d *Data) bring(l *templates.Ledger) []*Row {
	if d.Elsewhere != nil && !d.fetched[l] {
		if d.fetched == nil {
			d.fetched = map[*templates.Ledger]bool{}
		}
		d.fetched[l] = true
		for _, r := range d.Elsewhere.All(l) {
			d.Add(r)
		}
	}
	return d.rows[l]
}

// NewData returns an empty set of rows.
func NewData(p *templates.Plan) *Data {
	return &Data{Plan: p, rows: map[*templates.Ledger][]*Row{}, keys: map[*templates.Ledger]map[string]*Row{}}
}

// Add appends a row. The first row of a key is the one found by it.
func (d *Data) Add(r *Row) {
	d.rows[r.Ledger] = append(d.rows[r.Ledger], r)
	if keys := d.keys[r.Ledger]; keys != nil {
		know(keys, r)
	}
}

func know(keys map[string]*Row, r *Row) {
	for _, k := range []string{r.Key(), r.ID} {
		if _, taken := keys[k]; k != "" && !taken {
			keys[k] = r
		}
	}
}

// index is the ledger's rows by key and id.
func (d *Data) index(l *templates.Ledger) map[string]*Row {
	d.bring(l)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.keys[l] == nil {
		d.keys[l] = make(map[string]*Row, len(d.rows[l]))
		for _, r := range d.rows[l] {
			know(d.keys[l], r)
		}
	}
	return d.keys[l]
}

// Rows are the ledger's rows in the order they were added.
func (d *Data) Rows(l *templates.Ledger) []*Row { return d.bring(l) }

// Under are the ledger's rows in their order, but for some that do not answer the
// condition or of which it does not hold: those need not be brought.
func (d *Data) Under(l *templates.Ledger, when templates.Condition) []*Row {
	if d.Elsewhere != nil && !d.fetched[l] {
		if rows, fewer := d.Elsewhere.Under(l, when); fewer {
			return rows
		}
	}
	return d.Rows(l)
}

// Within are the values of a column, but for some that do not stand in a text whose
// letters are narrow.
func (d *Data) Within(c *templates.Column, text string) (out []string) {
	if d.Elsewhere != nil && !d.fetched[c.Ledger] {
		return d.Elsewhere.Within(c, text)
	}
	for _, r := range d.Rows(c.Ledger) {
		if v := r.Value(c); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// Find returns the row with the key (or the id); nil if there is none.
func (d *Data) Find(l *templates.Ledger, key string) *Row {
	if r := d.index(l)[key]; r != nil || d.Fallback == nil {
		return r
	}
	return d.Further().Find(l, key)
}

// Further is where to look for what is not here; nil if there is nowhere.
func (d *Data) Further() *Data {
	if d.Fallback != nil {
		d.Beyond = true
	}
	return d.Fallback
}

// Past is what the figures were at a merge, as they were printed, by code.
type Past struct {
	Serial  int
	AsOf    string
	Figures map[string]string
}

// Before are the figures of the last merge of an earlier day, or of a day at
// least a year earlier and less than two; nil if there is none.
func (d *Data) Before(lastYear bool) map[string]string {
	until, from := d.AsOf, ""
	if t, err := time.Parse(time.DateOnly, d.AsOf); err == nil && lastYear {
		until, from = t.AddDate(-1, 0, 1).Format(time.DateOnly), t.AddDate(-2, 0, 0).Format(time.DateOnly)
	}
	for _, p := range slices.Backward(d.Past) {
		if p.AsOf != "" && p.AsOf < until && p.AsOf > from {
			return p.Figures
		}
	}
	return nil
}

// Env lets conditions and formulas follow references through these rows.
func (d *Data) Env() templates.Env {
	return templates.Env{Plan: d.Plan, Find: func(l *templates.Ledger, key string) []string {
		if r := d.Find(l, key); r != nil {
			return r.Values
		}
		return nil
	}, Below: d.below()}
}

// below finds the rows that count and refer to a key, by an index that is made
// when a column is first asked for.
func (d *Data) below() func(by *templates.Column, key string) [][]string {
	index := map[*templates.Column]map[string][][]string{}
	return func(by *templates.Column, key string) [][]string {
		if index[by] == nil {
			index[by] = map[string][][]string{}
			for _, r := range d.all(by.Ledger) {
				for _, k := range cell.SplitList(r.Value(by)) {
					if k != "" && r.Counts() && !r.Duplicate() {
						index[by][k] = append(index[by][k], r.Values)
					}
				}
			}
		}
		return index[by][key]
	}
}

// all are the ledger's rows, and those of the fallback that are not here.
func (d *Data) all(l *templates.Ledger) []*Row {
	if d.Fallback == nil {
		return d.bring(l)
	}
	out, here := slices.Clone(d.rows[l]), d.index(l)
	for _, r := range d.Further().rows[l] {
		if here[r.ID] == nil {
			out = append(out, r)
		}
	}
	return out
}

// Derive computes the formulas that look at other rows, until those that rest on
// others of them are settled too.
func (d *Data) Derive() {
	var ledgers []*templates.Ledger
	depth := 0
	for _, l := range d.Plan.Ledgers {
		if n := l.Derived(); n > 0 {
			ledgers, depth = append(ledgers, l), depth+n
		}
	}
	env := d.Env()
	for changed := true; changed && depth > 0; depth-- {
		changed = false
		for _, l := range ledgers {
			for _, r := range d.rows[l] {
				before := slices.Clone(r.Values)
				l.Derive(r.Values, env)
				changed = changed || !slices.Equal(before, r.Values)
			}
		}
	}
}

package sheets

import (
	"sync"

	"taizhang/templates"
)

// Data is a campaign's rows by ledger, with an index by key.
type Data struct {
	Plan *templates.Plan
	rows map[*templates.Ledger][]*Row
	mu   sync.Mutex                            // of keys: several returns are checked against one master at a time
	keys map[*templates.Ledger]map[string]*Row // made when one is asked for

	// Fallback answers Find for rows that are not here, as the master ledger
	// does for a single return.
	Fallback *Data
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
func (d *Data) Rows(l *templates.Ledger) []*Row { return d.rows[l] }

// Find returns the row with the key (or the id); nil if there is none.
func (d *Data) Find(l *templates.Ledger, key string) *Row {
	if r := d.index(l)[key]; r != nil || d.Fallback == nil {
		return r
	}
	return d.Fallback.Find(l, key)
}

// Env lets conditions follow references through these rows.
func (d *Data) Env() templates.Env {
	return templates.Env{Plan: d.Plan, Find: func(l *templates.Ledger, key string) []string {
		if r := d.Find(l, key); r != nil {
			return r.Values
		}
		return nil
	}}
}

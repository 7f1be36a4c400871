package templates

// Number gives the columns that the program fills in the row's own id.
func (l *Ledger) Number(r Record) {
	for _, c := range l.Columns {
		if c.Computed == nil && c.FilledBySystem() && r.ID != "" {
			r.Values[c.Index] = r.ID
		}
	}
}

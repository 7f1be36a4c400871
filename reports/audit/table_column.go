package audit

// tableColumn is a column of one table.
type tableColumn struct{ at int }

// fewestRows is in how many rows a column has to be about one figure to be a column of
// rows' own values.
const fewestRows = 3

// ofRows finds columns of a table that would say of one figure, row by row, that it is
// now this and now that: they hold what each row has, and of the figure at most their
// total speaks.
func ofRows(all []claim, entries []Entry) {
	type about struct {
		column *tableColumn
		name   string
	}
	rows := map[about]map[string]bool{}
	for i, c := range all {
		if k := (about{c.of, entries[i].Name}); c.of != nil && k.name != "" && !c.sum {
			if rows[k] == nil {
				rows[k] = map[string]bool{}
			}
			rows[k][c.number] = true
		}
	}
	count := map[about]int{}
	for i, c := range all {
		if !c.sum {
			count[about{c.of, entries[i].Name}]++
		}
	}
	for i, c := range all {
		if k := (about{c.of, entries[i].Name}); c.of != nil && !c.sum && count[k] >= fewestRows && len(rows[k]) > 1 {
			entries[i].Status, entries[i].Minor = Unknown, true
		}
	}
}

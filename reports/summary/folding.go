package summary

import (
	"taizhang/sheets"
	"taizhang/templates"
)

// Counter counts rows in groups where they are kept, so that a table moves its
// cells and not the rows behind them.
type Counter interface {
	// Fold gives a row a group: the values of its columns, and in Fold how many
	// rows it stands for. False where it cannot.
	Fold(Folding) ([]*sheets.Row, bool)
}

// Folding is what a block counts.
type Folding struct {
	Ledger *templates.Ledger
	When   templates.Condition
	Figure *templates.Figure // whose rows they are; nil for all that count
	By     []By
	Add    *templates.Column // whose sum a group holds
	Late   bool              // groups apart what is late
}

// By is a column that rows are grouped by, a date by its period.
type By struct {
	Column *templates.Column
	Period string
}

// folded are the block's rows in groups; false where they have to be looked at
// one by one.
func (m *maker) folded(f Folding, dims ...*dimension) ([]*sheets.Row, bool) {
	if m.in.Counter == nil || m.control().Covers(f.Ledger) {
		return nil, false
	}
	for _, d := range dims {
		if d == nil {
			continue
		}
		if d.path.Up > 0 {
			return nil, false
		}
		f.by(d.path.Columns[0], d.period)
	}
	return m.in.Counter.Fold(f)
}

// by groups by a column, as finely as any dimension asks for.
func (f *Folding) by(c *templates.Column, period string) {
	for i, b := range f.By {
		if b.Column == c {
			if b.Period != period {
				f.By[i].Period = ""
			}
			return
		}
	}
	f.By = append(f.By, By{c, period})
}

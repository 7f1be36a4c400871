package templates

import "github.com/shopspring/decimal"

// Compute fills the row's formula columns from its number columns; an empty
// operand counts as nothing, a row with none of them filled stays empty.
func (l *Ledger) Compute(values []string) {
	for _, c := range l.Columns {
		if c.Computed == nil {
			continue
		}
		any := false
		d, ok := c.Computed.Eval(func(leaf *Expr) (decimal.Decimal, bool) {
			if leaf.Op != 'c' {
				return decimal.Zero, false
			}
			v, err := decimal.NewFromString(values[leaf.Column.Index])
			if err != nil {
				return decimal.Zero, true
			}
			any = true
			return v, true
		})
		values[c.Index] = ""
		if ok && any {
			values[c.Index] = d.Round(int32(c.Decimals)).String()
		}
	}
}

// Number gives the columns that the program fills in the row's own id.
func (l *Ledger) Number(r Record) {
	for _, c := range l.Columns {
		if c.Computed == nil && c.FilledBySystem() && r.ID != "" {
			r.Values[c.Index] = r.ID
		}
	}
}

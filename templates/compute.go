package templates

import "github.com/shopspring/decimal"

// Compute fills the row's formula columns from its number columns; with an
// operand that is not known the result is not known either.
func (l *Ledger) Compute(values []string) {
	for _, c := range l.Columns {
		if c.Computed == nil {
			continue
		}
		values[c.Index] = ""
		d, ok := c.Computed.Eval(func(leaf *Expr) (decimal.Decimal, bool) {
			if leaf.Op != 'c' {
				return decimal.Zero, false
			}
			v, err := decimal.NewFromString(values[leaf.Column.Index])
			return v, err == nil
		})
		if ok {
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

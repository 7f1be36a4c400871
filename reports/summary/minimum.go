package summary

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"taizhang/templates"
	canon "taizhang/templates/cell"
)

// minimum is what a rule of the plan (分组下限) sets for every cell of
// a table by month.
type minimum struct {
	limit    decimal.Decimal
	from, to string // months, 2021-06
}

// minimumOf finds the rule that counts what the table counts: same ledger, same
// groups, same months, same thing counted. nil if there is none.
func (m *maker) minimumOf(b *templates.Block, a *aggregate, down, across *dimension) *minimum {
	if across == nil || across.period != canon.Month || a.op != templates.OpDistinct {
		return nil
	}
	is := func(cols []*templates.Column, p templates.Path) bool {
		return slices.Equal(cols, p.Columns) && p.Extra == ""
	}
	for _, r := range m.in.Plan.Rules {
		if r.Check != "分组下限" || r.Ledger != b.Ledger || !is(r.Columns["分组"], down.path) ||
			!is(r.Columns[across.period], across.path) || !is(r.Columns["去重"], a.path) {
			continue
		}
		limit, err := decimal.NewFromString(r.Arg(m.in.Plan, "下限"))
		from, to := canon.Period(r.Arg(m.in.Plan, "起"), canon.Month), canon.Period(r.Arg(m.in.Plan, "止"), canon.Month)
		if err != nil || from == "" || to == "" {
			return nil
		}
		return &minimum{limit, from, min(to, canon.Period(m.in.AsOf, canon.Month))}
	}
	return nil
}

func (n *minimum) note() string {
	return fmt.Sprintf("每格下限 %s，没有达到的标红。", n.limit)
}

// months makes sure that every month under the rule has a column.
func (n *minimum) months(cols []string) []string {
	blank := slices.Contains(cols, unfilled)
	cols = slices.DeleteFunc(cols, func(c string) bool { return c == unfilled })
	cols = append(cols, n.from, n.to)
	slices.Sort(cols)
	cols = everyPeriod(slices.Compact(cols), canon.Month)
	if blank {
		cols = append(cols, unfilled)
	}
	return cols
}

// broken reports whether a cell's value is below the minimum.
func (n *minimum) broken(month, value string) bool {
	if n == nil || month < n.from || month > n.to || month == unfilled {
		return false
	}
	v, err := decimal.NewFromString(value)
	return err == nil && v.LessThan(n.limit)
}

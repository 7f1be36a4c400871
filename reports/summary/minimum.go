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
	limit decimal.Decimal
	over  []string // months that are over, 2021-06
	begun []string // the same and the running one
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
		from, to := r.Arg(m.in.Plan, "起"), r.Arg(m.in.Plan, "止")
		begun := canon.Periods(from, min(to, m.in.AsOf), canon.Month)
		if err != nil || len(begun) == 0 {
			return nil
		}
		return &minimum{limit, canon.PeriodsOver(from, to, m.in.AsOf, canon.Month), begun}
	}
	return nil
}

func (n *minimum) note() string {
	return fmt.Sprintf("每格下限 %s，已经过完的月份没有达到的标红。", n.limit)
}

// columns makes sure that every month under the rule has a column.
func (n *minimum) columns(cols []string) []string {
	blank := slices.Contains(cols, unfilled)
	cols = slices.DeleteFunc(cols, func(c string) bool { return c == unfilled })
	cols = append(cols, n.begun...)
	slices.Sort(cols)
	cols = everyPeriod(slices.Compact(cols), canon.Month)
	if blank {
		cols = append(cols, unfilled)
	}
	return cols
}

// broken reports whether a cell's value is below the minimum.
func (n *minimum) broken(month, value string) bool {
	if n == nil || !slices.Contains(n.over, month) {
		return false
	}
	v, err := decimal.NewFromString(value)
	return err == nil && v.LessThan(n.limit)
}

package summary

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"taizhang/templates"
	canon "taizhang/templates/cell"
)

// floor is the minimum that a rule of the plan (分组下限) sets for every cell of
// a table by month.
type floor struct {
	limit    decimal.Decimal
	from, to string // months, 2021-06
}

// floorOf finds the rule that counts what the table counts: same ledger, same
// groups, same months, same thing counted. nil if there is none.
func (m *maker) floorOf(b *templates.Block, f *fold, down, across *dimension) *floor {
	if across == nil || across.period != canon.Month || f.op != templates.OpDistinct {
		return nil
	}
	is := func(cols []*templates.Column, p templates.Path) bool {
		return slices.Equal(cols, p.Columns) && p.Extra == ""
	}
	for _, r := range m.in.Plan.Rules {
		if r.Check != "分组下限" || r.Ledger != b.Ledger || !is(r.Columns["分组"], down.path) ||
			!is(r.Columns[across.period], across.path) || !is(r.Columns["去重"], f.path) {
			continue
		}
		limit, err := decimal.NewFromString(r.Arg(m.in.Plan, "下限"))
		from, to := canon.Period(r.Arg(m.in.Plan, "起"), canon.Month), canon.Period(r.Arg(m.in.Plan, "止"), canon.Month)
		if err != nil || from == "" || to == "" {
			return nil
		}
		return &floor{limit, from, min(to, canon.Period(m.in.AsOf, canon.Month))}
	}
	return nil
}

func (f *floor) note() string {
	return fmt.Sprintf("每格下限 %s，没有达到的标红。", f.limit)
}

// months makes sure that every month under the rule has a column.
func (f *floor) months(cols []string) []string {
	blank := slices.Contains(cols, unfilled)
	cols = slices.DeleteFunc(cols, func(c string) bool { return c == unfilled })
	cols = append(cols, f.from, f.to)
	slices.Sort(cols)
	cols = everyMonth(slices.Compact(cols))
	if blank {
		cols = append(cols, unfilled)
	}
	return cols
}

// broken reports whether a cell's value is below the minimum.
func (f *floor) broken(month, value string) bool {
	if f == nil || month < f.from || month > f.to || month == unfilled {
		return false
	}
	v, err := decimal.NewFromString(value)
	return err == nil && v.LessThan(f.limit)
}

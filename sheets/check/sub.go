package check

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// below are the rows of the rule's lower ledger that count.
func (r *run) below(rule *templates.Rule) []*sheets.Row {
	env := r.data.Env()
	return slices.DeleteFunc(slices.Clone(r.data.Rows(rule.Sub.Ledger)), func(row *sheets.Row) bool {
		return row.Duplicate() || row.Withdrawn() || !rule.SubWhen.Holds(row.Values, env)
	})
}

// subordinates groups the rows of the rule's lower ledger by what they point at.
func (r *run) subordinates(rule *templates.Rule) map[string][]*sheets.Row {
	out := map[string][]*sheets.Row{}
	for _, row := range r.below(rule) {
		for _, key := range cell.SplitList(row.Value(rule.Sub)) {
			out[key] = append(out[key], row)
		}
	}
	return out
}

func keyOf(row *sheets.Row) string { return row.Values[row.Ledger.Key[0].Index] }

// subExists: every row has a row of the lower ledger pointing at it.
func (r *run) subExists(rule *templates.Rule, b *batch) {
	subs := r.subordinates(rule)
	if slices.ContainsFunc(r.data.Rows(rule.Sub.Ledger), func(s *sheets.Row) bool { return s.Bad[rule.Sub.Index] }) {
		return
	}
	for _, row := range r.rows(rule) {
		if len(subs[keyOf(row)]) == 0 {
			b.add(row, nil)
		}
	}
}

// subAll: where the condition holds, all lower rows satisfy 要求.
func (r *run) subAll(rule *templates.Rule, b *batch) {
	subs, env := r.subordinates(rule), r.data.Env()
	for _, row := range r.rows(rule) {
		failing, which := 0, ""
		for _, s := range subs[keyOf(row)] {
			if readable(s, rule.Must.Columns()) && !rule.Must.Holds(s.Values, env) {
				if failing++; which == "" {
					which = shown(s, s.Ledger.Key)
				}
			}
		}
		if failing > 0 {
			b.add(row, map[string]string{"数": strconv.Itoa(failing), "另": which})
		}
	}
}

// subTotal: the count or sum of the lower rows equals the row's own figure.
func (r *run) subTotal(rule *templates.Rule, b *batch) {
	subs, lost := r.subordinates(rule), r.lost(rule)
	for _, row := range r.rows(rule) {
		have, err := decimal.NewFromString(row.Value(rule.Column))
		if err != nil {
			continue // an empty or unread cell has its own finding
		}
		if sum := rule.Columns["求和"]; slices.ContainsFunc(subs[keyOf(row)], func(s *sheets.Row) bool { return !readable(s, sum) }) {
			continue
		}
		total := decimal.NewFromInt(int64(len(subs[keyOf(row)])))
		if sum := rule.Columns["求和"]; sum != nil {
			total = decimal.Zero
			for _, s := range subs[keyOf(row)] {
				if d, err := decimal.NewFromString(s.Value(sum[0])); err == nil {
					total = total.Add(d)
				}
			}
		}
		if short := have.Sub(total); short.IsPositive() && lost > 0 && (rule.Columns["求和"] != nil || short.LessThanOrEqual(decimal.NewFromInt(int64(lost)))) {
			continue // rows that point nowhere may well be the missing ones
		}
		if !total.Equal(have) {
			b.add(row, map[string]string{"值": have.String(), "应": total.String(), "数": total.String()})
		}
	}
}

// lost counts lower rows whose reference can't be read or leads nowhere; each
// has its own finding.
func (r *run) lost(rule *templates.Rule) (n int) {
	for _, row := range r.below(rule) {
		nowhere := slices.ContainsFunc(cell.SplitList(row.Value(rule.Sub)), func(key string) bool {
			return r.data.Find(rule.Ledger, key) == nil
		})
		if row.Bad[rule.Sub.Index] || nowhere {
			n++
		}
	}
	return n
}

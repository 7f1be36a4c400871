package check

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/cell"
)

func itoa(n int) string { return strconv.Itoa(n) }

// subordinates groups the rows of the rule's lower ledger by what they point at.
func (r *run) subordinates(rule *templates.Rule) map[string][]*sheets.Row {
	env := r.data.Env()
	out := map[string][]*sheets.Row{}
	for _, row := range r.data.Rows(rule.Sub.Ledger) {
		if row.Duplicate() || row.Withdrawn() || !rule.SubWhen.Holds(row.Values, env) {
			continue
		}
		for _, key := range cell.SplitList(row.Value(rule.Sub)) {
			out[key] = append(out[key], row)
		}
	}
	return out
}

func keyOf(row *sheets.Row) string { return row.Values[row.Ledger.Key[0].Index] }

// subExists: every row has a row of the lower ledger pointing at it.
func (r *run) subExists(rule *templates.Rule) {
	subs := r.subordinates(rule)
	if slices.ContainsFunc(r.data.Rows(rule.Sub.Ledger), func(s *sheets.Row) bool { return s.Bad[rule.Sub.Index] }) {
		return
	}
	b := r.batch(rule)
	for _, row := range r.rows(rule) {
		if len(subs[keyOf(row)]) == 0 {
			b.add(row, nil)
		}
	}
	b.end()
}

// subAll: where the condition holds, all lower rows satisfy 要求.
func (r *run) subAll(rule *templates.Rule) {
	subs, env := r.subordinates(rule), r.data.Env()
	b := r.batch(rule)
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
			b.add(row, map[string]string{"数": itoa(failing), "另": which})
		}
	}
	b.end()
}

// subTotal: the count or sum of the lower rows equals the row's own figure.
func (r *run) subTotal(rule *templates.Rule) {
	subs, lost := r.subordinates(rule), r.lost(rule)
	b := r.batch(rule)
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
	b.end()
}

// lost counts lower rows whose reference can't be read or leads nowhere; each
// has its own finding.
func (r *run) lost(rule *templates.Rule) (n int) {
	env := r.data.Env()
	for _, row := range r.data.Rows(rule.Sub.Ledger) {
		if row.Duplicate() || row.Withdrawn() || !rule.SubWhen.Holds(row.Values, env) {
			continue
		}
		nowhere := slices.ContainsFunc(cell.SplitList(row.Value(rule.Sub)), func(key string) bool {
			return r.data.Find(rule.Ledger, key) == nil
		})
		if row.Bad[rule.Sub.Index] || nowhere {
			n++
		}
	}
	return n
}

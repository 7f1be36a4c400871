package check

import (
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/pii"
	"taizhang/sheets/title"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// register is the set of values in the columns a rule names.
func (r *run) register(cols []*templates.Column) map[string]bool {
	out := map[string]bool{}
	for _, c := range cols {
		for d := r.data; d != nil; d = d.Further() {
			for _, row := range d.Rows(c.Ledger) {
				for _, v := range cell.SplitList(row.Value(c)) {
					out[title.Bare(v)] = true
				}
				out[row.ID] = true
			}
		}
	}
	return out
}

// titlesKnown: every 《…》 is closed and registered.
func (r *run) titlesKnown(rule *templates.Rule, b *batch) {
	known := r.register(rule.Columns["登记"])
	for _, row := range r.rows(rule) {
		titles := title.Find(row.Value(rule.Column))
		if slices.ContainsFunc(titles, func(t title.Title) bool { return !t.Closed }) {
			b.add(row, map[string]string{"值": "书名号不成对"})
			continue
		}
		for _, t := range titles {
			if !known[title.Bare(t.Name)] {
				b.add(row, map[string]string{"值": "《" + rule.Column.Show(t.Name) + "》"})
				break
			}
		}
	}
}

// titlesTwice: one text cites the same title twice in a row of citations.
func (r *run) titlesTwice(rule *templates.Rule, b *batch) {
	for _, row := range r.rows(rule) {
		if twice := title.Repeated(row.Value(rule.Column)); len(twice) > 0 {
			b.add(row, map[string]string{"值": "《" + rule.Column.Show(twice[0]) + "》"})
		}
	}
}

// evidenceKnown: each name in the cell is a row of a ledger or a file.
func (r *run) evidenceKnown(rule *templates.Rule, b *batch) {
	known := r.register(rule.Columns["登记"])
	for _, row := range r.rows(rule) {
		for _, name := range title.Cited(row.Value(rule.Column)) {
			if known[title.Bare(name)] || r.hasFile(row, name) {
				continue
			}
			b.add(row, map[string]string{"值": rule.Column.Show(name)})
			break
		}
	}
}

func (r *run) hasFile(row *sheets.Row, name string) bool {
	if r.facts.Evidence == nil {
		return false
	}
	folders := []string{row.Unit}
	if u := r.plan.Unit(row.Unit); u != nil {
		folders = append(folders, u.Former...)
	}
	return slices.ContainsFunc(folders, func(unit string) bool { return r.facts.Evidence(unit, name) })
}

// numbers: identity cards, mobile phones and bank cards have no place in the
// text columns of the ledger. Nothing else is said of a cell that holds one: a
// name with a number is too long, too.
func (r *run) numbers(rule *templates.Rule, b *batch) {
	if rule.Ledger == nil {
		return
	}
	allowed := pii.On(r.asOf(), rule.Arg(r.plan, "放行"))
	type place struct{ sheet, cell string }
	graver := map[place]bool{}
	before := r.out
	r.out = nil
	for _, row := range r.rows(rule) {
		for _, c := range rule.Ledger.Columns {
			if rule.Column != nil && c != rule.Column || !c.Free() {
				continue
			}
			if hit := pii.Find(row.Value(c), allowed); len(hit) > 0 {
				graver[place{row.Sheet, row.Cell(c)}] = true
				b.add(row, map[string]string{"值": pii.Kinds(hit), "栏": c.Name})
				break
			}
		}
	}
	before = slices.DeleteFunc(before, func(f finding.Finding) bool { return graver[place{f.Sheet, f.Cell}] })
	r.out = append(before, r.out...)
}

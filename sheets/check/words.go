package check

import (
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/pii"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// Titles lists the 《…》 of a text, and reports whether every mark is paired.
func Titles(text string) (titles []string, paired bool) {
	paired = true
	open := -1
	for i, r := range text {
		switch r {
		case '《':
			if open >= 0 {
				paired = false
			}
			open = i + len("《")
		case '》':
			if open < 0 {
				paired = false
				continue
			}
			titles = append(titles, text[open:i])
			open = -1
		}
	}
	return titles, paired && open < 0
}

// register is the set of values in the columns a rule names.
func (r *run) register(cols []*templates.Column) map[string]bool {
	out := map[string]bool{}
	for _, c := range cols {
		for d := r.data; d != nil; d = d.Fallback {
			for _, row := range d.Rows(c.Ledger) {
				for _, v := range cell.SplitList(row.Value(c)) {
					out[plainTitle(v)] = true
				}
				out[row.ID] = true
			}
		}
	}
	return out
}

func plainTitle(s string) string {
	return strings.NewReplacer("《", "", "》", "", " ", "", "“", `"`, "”", `"`, "，", ",").Replace(s)
}

// titlesKnown: every 《…》 is closed and registered.
func (r *run) titlesKnown(rule *templates.Rule) {
	known := r.register(rule.Columns["登记"])
	b := r.batch(rule)
	for _, row := range r.rows(rule) {
		titles, paired := Titles(row.Value(rule.Column))
		if !paired {
			b.add(row, map[string]string{"值": "书名号不成对"})
			continue
		}
		for _, t := range titles {
			if !known[plainTitle(t)] {
				b.add(row, map[string]string{"值": "《" + rule.Column.Show(t) + "》"})
				break
			}
		}
	}
	b.end()
}

// titlesTwice: one text cites the same title twice in a row of citations.
func (r *run) titlesTwice(rule *templates.Rule) {
	b := r.batch(rule)
	for _, row := range r.rows(rule) {
		if t := RepeatedTitle(row.Value(rule.Column)); t != "" {
			b.add(row, map[string]string{"值": "《" + rule.Column.Show(t) + "》"})
		}
	}
	b.end()
}

// RepeatedTitle is the first title that a text cites twice within one
// enumeration (《甲》、《甲》); "" if there is none.
func RepeatedTitle(text string) string {
	for _, list := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("。；;！？\n", r) }) {
		titles, _ := Titles(list)
		seen := map[string]bool{}
		for _, t := range titles {
			if seen[plainTitle(t)] {
				return t
			}
			seen[plainTitle(t)] = true
		}
	}
	return ""
}

// evidenceKnown: each name in the cell is a row of a ledger or a file.
func (r *run) evidenceKnown(rule *templates.Rule) {
	known := r.register(rule.Columns["登记"])
	b := r.batch(rule)
	for _, row := range r.rows(rule) {
		for _, name := range strings.FieldsFunc(row.Value(rule.Column), func(c rune) bool { return strings.ContainsRune("；;、\n", c) }) {
			if name = strings.TrimSpace(name); name == "" || known[plainTitle(name)] || r.hasFile(row, name) {
				continue
			}
			b.add(row, map[string]string{"值": rule.Column.Show(name)})
			break
		}
	}
	b.end()
}

func (r *run) hasFile(row *sheets.Row, name string) bool {
	return r.facts.Evidence != nil && r.facts.Evidence(row.Unit, name)
}

// numbers: identity cards, mobile phones and bank cards have no place in the
// text columns of the ledger.
func (r *run) numbers(rule *templates.Rule) {
	if rule.Ledger == nil {
		return
	}
	allowed := strings.Split(rule.Arg(r.plan, "放行"), "|")
	b := r.batch(rule)
	for _, row := range r.rows(rule) {
		for _, c := range rule.Ledger.Columns {
			if rule.Column != nil && c != rule.Column || !c.Free() {
				continue
			}
			if hit := pii.Find(row.Value(c), allowed); len(hit) > 0 {
				b.add(row, map[string]string{"值": hit[0].Kind, "栏": c.Name})
				break
			}
		}
	}
	b.end()
}

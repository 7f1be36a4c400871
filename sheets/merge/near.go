package merge

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"taizhang/templates/cell"

	"github.com/agnivade/levenshtein"
	"golang.org/x/text/unicode/norm"

	"taizhang/sheets"
	"taizhang/sheets/master"
)

// suspectScore is the least likeness, in percent, at which two rows are shown
// to a person.
const suspectScore = 80

// suspects proposes pairs of rows that look like one and the same: equal
// digits (building, door), and text that differs little. Nothing is merged.
func (j *job) suspects() {
	j.m.Suspects = nil
	for _, l := range j.Plan.Ledgers {
		if len(l.Near) == 0 {
			continue
		}
		blocks := map[string][]*sheets.Row{}
		for _, r := range j.m.Rows[l] {
			if k := nearBlock(r); k != "" && !r.Duplicate() && !r.Withdrawn() {
				blocks[k] = append(blocks[k], r)
			}
		}
		var found []master.Suspect
		for _, rows := range blocks {
			for i, a := range rows {
				for _, b := range rows[:i] {
					if score := likeness(a, b); score >= suspectScore {
						first, later := b, a
						if cell.Natural(first.ID, later.ID) > 0 {
							first, later = later, first
						}
						found = append(found, master.Suspect{Ledger: l.Name, RowID: later.ID, Other: first.ID, Score: score, What: nearText(first)})
					}
				}
			}
		}
		slices.SortFunc(found, func(a, b master.Suspect) int {
			return cmp.Or(-cmp.Compare(a.Score, b.Score), cell.Natural(a.RowID, b.RowID), cell.Natural(a.Other, b.Other))
		})
		j.m.Suspects = append(j.m.Suspects, found...)
	}
}

// nearBlock groups rows that can be alike at all: the same first column and the
// same digits in all of them.
func nearBlock(r *sheets.Row) string {
	first := r.Value(r.Ledger.Near[0])
	if first == "" {
		return ""
	}
	var digits []string
	for _, c := range r.Ledger.Near {
		digits = append(digits, strings.Join(strings.FieldsFunc(norm.NFKC.String(r.Value(c)), func(x rune) bool { return !unicode.IsDigit(x) }), "-"))
	}
	if strings.Join(digits, "") == "" {
		return "" // without any number everything would look like everything
	}
	return first + "\x00" + strings.Join(digits, "|")
}

func nearKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || unicode.IsSpace(r) || unicode.IsPunct(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(s))
}

func likeness(a, b *sheets.Row) int {
	total, distance := 0, 0
	for _, c := range a.Ledger.Near[1:] {
		x, y := nearKey(a.Value(c)), nearKey(b.Value(c))
		total += max(len([]rune(x)), len([]rune(y)))
		distance += levenshtein.ComputeDistance(x, y)
	}
	if total == 0 {
		return 100
	}
	return 100 * (total - distance) / total
}

func nearText(r *sheets.Row) string {
	var parts []string
	for _, c := range r.Ledger.Near {
		if v := r.Value(c); v != "" {
			parts = append(parts, c.Name+"："+c.Show(v))
		}
	}
	return strings.Join(parts, "，")
}

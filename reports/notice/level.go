package notice

import (
	"cmp"
	"slices"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// shown says whether a row may appear in this variant. 不公开 never appears;
// the public variant shows 公开 alone, and nothing of 限阅 ledgers. A row without
// a level of its own has that of the row it belongs to.
func (e *eval) shown(r *sheets.Row) bool { return e.visible(r, e.warnLevel) }

// open is the same without a word about rows that have no level.
func (e *eval) open(r *sheets.Row) bool {
	return e.visible(r, func(*sheets.Row, *templates.Column) {})
}

func (e *eval) visible(r *sheets.Row, unset func(*sheets.Row, *templates.Column)) bool {
	l := r.Ledger
	for range 8 { // rows may belong to each other in a circle
		if l.Restricted && e.in.Public {
			return false
		}
		if c := l.Role(templates.RolePublicity); c != nil {
			switch c.Meaning(r.Value(c)) {
			case templates.MeansPublic:
			case templates.MeansSecret:
				return false
			case templates.MeansInternal:
				if e.in.Public {
					return false
				}
			default:
				if e.in.Public {
					unset(r, c)
					return false
				}
			}
		}
		up := l.Role(templates.RoleAbove)
		if up == nil || up.Target == nil {
			return true
		}
		r = e.in.Set.Data().Find(up.Target, r.Value(up))
		if r == nil {
			return true
		}
		l = r.Ledger
	}
	return false
}

func (e *eval) warnLevel(r *sheets.Row, c *templates.Column) {
	e.add(r.Finding(finding.Warning, codeTemplate, c,
		"“"+c.Name+"”没有填写，这一行没有写进社会公开稿。", "请填写“"+c.Name+"”；可以公开的选“"+cmp.Or(c.OptionMeaning(templates.MeansPublic), string(templates.MeansPublic))+"”。"))
}

// hides says whether a list of values would show rows that must not appear:
// a value that stands in no row that may.
func (e *eval) hides(rows []*sheets.Row, c *templates.Column) bool {
	var visible, hidden []string
	for _, r := range rows {
		if e.shown(r) {
			visible = append(visible, r.Value(c))
		} else {
			hidden = append(hidden, r.Value(c))
		}
	}
	return slices.ContainsFunc(hidden, func(v string) bool { return v != "" && !slices.Contains(visible, v) })
}

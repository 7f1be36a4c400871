package check

import (
	"fmt"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// joined reports rows that were joined to none that counts: to themselves, in a
// circle, or to one that is withdrawn. That the other row exists is checked with
// the references.
func (r *run) joined(l *templates.Ledger) {
	c := l.Role(templates.RoleJoined)
	if c == nil {
		return
	}
	for _, row := range r.data.Rows(l) {
		into := r.data.Find(l, row.Value(c))
		if row.Value(c) == "" || into == nil {
			continue
		}
		message := ""
		switch {
		case into == row:
			message = fmt.Sprintf("“%s”并入了它自己。", row.ID)
		case r.circle(row, c):
			message = fmt.Sprintf("“%s”并入“%s”，“%s”又并了回来，几条都不计数了。", row.ID, into.ID, into.ID)
		case into.Withdrawn():
			message = fmt.Sprintf("“%s”并入的“%s”已经撤销，两条都不计数了。", row.ID, into.ID)
		default:
			continue
		}
		r.add(row.Finding(finding.Error, codeGone, c, message, fmt.Sprintf("请在“%s”栏写仍在计数的那一条的编号；没有的，只写撤销日期和原因。", c.Name)))
	}
}

const codeGone = "R-75"

// circle reports whether following 并入 leads back to the row.
func (r *run) circle(row *sheets.Row, c *templates.Column) bool {
	seen := map[*sheets.Row]bool{}
	for at := r.data.Find(row.Ledger, row.Value(c)); at != nil && !seen[at]; at = r.data.Find(row.Ledger, at.Value(c)) {
		if seen[at] = true; at == row {
			return true
		}
	}
	return false
}

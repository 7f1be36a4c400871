package master

import (
	"fmt"
	"maps"
	"slices"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// The columns of the program's own: ids and sources.

// identified refuses rows whose ids are gone: nothing could be put back to them.
func (rt *restorer) identified() *finding.Finding {
	rt.takeIDs()
	if !slices.ContainsFunc(rt.m.Rows[rt.ledger], func(r *sheets.Row) bool { return r.ID == "" }) || rt.now.has(templates.IDHeader) {
		return nil
	}
	return &finding.Finding{Severity: finding.Error, Code: "总台账", File: FileName, Sheet: rt.ledger.Name, Column: templates.IDHeader,
		Message: fmt.Sprintf("“%s”栏不见了，分不清每一行原来是哪一行。", templates.IDHeader), Fix: "请撤消删除，或从“历史”里最近的一份复制回来，再运行。"}
}

// has reports whether one of the program's own columns is there.
func (at *layout) has(name string) bool {
	for _, n := range at.special {
		if n == name {
			return true
		}
	}
	return false
}

// takeIDs takes a renamed column of ids for what it was.
func (rt *restorer) takeIDs() {
	if rt.now.has(templates.IDHeader) {
		return
	}
	rows, x := rt.m.Rows[rt.ledger], rt.m.Extra[rt.ledger]
	for _, at := range slices.Sorted(maps.Keys(rt.now.extra)) {
		i, known := rt.now.extra[at], 0
		text := func(r *sheets.Row) string { return x.Cell(r, x.Headers[i]) }
		for _, r := range rows {
			if rt.old[text(r)] != nil {
				known++
			}
		}
		if known == 0 || known*2 < len(rows) {
			continue
		}
		for _, r := range rows {
			r.ID = text(r)
		}
		rt.now.special[at], rt.used[i] = templates.IDHeader, true
		rt.gaps = append(rt.gaps, Gap{Sheet: rt.ledger.Name, Column: templates.IDHeader, Found: x.Headers[i]})
		return
	}
}

// ownColumns drops a renamed column of the program's own; it is written anew.
func (rt *restorer) ownColumns() {
	x := rt.m.Extra[rt.ledger]
	for at, name := range rt.was.special {
		i, extra := rt.now.extra[at]
		if !extra || rt.now.has(name) || rt.used[i] {
			continue
		}
		same := !slices.ContainsFunc(rt.m.Rows[rt.ledger], func(r *sheets.Row) bool {
			text := x.Cell(r, x.Headers[i])
			then := rt.old[r.ID]
			return text != "" && (then == nil || text != special(then, name))
		})
		if same {
			rt.used[i] = true
		}
	}
}

package templates

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// loadSeeds reads the 期初 sheets: rows a ledger starts with.
func (ld *loader) loadSeeds() {
	for _, sheet := range slices.Sorted(maps.Keys(ld.tables)) {
		name, ok := strings.CutPrefix(sheet, SeedPrefix)
		l := ld.plan.Ledger(name)
		switch {
		case !ok && keysOf(sheet) == 0:
			ld.problem(ld.tables[sheet], 0, -1, fmt.Sprintf("不认识工作表“%s”", sheet), "方案里只能有约定的工作表；期初数据的表名写成“期初-台账名称”。")
		case ok && l == nil:
			ld.problem(ld.tables[sheet], 0, -1, fmt.Sprintf("工作表“%s”对应的台账“%s”不存在", sheet, name), "请先在“台账”表中登记。")
		case ok && name != l.Name && ld.tables[SeedPrefix+l.Name] != nil:
			ld.problem(ld.tables[sheet], 0, -1, fmt.Sprintf("“%s”已改名为“%s”，两个名称的期初表都有", name, l.Name), "请把内容并到一张表里。")
		case ok:
			ld.loadSeed(ld.tables[sheet], l)
		}
	}
}

func (ld *loader) loadSeed(t *Table, l *Ledger) {
	if len(l.Key) == 0 {
		return // which is said at the ledger's own row
	}
	own := *t
	own.Header = slices.Clone(t.Header)
	t, ld.tables[t.Sheet] = &own, &own
	ld.seedHeader(t, l)
	ids := map[string]bool{}
	ld.each(t.Sheet, func(e entry) {
		r := Record{ID: e.get(IDHeader), Version: 1, Values: make([]string, len(l.Columns))}
		for _, c := range l.Columns {
			v, issue := c.ParseText(e.get(c.Name))
			if issue != nil && issue.Severity == finding.Error {
				fix := issue.Fix
				if issue.Code == cell.CodeReference || issue.Code == cell.CodeOption {
					fix = RenameAdvice
				}
				e.bad(c.Name, issue.Message, fix)
			}
			r.Values[c.Index] = v
		}
		if r.ID == "" {
			if len(l.Key) == 1 && r.Values[l.Key[0].Index] != "" {
				r.ID = r.Values[l.Key[0].Index]
			} else {
				r.ID = fmt.Sprintf("%s-%s-%04d", OwnerOffice, l.Code, e.row.Number-PlanHeaderRow)
			}
		}
		l.Number(r)
		if ids[r.ID] {
			e.bad(l.Key[0].Name, fmt.Sprintf("“%s”在期初数据里出现了两次", r.ID), "请改成不同的编号。")
		}
		ids[r.ID] = true
		l.Compute(r.Values)
		ld.plan.Seeds[l.Name] = append(ld.plan.Seeds[l.Name], r)
		ld.seeded = append(ld.seeded, seeded{e, l, r})
	})
}

// seedHeader finds the columns of a 期初 sheet. One whose key cannot be found says so
// once, and not at every row that refers to it.
func (ld *loader) seedHeader(t *Table, l *Ledger) {
	wrong := false
	for i, h := range t.Header {
		if c := l.Named(h); c != nil && !slices.Contains(t.Header, c.Name) {
			t.Header[i] = c.Name
		} else if h != "" && h != IDHeader && l.Column(h) == nil {
			wrong = true
			ld.problem(t, t.HeaderRow, i, fmt.Sprintf("“%s”没有栏目“%s”", l.Name, h), "请对照“栏目”表改正表头。")
		}
	}
	for i, n := range t.headless() {
		if n > 0 {
			wrong = true
			ld.problem(t, t.HeaderRow, i, fmt.Sprintf("这一列没有表头，下面填了 %d 格，不知道是哪一栏", n), "请对照“栏目”表补上表头；不要的，请删去这一列。")
		}
	}
	if key := l.Key[0]; len(t.Rows) > 0 && !key.FilledBySystem() && !slices.Contains(t.Header, key.Name) && !slices.Contains(t.Header, IDHeader) {
		if ld.keyless[l] = t; wrong {
			ld.keyless[l] = nil
		}
	}
}

// headless counts the filled cells of the columns without a header.
func (t *Table) headless() []int {
	var out []int
	for _, r := range t.Rows {
		for i, text := range r.Cells {
			for len(out) <= i {
				out = append(out, 0)
			}
			if strings.TrimSpace(text) != "" && (i >= len(t.Header) || t.Header[i] == "") {
				out[i]++
			}
		}
	}
	return out
}

// refers: what the first rows say of a ledger can be held against its own. Where
// those cannot be told apart, that is said once.
func (ld *loader) refers(l *Ledger) bool {
	t, keyless := ld.keyless[l]
	if t != nil {
		ld.keyless[l] = nil
		ld.problem(t, t.HeaderRow, 0, fmt.Sprintf("“%s”没有“%s”一栏，认不出别的表引用的是哪一行", t.Sheet, l.Key[0].Name), "请补上这一栏的表头和内容。")
	}
	return !keyless
}

// FilledBySystem reports whether the program gives the column its value.
func (c *Column) FilledBySystem() bool { return slices.Contains(c.Owners, OwnerSystem) }

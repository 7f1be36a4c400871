package templates

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"taizhang/templates/finding"
)

// loadSeeds reads the 期初 sheets: rows a ledger starts with.
func (ld *loader) loadSeeds() {
	names := make([]string, 0, len(ld.tables))
	for sheet := range ld.tables {
		names = append(names, sheet)
	}
	slices.Sort(names)
	known := map[string]bool{}
	for _, s := range planSheets {
		known[s.name] = true
	}
	for _, sheet := range names {
		name, ok := strings.CutPrefix(sheet, SeedPrefix)
		l := ld.plan.Ledger(name)
		switch {
		case !ok && !known[sheet]:
			ld.problem(ld.tables[sheet], 0, -1, fmt.Sprintf("不认识工作表“%s”", sheet), "方案里只能有约定的工作表；期初数据的表名写成“期初-台账名称”。")
		case ok && l == nil:
			ld.problem(ld.tables[sheet], 0, -1, fmt.Sprintf("工作表“%s”对应的台账“%s”不存在", sheet, name), "请先在“台账”表中登记。")
		case ok:
			ld.loadSeed(ld.tables[sheet], l)
		}
	}
}

func (ld *loader) loadSeed(t *Table, l *Ledger) {
	for i, h := range t.Header {
		if h != "" && h != IDHeader && l.Column(h) == nil {
			ld.problem(t, t.HeaderRow, i, fmt.Sprintf("“%s”没有栏目“%s”", l.Name, h), "请对照“栏目”表改正表头。")
		}
	}
	ids := map[string]bool{}
	ld.each(t.Sheet, func(e entry) {
		r := Record{ID: e.get(IDHeader), Version: 1, Values: make([]string, len(l.Columns))}
		for _, c := range l.Columns {
			v, issue := c.ParseText(e.get(c.Name))
			if issue != nil && issue.Severity == finding.Error {
				e.bad(c.Name, issue.Message, issue.Fix)
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
	})
}

// FilledBySystem reports whether the program gives the column its value.
func (c *Column) FilledBySystem() bool { return slices.Contains(c.Owners, OwnerSystem) }

// version digests what shapes a form: a plan whose seeds or figures change
// keeps its version.
func version(tables []*Table) string {
	h := sha256.New()
	for _, name := range []string{"台账", "栏目", "选项"} {
		for _, t := range tables {
			if t.Sheet != name {
				continue
			}
			role := slices.Index(t.Header, "用途")
			for _, r := range t.Rows {
				if role >= 0 && (&Column{Role: r.Cells[role]}).Withdraws() {
					continue // stands on no form
				}
				fmt.Fprintf(h, "%q\n", r.Cells)
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:8]
}

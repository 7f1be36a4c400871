package templates

import (
	"fmt"
	"slices"

	"taizhang/templates/cell"
)

// unitLists are the columns of 领导 and 小区 that name units.
var unitLists = map[string][]string{SheetLeaders: {"分管部门", "联系点社区"}, SheetEstates: {"社区"}}

// spans are the columns of lists that hold the first and the last day of
// something.
var spans = map[string][2]string{SheetUnits: {"启用日", "停用日"}, SheetLeaders: {"起", "止"}, SheetEstates: {"归属起", "归属止"}}

// checkLists checks what the rows of 单位, 领导 and 小区 say of each other.
func (ld *loader) checkLists() {
	for _, sheet := range []string{SheetUnits, SheetLeaders, SheetEstates} {
		ld.each(sheet, func(e entry) {
			for _, column := range unitLists[sheet] {
				for _, name := range ld.plan.presentUnits(e.list(column)) {
					if u := ld.plan.units[name]; u == nil || u.Name != name {
						e.bad(column, fmt.Sprintf("“%s”的%s“%s”不在“单位”表中", e.get(dictKeys[sheet]), column, name), "请写单位名称，几个用 | 隔开；还没有登记的，先登记到“单位”表。")
					}
				}
			}
			from, _ := cell.ISODate(e.get(spans[sheet][0]))
			until, _ := cell.ISODate(e.get(spans[sheet][1]))
			if until != "" && until < from {
				e.bad(spans[sheet][1], fmt.Sprintf("%s %s 早于%s %s", spans[sheet][1], until, spans[sheet][0], from), "请核对这两个日期。")
			}
		})
	}
}

// checkSeeds checks that what the first rows refer to is there, where nobody but
// the office can bring it in later.
func (ld *loader) checkSeeds() {
	for _, s := range ld.seeded {
		for _, c := range s.ledger.Columns {
			if c.Target == nil || c.Target.Adds || len(c.Target.Key) == 0 {
				continue
			}
			key := c.Target.Key[0]
			for _, v := range cell.SplitList(s.record.Values[c.Index]) {
				if ld.refers(c.Target) && !slices.ContainsFunc(ld.plan.Seeds[c.Target.Name], func(r Record) bool { return r.Values[key.Index] == v || r.ID == v }) {
					ld.visit(s.entry, func(e entry) {
						e.bad(c.Name, fmt.Sprintf("“%s”引用的“%s”不在“%s%s”中", c.Name, c.Show(v), SeedPrefix, c.Target.Name), fmt.Sprintf("请改正，或先把它填进“%s%s”。", SeedPrefix, c.Target.Name))
					})
				}
			}
		}
	}
}

// seeded is a row of a 期初 sheet.
type seeded struct {
	entry
	ledger *Ledger
	record Record
}

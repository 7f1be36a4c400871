package templates

import (
	"slices"
	"strings"
	"testing"
)

// An equality that holds of one office only goes, by whichever name it speaks of the
// figure.
func TestUpperPlanDropsEqualitiesOfDifferentDays(t *testing.T) {
	at := func(tables []*Table, sheet string) *Table {
		return tables[slices.IndexFunc(tables, func(t *Table) bool { return t.Sheet == sheet })]
	}
	relations := func(mend func(figures, relations *Table)) string {
		tables := StandardTables()
		figures, all := at(tables, SheetFigures), at(tables, SheetRelations)
		mend(figures, all)
		above := at(UpperTables(tables, &Table{Sheet: SheetUnits, Header: []string{"单位代码", "单位名称"}}), SheetRelations)
		var out []string
		for i := range above.Rows {
			out = append(out, above.at(i, "编号"))
		}
		return strings.Join(out, " ")
	}
	byCode := relations(func(_, _ *Table) {})
	byName := relations(func(figures, all *Table) {
		for i := range figures.Rows {
			code, name := figures.at(i, "代号"), figures.at(i, "名称")
			for j := range all.Rows {
				for k, text := range all.Rows[j].Cells {
					all.Rows[j].Cells[k] = strings.ReplaceAll(text, "["+code+"]", "["+name+"]")
				}
			}
		}
	})
	if all := at(StandardTables(), SheetRelations); byCode != byName || len(strings.Fields(byCode)) == len(all.Rows) {
		t.Errorf("by code %s, by name %s", byCode, byName)
	}
}

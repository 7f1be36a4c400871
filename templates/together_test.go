package templates

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// A type of units that the plan does not have is said once, with every cell that names
// it, whichever it is.
func TestMissingTypeIsSaidOnce(t *testing.T) {
	types := map[string]bool{}
	std, err := Load(StandardTables())
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range std.Units {
		types[u.Type] = true
	}
	for missing := range types {
		tables := slices.Clone(StandardTables())
		cells := 0
		for i, table := range tables {
			own := *table
			switch own.Sheet {
			case SheetUnits:
				at := slices.Index(own.Header, "类型")
				own.Rows = slices.DeleteFunc(slices.Clone(own.Rows), func(r TableRow) bool { return r.Cells[at] == missing })
			case SheetLedgers:
				for _, r := range own.Rows {
					for j, c := range r.Cells {
						if slices.Contains([]string{"填报单位", "另发"}, own.Header[j]) && slices.Contains(bars(c), missing) {
							cells++
						}
					}
				}
			}
			tables[i] = &own
		}
		_, err := Load(tables)
		bad := (*PlanError)(nil)
		if !errors.As(err, &bad) {
			t.Errorf("%s: %v", missing, err)
			continue
		}
		said := 0
		for _, f := range bad.Findings {
			if strings.Contains(f.Message, noSuchUnit(missing)) {
				said++
				if f.Cell == "" || cells >= asOne && !strings.Contains(f.Message, "共 ") {
					t.Errorf("%s: %s %s", missing, f.Cell, f.Message)
				}
			}
		}
		if said != 1 && said >= asOne {
			t.Errorf("%s is said %d times", missing, said)
		}
	}
}

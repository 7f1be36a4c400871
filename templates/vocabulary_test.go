package templates

import (
	"slices"
	"testing"
)

// What a column offers is what it reads, whether its 取值 names kinds of units or
// one unit.
func TestChoicesAreWhatIsRead(t *testing.T) {
	tables := StandardTables()
	plan, err := Load(tables)
	if err != nil {
		t.Fatal(err)
	}
	named := *plan.Ledger("整改任务").Role("责任单位")
	named.UnitTypes = []string{"社区一", "机关科室"}
	named.Vocabulary = vocabulary{&named}
	columns := []*Column{&named}
	for _, l := range plan.Ledgers {
		columns = append(columns, l.Columns...)
	}
	for _, c := range columns {
		choices := c.Choices()
		for _, v := range choices {
			if got, issue := c.ParseText(v); got != v || issue != nil {
				t.Errorf("%s offers %s and reads %q", c.Name, v, got)
			}
		}
		if c.Dict == nil {
			continue
		}
		for _, v := range c.Dict.Names() {
			if _, read := (vocabulary{c}).Match(v); read != slices.Contains(choices, v) {
				t.Errorf("%s: %s is read: %v", c.Name, v, read)
			}
		}
	}
	if !slices.Contains(named.Choices(), "社区一") || slices.Contains(named.Choices(), "社区二") {
		t.Errorf("offers %v", named.Choices())
	}
}

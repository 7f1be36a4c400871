package merge

import (
	"os"
	"testing"

	"taizhang/templates"
)

// smallPlan is a campaign of three units and five ledgers, one of each kind.
func smallPlan(t testing.TB) *templates.Plan {
	t.Helper()
	tables, err := templates.ReadTables(os.DirFS("testdata/方案"))
	if err != nil {
		t.Fatal(err)
	}
	var list []*templates.Table
	for _, x := range tables {
		list = append(list, x)
	}
	p, err := templates.Load(list)
	if bad, ok := err.(*templates.PlanError); ok {
		t.Fatal(bad.Findings)
	} else if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestSmallPlan(t *testing.T) { smallPlan(t) }

package publication

import (
	"testing"

	"taizhang/reports/notice/noticetest"
)

// A figure that was frozen has changed if it prints something else, may the public see
// it or not; one that the plan has got since was never published.
func TestDifferences(t *testing.T) {
	c, err := noticetest.Tanggu()
	if err != nil {
		t.Fatal(err)
	}
	p, private := newPublished(), 0
	for i, f := range c.Plan.Figures {
		if i == 0 {
			continue // came later
		}
		if f.Private() {
			private++
		}
		p.add(f.Code, f.Name, c.Set.Get(f).Printed(), !f.Private())
	}
	if private == 0 {
		t.Fatal("no figure is private")
	}
	if all := p.Differences(c.Plan, c.Set); len(all) != 0 {
		t.Errorf("%+v", all)
	}
	p.all["违建.总量面积"] = "1"
	if all := p.Differences(c.Plan, c.Set); len(all) != 1 || all[0].Old != "1" || all[0].New == "" {
		t.Errorf("%+v", all)
	}
}

package form

import (
	"os"
	"testing"

	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// plans are those of the tests and of the sample, laid over the standard one where
// they are parts of a plan.
func plans(t *testing.T) map[string]*templates.Plan {
	t.Helper()
	out := map[string]*templates.Plan{"standard": standardPlan(t)}
	for name, dir := range map[string]string{"small": "../../sheets/merge/testdata/方案", "sample": "../../testdata/tanggu/方案", "coherence": "../../cmd/taizhang/testdata/coherence"} {
		own, err := templates.ReadTables(os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		var tables []*templates.Table
		for _, x := range own {
			tables = append(tables, x)
		}
		if own[templates.SheetColumns] == nil || own[templates.SheetHolidays] == nil {
			tables = templates.Customise(templates.StandardTables(), own)
		}
		p, err := templates.Load(tables)
		if err != nil {
			t.Fatal(name, err)
		}
		out[name] = p
	}
	return out
}

// Every example of every plan, for every unit, passes the rules of its form and
// offers nothing that the lists do not.
func TestExamplesPass(t *testing.T) {
	for name, p := range plans(t) {
		for _, l := range p.Ledgers {
			rules, err := p.NewRowValidator(l)
			if err != nil {
				t.Fatal(err)
			}
			for _, u := range p.Units {
				if !l.Receives(u) {
					continue
				}
				at := name + " " + u.Name + " " + l.Name
				values := Example(p, u, l)
				for _, v := range rules.Check(values, templates.Env{}) {
					t.Errorf("%s: %s %q breaks %s", at, v.Column.Name, values[v.Column.Index], v.Tag.Name)
				}
				for _, c := range l.FormColumns() {
					v := values[c.Index]
					switch {
					case c.Computed != nil:
					case v == "" && c.Required == templates.Always:
						t.Errorf("%s: no example of %s", at, c.Name)
					case v == "" || c.FilledBySystem():
					default:
						if got, issue := c.ParseText(v); issue != nil && issue.Severity == finding.Error || got != v {
							t.Errorf("%s: %s %q is no value of the column", at, c.Name, v)
						}
						if c.Parent != nil && !c.Under(v, values[c.Parent.Index]) {
							t.Errorf("%s: %s %q does not belong under %q", at, c.Name, v, values[c.Parent.Index])
						}
						if c.Type == cell.Date && (v < firstDay || v > lastDay) {
							t.Errorf("%s: %s is on %s", at, c.Name, v)
						}
					}
				}
			}
		}
	}
}

func TestSampleKnowsItsCells(t *testing.T) {
	p := standardPlan(t)
	l := p.Ledger("会议活动")
	s := &sheet{ledger: l, sample: Example(p, p.Units[0], l)}
	was := SampleOf(map[string]string{MetaSample + l.Code: s.marks()}, l)
	name := l.Column("会议名称")
	if !was.Shows(name, s.sample[name.Index]) || was.Shows(name, "别的会") || was.Shows(l.Column("日期"), s.sample[name.Index]) {
		t.Errorf("%v", was)
	}
	renamed := *name
	renamed.Name, renamed.Former = "活动名称", []string{name.Name}
	if !was.Shows(&renamed, s.sample[name.Index]) {
		t.Error("not known after a renaming")
	}
	if SampleOf(nil, l) != nil {
		t.Error("an older form has an example")
	}
}

package issue

import (
	"bytes"
	"io/fs"
	"os"
	"testing"

	"taizhang/sheets/campaign"
	"taizhang/sheets/ooxml/packagecheck"
	"taizhang/templates"
	"taizhang/testdata/tanggu"
)

func samplePlan(t *testing.T) *templates.Plan {
	t.Helper()
	sub, err := fs.Sub(tanggu.FS, "方案")
	if err != nil {
		t.Fatal(err)
	}
	own, err := templates.ReadTables(sub)
	if err != nil {
		t.Fatal(err)
	}
	p, err := templates.Load(templates.Customise(templates.StandardTables(), own))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A form and the copy that is kept of it are one file, which opens without a
// repair; sent again, it stays the same issue.
func TestSentAndKept(t *testing.T) {
	plan := samplePlan(t)
	dir := campaign.Dir(t.TempDir())
	in := Input{Dir: dir, Plan: plan, AsOf: "2021-11-20", Units: plan.Units[:3]}
	first, err := Run(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	restricted := 0
	for _, f := range first.Forms {
		u := plan.Unit(f.Unit)
		sent, err := os.ReadFile(dir.IssuedFile(u.Name, f.Restricted))
		if err != nil {
			t.Fatal(err)
		}
		kept, err := os.ReadFile(dir.IssuedCopy(u.Code, f.Issue, f.Restricted))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(sent, kept) || f.Issue != 1 || f.Unchanged {
			t.Errorf("%+v: the copy differs, or it is not the first issue", f)
		}
		for _, p := range packagecheck.Check(kept) {
			t.Errorf("%s: %s", f.File, p)
		}
		if f.Restricted {
			restricted++
		}
	}
	if len(first.Forms) < 3 || restricted == 0 {
		t.Errorf("%d forms, %d of them restricted", len(first.Forms), restricted)
	}
	in.AsOf = "2021-11-21"
	again, err := Run(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range again.Forms {
		if !f.Unchanged || f.Issue != first.Forms[i].Issue {
			t.Errorf("%+v was issued anew", f)
		}
	}
}

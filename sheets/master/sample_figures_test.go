package master_test

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"

	"taizhang/sheets/campaign"
	"taizhang/sheets/issue"
	"taizhang/sheets/master"
	"taizhang/sheets/merge"
	"taizhang/sheets/ooxml/packagecheck"
	"taizhang/templates"
	"taizhang/testdata/tanggu"
)

// sampleMaster merges the sample campaign.
func sampleMaster(t *testing.T) *master.Master {
	t.Helper()
	sub, err := fs.Sub(tanggu.FS, "方案")
	if err != nil {
		t.Fatal(err)
	}
	own, err := templates.ReadTables(sub)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := templates.Load(templates.Customise(templates.StandardTables(), own))
	if err != nil {
		t.Fatal(err)
	}
	dir, asOf := campaign.Dir(t.TempDir()), "2021-11-20"
	plan.SetAsOf(asOf)
	for _, name := range campaign.Folders {
		if err := os.MkdirAll(dir.Path(name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := issue.Run(context.Background(), issue.Input{Dir: dir, Plan: plan, AsOf: asOf}); err != nil {
		t.Fatal(err)
	}
	err = fs.WalkDir(tanggu.FS, "收件", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := tanggu.FS.ReadFile(name)
		if err != nil {
			return err
		}
		return campaign.WriteFile(context.Background(), dir.Path(campaign.Inbox, strings.TrimPrefix(name, "收件/")), func(w io.Writer) error {
			_, err := w.Write(b)
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	res, err := merge.Run(context.Background(), merge.Input{Dir: dir, Plan: plan, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	return res.Master
}

func written(t *testing.T, m *master.Master) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := m.Write(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	for _, p := range packagecheck.Check(b.Bytes()) {
		t.Error(p)
	}
	return b.Bytes()
}

// Every figure and cross-check of the sample comes out the same when
// LibreOffice computes the workbook.
func TestSampleRecalculated(t *testing.T) {
	libreOffice(t)
	m := sampleMaster(t)
	values := agree(t, m, recalculate(t, written(t, m))[0])
	lists := 0
	for _, f := range m.Plan.Figures {
		if f.Op == templates.OpList {
			lists++
		}
	}
	if values != lists {
		t.Errorf("%d figures have no formula, %d are lists", values, lists)
	}
}

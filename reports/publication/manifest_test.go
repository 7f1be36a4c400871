package publication

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"taizhang/sheets/ooxml/packagecheck"
)

// A manifest reads back as it was written, and is a workbook that others open.
func TestManifest(t *testing.T) {
	want := newPublished()
	want.AsOf, want.Merge = "2021-11-20", 7
	want.Files = []File{{"通报-社会公开稿.docx", "0123456789abcdef"}, {"总台账.xlsx", "fedcba9876543210"}}
	want.add("违建.拆除率", "拆除率", "97.5%", true)
	want.add("差旅.退款", "退款", "0012", true)
	want.add("问责.罚款", "处罚金额", "8643", false)
	want.add("核查.漏报", "漏报", "近10处", true)
	if _, public := want.Figures["问责.罚款"]; public {
		t.Error("what must not be public stands among the public figures")
	}
	path := filepath.Join(t.TempDir(), "清单.xlsx")
	if err := want.write(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packagecheck.Check(text) {
		t.Error(p)
	}
	got, err := read(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(Published{})); d != "" {
		t.Error(d)
	}
}

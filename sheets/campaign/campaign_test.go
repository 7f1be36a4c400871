package campaign

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// awkward are folders whose names would mean something in a pattern.
var awkward = []string{"整改", "整改[2021]", "整改*", "[a-", `整改？`}

func put(t *testing.T, d Dir, rel string) string {
	t.Helper()
	path := d.Path(filepath.FromSlash(rel))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(rel), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEvidenceInAnyFolder(t *testing.T) {
	for _, name := range awkward {
		d := Dir(filepath.Join(t.TempDir(), name))
		if d.HasEvidence() != nil {
			t.Fatal("evidence without a folder of it")
		}
		put(t, d, "佐证/甲科[一]/照片[1].jpg")
		put(t, d, "佐证/甲科[一]/现场/门前.jpg")
		put(t, d, "方案.xlsx")
		has := d.HasEvidence()
		for _, c := range []struct {
			unit, name string
			want       bool
		}{
			{"甲科[一]", "照片[1]", true}, {"甲科[一]", "照片[1].jpg", true}, {"甲科[一]", "照片", true}, {"甲科[一]", "现场/门前", true},
			{"甲科[一]", "照片*", false}, {"甲科[一]", "照片1", false}, {"甲科*", "照片", false}, {"乙科", "照片", false},
			{"甲科[一]", "../../方案", false},
		} {
			if got := has(c.unit, c.name); got != c.want {
				t.Errorf("%s: evidence %s of %s: %v", name, c.name, c.unit, got)
			}
		}
	}
}

func TestOpenMasterIsNoticedInAnyFolder(t *testing.T) {
	for _, name := range awkward {
		for _, owner := range []string{"~$总台账.xlsx", ".~总台账.xlsx", ".~lock.总台账.xlsx#"} {
			d := Dir(filepath.Join(t.TempDir(), name))
			put(t, d, "4-总台账/总台账.xlsx")
			if err := d.MasterFree(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			put(t, d, "4-总台账/"+owner)
			if err := d.MasterFree(); err == nil || !strings.Contains(err.Error(), owner) {
				t.Errorf("%s: open as %s, said %v", name, owner, err)
			}
		}
	}
}

func TestReadOnlyMaster(t *testing.T) {
	d := Dir(t.TempDir())
	if err := os.Chmod(put(t, d, "4-总台账/总台账.xlsx"), 0o444); err != nil {
		t.Fatal(err)
	}
	if err := d.MasterFree(); err == nil || !strings.Contains(err.Error(), "只读") {
		t.Error(err)
	}
}

func TestNumberedFiles(t *testing.T) {
	d := Dir(t.TempDir())
	for _, rel := range []string{"1-下发/历史/JK-001.xlsx", "1-下发/历史/JK-002.xlsx", "1-下发/历史/JK-004.xlsx", "1-下发/历史/JK-001-限阅.xlsx"} {
		put(t, d, rel)
	}
	issues := d.Issues()
	if n := issues.LastIssue("JK", false); n != 4 {
		t.Errorf("last issue %d", n)
	}
	if n := issues.LastIssue("JK", true); n != 1 {
		t.Errorf("last restricted issue %d", n)
	}
	if n := issues.LastIssue("YK", false); n != 0 {
		t.Errorf("last issue of nothing %d", n)
	}
	for _, rel := range []string{"总台账-0001.xlsx", "总台账-0003-修改后.xlsx", "总台账-0003-修改后-0002.xlsx", "总台账-0003.xlsx", "总台账-0004.xlsx", "总台账-0003 - 副本.xlsx", "~$总台账-0009.xlsx", "别的.xlsx"} {
		put(t, d, "4-总台账/历史/"+rel)
	}
	var names []string
	for _, c := range d.MasterCopies() {
		names = append(names, filepath.Base(c.Path))
	}
	if want := []string{"总台账-0004.xlsx", "总台账-0003-修改后-0002.xlsx", "总台账-0003-修改后.xlsx", "总台账-0003.xlsx", "总台账-0003 - 副本.xlsx", "总台账-0001.xlsx"}; !slices.Equal(names, want) {
		t.Errorf("copies %q", names)
	}
	if d.LastSerial() != 4 {
		t.Errorf("last %d", d.LastSerial())
	}
}

func TestPlaces(t *testing.T) {
	d := Dir("活动")
	for got, want := range map[string]string{
		d.IssuedFile("甲科", false):         "1-下发/甲科.xlsx",
		d.IssuedFile("甲科", true):          "1-下发/甲科-限阅.xlsx",
		d.MarkedFile("甲科", false):         "3-退回/甲科.xlsx",
		d.Master():                        "4-总台账/总台账.xlsx",
		d.MasterAsWritten(7):              "4-总台账/历史/总台账-0007.xlsx",
		d.NoticeDraft("社会公开稿", true):      "5-汇总/通报-社会公开稿.docx",
		d.NoticeDraft("社会公开稿", false):     "5-汇总/通报-社会公开稿-未完成.docx",
		d.NoticeText("社会公开稿"):             "5-汇总/通报-社会公开稿.md",
		d.IssuedCopy("JK", 12, true):      "1-下发/历史/JK-012-限阅.xlsx",
		d.Path(Inbox, Archive, "00001.x"): "2-收件/存档/00001.x",
	} {
		if rel := d.Relative(got); rel != want {
			t.Errorf("%s, want %s", rel, want)
		}
	}
}

// TestKeepAside: what is put away never takes the place of what was put away
// before.
func TestKeepAside(t *testing.T) {
	d := Dir(t.TempDir())
	for range 3 {
		path := put(t, d, "5-汇总/通报.docx")
		for range 2 { // the second time there is nothing to move
			if err := KeepAside(path); err != nil {
				t.Fatal(err)
			}
		}
		if exists(path) {
			t.Error("not moved")
		}
	}
	if names := fileNames(d.Path(Summary, History)); !slices.Equal(names, []string{"通报-0002.docx", "通报-0003.docx", "通报.docx"}) {
		t.Errorf("%q", names)
	}
}

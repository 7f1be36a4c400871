//go:build unix

package campaign

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// What is written is as open as the umask lets it be, and what is restricted or
// internal is its owner's alone; nothing is widened that somebody has narrowed.
func TestModes(t *testing.T) {
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	for _, mask := range []int{0, 0o022, 0o027, 0o077} {
		syscall.Umask(mask)
		d := Dir(t.TempDir())
		open := fs.FileMode(0o666 &^ mask)
		for path, want := range map[string]fs.FileMode{
			d.Path(Summary, SummaryFile): open, d.NoticeDraft("社会公开稿", true): open, d.NoticeText("社会公开稿"): open, d.IssuedFile("甲科", false): open, d.MarkedFile("甲科", false): open, d.Plan(): open,
			d.IssuedFile("甲科", true): privateMode, d.MarkedFile("甲科", true): privateMode, d.IssuedCopy("JK", 1, true): privateMode,
			d.Path(Summary, InternalSummaryFile): privateMode, d.Path(Summary, InternalSummaryPage): privateMode, d.NoticeDraft("党内通报稿", false): privateMode,
			d.Master(): privateMode, d.MasterAsWritten(3): privateMode, d.Package("QX", 1, false): privateMode, d.Answer("QX", 1, false): privateMode, d.Path(Inbox, Archive, "00001-甲.xlsx"): privateMode,
			d.Path(Summary, Published, "2021-11-20", MasterFile): privateMode, d.Path(Summary, Published, "2021-11-20", SummaryFile): open,
		} {
			for range 2 { // new, then replaced
				if err := WriteBytes(t.Context(), path, []byte("甲")); err != nil {
					t.Fatal(err)
				}
				if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
					t.Errorf("umask %03o: %s is %v, want %v", mask, d.Relative(path), info.Mode().Perm(), want)
				}
			}
			if info, _ := os.Stat(filepath.Dir(path)); filepath.Dir(path) != string(d) && info.Mode().Perm() != fs.FileMode(0o777&^mask) {
				t.Errorf("umask %03o: the folder of %s is %v", mask, d.Relative(path), info.Mode().Perm())
			}
		}
		narrow := d.Path(Summary, "窄.xlsx")
		if err := WriteBytes(t.Context(), narrow, nil); err != nil {
			t.Fatal(err)
		}
		os.Chmod(narrow, 0o600)
		if err := WriteBytes(t.Context(), narrow, nil); err != nil {
			t.Fatal(err)
		}
		if info, _ := os.Stat(narrow); info.Mode().Perm() != 0o600 {
			t.Errorf("widened to %v", info.Mode().Perm())
		}
	}
}

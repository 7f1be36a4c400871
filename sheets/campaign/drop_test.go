package campaign

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestDrop: a file comes in under its own name or a free one, and nowhere but in
// the inbox.
func TestDrop(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"甲科.xlsx", "甲科.xlsx"}, {"甲科.xlsx", "甲科-0002.xlsx"}, {"上报/甲科.xlsx", "上报/甲科.xlsx"}, {`C:\桌面\乙科.xlsx`, "C_/桌面/乙科.xlsx"},
		{"../../外面.xlsx", "外面.xlsx"}, {"/etc/passwd", "etc/passwd"}, {"a\x00b.xlsx", "a_b.xlsx"}, {"甲?科<1>.xlsx", "甲_科_1_.xlsx"}, {"无后缀", "无后缀"},
		{"存档/00001-20210101-0123456789abcdef-甲.xlsx", ""}, {".taizhang-1", ""}, {"~$甲科.xlsx", ""}, {"", ""}, {"..", ""}, {"CON.xlsx", ""}, {"子/.隐藏", ""},
		{"COM1", ""}, {"a/b/c/d/e/f/g/h/i.xlsx", ""},
	} {
		d := Dir(t.TempDir())
		put(t, d, "2-收件/占位/x")
		if c.want == "甲科-0002.xlsx" {
			put(t, d, "2-收件/甲科.xlsx")
		}
		got, err := d.Drop(c.name, strings.NewReader("新"))
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%q came in as %q, %v", c.name, got, err)
			continue
		}
		if c.want == "" {
			continue
		}
		if b, err := os.ReadFile(d.Path(Inbox, filepath.FromSlash(got))); err != nil || string(b) != "新" {
			t.Errorf("%q holds %q, %v", got, b, err)
		}
		if left := leftovers(string(d)); len(left) > 0 {
			t.Errorf("left %v", left)
		}
	}
}

// TestDropIsWhole: one that breaks off, or is too large, leaves nothing.
func TestDropIsWhole(t *testing.T) {
	d := Dir(t.TempDir())
	broken := io.MultiReader(strings.NewReader("半"), errReader{})
	if _, err := d.Drop("甲.xlsx", broken); err == nil {
		t.Error("half a file came in")
	}
	if _, err := d.Drop("乙.xlsx", io.LimitReader(zeros{}, MostDropped+1)); err == nil {
		t.Error("too large a file came in")
	}
	if files, _, _ := d.InboxFiles(); len(files) > 0 || len(leftovers(string(d))) > 0 {
		t.Error(files, leftovers(string(d)))
	}
}

type errReader struct{}

func (errReader) Read([]byte) (int, error) { return 0, errors.New("断了") }

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// TestDropFollowsNoLink: neither an inbox nor a folder in it that leads elsewhere
// takes a file there.
func TestDropFollowsNoLink(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links want rights there")
	}
	outside := t.TempDir()
	d := Dir(t.TempDir())
	put(t, d, "2-收件/x")
	if err := os.Symlink(outside, d.Path(Inbox, "外面")); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Drop("外面/甲.xlsx", strings.NewReader("甲")); err == nil {
		t.Error("came in through a link")
	}
	e := Dir(t.TempDir())
	if err := os.Symlink(outside, e.Path(Inbox)); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Drop("甲.xlsx", strings.NewReader("甲")); err == nil {
		t.Error("the inbox is a link")
	}
	if entries, _ := os.ReadDir(outside); len(entries) > 0 {
		t.Error(entries)
	}
}

// TestOpen: nothing outside the campaign, hidden or no file is opened.
func TestOpen(t *testing.T) {
	d := Dir(t.TempDir())
	put(t, d, "5-汇总/汇总表.xlsx")
	put(t, d, "1-下发/历史/.发放密钥")
	outside := filepath.Join(t.TempDir(), "秘密.txt")
	if err := os.WriteFile(outside, []byte("秘密"), 0o644); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" {
		if err := os.Symlink(outside, d.Path("5-汇总", "链接.xlsx")); err != nil {
			t.Fatal(err)
		}
	}
	if f, err := d.Open("5-汇总/汇总表.xlsx"); err != nil {
		t.Error(err)
	} else {
		f.Close()
	}
	for _, bad := range []string{"", ".", "5-汇总", "../" + filepath.Base(string(d)) + "/5-汇总/汇总表.xlsx", "5-汇总/../1-下发/历史/.发放密钥", "1-下发/历史/.发放密钥", outside, "5-汇总/链接.xlsx", "/etc/passwd"} {
		if f, err := d.Open(bad); err == nil {
			f.Close()
			t.Errorf("opened %q", bad)
		}
	}
}

func TestJournal(t *testing.T) {
	d := Dir(t.TempDir())
	now := time.Date(2021, 11, 20, 9, 30, 0, 0, time.Local)
	must(t, d.Journal(now, "责任人甲", "合并\t三个\n文件", "做完了"))
	must(t, d.Journal(now.Add(time.Minute), "责任人乙", "汇总", "没有做成"))
	got := d.Deeds()
	want := []Deed{{"2021-11-20 09:31:00", "责任人乙", "汇总", "没有做成"}, {"2021-11-20 09:30:00", "责任人甲", "合并 三个 文件", "做完了"}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("%+v", got)
	}
}

func TestHolder(t *testing.T) {
	d := Dir(t.TempDir())
	if d.Holder() != "" {
		t.Error("held by nobody")
	}
	unlock, err := d.Lock("merge")
	must(t, err)
	if !strings.Contains(d.Holder(), "merge") {
		t.Errorf("%q", d.Holder())
	}
	unlock()
	if d.Holder() != "" {
		t.Error("still held")
	}
}

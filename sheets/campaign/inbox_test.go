package campaign

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func names(unread []Unread, w Weight) (out []string) {
	for _, u := range unread {
		if u.Weight == w {
			out = append(out, u.Name)
		}
	}
	return out
}

// TestInboxNamesWhatItDoesNotRead: by kind of entry.
func TestInboxNamesWhatItDoesNotRead(t *testing.T) {
	d := Dir(t.TempDir())
	for _, name := range []string{"甲.xlsx", "表.csv", "上报/乙.xlsx", "夹.xlsx/丙.xlsx", "~$甲.xlsx", ".~lock.甲.xlsx#", ".甲.xlsx", "~$说明", "Thumbs.db", "desktop.ini", ".DS_Store", "._甲.xlsx", ".taizhang-12"} {
		put(t, d, "2-收件/"+name)
	}
	t.Chdir(d.Path(Inbox)) // the name of a socket must be short
	l, err := net.Listen("unix", "套接字.xlsx")
	if err != nil {
		t.Skip(err)
	}
	defer l.Close()
	for link, to := range map[string]string{"圈": ".", "链接.xlsx": "甲.xlsx", "断.xlsx": "没有"} {
		if err := os.Symlink(to, link); err != nil {
			t.Skip(err)
		}
	}
	items, unread, err := d.Collect(context.Background(), "2021-11-20")
	if err != nil {
		t.Fatal(err)
	}
	var read []string
	for _, it := range items {
		read = append(read, it.Name)
	}
	for _, c := range []struct {
		what      string
		got, want []string
	}{
		{"read", read, []string{"上报/乙.xlsx", "夹.xlsx/丙.xlsx", "甲.xlsx", "表.csv"}},
		{"missed", names(unread, Missed), []string{"圈", "断.xlsx", "链接.xlsx"}},
		{"odd", names(unread, Odd), []string{".~lock.甲.xlsx#", ".甲.xlsx", "~$甲.xlsx", "~$说明", "夹.xlsx", "套接字.xlsx"}},
		{"litter", names(unread, Litter), []string{".DS_Store", "._甲.xlsx", ".taizhang-12", "Thumbs.db", "desktop.ini"}},
	} {
		slices.Sort(c.got)
		slices.Sort(c.want)
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
}

// TestUnreadableStopsNobody: a file and a folder without permission.
func TestUnreadableStopsNobody(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("nothing is refused to root")
	}
	d := Dir(t.TempDir())
	put(t, d, "2-收件/好.xlsx")
	must(t, os.Chmod(put(t, d, "2-收件/没有权限.xlsx"), 0))
	put(t, d, "2-收件/锁着/里面.xlsx")
	must(t, os.Chmod(d.Path(Inbox, "锁着"), 0))
	defer os.Chmod(d.Path(Inbox, "锁着"), 0o755)
	items, unread, err := d.Collect(context.Background(), "2021-11-20")
	if err != nil || len(items) != 1 || items[0].Name != "好.xlsx" {
		t.Fatal(items, err)
	}
	if got := names(unread, Missed); !slices.Equal(got, []string{"锁着", "没有权限.xlsx"}) && !slices.Equal(got, []string{"没有权限.xlsx", "锁着"}) {
		t.Errorf("%q", got)
	}
	for _, u := range unread {
		if !errors.Is(u.Err, fs.ErrPermission) {
			t.Error(u)
		}
	}
}

// TestChangingFile: a file that is still being copied into the inbox is not
// archived under the digest of half of it.
func TestChangingFile(t *testing.T) {
	d := Dir(t.TempDir())
	path := put(t, d, "2-收件/甲.xlsx")
	Fault = func(step, at string) error { return os.WriteFile(path, []byte(strings.Repeat("长", 9)), 0o644) }
	err := archive(context.Background(), Item{Digest: "0123456789abcdef", Inbox: path, Path: d.Path(Inbox, Archive, "x")})
	Fault = nil
	if u := failed(context.Background(), err, path); u == nil || !strings.Contains(u.Reason, "正在被写入") || exists(d.Path(Inbox, Archive, "x")) {
		t.Error(err, u)
	}
}

// TestSound: one line a state of the archived copy.
func TestSound(t *testing.T) {
	ctx := context.Background()
	for what, c := range map[string]struct {
		spoil    func(path, other string) error
		original bool
		restored bool
		err      string
	}{
		"as it came":           {func(string, string) error { return nil }, false, false, ""},
		"rotten, original":     {func(p, _ string) error { return os.WriteFile(p, nil, 0o644) }, true, true, ""},
		"rotten, no original":  {func(p, _ string) error { return os.WriteFile(p, nil, 0o644) }, false, false, "已损坏或被人改过"},
		"swapped, original":    {func(p, o string) error { return CopyFile(ctx, p, o) }, true, true, ""},
		"swapped, no original": {func(p, o string) error { return CopyFile(ctx, p, o) }, false, false, "被换成了另一份收到的文件“乙.xlsx”"},
	} {
		t.Run(what, func(t *testing.T) {
			d := Dir(t.TempDir())
			put(t, d, "2-收件/甲.xlsx")
			put(t, d, "2-收件/乙.xlsx")
			items, _, err := d.Collect(ctx, "2021-11-20")
			must(t, err)
			a, b := items[0], items[1]
			if a.Name != "甲.xlsx" {
				a, b = b, a
			}
			must(t, c.spoil(a.Path, b.Path))
			if !c.original {
				must(t, os.Remove(a.Inbox))
				a.Inbox = ""
			}
			restored, err := d.Sound(ctx, a)
			if restored != c.restored || (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
				t.Fatal(restored, err)
			}
			if err == nil && read(t, a.Path) != "2-收件/甲.xlsx" {
				t.Error("not as it came")
			}
			if kept := fileNames(d.Path(Inbox, Archive, spoilt)); c.restored != (len(kept) == 1) {
				t.Errorf("put aside %q", kept)
			}
			if (d.ArchivedFile(ctx, a.Digest) == "") != (c.err != "") {
				t.Error("found, or not")
			}
		})
	}
}

// TestStrangeInArchive: what was not put there by Collect is named and takes no
// serial.
func TestStrangeInArchive(t *testing.T) {
	ctx := context.Background()
	d := Dir(t.TempDir())
	put(t, d, "2-收件/甲.xlsx")
	items, _, err := d.Collect(ctx, "2021-11-20")
	must(t, err)
	must(t, CopyFile(ctx, strings.TrimSuffix(items[0].Path, ".xlsx")+" - 副本.xlsx", items[0].Path))
	for _, name := range []string{"乙.xlsx", "99999-20211120-短-乙.xlsx", "99999-2021年-0123456789abcdef-乙.xlsx", "损坏/99999-20211120-0123456789abcdef-乙.xlsx", "夹/乙.xlsx", ".DS_Store"} {
		put(t, d, "2-收件/存档/"+name)
	}
	put(t, d, "2-收件/丙.xlsx")
	items, unread, err := d.Collect(ctx, "2021-11-21")
	must(t, err)
	if len(items) != 2 || items[0].Name != "甲.xlsx" || items[1].Serial != 2 {
		t.Errorf("%+v", items)
	}
	if odd := names(unread, Odd); len(odd) != 5 || len(unread) != 6 {
		t.Errorf("%q", odd)
	}
}

// Files that come in together get their numbers in the order of their names, one
// of each content, whatever becomes of one of them on the way.
func TestCollectMany(t *testing.T) {
	d := Dir(t.TempDir())
	if err := os.MkdirAll(d.Path(Inbox), 0o755); err != nil {
		t.Fatal(err)
	}
	for n := range 40 {
		text := fmt.Sprint("表", n%30) // ten come twice
		if err := os.WriteFile(d.Path(Inbox, fmt.Sprintf("%02d.xlsx", n)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	spoilt := ""
	Fault = func(step, at string) error { // the sixth changes while it is copied
		if step == "sync" && spoilt == "" {
			spoilt = d.Path(Inbox, "05.xlsx")
			return os.WriteFile(spoilt, []byte("长长长长长长"), 0o644)
		}
		return nil
	}
	defer func() { Fault = nil }()
	items, unread, err := d.Collect(context.Background(), "2021-11-20")
	if err != nil {
		t.Fatal(err)
	}
	for i, it := range items {
		if text, err := os.ReadFile(it.Path); err != nil || it.Serial != i+1 || it.Received != "2021-11-20" || !it.Present {
			t.Errorf("%+v: %v", it, err)
		} else if now, _ := os.ReadFile(it.Inbox); it.Inbox != spoilt && string(now) != string(text) {
			t.Errorf("%s holds %s", it.Path, text)
		}
		if i > 0 && items[i-1].Name >= it.Name {
			t.Errorf("%s before %s", items[i-1].Name, it.Name)
		}
	}
	if n := len(items) + len(unread); n != 30 && n != 31 { // changed before it was copied, it is another; 35 holds what it held
		t.Errorf("%d items, unread %+v", len(items), unread)
	}
	if left, _ := filepath.Glob(d.Path(Inbox, Archive, temporary+"*")); left != nil {
		t.Error(left)
	}
	Fault = nil
	again, _, err := d.Collect(context.Background(), "2021-11-21")
	if err != nil || len(again) < len(items) || again[0].Received != "2021-11-20" {
		t.Errorf("%v: %d files after %d", err, len(again), len(items))
	}
}

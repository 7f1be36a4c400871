package campaign

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
)

// TestCollect: a content is archived once, under the name and day it was first
// seen, and known again whatever it is called later.
func TestCollect(t *testing.T) {
	ctx := context.Background()
	d := Dir(t.TempDir())
	long := strings.Repeat("很长的名字", 15) + ".xlsx"
	put(t, d, "2-收件/甲.xlsx")
	put(t, d, "2-收件/上报/乙-终稿.xlsx")
	put(t, d, "2-收件/"+long)
	for _, nobodys := range []string{"~$甲.xlsx", ".DS_Store", "Thumbs.db", "desktop.ini", ".taizhang-1"} {
		put(t, d, "2-收件/"+nobodys)
	}
	first, unread, err := d.Collect(ctx, "2021-11-20")
	if err != nil {
		t.Fatal(err)
	}
	if len(first) != 3 || first[0].Name != "上报/乙-终稿.xlsx" || first[2].Name != "甲.xlsx" && first[1].Name != "甲.xlsx" {
		t.Fatalf("%+v", first)
	}
	if len(unread) != 5 {
		t.Errorf("%+v", unread)
	}
	if err := os.Rename(d.Path(Inbox, "甲.xlsx"), d.Path(Inbox, "改名.xlsx")); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(d.Path(Inbox, "上报")); err != nil {
		t.Fatal(err)
	}
	again, _, err := d.Collect(ctx, "2021-12-01")
	if err != nil {
		t.Fatal(err)
	}
	for i, it := range again {
		if it.Name != first[i].Name || it.Serial != i+1 || it.Received != "2021-11-20" || it.Digest != first[i].Digest {
			t.Errorf("%+v was %+v", it, first[i])
		}
		if it.Present != (it.Name != "上报/乙-终稿.xlsx") {
			t.Errorf("%s present: %v", it.Name, it.Present)
		}
		if d.ArchivedFile(ctx, it.Digest) != it.Path {
			t.Errorf("%s is kept as %q", it.Name, d.ArchivedFile(ctx, it.Digest))
		}
	}
	if d.ArchivedFile(ctx, "0000000000000000") != "" {
		t.Error("found what never came")
	}
}

func TestCollectStops(t *testing.T) {
	d := Dir(t.TempDir())
	put(t, d, "2-收件/甲.xlsx")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := d.Collect(ctx, "2021-11-20"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if items, _ := d.Archived(); len(items) > 0 {
		t.Error(items)
	}
}

package campaign

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestOutputsKeepWhatPeopleChanged: one line a way in which an output is met.
func TestOutputsKeepWhatPeopleChanged(t *testing.T) {
	ctx := context.Background()
	const name = "6-督办/草稿/草稿-1.docx"
	for what, c := range map[string]struct {
		before func(t *testing.T, d Dir, path string)
		kept   string // what is found under the other name, "" for nothing
	}{
		"nothing there":     {func(*testing.T, Dir, string) {}, ""},
		"as it was written": {func(t *testing.T, d Dir, path string) { must(t, d.Outputs().write(ctx, path, "一")) }, ""},
		"as it will be": {func(t *testing.T, d Dir, path string) {
			put(t, d, name)
			must(t, os.WriteFile(path, []byte("新"), 0o644))
		}, ""},
		"changed":        {func(t *testing.T, d Dir, path string) { must(t, d.Outputs().write(ctx, path, "一")); put(t, d, name) }, name},
		"never recorded": {func(t *testing.T, d Dir, path string) { put(t, d, name) }, name},
		"an earlier one": {func(t *testing.T, d Dir, path string) {
			must(t, d.Outputs().write(ctx, path, "一"))
			must(t, d.Outputs().write(ctx, path, "二"))
			must(t, os.WriteFile(path, []byte("一"), 0o644))
		}, ""},
		"another's content": {func(t *testing.T, d Dir, path string) {
			other := d.Path(Papers, "乙.docx")
			must(t, d.Outputs().write(ctx, other, "乙"))
			must(t, os.MkdirAll(filepath.Dir(path), 0o755))
			must(t, os.WriteFile(path, []byte("乙"), 0o644))
		}, "乙"},
		"it came in": {func(t *testing.T, d Dir, path string) {
			put(t, d, name)
			must(t, os.MkdirAll(d.Path(Inbox), 0o755))
			must(t, CopyFile(ctx, d.Path(Inbox, "甲.xlsx"), path))
			_, _, err := d.Collect(ctx, "2021-11-20")
			must(t, err)
		}, ""},
		"the record cut off": {func(t *testing.T, d Dir, path string) {
			must(t, d.Outputs().write(ctx, path, "一"))
			must(t, os.WriteFile(d.Path(Ledger, outputRecord), []byte("abcd"), 0o644))
		}, "一"},
		"a folder of its name": {func(t *testing.T, d Dir, path string) { put(t, d, name+"/里面") }, ""},
	} {
		t.Run(what, func(t *testing.T) {
			for act, do := range map[string]func(o *Outputs, path string) error{
				"write":  func(o *Outputs, path string) error { return o.write(ctx, path, "新") },
				"retire": func(o *Outputs, path string) error { return o.Retire(ctx, path) },
				"remove": func(o *Outputs, path string) error { return o.Remove(ctx, path) },
			} {
				d := Dir(t.TempDir())
				path := d.Path(filepath.FromSlash(name))
				c.before(t, d, path)
				if act != "write" && what == "as it will be" {
					continue // nothing is written
				}
				o := d.Outputs()
				must(t, do(o, path))
				if exists(path) != (act == "write") {
					t.Errorf("%s: left %v", act, exists(path))
				}
				beside := d.Path(Papers, "草稿", "草稿-1-手改0001.docx")
				switch {
				case what == "a folder of its name":
					if !exists(filepath.Join(beside, "里面")) {
						t.Errorf("%s: the folder is gone", act)
					}
				case c.kept == "" && (exists(beside) || len(o.Kept) > 0):
					t.Errorf("%s: kept %v", act, o.Kept)
				case c.kept != "" && (!exists(beside) || read(t, beside) != c.kept || !slices.Equal(o.Kept, []Kept{{name, "6-督办/草稿/草稿-1-手改0001.docx"}})):
					t.Errorf("%s: not kept, but %v", act, o.Kept)
				}
				if c.kept != "" && d.Outputs().Remove(ctx, beside) == nil && !exists(beside) {
					t.Errorf("%s: what was kept is removed by the next run", act)
				}
			}
		})
	}
}

func (o *Outputs) write(ctx context.Context, path, text string) error {
	return o.Write(ctx, path, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestOutputsFailing: when the new one cannot be made, the changed one stays where
// it is.
func TestOutputsFailing(t *testing.T) {
	d := Dir(t.TempDir())
	path := put(t, d, "5-汇总/汇总表.xlsx")
	o := d.Outputs()
	err := o.Write(context.Background(), path, func(io.Writer) error { return io.ErrUnexpectedEOF })
	if err == nil || !exists(path) || len(o.Kept) > 0 {
		t.Error(err, o.Kept)
	}
}

func TestEditedIn(t *testing.T) {
	ctx := context.Background()
	d := Dir(t.TempDir())
	must(t, d.Outputs().write(ctx, d.Path(SentBack, "甲科.xlsx"), "甲"))
	must(t, d.Outputs().write(ctx, d.Path(SentBack, "乙科.xlsx"), "乙"))
	for _, name := range []string{"乙科.xlsx", "丙科-手改0001.xlsx", "~$甲科.xlsx", "说明.txt", "历史/甲科.xlsx", "文件夹.xlsx/里面.xlsx"} {
		put(t, d, "3-退回/"+name)
	}
	var names []string
	for _, path := range d.Outputs().EditedIn(ctx, SentBack) {
		names = append(names, filepath.Base(path))
	}
	if strings.Join(names, " ") != "丙科-手改0001.xlsx 乙科.xlsx" {
		t.Errorf("%q", names)
	}
}

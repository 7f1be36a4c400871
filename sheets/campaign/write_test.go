package campaign

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// leftovers lists what is half-written in a folder.
func leftovers(dir string) (left []string) {
	_ = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && strings.HasPrefix(e.Name(), temporary) {
			left = append(left, path)
		}
		return nil
	})
	return left
}

// TestWriteIsAllOrNothing: whatever fails, and whenever the work is interrupted,
// the file is the old one and nothing lies beside it.
func TestWriteIsAllOrNothing(t *testing.T) {
	big := strings.Repeat("新", 1<<16)
	broken := errors.New("broken")
	for name, c := range map[string]struct {
		fault string // the step that fails
		fill  func(cancel func(), w io.Writer) error
		want  error
	}{
		"fill fails":            {"", func(_ func(), w io.Writer) error { io.WriteString(w, big); return broken }, broken},
		"disk full in a write":  {"write", nil, syscall.ENOSPC},
		"disk full in the sync": {"sync", nil, syscall.ENOSPC},
		"rename refused":        {"rename", nil, syscall.ENOSPC},
		"interrupted before the first byte": {"", func(cancel func(), w io.Writer) error {
			cancel()
			_, err := io.WriteString(w, "新")
			return err
		}, context.Canceled},
		"interrupted between bytes": {"", func(cancel func(), w io.Writer) error {
			io.WriteString(w, big)
			cancel()
			_, err := io.WriteString(w, big)
			return err
		}, context.Canceled},
		"interrupted after the last byte": {"", func(cancel func(), w io.Writer) error {
			_, err := io.WriteString(w, big)
			cancel()
			return err
		}, context.Canceled},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "表[1].xlsx")
			if err := WriteBytes(context.Background(), path, []byte("旧")); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			Fault = func(step, at string) error {
				if step == c.fault {
					return &fs.PathError{Op: step, Path: filepath.Join(dir, temporary+"1"), Err: syscall.ENOSPC}
				}
				return nil
			}
			defer func() { Fault = nil }()
			err := WriteFile(ctx, path, func(w io.Writer) error {
				if c.fill == nil {
					_, err := io.WriteString(w, big)
					return err
				}
				return c.fill(cancel, w)
			})
			if !errors.Is(err, c.want) {
				t.Errorf("error %v", err)
			}
			var p *fs.PathError
			if errors.As(err, &p) && p.Path != path {
				t.Errorf("the error names %s", p.Path)
			}
			if b, _ := os.ReadFile(path); string(b) != "旧" {
				t.Errorf("the file is %.10q", b)
			}
			if left := leftovers(dir); left != nil {
				t.Errorf("%v left", left)
			}
		})
	}
}

func TestWriteNotBegunWhenInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	path := filepath.Join(t.TempDir(), "新", "表.xlsx")
	if err := WriteBytes(ctx, path, nil); !errors.Is(err, context.Canceled) || exists(filepath.Dir(path)) {
		t.Error(err)
	}
}

// TestLockSweeps: what a killed command left is removed by the next one that
// writes, in every folder, and not while another one is writing. What only looks
// like it stays.
func TestLockSweeps(t *testing.T) {
	d := Dir(filepath.Join(t.TempDir(), "整改[2021]"))
	folders := append([]string{"", "1-下发/历史", "2-收件/上报", "2-收件/存档", "3-退回/历史", "4-总台账/历史", "5-汇总/历史", "6-督办/提示单"}, Folders...)
	litter := func() {
		for _, f := range folders {
			put(t, d, f+"/.taizhang-1234")
		}
	}
	litter()
	mine := put(t, d, "2-收件/.taizhang-2021年.xlsx")
	unlock, err := d.Lock("merge")
	if err != nil {
		t.Fatal(err)
	}
	if left := leftovers(string(d)); len(left) != 1 || left[0] != mine {
		t.Errorf("%q left", left)
	}
	litter()
	if _, err := d.Lock("report"); err == nil {
		t.Fatal("locked twice")
	}
	if left := leftovers(string(d)); len(left) != len(folders)+1 {
		t.Errorf("another command's files were swept: %q", left)
	}
	unlock()
	if unlock, err = d.Lock("report"); err != nil {
		t.Fatal(err)
	}
	defer unlock()
	if left := leftovers(string(d)); len(left) != 1 {
		t.Errorf("%q left", left)
	}
}

func TestLockSaysWho(t *testing.T) {
	d := Dir(t.TempDir())
	unlock, err := d.Lock("merge")
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	host, _ := os.Hostname()
	_, err = d.Lock("report")
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(e.Advice(), "请等") {
		t.Fatal(err)
	}
	for _, want := range []string{"计算机 " + host, "进程 ", "命令 merge", "20", "开始"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q lacks %q", err, want)
		}
	}
}

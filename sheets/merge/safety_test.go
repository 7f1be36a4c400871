package merge

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"taizhang/sheets/campaign"
	"taizhang/templates"
)

// childMain is the merge that gets killed: in the folder named by the
// environment, at the step of writing with the number given there.
func childMain() bool {
	dir := os.Getenv("MERGE_DIR")
	if dir == "" {
		return false
	}
	left, _ := strconv.Atoi(os.Getenv("MERGE_STEP"))
	campaign.Fault = func(step, path string) error {
		if left--; left == 0 {
			os.Exit(9)
		}
		return nil
	}
	tables, err := templates.ReadTables(os.DirFS("testdata/方案"))
	if err != nil {
		panic(err)
	}
	var list []*templates.Table
	for _, t := range tables {
		list = append(list, t)
	}
	plan, err := templates.Load(list)
	if err != nil {
		panic(err)
	}
	if _, err := mergeAndSave(Input{Dir: campaign.Dir(dir), Plan: plan, AsOf: "2021-11-21"}); err != nil {
		panic(err)
	}
	return true
}

// spoiled is a campaign that was merged once and has something new to merge,
// with what the master is before and after.
type spoiled struct {
	*folder
	old, new string
}

func newSpoiled(t *testing.T) *spoiled {
	t.Helper()
	c := newCampaign(t)
	c.fillIn("甲科", "甲.xlsx", "措施", "1-1", "进展=开了会")
	c.merge()
	c.fillIn("乙科", "乙.xlsx", "措施", "1-4", "进展=建了制度")
	edit(t, c.dir.Master(), "措施", "1-3", "备注=整改办写的")
	old, err := unnumbered(c.dir.Master())
	if err != nil {
		t.Fatal(err)
	}
	s := &spoiled{folder: c, old: old}
	after := s.copy()
	after.asOf = "2021-11-21"
	after.merge()
	if s.new, err = unnumbered(after.dir.Master()); err != nil {
		t.Fatal(err)
	}
	return s
}

var numbers = regexp.MustCompile(`(?m)^(系统信息!B2|变更记录!A[0-9]+) .*$`)

// unnumbered is what a master holds, but for the numbers of merges: one that was
// cut off has used its number up.
func unnumbered(path string) (string, error) {
	text, err := dump(path)
	return numbers.ReplaceAllString(text, ""), err
}

// copy is the same campaign in another folder.
func (s *spoiled) copy() *folder {
	s.t.Helper()
	dir := s.t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(string(s.dir))); err != nil {
		s.t.Fatal(err)
	}
	c := *s.folder
	c.dir = campaign.Dir(dir)
	return &c
}

// whole fails unless the master is the old or the new one, and the next merge
// brings the new one.
func (s *spoiled) whole(c *folder, when string) {
	s.t.Helper()
	got, err := unnumbered(c.dir.Master())
	if err != nil {
		s.t.Fatalf("%s: %v", when, err)
	}
	if got != s.old && got != s.new {
		s.t.Fatalf("%s: the master is neither the old nor the new one", when)
	}
	c.asOf = "2021-11-21"
	c.merge()
	if got, _ = unnumbered(c.dir.Master()); got != s.new {
		s.t.Fatalf("%s: the next merge gives another master", when)
	}
	left, _ := filepath.Glob(c.dir.Path(campaign.Ledger, "*", ".taizhang-*"))
	if more, _ := filepath.Glob(c.dir.Path(campaign.Ledger, ".taizhang-*")); len(left)+len(more) > 0 {
		s.t.Fatalf("%s: %v %v stay behind", when, left, more)
	}
}

func child(c *folder, step int) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "MERGE_DIR="+string(c.dir), "MERGE_STEP="+strconv.Itoa(step))
	return cmd
}

// TestKilledAtEveryStep kills a merge before every write, sync and rename.
func TestKilledAtEveryStep(t *testing.T) {
	if testing.Short() {
		t.Skip("many merges")
	}
	s := newSpoiled(t)
	for step := 1; ; step++ {
		c := s.copy()
		out, err := child(c, step).CombinedOutput()
		if err == nil {
			if step < 9 {
				t.Fatalf("only %d steps", step)
			}
			break
		}
		if code := err.(*exec.ExitError).ExitCode(); code != 9 {
			t.Fatalf("step %d: %v\n%s", step, err, out)
		}
		s.whole(c, fmt.Sprint("step ", step))
	}
}

// TestKilledAtRandom kills 50 merges at any moment.
func TestKilledAtRandom(t *testing.T) {
	if testing.Short() {
		t.Skip("many merges")
	}
	s := newSpoiled(t)
	c := s.copy()
	begin := time.Now()
	if out, err := child(c, 0).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	took := time.Since(begin)
	for i := range 50 {
		c := s.copy()
		cmd := child(c, 0)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.Int64N(int64(took))))
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		s.whole(c, fmt.Sprint("kill ", i))
	}
}

// TestDiskFull fails every write, sync and rename in turn: the old master stays.
func TestDiskFull(t *testing.T) {
	if testing.Short() {
		t.Skip("many merges")
	}
	s := newSpoiled(t)
	defer func() { campaign.Fault = nil }()
	for failing := 1; ; failing++ {
		c, step := s.copy(), 0
		c.asOf = "2021-11-21"
		campaign.Fault = func(what, path string) error {
			if step++; step == failing {
				return &os.PathError{Op: what, Path: path, Err: syscall.ENOSPC}
			}
			return nil
		}
		_, err := mergeAndSave(c.input())
		campaign.Fault = nil
		if err == nil {
			break
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
		if got, err := unnumbered(c.dir.Master()); err != nil || got != s.old {
			t.Fatalf("step %d: the old master is gone (%v)", failing, err)
		}
		s.whole(c, fmt.Sprint("full at ", failing))
	}
}

// TestMasterLost: a master that is gone comes back from the last copy.
func TestMasterLost(t *testing.T) {
	c := newCampaign(t)
	c.fillIn("甲科", "甲.xlsx", "措施", "1-1", "进展=开了会")
	c.merge()
	before, err := unnumbered(c.dir.Master())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(c.dir.Master()); err != nil {
		t.Fatal(err)
	}
	res := c.merge()
	if len(res.Findings) == 0 || !strings.Contains(res.Findings[0].Message, "总台账不见了") {
		t.Fatal(res.Findings)
	}
	after, err := unnumbered(c.dir.Master())
	if err != nil {
		t.Fatal(err)
	}
	if before != after {
		t.Fatal("it is another one")
	}
}

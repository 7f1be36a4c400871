package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/campaign"
)

// readers are commands that read the master; OLD stands for it,
// DRAFT for a notice.
var readers = [][]string{{"merge"}, {"validate"}, {"run"}, {"report"}, {"remind"}, {"template"}, {"trace", "违建.面积"}, {"audit", "DRAFT"}, {"diff", "OLD", "OLD"}}

func readingCommand(t *testing.T, dir campaign.Dir, args []string) said {
	t.Helper()
	line := append([]string(nil), args...)
	for i, a := range line {
		switch a {
		case "OLD":
			line[i] = dir.Master()
		case "DRAFT":
			line[i] = dir.Path("通报.txt")
		}
	}
	return must(t, command(context.Background(), dir, line...), exitFailed)
}

func mergedCampaign(t *testing.T) campaign.Dir {
	dir := smallCampaign(t, campaign.Dir(filepath.Join(t.TempDir(), "整改[2021]")))
	must(t, command(context.Background(), dir, "merge"), exitDone, exitFindings)
	if err := os.WriteFile(dir.Path("通报.txt"), []byte("通报\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestUnreadableMaster: whichever command meets a cell of the master that means
// nothing names it, and says the same.
func TestUnreadableMaster(t *testing.T) {
	dir := mergedCampaign(t)
	err := edit(dir.Master(), func(wb *excelize.File) error {
		if err := wb.SetCellValue("措施", "F4", "下周三"); err != nil {
			return err
		}
		return wb.SetCellValue("会议", "E4", "十来个")
	})
	if err != nil {
		t.Fatal(err)
	}
	listed := regexp.MustCompile(`(?m)^  错误 .*$`)
	want := ""
	for _, args := range readers {
		said := readingCommand(t, dir, args)
		found := strings.Join(listed.FindAllString(said.err, -1), "\n")
		if want == "" {
			want = found
			for _, part := range []string{"总台账.xlsx · 措施 · F4：", "总台账.xlsx · 会议 · E4：", "请"} {
				if !strings.Contains(want, part) {
					t.Errorf("%s lacks %q", want, part)
				}
			}
		}
		if found != want || !strings.Contains(said.err, "请按提示改正后再运行") {
			t.Errorf("%s says\n%s\nand not\n%s", args[0], said.err, want)
		}
	}
}

// TestDamagedFiles: the office is never told to send its own files in again, but
// how to get them back.
func TestDamagedFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("many commands")
	}
	cut := func(path string) error {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(path, b[:len(b)/2], 0o644)
	}
	text := func(path string) error { return os.WriteFile(path, []byte("这不是工作簿"), 0o644) }
	secret := func(path string) error {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if b, err = excelize.Encrypt(b, &excelize.Options{Password: "1"}); err != nil {
			return err
		}
		return os.WriteFile(path, b, 0o644)
	}
	good := mergedCampaign(t)
	notice := [][]string{{"report"}, {"run"}, {"audit", "DRAFT"}}
	for _, c := range []struct {
		file   string
		damage func(string) error
		by     [][]string
		want   []string
	}{
		{"4-总台账/总台账.xlsx", cut, readers[:8], []string{"4-总台账/历史", "总台账-0001.xlsx", "第 1 次合并", "移到别处"}},
		{"4-总台账/总台账.xlsx", text, readers[:8], []string{"4-总台账/历史", "总台账-0001.xlsx"}},
		{"4-总台账/总台账.xlsx", secret, readers[:8], []string{"取消打开密码"}},
		{"4-总台账/总台账.xlsx", cut, readers[8:], []string{"请换一份完好的总台账", "4-总台账/历史"}},
		{"方案.xlsx", cut, readers, []string{"方案.xlsx", "从备份恢复", "taizhang init"}},
		{"方案.xlsx", secret, readers, []string{"取消打开密码"}},
		{"通报模板.docx", cut, notice, []string{"通报模板.docx", "从备份放回", "taizhang init"}},
		{"1-下发/历史/JK-001.xlsx", cut, [][]string{{"template"}, {"remind"}}, []string{"1-下发/历史/JK-001.xlsx", "从备份恢复"}},
	} {
		dir := copyCampaign(t, good, "活动")
		if err := c.damage(dir.Path(filepath.FromSlash(c.file))); err != nil {
			t.Fatal(err)
		}
		for _, args := range c.by {
			said := readingCommand(t, dir, args)
			for _, want := range c.want {
				if !strings.Contains(said.err, want) {
					t.Errorf("%s with a bad %s lacks %q:\n%s", args[0], c.file, want, said.err)
				}
			}
			if strings.Contains(said.err, "重新报送") {
				t.Errorf("%s with a bad %s gives advice for a unit:\n%s", args[0], c.file, said.err)
			}
		}
	}
}

// TestNoCopyLeft: a damaged master without any readable copy.
func TestNoCopyLeft(t *testing.T) {
	dir := mergedCampaign(t)
	for _, path := range []string{dir.Master(), dir.MasterAsWritten(1)} {
		if err := os.WriteFile(path, []byte("PK"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	said := readingCommand(t, dir, []string{"report"})
	if !strings.Contains(said.err, "没有能读的副本") || !strings.Contains(said.err, "2-收件/存档") {
		t.Error(said.err)
	}
}

// TestDiskTrouble: what the system refuses is said in Chinese, with the file and
// what to do.
func TestDiskTrouble(t *testing.T) {
	dir := mergedCampaign(t)
	defer func() { campaign.Fault = nil }()
	for cause, want := range map[syscall.Errno]string{syscall.ENOSPC: "磁盘满了", syscall.EACCES: "没有权限读写", syscall.ENAMETOOLONG: "太长"} {
		campaign.Fault = func(step, path string) error {
			return &os.PathError{Op: step, Path: path, Err: cause}
		}
		said := must(t, command(context.Background(), dir, "report"), exitFailed)
		if !strings.Contains(said.err, want) || !strings.Contains(said.err, "通报-社会公开稿") || !strings.Contains(said.err, "\n请") {
			t.Error(said.err)
		}
		if regexp.MustCompile(`[a-z]{3,} [a-z]{2,}`).MatchString(said.err) {
			t.Error(said.err)
		}
		if left := halfWritten(dir); left != nil {
			t.Error(left)
		}
	}
}

package finding

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

type advised struct{ text, fix string }

func (e advised) Error() string  { return e.text }
func (e advised) Advice() string { return e.fix }

// TestExplain: every error says what to do, and nothing of the system's English.
func TestExplain(t *testing.T) {
	path := func(err error) error { return &fs.PathError{Op: "open", Path: "5-汇总/汇总表.xlsx", Err: err} }
	for _, c := range []struct {
		err       error
		what, fix string
	}{
		{path(syscall.ENOSPC), "“5-汇总/汇总表.xlsx”写不下：磁盘满了", "请清理磁盘"},
		{path(syscall.EACCES), "没有权限读写", "请关闭正打开它的程序"},
		{path(syscall.ENAMETOOLONG), "名称或路径太长", "请把活动文件夹移到"},
		{path(syscall.ENOENT), "找不到", "请核对"},
		{path(syscall.EROFS), "只读的磁盘", "请把活动文件夹复制到"},
		{path(errors.New("?")), "读写失败（?）", "请检查磁盘"},
		{&os.LinkError{Op: "rename", Old: "a", New: "汇总表.xlsx", Err: syscall.ENOTDIR}, "“汇总表.xlsx”与文件夹重名", "请把占用"},
		{fmt.Errorf("旧.xlsx：%w", path(syscall.EACCES)), "旧.xlsx：“5-汇总/汇总表.xlsx”没有权限读写", "请关闭"},
		{advised{"坏了", "请修好。"}, "坏了", "请修好。"},
		{fmt.Errorf("外面：%w", advised{"坏了", "请修好。"}), "外面：坏了", "请修好。"},
		{errors.New("还没有，请先做"), "还没有，请先做", ""},
		{errors.New("想不到的错"), "想不到的错", "请再运行一次"},
	} {
		what, fix := Explain(c.err)
		if !strings.Contains(what, c.what) || !strings.HasPrefix(fix, c.fix) {
			t.Errorf("%v: %s / %s", c.err, what, fix)
		}
		if !strings.Contains(what+fix, "请") {
			t.Errorf("%v: no advice", c.err)
		}
		if regexp.MustCompile(`[a-z]{3,} [a-z]{2,}`).MatchString(what) {
			t.Errorf("English: %s", what)
		}
	}
}

type list []Finding

func (l list) Error() string       { return "有错" }
func (l list) Problems() []Finding { return l }

func TestListed(t *testing.T) {
	if got := Listed(fmt.Errorf("旧.xlsx：%w", list{{Code: "R-01"}})); len(got) != 1 {
		t.Error(got)
	}
	if got := Listed(errors.New("x")); got != nil {
		t.Error(got)
	}
}

func TestPrint(t *testing.T) {
	fs := []Finding{
		{Severity: Error, Code: "R-01", File: "甲.xlsx", Sheet: "措施", Cell: "C5", Message: "没有填", Fix: "请填上。"},
		{Severity: Error, Code: "R-01", Message: "没有填。", Fix: "请填上。"},
		{Severity: Error, Code: "R-01", Message: "没有填！"},
		{Severity: Info, Code: "R-01", Message: ""},
	}
	var b strings.Builder
	Print(&b, fs, 2)
	want := "  错误 R-01 甲.xlsx · 措施 · C5：没有填。请填上。\n  错误 R-01 没有填。请填上。\n  提示 R-01 \n  …… 错误 R-01 还有 1 处\n"
	if b.String() != want {
		t.Errorf("%s", b.String())
	}
	b.Reset()
	if Print(&b, fs, 0); strings.Count(b.String(), "\n") != 4 || strings.Contains(b.String(), "……") {
		t.Errorf("%s", b.String())
	}
	if got := Count(fs); got != "错误 3 处，警告 0 处，提示 1 处" {
		t.Error(got)
	}
}

// Warnings are one of a kind, with the places of the rest, so that the rare ones
// are seen.
func TestWarningsOfAKindAreOne(t *testing.T) {
	var fs []Finding
	for _, month := range []string{"6", "7", "8"} {
		fs = append(fs, Finding{Severity: Warning, Code: "R-52", Message: "党工委书记2021年" + month + "月走访0户，每月至少4户。", Fix: "请补。"})
	}
	fs = append(fs, Finding{Severity: Warning, Code: "R-08", File: "甲.xlsx", Sheet: "违建", Cell: "C5", Message: "面积很大。", Fix: "请核对。"})
	for i := range 20 {
		fs = append(fs, Finding{Severity: Warning, Code: "R-90", File: "甲.xlsx", Sheet: "违建", Cell: fmt.Sprint("K", 5+i), Message: fmt.Sprint("第", i, "处。"), Fix: "请看。"})
	}
	fs = append(fs, Finding{Severity: Warning, Code: "R-90", File: "乙.xlsx", Sheet: "违建", Cell: "K9", Message: "第21处。"})
	// Another sentence of the same rule, and a pair: each is said.
	fs = append(fs, Finding{Severity: Warning, Code: "R-90", Message: "没有登记。"}, Finding{Severity: Warning, Code: "R-91", Message: "“甲”不符。"}, Finding{Severity: Warning, Code: "R-91", Message: "“乙”不符。"})
	var b strings.Builder
	Print(&b, fs, 5)
	want := "  警告 R-52 党工委书记2021年6月走访0户，每月至少4户。请补。\n" +
		"      同类共 3 处，另有：党工委书记2021年7月走访0户、党工委书记2021年8月走访0户\n" +
		"  警告 R-08 甲.xlsx · 违建 · C5：面积很大。请核对。\n" +
		"  警告 R-90 甲.xlsx · 违建 · K5：第0处。请看。\n" +
		"      同类共 21 处，另有：K6、K7、K8、K9、K10、K11、K12、K13、K14、K15、K16、K17 等\n" +
		"  警告 R-90 没有登记。\n  警告 R-91 “甲”不符。\n  警告 R-91 “乙”不符。\n"
	if b.String() != want {
		t.Errorf("%s", b.String())
	}
	b.Reset()
	if Print(&b, fs, 0); strings.Count(b.String(), "\n") != len(fs) {
		t.Errorf("%s", b.String())
	}
}

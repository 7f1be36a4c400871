package finding

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"syscall"
)

// Explain says why something could not be done and what to do about it, as
// Chinese sentences. Errors bring their advice along as a method Advice() string;
// the outermost counts, for it knows whose file it is.
func Explain(err error) (what, fix string) {
	what = err.Error()
	disk, diskFix, is := explainDisk(err)
	if is {
		what = strings.Replace(what, disk.text, disk.sentence, 1)
	}
	var adviser interface{ Advice() string }
	switch {
	case errors.As(err, &adviser) && adviser.Advice() != "":
		return what, adviser.Advice()
	case is:
		return what, diskFix
	case strings.Contains(what, "请"):
		return what, "" // the sentence says it itself
	}
	return what, "请再运行一次；还是这样的，请把这一行文字和活动文件夹的备份交给维护人员。"
}

// Listed is the findings that an error consists of, as with a plan or a master
// ledger that cannot be read as it stands.
func Listed(err error) []Finding {
	var list interface{ Problems() []Finding }
	if errors.As(err, &list) {
		return list.Problems()
	}
	return nil
}

// diskWords is an error of the system, as it words it and in Chinese.
type diskWords struct{ text, sentence string }

// trouble is a kind of refusal by the system. The numbers are those of Windows,
// which has more of them than the names that Go gives.
type trouble struct {
	is      []error
	windows []syscall.Errno
	words   string
	fix     string
}

var troubles = []trouble{
	{nil, []syscall.Errno{32, 33}, "正被别的程序使用", "请在 Excel、WPS 或 Word 里保存并关闭这个文件，再运行。"},
	{[]error{syscall.ENOSPC, syscall.EDQUOT}, []syscall.Errno{39, 112}, "写不下：磁盘满了", "请清理磁盘，或把活动文件夹移到空间足够的磁盘，再运行；已经写好的文件是完整的。"},
	{[]error{syscall.ENAMETOOLONG}, []syscall.Errno{206}, "的名称或路径太长", "请把活动文件夹移到路径较短的地方，或改短单位名称、文件名，再运行。"},
	{[]error{syscall.EROFS}, []syscall.Errno{19}, "在只读的磁盘上，不能写入", "请把活动文件夹复制到可以写入的磁盘，再运行。"},
	{[]error{fs.ErrPermission}, nil, "没有权限读写", "请关闭正打开它的程序，去掉“只读”属性，确认自己对活动文件夹有读写权限，再运行。"},
	{[]error{fs.ErrNotExist}, nil, "找不到", "请核对文件是否被移走或改名，放回原处再运行。"},
	{[]error{syscall.EISDIR, syscall.ENOTDIR, fs.ErrExist}, nil, "与文件夹重名", "请把占用这个名称的文件或文件夹改名，再运行。"},
}

// explainDisk words an error of the system about a file.
func explainDisk(err error) (diskWords, string, bool) {
	var text, path string
	var cause error
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		text, path, cause = p.Error(), p.Path, p.Err
	case errors.As(err, &l):
		text, path, cause = l.Error(), l.New, l.Err
	default:
		return diskWords{}, "", false
	}
	for _, t := range troubles {
		if t.matches(cause) {
			return diskWords{text, fmt.Sprintf("“%s”%s", path, t.words)}, t.fix, true
		}
	}
	return diskWords{text, fmt.Sprintf("“%s”读写失败（%v）", path, cause)}, "请检查磁盘、U 盘或网络连接，再试一次。", true
}

func (t trouble) matches(err error) bool {
	for _, is := range t.is {
		if errors.Is(err, is) {
			return true
		}
	}
	var code syscall.Errno
	if runtime.GOOS == "windows" && errors.As(err, &code) {
		for _, n := range t.windows {
			if code == n {
				return true
			}
		}
	}
	return false
}

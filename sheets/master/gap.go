package master

import (
	"fmt"
	"strings"

	"taizhang/templates/finding"
)

// Gap is a column, or a whole sheet, that the office took away from the master.
type Gap struct {
	Sheet  string
	Column string // "" for the whole sheet
	Found  string // the header that stands in its place, if it was renamed
	// Beside is a column of the office's that may be meant for it.
	Beside string
	// ByOffice columns are filled in by the office: what it filled in now is gone.
	ByOffice bool
	// Lost is a gap that nothing is left to restore from.
	Lost bool
	// Moved rows did not stand under their ids any more, and were told by Key.
	Moved int
	Key   string
}

// Finding tells the office of the gap.
func (g Gap) Finding() finding.Finding {
	f := finding.Finding{Severity: finding.Warning, Code: "总台账", File: FileName, Sheet: g.Sheet, Column: g.Column}
	what := fmt.Sprintf("栏目“%s”", g.Column)
	if g.Column == "" {
		what = fmt.Sprintf("工作表“%s”", g.Sheet)
	}
	switch {
	case g.Moved > 0:
		f.Code, f.Ledger = "行标识", g.Sheet
		f.Message = fmt.Sprintf("总台账“%s”有 %d 行的行标识没有跟着内容一起移动，已按%s认行，内容没有错位。", g.Sheet, g.Moved, g.Key)
		f.Fix = "排序时请选中整行，连同行标识和版本两栏一起排。"
	case g.Lost:
		f.Severity = finding.Error
		f.Message, f.Fix = what+"不见了，“历史”里又没有上一次合并的留底，恢复不了。", "请撤消删除，或从备份里把它连同内容复制回来，再运行。"
	case g.Found != "":
		f.Message, f.Fix = fmt.Sprintf("栏目“%s”的表头被改成了“%s”，已改回，内容照常采用。", g.Column, g.Found), "要给栏目改名，请改方案的“栏目”表，把旧名写进“曾用名”；总台账的表头不要改。"
	case g.ByOffice:
		f.Severity = finding.Error
		f.Message, f.Fix = what+"不见了，这次没有读到填在里面的内容；这一栏已补回。", "有要填的，请在补回的这一栏里填好，再合并一次。"
	default:
		f.Message, f.Fix = what+"被删去了，已连同内容恢复。", "不需要看的栏目可以隐藏，不要删。"
	}
	if g.Beside != "" {
		f.Fix = fmt.Sprintf("原处有一栏“%s”，内容对不上，照自加的一栏保留；如果是改了名的，请把内容移到“%s”栏，再删去它。", g.Beside, g.Column)
	}
	return f
}

// GapError says that the master lacks what the last merge wrote.
type GapError struct{ Gaps []Gap }

func (e *GapError) Error() string {
	var names []string
	for _, g := range e.Gaps {
		if g.Column == "" {
			names = append(names, "工作表“"+g.Sheet+"”")
		} else {
			names = append(names, fmt.Sprintf("“%s”的栏目“%s”", g.Sheet, g.Column))
		}
	}
	return "总台账里缺少" + strings.Join(names, "、") + "，照它算出来的都不对"
}

// Advice says what brings them back.
func (e *GapError) Advice() string {
	return "请先运行“taizhang merge”：删去的栏目和改了名的表头会从上一次合并的留底恢复。"
}

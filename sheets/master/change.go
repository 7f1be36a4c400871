package master

import (
	"strconv"
	"strings"
)

// System is who the log names where no person decided.
const System = "系统"

// Change is one line of 变更记录.
type Change struct {
	Merge  int // 合并序号
	Date   string
	Kind   ChangeKind
	By     string // who decided: a unit, 整改办 or 系统
	Unit   string // whose value it was
	Ledger string
	RowID  string
	Column string // "" for a whole row
	Old    string
	New    string
	File   string
	Digest string
	Sheet  string
	Cell   string
}

// ChangeKind says why a value changed.
type ChangeKind string

const (
	Added    ChangeKind = "新增"
	Changed  ChangeKind = "修改"
	Chosen   ChangeKind = "裁定采用"
	Declined ChangeKind = "裁定不采用"
	Closed   ChangeKind = "销号"
	Reopened ChangeKind = "重开"
	Reverted ChangeKind = "撤销"
	Restored ChangeKind = "恢复"
	Extended ChangeKind = "延期" // Old is the deadline before
	Noted    ChangeKind = "批注"
	Renamed  ChangeKind = "更名" // the plan has another name for the same
	// The office took a row out of the count, or joined it to another.
	Withdrawn ChangeKind = "撤销措施"
	Joined    ChangeKind = "并入"
)

// Writes reports whether the change gave what it names its value: a comment, a
// decision against a report and another name for the same leave it as it is.
func (c Change) Writes() bool { return c.ofValue() && c.Kind != Declined }

// ofValue: somebody said something of the value.
func (c Change) ofValue() bool { return c.Kind != Noted && c.Kind != Renamed }

// Line is the line that the change was taken from or made in; 0 if it names none.
func (c Change) Line() int {
	n, _ := strconv.Atoi(strings.TrimLeft(c.Cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return n
}

package templates

import (
	"fmt"
	"slices"

	"taizhang/templates/cell"
)

// Roles of the columns in which the office takes a row out of the count, and
// says into which other row of the ledger it went.
const (
	RoleWithdrawn       Role = "撤销日期"
	RoleWithdrawnReason Role = "撤销原因"
	RoleJoined          Role = "并入"
)

// Withdraws reports whether the column belongs to the withdrawal of a row. Such
// columns are the office's own and stand on no form: what is withdrawn is not
// sent out.
func (c *Column) Withdraws() bool {
	return c.Role == RoleWithdrawn || c.Role == RoleWithdrawnReason || c.Role == RoleJoined
}

// Withdrawn reports whether a row with these values is withdrawn: kept in the
// ledger, and part of no count, reminder or paper.
func (l *Ledger) Withdrawn(values []string) bool {
	c := l.Role(RoleWithdrawn)
	return c != nil && values[c.Index] != ""
}

// Looks reports whether a condition speaks of the withdrawal itself, and so asks
// for the rows that are left out everywhere else.
func (l *Ledger) Looks(when Condition) bool {
	c := l.Role(RoleWithdrawn)
	return c != nil && slices.Contains(when.Columns(), c)
}

// FormColumns are the columns that stand on the forms.
func (l *Ledger) FormColumns() []*Column {
	n := len(l.Columns)
	for n > 0 && l.Columns[n-1].Withdraws() {
		n--
	}
	return l.Columns[:n]
}

// withdrawal refuses columns of a withdrawal that could not do their work.
func (e entry) withdrawal(c *Column) {
	if !c.Withdraws() {
		return
	}
	l := c.Ledger
	if !c.OfficeAlone() {
		e.bad("填写方", fmt.Sprintf("用途“%s”的栏目只能由整改办填写", c.Role), "请把填写方写成“整改办”。")
	}
	if slices.Contains(l.FormColumns(), c) {
		e.bad("栏目", fmt.Sprintf("“%s”不下发，要放在“%s”的最后几栏", c.Name, l.Name), "请把撤销日期、撤销原因、并入几栏移到本台账各栏的后面。")
	}
	switch c.Role {
	case RoleWithdrawn:
		if c.Type != cell.Date {
			e.bad("类型", "用途“撤销日期”的栏目应是日期", "")
		}
		if l.Role(RoleWithdrawnReason) == nil {
			e.bad("用途", fmt.Sprintf("“%s”有撤销日期，没有撤销原因", l.Name), "请加一栏用途是“撤销原因”的栏目。")
		}
	default:
		if l.Role(RoleWithdrawn) == nil {
			e.bad("用途", fmt.Sprintf("“%s”有“%s”，没有撤销日期", l.Name, c.Role), "请加一栏用途是“撤销日期”的栏目。")
		}
		if c.Role == RoleJoined && c.Target != l {
			e.bad("取值", fmt.Sprintf("用途“并入”的栏目应引用本台账“%s”", l.Name), "类型写“引用”，取值写本台账的名称。")
		}
	}
}

package templates

import (
	"slices"
	"strings"
)

// roleWords say what a role makes the program do, in the words that stand where
// the role is chosen.
var roleWords = map[Role]string{
	RoleState:           "这一行办到哪一步：选项的“含义”决定算不算完成、销号、超期。",
	RoleDue:             "原定期限：算剩余天数、逾期和红黄绿灯。",
	RoleNewDue:          "延期以后的期限：有“延期批准”一栏的，批准的日期到了才用它代替原期限。",
	RoleExtension:       "批准延期的日期：到了这一天，“新期限”才生效。",
	RoleUnit:            "谁来办：任务单、提示单、督办单按它分单位；改由别的单位负责的，要整改办确认。",
	RoleLeader:          "责任领导：印在任务单、提示单、销号单上，提示单可以抄送。",
	RolePerson:          "责任人：印在文书上，提示单可以抄送。",
	RoleStarted:         "哪天开始做：挂图从这一天画起。",
	RoleFinished:        "哪天做完：销号日期不能早于它；印在销号单上。",
	RoleClosing:         "单位申请销号的日期：印在销号单上；重开时清空。",
	RoleClosed:          "整改办填上它、条件又都具备，合并时状态改为已销号；重开时清空。",
	RoleChecker:         "谁审核的：销号要有审核人，不能就是责任人或填报人；重开时清空。",
	RoleEvidence:        "佐证材料：没有它不能销号。",
	RoleRepeats:         "写了另一行的编号，这一行就算重复，不再计数、下发和催办。",
	RoleAbove:           "上一级是哪一行：印在销号单上；上级不公开的，它也不进公开稿。",
	RoleOrder:           "只作标记，程序不用它；排先后写在报表“排序”和通报里。",
	RolePublicity:       "选项的“含义”是内部、不公开的，不进社会公开稿。",
	RolePublicText:      "只作标记，程序不用它；通报印哪一段，写在通报模板里。",
	RoleReason:          "没有做完的原因：列在三清单跟踪里；反弹重开、还没有写的，由系统先写上。",
	RoleNext:            "下一步安排：列在三清单跟踪里。",
	RoleAcrossYears:     "填“是”的算跨年，列在三清单跟踪里。",
	RoleProgress:        "最近的进展：印在提示单、销号单上。",
	RoleMeasures:        "要做的事：印在任务单、提示单、销号单上。",
	RoleResults:         "做到什么程度算好：印在任务单、销号单上。",
	RoleRechecked:       "回头看查的是哪一行：结果反弹的，那一行重开。",
	RoleRecheckResult:   "回头看的结果：选项“含义”是反弹的，重开那一行。",
	RoleRecheckDay:      "哪天回头看的：反弹从这一天起算。",
	RolePaperKind:       "发的是哪种文书：选项“含义”要有任务单、提示单等。",
	RolePaperState:      "文书答复了没有。",
	RolePaperNumber:     "文书的文号，程序接着往下编。",
	RoleRecipient:       "文书发给谁。",
	RoleIssuer:          "文书由谁发。",
	RoleIssued:          "文书哪天发的。",
	RoleReplyDue:        "最晚哪天答复：过了还没有答复的算超期。",
	RoleReplied:         "哪天答复的。",
	RoleLevel:           "提示的级别：绿、黄、红。",
	RoleContent:         "文书说的是什么。",
	RoleRelated:         "这一行说的是哪几行；在文书台账上，就是文书催办的那几行。",
	RoleApproved:        "本级核准这一行的日期；填了就锁定，下级以后再改要写理由，由本级决定采不采用。",
	RoleWithdrawn:       "整改办填上日期，这一行就撤销：留在台账里，不再计数、下发和催办。",
	RoleWithdrawnReason: "为什么撤销，写了撤销日期就要写。",
	RoleJoined:          "撤销的这一行并到了哪一行。",
}

// Does says what the role makes the program do; "" for none, and for one that
// only the plan's own texts name.
func (r Role) Does() string { return roleWords[r] }

// remarks explain the roles where they are written: all of them at the header,
// each at the cells that have it.
func (p *planWriter) remarks(t *Table) {
	at := slices.Index(t.Header, "用途")
	if t.Sheet != SheetColumns || at < 0 {
		return
	}
	all := "用途：这一列是干什么的，程序靠它认列，列名怎么改都行；一本台账里一种用途只能给一列，没有合适的空着。\n"
	for _, r := range roles {
		all += string(r) + "：" + r.Does() + "\n"
	}
	p.Remark(t.Sheet, at+1, PlanHeaderRow, strings.TrimSpace(all))
	for n, row := range t.Rows {
		if does := Role(row.Cells[at]).Does(); does != "" {
			p.Remark(t.Sheet, at+1, planFirstRow+n, row.Cells[at]+"："+does)
		}
	}
}

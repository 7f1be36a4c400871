package templates

import (
	"fmt"
	"slices"
	"strings"
)

// paperWords are what a plan may call otherwise on papers: their titles, what the
// forms on them ask for, and columns by their role.
var paperWords = []string{
	"任务单", "提示单", "督办单", "督促函", "建议书", "约谈通知书", "销号单", "签收回执", "回复单",
	"编号", "剩余", "目前进展", "所属问题", "完成情况", "现在状态", "还不能销号的原因", "整改办审核意见",
	"文号", "签收单位", "签收人", "签收日期", "对任务、期限的意见", "回复单位", "进展情况", "未完成原因", "下一步安排和完成时间", "负责人签字", "回复日期",
	string(RoleMeasures), string(RoleResults), string(RoleLeader), string(RoleUnit), string(RolePerson), string(RoleDue), string(RoleFinished), string(RoleEvidence),
	string(RoleClosing), string(RoleState), string(RoleChecker), string(RoleClosed), string(RoleReason), string(RoleNext), string(RoleAcrossYears),
}

// PaperWords reads 文书用语: name=word, parted by ； or line breaks.
func PaperWords(text string) map[string]string {
	out := map[string]string{}
	for _, part := range paperParts(text) {
		name, word, _ := strings.Cut(part, "=")
		out[strings.TrimSpace(name)] = strings.TrimSpace(word)
	}
	return out
}

func paperParts(text string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(";；\n", r) }), func(s string) bool { return strings.TrimSpace(s) == "" })
}

// paperWordsOf refuses words for what no paper says.
func (e entry) paperWordsOf(text string) {
	for _, part := range paperParts(text) {
		name, word, found := strings.Cut(part, "=")
		switch name = strings.TrimSpace(name); {
		case !found || strings.TrimSpace(word) == "":
			e.bad("值", fmt.Sprintf("文书用语“%s”没有写明改成什么", strings.TrimSpace(part)), "请写成“成果=成果要求”的样子，几个用；隔开。")
		case !slices.Contains(paperWords, name):
			e.bad("值", fmt.Sprintf("文书上没有“%s”", name), "可以改的："+strings.Join(paperWords, "、")+"。")
		}
	}
}

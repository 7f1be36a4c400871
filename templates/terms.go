package templates

// The words of a plan that the program knows, each stated here and nowhere else.

// Sheets of a plan.
const (
	SheetParams    = "参数"
	SheetUnits     = "单位"
	SheetLeaders   = "领导"
	SheetEstates   = "小区"
	SheetOptions   = "选项"
	SheetLedgers   = "台账"
	SheetColumns   = "栏目"
	SheetRules     = "规则"
	SheetFigures   = "指标"
	SheetRelations = "勾稽"
	SheetBlocks    = "报表"
	SheetReviews   = "公开审核"
	SheetHolidays  = "节假日"
)

// Role is what a column is for (用途): by it, never by a column's name, the
// program finds the columns it works with.
type Role string

const (
	RoleState         Role = "状态"
	RoleDue           Role = "期限"
	RoleNewDue        Role = "新期限"
	RoleExtension     Role = "延期批准"
	RoleUnit          Role = "责任单位"
	RoleLeader        Role = "责任领导"
	RolePerson        Role = "责任人"
	RoleStarted       Role = "启动日期"
	RoleFinished      Role = "完成日期"
	RoleClosing       Role = "销号申请"
	RoleClosed        Role = "销号日期"
	RoleChecker       Role = "审核人"
	RoleEvidence      Role = "佐证"
	RoleRepeats       Role = "重复于"
	RoleAbove         Role = "上级"
	RoleOrder         Role = "顺序"
	RolePublicity     Role = "公开级别"
	RolePublicText    Role = "公开表述"
	RoleReason        Role = "未完原因"
	RoleNext          Role = "下一步"
	RoleAcrossYears   Role = "跨年"
	RoleProgress      Role = "进展"
	RoleMeasures      Role = "措施"
	RoleResults       Role = "成果"
	RoleRechecked     Role = "复查对象"
	RoleRecheckResult Role = "复查结果"
	RoleRecheckDay    Role = "复查日期"
	RolePaperKind     Role = "文书类型"
	RolePaperState    Role = "文书状态"
	RolePaperNumber   Role = "文号"
	RoleRecipient     Role = "收文单位"
	RoleIssuer        Role = "制发单位"
	RoleIssued        Role = "制发日期"
	RoleReplyDue      Role = "回复时限"
	RoleReplied       Role = "回复日期"
	RoleLevel         Role = "级别"
	RoleContent       Role = "主要内容"
	RoleRelated       Role = "关联"
	RoleApproved      Role = "核准" // a row that came from below, approved and locked
)

// roles in the order in which a plan offers them.
var roles = []Role{
	RoleState, RoleDue, RoleNewDue, RoleExtension, RoleUnit, RoleLeader, RolePerson, RoleStarted, RoleFinished, RoleClosing, RoleClosed,
	RoleChecker, RoleEvidence, RoleRepeats, RoleAbove, RoleOrder, RolePublicity, RolePublicText, RoleReason, RoleNext, RoleAcrossYears,
	RoleProgress, RoleMeasures, RoleResults, RoleRechecked, RoleRecheckResult, RoleRecheckDay, RolePaperKind, RoleRecipient, RoleReplyDue,
	RoleReplied, RolePaperState, RoleIssued, RoleLevel, RoleContent, RoleRelated, RolePaperNumber, RoleIssuer,
	RoleWithdrawn, RoleWithdrawnReason, RoleJoined, RoleApproved,
}

// Meaning is what the program knows of an option (含义), whatever its name.
type Meaning string

const (
	MeansNotBegun    Meaning = "未开始"
	MeansOngoing     Meaning = "进行"
	MeansNearlyDone  Meaning = "基本完成"
	MeansDone        Meaning = "完成"
	MeansClosed      Meaning = "销号"
	MeansUndone      Meaning = "未完成"
	MeansExtended    Meaning = "延期"
	MeansOverdue     Meaning = "超期"
	MeansHolding     Meaning = "巩固"
	MeansRebound     Meaning = "反弹"
	MeansPublic      Meaning = "公开"
	MeansInternal    Meaning = "内部"
	MeansSecret      Meaning = "不公开"
	MeansAwaiting    Meaning = "待回复"
	MeansReplied     Meaning = "已回复"
	MeansTask        Meaning = "任务单"
	MeansReminder    Meaning = "提示单"
	MeansSupervision Meaning = "督办单"
	MeansUrging      Meaning = "督促函"
	MeansSuggestion  Meaning = "建议书"
	MeansSummons     Meaning = "约谈"
	MeansGreen       Meaning = "绿"
	MeansYellow      Meaning = "黄"
	MeansRed         Meaning = "红"
)

// knownParams are the parameters that the program itself works with.
var knownParams = []ParamName{
	ParamCampaign, ParamCampaignCode, ParamIssuer, "署名简称", "成文日", ParamAsOf, ParamFeedback, ParamReturnsDue, ParamYearEnd,
	"提示天数绿", "提示天数黄", "提示天数红", "提示抄送绿", "提示抄送黄", "提示抄送红", ParamWorkingDays, "回头看月数", "回复天数",
	"督办署名", "督办制发单位", "纪检制发单位", "任务单正文", "提示单正文", "督办单正文", "督促函正文", "建议书正文", ParamSummonsBasis, ParamSummonsDays, ParamSummonsWhen, "约谈对象", "约谈正文", "清单名称",
	ParamProtected, ParamWholeReturns, ParamListed, ParamPaperWords, ParamContact, ParamTelephone, ParamEmail, ParamPostBox,
}

// copyParams begin the names of the parameters that say who gets copies of papers:
// roles of columns, among others.
const copyParams = "提示抄送"

// meanings lists what an option may mean.
func meanings() []string {
	var out []string
	for _, m := range []Meaning{
		MeansNotBegun, MeansOngoing, MeansNearlyDone, MeansDone, MeansClosed, MeansUndone, MeansExtended, MeansOverdue,
		MeansHolding, MeansRebound, MeansPublic, MeansInternal, MeansSecret, MeansAwaiting, MeansReplied,
		MeansTask, MeansReminder, MeansSupervision, MeansUrging, MeansSuggestion, MeansSummons, MeansGreen, MeansYellow, MeansRed,
	} {
		out = append(out, string(m))
	}
	return out
}

// ParamName names a row of 参数. A plan may have others than these, which only
// its own texts name.
type ParamName string

const (
	ParamCampaign     ParamName = "活动名称"
	ParamCampaignCode ParamName = "活动代号"
	ParamIssuer       ParamName = "署名"
	ParamContact      ParamName = "联系人"
	ParamTelephone    ParamName = "联系电话"
	ParamEmail        ParamName = "电子邮箱"
	ParamPostBox      ParamName = "邮政信箱"
	ParamAsOf         ParamName = "截至日" // up to which rows count
	ParamFeedback     ParamName = "反馈日"
	ParamReturnsDue   ParamName = "报送截止日"
	ParamYearEnd      ParamName = "跨年界日"
	ParamWorkingDays  ParamName = "期限按工作日"
	ParamProtected    ParamName = "锁定"
	ParamWholeReturns ParamName = "整单退回"
	ParamListed       ParamName = "每类显示条数"
	ParamPaperWords   ParamName = "文书用语"
	ParamGranted      ParamName = "上报授权" // 限阅 ledgers and 敏感 columns that may go up
)

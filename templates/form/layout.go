package form

import (
	"fmt"
	"strings"
	"unicode"
)

// Sheets of a form besides its ledgers.
const (
	HelpSheet   = "填报说明"
	OptionSheet = "字典"   // hidden: what the dropdowns offer
	MetaSheet   = "系统信息" // hidden: what identifies the form

	// Of what goes between an office and the one above.
	MappingSheet = "上报对照" // what is asked, and what it is called below
	AskedSheet   = "上报指标" // figures, beside the rows
	OriginSheet  = "上报来源" // where the rows below come from
	ReasonSheet  = "上报更改" // why what was approved changes
	SealSheet    = "封签"   // hidden: the marks of all cells
	AnswerSheet  = "回执"   // the first sheet of an answer, which goes the other way
)

// Own reports whether a sheet is the form's or package's own and no ledger's.
func Own(sheet string) bool {
	switch sheet {
	case HelpSheet, OptionSheet, MetaSheet, MappingSheet, AskedSheet, OriginSheet, ReasonSheet, SealSheet:
		return true
	}
	return false
}

// Rows of a ledger's sheet. The row at FirstRow is the worked example; it is
// recognised by its id, wherever sorting may have put it.
const (
	TitleRow  = 1
	NoteRow   = 2
	HeaderRow = 3
	FirstRow  = 4
)

// Columns of a ledger's sheet: the ledger's own follow the two of identity.
const (
	IDColumn      = 1
	VersionColumn = 2
	FirstColumn   = 3
)

// SampleID stands in 行标识 of the worked example.
const SampleID = "示例"

// Keys in column A of MetaSheet, their values in column B.
const (
	MetaCampaign     = "活动代号"
	MetaCampaignName = "活动名称"
	MetaUnit         = "单位代码"
	MetaUnitName     = "单位名称"
	MetaVersion      = "方案版本"
	MetaIssue        = "发放序号"
	MetaIssued       = "发放日期"
	MetaRestricted   = "限阅" // 是 or 否
	MetaDue          = "报送截止日"
	MetaAsks         = "要报的发放序号" // whose request stands: its own, or an earlier one's
	MetaTag          = "发放标签"

	// Of a package only.
	MetaEdition = "上报次数" // 1…, of one form
	MetaMaster  = "总台账摘要"
	MetaSerial  = "合并序号"
	MetaAsOf    = "截至日"
	MetaContent = "内容摘要"
)

// Labels in column A of HelpSheet whose value the unit writes in column B.
const (
	FieldFiller   = "填报人"
	FieldPhone    = "填报人电话"
	FieldReviewer = "审核人（部门负责人）"
	FieldDate     = "填报日期"
)

// Fields lists the fill-in fields in their order.
var Fields = []string{FieldFiller, FieldPhone, FieldReviewer, FieldDate}

// Header of the table on HelpSheet where a unit states that it has nothing to
// report: one row per ledger, from column A on. NilReport holds 是, 否 or
// nothing, or NotApplicable where the ledger takes no nil report; NilYears holds
// years, separated by anything that is not a digit.
const (
	NilLedger = "台账"
	NilRows   = "已填行数"
	NilReport = "零报告"
	NilYears  = "无事项年份"

	NotApplicable = "—"
)

// NilHeader is the header row of that table.
var NilHeader = []string{NilLedger, NilRows, NilReport, NilYears}

// RowID is the identity of a unit's row: 单位-台账-序号.
func RowID(unitCode, ledgerCode string, serial int) string {
	return fmt.Sprintf("%s-%s-%04d", unitCode, ledgerCode, serial)
}

// LedgerName is the defined name that points at the header of a ledger's sheet
// and so finds the sheet again after somebody renamed it.
func LedgerName(ledgerCode string) string { return "台账_" + nameSafe(ledgerCode) }

// nameSafe keeps what a defined name may hold.
func nameSafe(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '_'
	}, s)
}

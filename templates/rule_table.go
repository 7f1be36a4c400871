package templates

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"taizhang/templates/lang"

	"taizhang/templates/cell"
)

// argument is what follows a tag's = sign.
type argument int

const (
	takesNothing   argument = iota
	takesCondition          // 栏目 值|值, or (条件)
	takesColumn             // 栏目
	takesLimit              // a number, a date or {参数}
	takesFormat             // the name of a pattern
	takesExample            // what it should look like
)

// tagRow is all that is known of one tag: a new tag is a new row of tagTable.
//
// The texts name in {} what Tag.words puts there; they are Chinese for people.
// The formulas name what Excel.fill puts there.
type tagRow struct {
	takes argument
	empty bool                // it speaks of an empty cell; any other tag passes one
	holds func(*applied) bool // nil for a tag over all rows of a ledger

	sentence     string // the rule, without the column's name in front
	message, fix string // what a broken one says

	shows  string // formula that is true of a row that breaks it, for a conditional format
	allows string // formula that is true of a cell that keeps it, for a data validation

	sign   string // what an ordering compares with: > >= < <=
	length bool   // the ordering is of the text's length
}

// applied is a tag at one row.
type applied struct {
	value, other string
	words        []string
	bound        string
	given        *bool // whether a condition on the row holds
}

// Tags that something outside the table looks for.
const (
	TagRequired = "required"
	TagUnique   = "unique"
)

const (
	howToFill = "{怎么填}"
	clearOne  = "请清空“{栏}”，或改“{他栏}”。"
	ifFilled  = `{me}<>""`
	ifEmpty   = `LEN(TRIM({me}))=0`
)

var requiredIf = &tagRow{takes: takesCondition, empty: true,
	holds:    func(a *applied) bool { return a.value != "" || !a.listed() },
	sentence: "{当}时必填", message: "“{他栏}”是“{他值}”，“{栏}”就必须填写。", fix: howToFill,
	shows: "AND(" + ifEmpty + ",{when})"}

var tagTable = map[string]*tagRow{
	TagRequired: {empty: true,
		holds:   func(a *applied) bool { return a.value != "" },
		message: "“{栏}”没有填写。", fix: howToFill,
		shows: "AND(" + ifEmpty + ",{started})"},
	"required_if": requiredIf,
	"required_in": requiredIf,
	"required_unless": {takes: takesCondition, empty: true,
		holds:    func(a *applied) bool { return a.value != "" || a.listed() },
		sentence: "除{当}外必填", message: "“{他栏}”不是“{词}”，“{栏}”就必须填写。", fix: howToFill,
		shows: "AND(" + ifEmpty + ",{started},NOT({when}))"},
	"required_with": {takes: takesColumn, empty: true,
		holds:    func(a *applied) bool { return a.value != "" || a.other == "" },
		sentence: "填了“{他栏}”就必填", message: "填了“{他栏}”，“{栏}”也必须填写。", fix: howToFill,
		shows: "AND(" + ifEmpty + `,{other}<>"")`},
	"empty_if": {takes: takesCondition,
		holds:    func(a *applied) bool { return !a.listed() },
		sentence: "{当}时不填", message: "“{他栏}”是“{他值}”，“{栏}”就不应填写，现在是“{值}”。", fix: clearOne,
		shows: "AND(" + ifFilled + ",{when})"},
	"empty_unless": {takes: takesCondition,
		holds:    (*applied).listed,
		sentence: "只有{当}才填，其他情况留空", message: "只有“{他栏}”是“{词}”时才填“{栏}”，现在是“{值}”。", fix: clearOne,
		shows: "AND(" + ifFilled + ",NOT({when}))"},
	"empty_with": {takes: takesColumn,
		holds:    func(a *applied) bool { return a.other == "" },
		sentence: "填了“{他栏}”就不填", message: "“{栏}”和“{他栏}”不能同时填写。", fix: "请清空其中一个。",
		shows: "AND(" + ifFilled + `,{other}<>"")`},
	"eqfield": {takes: takesColumn,
		holds:    func(a *applied) bool { return a.other == "" || a.value == a.other },
		sentence: "应与“{他栏}”相同", message: "“{栏}”应与“{他栏}”相同。", fix: howToFill,
		shows: "AND(" + ifFilled + `,{other}<>"",{me}<>{other})`},
	"nefield": {takes: takesColumn,
		holds:    func(a *applied) bool { return a.other == "" || a.value != a.other },
		sentence: "不能与“{他栏}”相同", message: "“{栏}”不能与“{他栏}”相同。", fix: howToFill,
		shows: "AND(" + ifFilled + ",{me}={other})"},
	TagUnique: {
		sentence: "不能与别的行重复",
		allows:   "SUMPRODUCT(--({column}={me}))<=1"},
	"pattern": {takes: takesFormat,
		holds:    func(a *applied) bool { return patterns[a.bound].form.MatchString(a.value) },
		sentence: "{格式}", message: "“{栏}”{格式}，现在是“{值}”。", fix: howToFill,
		allows: "LEN({me})={length}"},
	"like": {takes: takesExample,
		holds:    func(a *applied) bool { return likeAny(a.value, a.bound) },
		sentence: "写成 {样} 的样子", message: "“{栏}”应写成 {样} 的样子，现在是“{值}”。", fix: howToFill},
	"min": {takes: takesLimit, sign: ">=", length: true,
		holds:    func(a *applied) bool { return a.bound == "" || cell.Compare(a.length(), a.bound) >= 0 },
		sentence: "至少 {限} 个字", message: "“{栏}”太短，至少 {限} 个字，现在有 {字数} 个字。", fix: howToFill,
		allows: "LEN({me})>={bound}"},
	"max": {takes: takesLimit, sign: "<=", length: true,
		holds:    func(a *applied) bool { return a.bound == "" || cell.Compare(a.length(), a.bound) <= 0 },
		sentence: "不超过 {限} 个字", message: "“{栏}”太长，最多 {限} 个字，现在有 {字数} 个字。", fix: "请写得简短些。",
		allows: "LEN({me})<={bound}"},

	"gtfield": ordered(takesColumn, ">"), "gt": ordered(takesLimit, ">"), "after": ordered(takesLimit, ">"),
	"gtefield": ordered(takesColumn, ">="), "gte": ordered(takesLimit, ">="), "notbefore": ordered(takesLimit, ">="),
	"ltfield": ordered(takesColumn, "<"), "lt": ordered(takesLimit, "<"), "before": ordered(takesLimit, "<"),
	"ltefield": ordered(takesColumn, "<="), "lte": ordered(takesLimit, "<="), "notafter": ordered(takesLimit, "<="),
}

// order is one way in which a value stands to a bound.
type order struct {
	holds        func(d int) bool // d as Compare gives it
	number, date string
	opposite     string
}

var orders = map[string]order{
	">":  {func(d int) bool { return d > 0 }, "大于", "晚于", "<="},
	">=": {func(d int) bool { return d >= 0 }, "不小于", "不早于", "<"},
	"<":  {func(d int) bool { return d < 0 }, "小于", "早于", ">="},
	"<=": {func(d int) bool { return d <= 0 }, "不大于", "不晚于", ">"},
}

// ordered is the row of a tag that holds a value against a bound.
func ordered(takes argument, sign string) *tagRow {
	o := orders[sign]
	r := &tagRow{takes: takes, sign: sign,
		holds:    func(a *applied) bool { return a.bound == "" || o.holds(cell.Compare(a.value, a.bound)) },
		sentence: "{序}{界}", message: "“{栏}”应{序}{界}，现在是 {值}。", fix: "请核对后改正。",
		allows: "{me}" + sign + "{bound}"}
	if len(sign) == 1 {
		r.sentence = "应{序}{界}"
	}
	if takes == takesColumn {
		// Text compares as greater than any number: only numbers and dates say more.
		r.shows, r.allows = "AND(ISNUMBER({me}),ISNUMBER({other}),{me}"+o.opposite+"{other})", ""
	}
	return r
}

// pattern is a form that a text may be held to; Excel knows only its length, if
// all have the same.
type pattern struct {
	form     *regexp.Regexp
	sentence string
	length   int
}

var patterns = map[string]*pattern{
	"统一社会信用代码": {regexp.MustCompile(`^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$`), "应是 18 位统一社会信用代码，由数字和大写字母组成", 18},
	"编号":       {regexp.MustCompile(`^[\p{Han}A-Za-z0-9〔〕\[\]()（）_-]+$`), "只能用汉字、字母、数字、括号和横线", 0},
	"月份":       {regexp.MustCompile(`^[0-9]{4}-(0[1-9]|1[0-2])$`), "写成 2025-06 的样子", 7},
}

// TagNames lists the tags that a column's 规则 may use.
func TagNames() []string { return slices.Sorted(maps.Keys(tagTable)) }

// listed: the other column has one of the tag's values.
func (a *applied) listed() bool {
	if a.given != nil {
		return *a.given
	}
	return lang.In.Holds(a.other, a.words)
}

// length is how many characters the value has.
func (a *applied) length() string { return strconv.Itoa(utf8.RuneCountInString(a.value)) }

package templates

import (
	"time"

	"taizhang/templates/cell"
	"taizhang/templates/finding"
	"taizhang/templates/lang"
)

// Plan is a whole campaign as the office wrote it, resolved and checked.
type Plan struct {
	Params   []Param
	Units    []*Unit
	Dicts    map[string]*Dict // 单位 领导 小区
	Groups   map[string]*OptionGroup
	Ledgers  []*Ledger
	Rules    []*Rule
	Figures  []*Figure
	Relation []*Relation
	Blocks   []*Block
	Reviews  []Review
	Holidays []Holiday
	Seeds    map[string][]Record // by ledger name

	// Version is a short digest of everything that shapes a form; a return
	// made on another version is still read, by what it has.
	Version string

	// Unconfirmed are the guesses that the program made of an office's old
	// workbook and that nobody has looked at yet.
	Unconfirmed []finding.Finding

	// Doubts are what is probably not meant in a plan that can be worked with.
	Doubts []finding.Finding

	working *Calendar
	renames bool // something had another name before
	params  map[ParamName]string
	units   map[string]*Unit
	ledgers map[string]*Ledger // by code and by name
	figures map[string]*Figure
}

// Param is one row of 参数.
type Param struct {
	Name   string `plan:"参数"`
	Value  string `plan:"值"`
	Help   string `plan:"说明"`
	Source string `plan:"依据"`
}

// Unit is a department, community or other body that files returns.
type Unit struct {
	Code      string `plan:"单位代码"`
	Name      string `plan:"单位名称"`
	Type      string `plan:"类型"`
	Head      string `plan:"负责人"`
	Contact   string `plan:"联系人"`
	Telephone string `plan:"联系方式"`
	From      string `plan:"启用日"` // ISO dates, empty = open
	Until     string `plan:"停用日"`
	Joins     string `plan:"并入"` // the unit that takes over what it has not finished, "" = none
	Former    []string
	At        string // the cell of its code in the plan
}

// Dict is a list kept by the office that columns refer to by name.
type Dict struct {
	Name    string
	Columns []string
	Key     int // the column whose text stands in a ledger's cell
	Rows    [][]string
	index   map[string]int
	former  map[string]int // by an earlier name
	lower   []string       // offices below, whose own lists are taken as they come
}

// OptionGroup is one list of choices, in printing order.
type OptionGroup struct {
	Name    string
	Options []Option
}

// Option is one choice. Meaning (含义) is what the program knows of it.
type Option struct {
	Name    string   `plan:"名称"`
	Meaning Meaning  `plan:"含义,可空"`
	Under   []string `plan:"从属"` // parent values under which it may be chosen
	Extra   string   `plan:"附加"`
	Score   string   `plan:"分值"` // a number for formulas
	Help    string   `plan:"说明"`
	Former  []string
}

// Ledger is one kind of sheet: what stands in it, who fills it in, who gets
// which rows.
type Ledger struct {
	Code       string `plan:"代号"`
	Name       string `plan:"名称"`
	Former     []string
	Columns    []*Column
	Key        []*Column
	FiledBy    []string `plan:"填报单位"` // unit types or names; empty = the office alone
	Route      *Column  // says which unit receives an existing row
	AlsoTo     []string `plan:"另发"`   // unit types or names that receive every row
	Adds       bool     `plan:"新增行"`  // units may add rows
	Spare      int      `plan:"预留行数"` // prepared empty rows with ids
	Restricted bool     `plan:"限阅"`   // travels in a workbook of its own
	Nil        NilReport
	Few        int       // numbers of fewer rows than this are not for the public; 0 = no such limit
	Near       []*Column // compared for near-duplicates
	Help       string    `plan:"说明"`

	plan    *Plan
	columns map[string]*Column
	roles   map[Role]*Column
}

// NilReport says how a unit states that it has nothing to report.
type NilReport struct {
	Allowed bool
	Yearly  *Column // a row or a 无 for every year of this date column
}

// Column is one column of a ledger: header, cell, rule, help and owner in one
// place, so that instruction and check cannot contradict each other.
type Column struct {
	cell.Spec // what it says about each cell

	Index     int
	Ledger    *Ledger
	Group     *OptionGroup
	Dict      *Dict       // reference to a dictionary …
	UnitTypes []string    // … of units, of these types only
	Target    *Ledger     // reference to another ledger's key
	Computed  *Expr       // 公式
	Parent    *Column     // narrows the choice
	Default   *Default    // what a new row begins with; nil for nothing
	Required  Requirement `plan:"必填"`
	Owners    []string    `plan:"填写方"`
	Role      Role        `plan:"用途"`
	Tags      []Tag
	Width     float64
	Help      string   `plan:"说明"`
	Example   string   `plan:"示例"`
	Former    []string // earlier header texts
	Source    string   `plan:"依据"`

	named    *Dict // the list whose names a text column may hold
	sheetRow int
	broken   bool // what its row says of its content is wrong
}

// Requirement says whether a cell may be empty.
type Requirement string

const (
	Always      Requirement = "必"
	Conditional Requirement = "条"
	Optional    Requirement = "选"
)

// Owners that are not unit types.
const (
	OwnerOffice = "整改办"
	OwnerSystem = "系统"
	OwnerUnit   = "单位"
)

// Rule is one row of 规则: a check that the plan switches on.
type Rule struct {
	Code     string           `plan:"编号"`
	Stage    Stage            `plan:"阶段"`
	Severity finding.Severity `plan:"级别"`
	Later    []Grade          `plan:"级别"` // from some days on
	Ledger   *Ledger          // nil for rules over figures or drafts
	Column   *Column          // where the finding is put
	Check    string
	When     Condition
	Must     Condition
	Args     map[string]string
	Grouped  bool   `plan:"汇总"`
	Message  string `plan:"提示"`
	Fix      string `plan:"改法"`
	Source   string `plan:"依据"`
	Row      int    // in sheet 规则

	// Arguments that name columns, resolved.
	Columns map[string][]*Column
	Sub     *Column   // the subordinate ledger's reference to Ledger
	SubWhen Condition // which subordinates count
}

// Stage is when a rule is checked.
type Stage string

const (
	StageReturn Stage = "收件"
	StageMaster Stage = "总账"
	StageFigure Stage = "指标"
	StageDraft  Stage = "成稿"
)

// Figure is one row of 指标.
type Figure struct {
	Code     string `plan:"代号"`
	Name     string `plan:"名称"`
	Ledger   *Ledger
	Op       string `plan:"运算"`
	Column   *Column
	Further  []*Column // of a 去重 of several columns
	When     Condition
	Expr     *Expr
	Divisor  string `plan:"除以"`  // decimal, "" = 1
	Decimals int    `plan:"小数位"` // where the plan gives none, as many as the data have
	Style    string `plan:"样式,可空"`
	Measure  string `plan:"计量单位"`
	WithDups bool   `plan:"含重复"`
	Public   bool   `plan:"可公开"` // although it draws on a 限阅 ledger or a 敏感 column
	Help     string `plan:"说明"`
	Source   string `plan:"依据"`
	Row      int

	open  bool   // 小数位 is left open
	scale *scale // of its exact value, once it is known
}

// Relation is one row of 勾稽: two formulas over figures and how they compare.
type Relation struct {
	Code        string `plan:"编号"`
	Name        string `plan:"名称"`
	Left, Right *Expr
	Op          lang.Op          `plan:"关系"`
	Tolerance   string           `plan:"容差"`
	Severity    finding.Severity `plan:"级别"`
	Message     string           `plan:"提示"`
	Excuse      string           `plan:"允许不符的理由"` // why a broken one is accepted
	Source      string           `plan:"依据"`
	Row         int
}

// Block is one row of 报表: a block of a summary sheet.
type Block struct {
	Sheet    string `plan:"工作表"`
	Title    string `plan:"区块"`
	Kind     string `plan:"类型"`
	Ledger   *Ledger
	Rows     string   `plan:"行"`
	Cols     string   `plan:"列"`
	Value    string   `plan:"值"`
	Columns  []string `plan:"栏目"`
	When     Condition
	Order    []string `plan:"排序"`
	Chart    string   `plan:"图,可空"`
	Internal bool     `plan:"内部"`
	Paper    string   `plan:"纸张,可空"`
	Help     string   `plan:"说明"`
	Row      int
}

// Review is a word in public text that a person has looked at.
type Review struct {
	Kind    string `plan:"类别"`
	Word    string `plan:"词语"`
	Checked bool   `plan:"已核"`
	Help    string `plan:"说明"`
}

// ReviewSlots is the 类别 of a returned text with slots; its 词语 is the whole text.
const ReviewSlots = "填空"

// Holiday is a day that is not what its weekday says.
type Holiday struct {
	Day  time.Time
	Work bool
}

// Record is one row of a ledger. Values are canonical text, parallel to the
// ledger's columns: dates 2021-08-06, numbers without separators or trailing
// zeros, 是/否, several choices joined by ；.
type Record struct {
	ID      string
	Version int
	Values  []string
}

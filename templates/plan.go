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

	renames bool // something had another name before
	params  map[string]string
	units   map[string]*Unit
	ledgers map[string]*Ledger // by code and by name
	figures map[string]*Figure
}

// Param is one row of 参数.
type Param struct{ Name, Value, Help, Source string }

// Unit is a department, community or other body that files returns.
type Unit struct {
	Code, Name, Type   string
	Head               string
	Contact, Telephone string
	From, Until        string // ISO dates, empty = open
	Former             []string
}

// Dict is a list kept by the office that columns refer to by name.
type Dict struct {
	Name    string
	Columns []string
	Key     int // the column whose text stands in a ledger's cell
	Rows    [][]string
	index   map[string]int
	former  map[string]int // by an earlier name
}

// OptionGroup is one list of choices, in printing order.
type OptionGroup struct {
	Name    string
	Options []Option
}

// Option is one choice. Meaning (含义) is what the program knows of it.
type Option struct {
	Name, Meaning string
	Under         []string // parent values under which it may be chosen
	Extra, Help   string
	Former        []string
}

// Ledger is one kind of sheet: what stands in it, who fills it in, who gets
// which rows.
type Ledger struct {
	Code, Name string
	Former     []string
	Columns    []*Column
	Key        []*Column
	FiledBy    []string // unit types or names; empty = the office alone
	Route      *Column  // says which unit receives an existing row
	AlsoTo     []string // unit types or names that receive every row
	Adds       bool     // units may add rows
	Spare      int      // prepared empty rows with ids
	Restricted bool     // travels in a workbook of its own
	Nil        NilReport
	Near       []*Column // compared for near-duplicates
	Help       string

	columns map[string]*Column
	roles   map[string]*Column
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
	Dict      *Dict    // reference to a dictionary …
	UnitTypes []string // … of units, of these types only
	Target    *Ledger  // reference to another ledger's key
	Computed  *Expr    // 公式
	Parent    *Column  // narrows the choice
	Required  Requirement
	Owners    []string
	Role      string
	Tags      []Tag
	Width     float64
	Help      string
	Example   string
	Former    []string // earlier header texts
	Source    string

	sheetRow int
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
	Code     string
	Stage    Stage
	Severity finding.Severity
	Ledger   *Ledger // nil for rules over figures or drafts
	Column   *Column // where the finding is put
	Check    string
	When     Condition
	Must     Condition
	Args     map[string]string
	Grouped  bool
	Message  string
	Fix      string
	Source   string
	Row      int // in sheet 规则

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
	Code, Name string
	Ledger     *Ledger
	Op         string // 计数 求和 去重 最小 最大 列表 公式
	Column     *Column
	When       Condition
	Expr       *Expr
	Divisor    string // decimal, "" = 1
	Decimals   int
	Style      string
	Measure    string
	WithDups   bool
	Help       string
	Source     string
	Row        int
}

// Relation is one row of 勾稽: two formulas over figures and how they compare.
type Relation struct {
	Code, Name  string
	Left, Right *Expr
	Op          lang.Op
	Tolerance   string
	Severity    finding.Severity
	Message     string
	Excuse      string // why a broken one is accepted
	Source      string
	Row         int
}

// Block is one row of 报表: a block of a summary sheet.
type Block struct {
	Sheet, Title, Kind string
	Ledger             *Ledger
	Rows, Cols, Value  string
	Columns            []string
	When               Condition
	Order              []string
	Chart              string
	Internal           bool
	Paper              string
	Help               string
	Row                int
}

// Review is a word in public text that a person has looked at.
type Review struct {
	Kind, Word string
	Checked    bool
	Help       string
}

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

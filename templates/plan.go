package templates

import (
	"slices"
	"strings"
	"time"
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
}

// Dict is a list kept by the office that columns refer to by name.
type Dict struct {
	Name    string
	Columns []string
	Key     int // the column whose text stands in a ledger's cell
	Rows    [][]string
	index   map[string]int
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
}

// Ledger is one kind of sheet: what stands in it, who fills it in, who gets
// which rows.
type Ledger struct {
	Code, Name string
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

// Type is what a cell of a column holds.
type Type string

const (
	Text     Type = "文本"
	LongText Type = "长文本"
	Date     Type = "日期"
	Integer  Type = "整数"
	Decimal  Type = "小数"
	Choice   Type = "选项"
	Choices  Type = "多选"
	YesNo    Type = "是否"
	Ref      Type = "引用"
	Refs     Type = "多引用"
	Formula  Type = "公式"
)

// Column is one column of a ledger: header, cell, rule, help and owner in one
// place, so that instruction and check cannot contradict each other.
type Column struct {
	Index     int
	Ledger    *Ledger
	Name      string
	Type      Type
	Decimals  int
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
	Sensitive bool
	Measure   string // unit of measure
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
	Severity Severity
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
	Op          string
	Tolerance   string
	Severity    Severity
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

// ListSeparator joins several choices in one canonical value.
const ListSeparator = "；"

// Param returns a parameter's value, "" if it is not set.
func (p *Plan) Param(name string) string { return p.params[name] }

// SetAsOf makes a day the campaign's 截至日, as --as-of does.
func (p *Plan) SetAsOf(iso string) { p.params[AsOfParam] = iso }

// AsOfParam is the day up to which rows count.
const AsOfParam = "截至日"

// HasParam reports whether the plan names the parameter at all.
func (p *Plan) HasParam(name string) bool { _, ok := p.params[name]; return ok }

// Ledger finds a ledger by code or name; nil if there is none.
func (p *Plan) Ledger(name string) *Ledger { return p.ledgers[name] }

// Figure finds a figure by code or name; nil if there is none.
func (p *Plan) Figure(code string) *Figure { return p.figures[code] }

// Unit finds a unit by code or name; nil if there is none.
func (p *Plan) Unit(name string) *Unit { return p.units[name] }

// Expects reports whether the unit is to file returns on a day.
func (p *Plan) Expects(u *Unit, asOf string) bool {
	if u.Until != "" && u.Until < asOf || u.From > asOf {
		return false
	}
	return slices.ContainsFunc(p.Ledgers, func(l *Ledger) bool { return u.Is(l.FiledBy) })
}

// Is reports whether the unit is meant by one of the names: its own name or
// code, its type, or 单位 for anyone.
func (u *Unit) Is(names []string) bool {
	return slices.ContainsFunc(names, func(n string) bool {
		return n == u.Name || n == u.Code || n == u.Type || n == OwnerUnit
	})
}

// Column finds a column by header text; nil if there is none.
func (l *Ledger) Column(name string) *Column { return l.columns[name] }

// Role finds the column that plays a role; nil if none does.
func (l *Ledger) Role(role string) *Column { return l.roles[role] }

// Receives reports whether the unit gets a sheet of this ledger.
func (l *Ledger) Receives(u *Unit) bool { return u.Is(l.FiledBy) || u.Is(l.AlsoTo) }

// Gives reports whether an existing row goes out to the unit: by the routing
// column, to those who receive every row, or back to whoever added it.
func (l *Ledger) Gives(r Record, u *Unit, addedBy string) bool {
	if !l.Receives(u) {
		return false
	}
	if u.Is(l.AlsoTo) {
		return true
	}
	if l.Route != nil {
		return slices.Contains(SplitList(r.Values[l.Route.Index]), u.Name)
	}
	return addedBy == u.Name
}

// FilledBy reports whether the unit may change cells of the column.
func (c *Column) FilledBy(u *Unit) bool { return u.Is(c.Owners) }

// Meaning is what the program knows of a cell's value: its option's 含义.
func (c *Column) Meaning(value string) string {
	if c == nil || c.Group == nil {
		return ""
	}
	if o := c.Group.Option(value); o != nil {
		return o.Meaning
	}
	return ""
}

// Numeric reports whether the column's values are numbers.
func (c *Column) Numeric() bool {
	return c.Type == Integer || c.Type == Decimal || c.Type == Formula
}

// Option finds a choice by name; nil if there is none.
func (g *OptionGroup) Option(name string) *Option {
	for i := range g.Options {
		if g.Options[i].Name == name {
			return &g.Options[i]
		}
	}
	return nil
}

// WithMeaning returns the first choice that means m; nil if there is none.
func (g *OptionGroup) WithMeaning(m string) *Option {
	for i := range g.Options {
		if g.Options[i].Meaning == m {
			return &g.Options[i]
		}
	}
	return nil
}

// Find returns the dictionary row whose name or code is the text; nil if none.
func (d *Dict) Find(text string) []string {
	if i, ok := d.index[text]; ok {
		return d.Rows[i]
	}
	return nil
}

// Value is one cell of a dictionary row.
func (d *Dict) Value(row []string, column string) string {
	if i := slices.Index(d.Columns, column); i >= 0 && row != nil {
		return row[i]
	}
	return ""
}

// Names lists what may stand in a referring cell.
func (d *Dict) Names() []string {
	out := make([]string, len(d.Rows))
	for i, r := range d.Rows {
		out[i] = r[d.Key]
	}
	return out
}

// Under reports whether a choice belongs under a value of the parent column:
// by the dictionary's column named like the parent, or by the option's 从属. A
// choice that names no parents may be chosen under any.
func (c *Column) Under(value, parent string) bool {
	if c.Dict != nil {
		i := slices.Index(c.Dict.Columns, c.Parent.Name)
		row := c.Dict.Find(value)
		return i < 0 || row == nil || row[i] == "" || slices.Contains(strings.Split(row[i], "|"), parent)
	}
	if c.Group == nil {
		return true
	}
	o := c.Group.Option(value)
	return o == nil || len(o.Under) == 0 || slices.Contains(o.Under, parent)
}

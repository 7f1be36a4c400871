package templates

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taizhang/templates/cell"
)

// MaxSheetName is Excel's limit on the length of a sheet's name.
const MaxSheetName = 31

func (ld *loader) loadLedger(e entry) {
	l := &Ledger{plan: ld.plan, columns: map[string]*Column{}, roles: map[Role]*Column{}}
	e.fill(l)
	l.FiledBy, l.AlsoTo = ld.plan.presentUnits(l.FiledBy), ld.plan.presentUnits(l.AlsoTo)
	switch {
	case l.Code == "" || l.Name == "":
		e.bad("名称", "台账的代号和名称都要填写", "")
		return
	case ld.plan.Ledger(l.Code) != nil || ld.plan.Ledger(l.Name) != nil:
		e.bad("名称", fmt.Sprintf("台账“%s”（%s）重复了", l.Name, l.Code), "代号和名称都不能与别的台账相同。")
		return
	case len([]rune(l.Name)) > MaxSheetName-len(SeedPrefix) || badFileName(l.Name) || strings.ContainsAny(l.Name, "[]'."):
		e.bad("名称", fmt.Sprintf("台账名称“%s”不能用作工作表名", l.Name), "请用不超过 20 个字、不含特殊符号的名称。")
	}
	for _, field := range []string{"填报单位", "另发"} {
		for _, n := range ld.plan.presentUnits(e.list(field)) {
			if !ld.knowsUnit(n) {
				e.bad(field, noSuchUnit(n), unitsOfPlan)
			}
		}
	}
	ld.plan.Ledgers = append(ld.plan.Ledgers, l)
	ld.plan.ledgers[l.Code], ld.plan.ledgers[l.Name] = l, l
}

// noSuchUnit says that the plan names a unit, or a type of units, that it does not have.
func noSuchUnit(name string) string {
	return fmt.Sprintf("“%s”既不是单位，也不是单位类型", name)
}

const unitsOfPlan = "有这个单位或这一类单位的，在“单位”表里加上；没有的，从写着它的格里删去，或改成“单位”表里有的。"

// knowsUnit: the name is that of a unit, of its type, or of any unit at all.
func (ld *loader) knowsUnit(name string) bool {
	return name == OwnerUnit || slices.ContainsFunc(ld.plan.Units, func(u *Unit) bool { return u.Is([]string{name}) })
}

// loadColumns makes three passes: columns may refer to each other and to ledgers
// further down, and what they say of each other rests on what they hold.
func (ld *loader) loadColumns() {
	var resolve, speak []func()
	ld.each(SheetColumns, func(e entry) {
		if l, known := e.ledger(true); known {
			if c := e.loadColumn(l); c != nil {
				resolve = append(resolve, func() { ld.visit(e, func(e entry) { e.resolve(c) }) })
				speak = append(speak, func() { ld.visit(e, func(e entry) { e.speak(c) }) })
			}
		}
	})
	ld.formerColumns()
	ld.each(SheetLedgers, ld.resolveLedger)
	for _, f := range resolve {
		f()
	}
	for _, f := range speak {
		f()
	}
	ld.each(SheetLedgers, ld.beginnings)
	for _, l := range ld.plan.Ledgers {
		for _, c := range l.Columns {
			c.presentWords()
		}
	}
	for _, l := range ld.plan.Ledgers {
		if whole := !slices.ContainsFunc(l.Columns, func(c *Column) bool { return c.broken }); !whole || len(l.Columns) == 0 {
			continue
		}
		if _, err := ld.plan.NewRowValidator(l); err != nil {
			ld.problem(ld.tables[SheetColumns], l.Columns[0].sheetRow, 0, err.Error(), "")
		}
	}
}

func (e entry) loadColumn(l *Ledger) *Column {
	c := &Column{Index: len(l.Columns), Ledger: l, sheetRow: e.row.Number}
	e.fill(&c.Spec)
	e.fill(c)
	c.Owners = e.ld.plan.presentUnits(c.Owners)
	if !slices.Contains(cell.TypeNames(), string(c.Type)) {
		c.spoil()
	}
	if c.Type == cell.Integer {
		c.Decimals = 0
	}
	c.Width = e.width()
	switch {
	case c.Name == "":
		e.bad("栏目", "栏目没有名称", "")
		return nil
	case l.Column(c.Name) != nil:
		e.bad("栏目", fmt.Sprintf("“%s”里栏目“%s”写了两次", l.Name, c.Name), "请删去一行，或改成不同的名称。")
		return nil
	case c.Name == IDHeader || c.Name == VersionHeader:
		e.bad("栏目", fmt.Sprintf("“%s”是系统用的名称，不能作栏目名", c.Name), "请换一个名称。")
		return nil
	}
	if len(c.Owners) == 0 {
		e.bad("填写方", "没有写由谁填写", possibleOwners)
	}
	if c.Role != "" {
		if !e.ld.plan.knowsRole(c.Role) {
			e.bad("用途", fmt.Sprintf("不认识的用途“%s”", c.Role), "请从下拉列表中选择；没有合适的，空着就行。")
		}
		if o := l.roles[c.Role]; o != nil {
			e.bad("用途", fmt.Sprintf("“%s”里用途“%s”已给了“%s”", l.Name, c.Role, o.Name), "一个用途只能有一栏。")
		}
		l.roles[c.Role] = c
	}
	l.Columns = append(l.Columns, c)
	l.columns[c.Name] = c
	return c
}

// knowsRole: the program works with the role, or the plan sends copies of papers
// to whoever stands in the column.
func (p *Plan) knowsRole(r Role) bool {
	return slices.Contains(roles, r) || slices.ContainsFunc(p.Params, func(v Param) bool {
		return (strings.HasPrefix(v.Name, copyParams) || v.Name == "约谈对象") && slices.Contains(bars(v.Value), string(r))
	})
}

const possibleOwners = "可填：整改办、单位、系统，或单位类型、单位名称。"

// width is how wide the column is printed, in characters.
func (e entry) width() float64 {
	w := e.get("宽度")
	if w == "" {
		return 14
	}
	f, err := strconv.ParseFloat(w, 64)
	if err != nil || f <= 0 || f > 200 {
		e.bad("宽度", fmt.Sprintf("宽度“%s”应是 1 到 200 之间的数", w), "")
	}
	return f
}

// Headers of the two narrow columns that carry a row's identity.
const (
	IDHeader      = "行标识"
	VersionHeader = "版本"
)

// resolveLedger finds the columns that the ledger's own row names.
func (ld *loader) resolveLedger(e entry) {
	l := ld.plan.Ledger(e.get("代号"))
	if l == nil || l.Name != e.get("名称") {
		return
	}
	if len(l.Columns) == 0 {
		e.bad("名称", fmt.Sprintf("“%s”还没有栏目", l.Name), "请在“栏目”表中给它加上栏目。")
		return
	}
	if l.Key = e.columns("主键", l); len(l.Key) == 0 {
		e.bad("主键", "台账没有主键", "写上能认出一行的栏目，几个栏目用 | 隔开。")
	}
	l.Near, l.Few = e.columns("近似列", l), e.few()
	if n := e.get("分发列"); n != "" {
		l.Route = e.column("分发列", l, n)
	}
	z := e.get("零报告")
	switch kind, date := cutColon(z); {
	case z == "" || z == cell.No || z == cell.Yes:
		l.Nil.Allowed = z == cell.Yes
	case kind == "按年":
		l.Nil = NilReport{Allowed: true, Yearly: e.column("零报告", l, date)}
	default:
		e.bad("零报告", fmt.Sprintf("“零报告”不能是“%s”", z), "可填：是、否、按年:日期栏目。")
	}
}

// resolve finds what the column's row names.
func (e entry) resolve(c *Column) {
	c.Code = len(c.Ledger.Key) == 1 && c.Ledger.Key[0] == c
	before := len(e.ld.findings)
	if !c.broken {
		e.content(c, e.get("取值"))
	}
	if len(e.ld.findings) > before {
		c.spoil()
	}
	if n := e.get("从属栏目"); n != "" {
		if c.Parent = e.column("从属栏目", c.Ledger, n); c.Parent == c {
			e.bad("从属栏目", fmt.Sprintf("“%s”不能从属于它自己", n), "请填写另一个栏目，或清空这一格。")
		}
	}
	for _, o := range c.Owners {
		if o != OwnerOffice && o != OwnerSystem && !e.ld.knowsUnit(o) {
			e.bad("填写方", noSuchUnit(o), unitsOfPlan)
		}
	}
	c.named = e.ld.plan.named(c)
	e.withdrawal(c)
}

// speak reads the column's formula and its rules.
func (e entry) speak(c *Column) {
	if c.Type == cell.Formula {
		c.Computed = e.formula("取值", c.Ledger)
		if c.Computed != nil && c.circular(nil) {
			e.bad("取值", fmt.Sprintf("“%s”的公式绕回了它自己", c.Name), "请改公式，使它只用到别的栏目。")
			c.Computed = nil
		}
	}
	e.defaults(c)
	tags, err := e.ld.plan.parseTags(c, e.get("规则"))
	if e.must("规则", err) {
		c.Tags = tags
	}
}

// content finds what may stand in the column's cells.
func (e entry) content(c *Column, value string) {
	switch c.Type {
	case cell.Choice, cell.Choices:
		c.Vocabulary = vocabulary{c}
		if c.Group = e.ld.plan.Groups[value]; c.Group == nil {
			e.bad("取值", fmt.Sprintf("没有选项组“%s”", value), "请先在“选项”表中登记。")
		}
	case cell.Ref, cell.Refs:
		c.Vocabulary = vocabulary{c}
		e.reference(c, value)
	case cell.Formula: // read when all columns stand
	default:
		if value != "" {
			e.bad("取值", fmt.Sprintf("类型“%s”不用填取值", c.Type), "请清空这一格，或改类型。")
		}
	}
}

// reference finds the list, narrowed to some kinds of units, or the ledger that
// the column refers to.
func (e entry) reference(c *Column, value string) {
	name, types := cutColon(value)
	if c.Dict = e.ld.plan.Dicts[name]; c.Dict == nil {
		switch c.Target = e.ld.plan.Ledger(value); {
		case c.Target == nil:
			e.bad("取值", fmt.Sprintf("引用的“%s”不存在", value), "可填：单位、单位:类型、领导、小区，或一个台账。")
		case len(c.Target.Key) > 1:
			e.bad("取值", fmt.Sprintf("台账“%s”的主键有几栏，不能被引用", value), "请给它一个单独的编号栏作主键。")
		}
		return
	}
	for _, t := range e.ld.plan.presentUnits(bars(types)) {
		if !slices.ContainsFunc(e.ld.plan.Units, func(u *Unit) bool { return u.Type == t || u.Name == t }) {
			e.bad("取值", noSuchUnit(t), unitsOfPlan)
		}
		c.UnitTypes = append(c.UnitTypes, t)
	}
}

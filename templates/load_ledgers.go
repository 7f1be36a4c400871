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

func (ld *loader) loadLedgers() {
	ld.each("台账", func(e entry) {
		l := &Ledger{
			Code: e.get("代号"), Name: e.get("名称"), FiledBy: ld.plan.presentUnits(e.list("填报单位")), AlsoTo: ld.plan.presentUnits(e.list("另发")),
			Adds: e.bool("新增行"), Spare: e.int("预留行数", 0), Restricted: e.bool("限阅"), Help: e.get("说明"),
			columns: map[string]*Column{}, roles: map[string]*Column{},
		}
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
				if n != OwnerUnit && !slices.ContainsFunc(ld.plan.Units, func(u *Unit) bool { return u.Is([]string{n}) }) {
					e.bad(field, fmt.Sprintf("“%s”既不是单位，也不是单位类型", n), "请对照“单位”表填写。")
				}
			}
		}
		ld.plan.Ledgers = append(ld.plan.Ledgers, l)
		ld.plan.ledgers[l.Code], ld.plan.ledgers[l.Name] = l, l
	})
}

// loadColumns makes two passes: columns may refer to each other and to ledgers
// further down.
func (ld *loader) loadColumns() {
	type pending struct {
		entry
		c *Column
	}
	var all []pending
	ld.each("栏目", func(e entry) {
		l := ld.plan.Ledger(e.get("台账"))
		if l == nil {
			e.bad("台账", fmt.Sprintf("没有台账“%s”", e.get("台账")), "请先在“台账”表中登记。")
			return
		}
		c := &Column{
			Index: len(l.Columns), Ledger: l,
			Spec: cell.Spec{
				Name: e.get("栏目"), Type: cell.Type(e.one("类型", cell.TypeNames()...)), Decimals: e.int("小数位", 2),
				Sensitive: e.bool("敏感"), Measure: e.get("计量单位"),
			},
			Required: Requirement(e.one("必填", string(Always), string(Conditional), string(Optional))),
			Owners:   ld.plan.presentUnits(e.list("填写方")), Role: e.get("用途"),
			Help: e.get("说明"), Example: e.get("示例"), Source: e.get("依据"), sheetRow: e.row.Number,
		}
		if c.Type == cell.Integer {
			c.Decimals = 0
		}
		c.Width = 14
		if w := e.get("宽度"); w != "" {
			f, err := strconv.ParseFloat(w, 64)
			if err != nil || f <= 0 || f > 200 {
				e.bad("宽度", fmt.Sprintf("宽度“%s”应是 1 到 200 之间的数", w), "")
			}
			c.Width = f
		}
		switch {
		case c.Name == "":
			e.bad("栏目", "栏目没有名称", "")
			return
		case l.Column(c.Name) != nil:
			e.bad("栏目", fmt.Sprintf("“%s”里栏目“%s”写了两次", l.Name, c.Name), "请删去一行，或改成不同的名称。")
			return
		case slices.Contains(systemColumns, c.Name):
			e.bad("栏目", fmt.Sprintf("“%s”是系统用的名称，不能作栏目名", c.Name), "请换一个名称。")
			return
		}
		if len(c.Owners) == 0 {
			e.bad("填写方", "没有写由谁填写", "可填：整改办、单位、系统，或单位类型、单位名称。")
		}
		if c.Role != "" {
			if l.roles[c.Role] != nil {
				e.bad("用途", fmt.Sprintf("“%s”里用途“%s”已给了“%s”", l.Name, c.Role, l.roles[c.Role].Name), "一个用途只能有一栏。")
			}
			l.roles[c.Role] = c
		}
		l.Columns = append(l.Columns, c)
		l.columns[c.Name] = c
		all = append(all, pending{e, c})
	})
	ld.resolveLedgers()
	for _, p := range all {
		ld.resolveColumn(p.entry, p.c)
	}
	for _, p := range all {
		p.c.presentWords()
	}
	for _, l := range ld.plan.Ledgers {
		if _, err := ld.plan.NewRowValidator(l); err != nil {
			ld.problem(ld.tables["栏目"], l.Columns[0].sheetRow, 0, err.Error(), "")
		}
	}
}

var systemColumns = []string{IDHeader, VersionHeader}

// Headers of the two narrow columns that carry a row's identity.
const (
	IDHeader      = "行标识"
	VersionHeader = "版本"
)

func (ld *loader) resolveLedgers() {
	ld.each("台账", func(e entry) {
		l := ld.plan.Ledger(e.get("代号"))
		if l == nil || l.Name != e.get("名称") {
			return
		}
		find := func(field, name string) *Column {
			c := l.Column(name)
			if c == nil {
				e.bad(field, fmt.Sprintf("“%s”没有栏目“%s”", l.Name, name), "请对照“栏目”表填写。")
			}
			return c
		}
		if len(l.Columns) == 0 {
			e.bad("名称", fmt.Sprintf("“%s”还没有栏目", l.Name), "请在“栏目”表中给它加上栏目。")
			return
		}
		for _, n := range e.list("主键") {
			if c := find("主键", n); c != nil {
				l.Key = append(l.Key, c)
			}
		}
		if len(l.Key) == 0 {
			e.bad("主键", "台账没有主键", "写上能认出一行的栏目，几个栏目用 | 隔开。")
		}
		for _, n := range e.list("近似列") {
			if c := find("近似列", n); c != nil {
				l.Near = append(l.Near, c)
			}
		}
		if n := e.get("分发列"); n != "" {
			l.Route = find("分发列", n)
		}
		switch z := e.get("零报告"); {
		case z == "" || z == "否":
		case z == "是":
			l.Nil.Allowed = true
		case strings.HasPrefix(z, "按年:") || strings.HasPrefix(z, "按年："):
			l.Nil.Allowed = true
			l.Nil.Yearly = find("零报告", strings.TrimLeft(strings.TrimPrefix(z, "按年"), ":："))
		default:
			e.bad("零报告", fmt.Sprintf("“零报告”不能是“%s”", z), "可填：是、否、按年:日期栏目。")
		}
	})
}

func (ld *loader) resolveColumn(e entry, c *Column) {
	value := e.get("取值")
	c.Code = len(c.Ledger.Key) == 1 && c.Ledger.Key[0] == c
	switch c.Type {
	case cell.Choice, cell.Choices:
		c.Vocabulary = vocabulary{c}
		if c.Group = ld.plan.Groups[value]; c.Group == nil {
			e.bad("取值", fmt.Sprintf("没有选项组“%s”", value), "请先在“选项”表中登记。")
		}
	case cell.Ref, cell.Refs:
		c.Vocabulary = vocabulary{c}
		name, types, _ := strings.Cut(strings.ReplaceAll(value, "：", ":"), ":")
		if d := ld.plan.Dicts[name]; d != nil {
			c.Dict = d
			for _, t := range ld.plan.presentUnits(strings.Split(types, "|")) {
				if t = strings.TrimSpace(t); t == "" {
					continue
				}
				if !slices.ContainsFunc(ld.plan.Units, func(u *Unit) bool { return u.Type == t || u.Name == t }) {
					e.bad("取值", fmt.Sprintf("“单位”表里没有类型或名称“%s”", t), "")
				}
				c.UnitTypes = append(c.UnitTypes, t)
			}
		} else if c.Target = ld.plan.Ledger(value); c.Target == nil {
			e.bad("取值", fmt.Sprintf("引用的“%s”不存在", value), "可填：单位、单位:类型、领导、小区，或一个台账。")
		} else if len(c.Target.Key) > 1 {
			e.bad("取值", fmt.Sprintf("台账“%s”的主键有几栏，不能被引用", value), "请给它一个单独的编号栏作主键。")
		}
	case cell.Formula:
		x, err := ld.plan.ParseExpr(value, c.Ledger)
		if e.must("取值", err) {
			c.Computed = x
		}
	default:
		if value != "" {
			e.bad("取值", fmt.Sprintf("类型“%s”不用填取值", c.Type), "请清空这一格，或改类型。")
		}
	}
	if n := e.get("从属栏目"); n != "" {
		if c.Parent = c.Ledger.Column(n); c.Parent == nil || c.Parent == c {
			e.bad("从属栏目", fmt.Sprintf("“%s”没有栏目“%s”", c.Ledger.Name, n), "")
		}
	}
	for _, o := range c.Owners {
		known := o == OwnerOffice || o == OwnerSystem || o == OwnerUnit ||
			slices.ContainsFunc(ld.plan.Units, func(u *Unit) bool { return u.Is([]string{o}) })
		if !known {
			e.bad("填写方", fmt.Sprintf("“%s”既不是单位，也不是单位类型", o), "可填：整改办、单位、系统，或单位类型、单位名称。")
		}
	}
	tags, err := ld.plan.parseTags(c, e.get("规则"))
	if e.must("规则", err) {
		c.Tags = tags
	}
	ld.resolveWithdrawal(e, c)
}

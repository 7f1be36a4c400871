package propose

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// sheet is a sheet of the plan being filled.
type sheet struct{ *templates.Table }

// add appends a row of column, value pairs.
func (s sheet) add(pairs ...string) {
	cells := make([]string, len(s.Header))
	for i := 0; i+1 < len(pairs); i += 2 {
		cells[slices.Index(s.Header, pairs[i])] = pairs[i+1]
	}
	s.Rows = append(s.Rows, templates.TableRow{Number: templates.PlanHeaderRow + 1 + len(s.Rows), Cells: cells})
}

// write makes the sheets of the plan.
func (d *draft) write() []*templates.Table {
	tables := templates.BlankTables()
	at := map[string]sheet{}
	for _, t := range tables {
		t.Header = append(slices.Clone(t.Header), templates.ConfirmHeader)
		for i := range t.Rows {
			t.Rows[i].Cells = append(t.Rows[i].Cells, "")
		}
		at[t.Sheet] = sheet{t}
	}
	d.params(at[templates.SheetParams])
	for i, u := range d.units {
		at[templates.SheetUnits].add("单位代码", fmt.Sprintf("DW%02d", i+1), "单位名称", u, "类型", d.kinds[u], templates.ConfirmHeader, "从旧台账里认出的单位，类型照名称猜的；不是单位的删去，同一个单位两种写法的并成一个（旧名写进曾用名）")
	}
	for _, t := range d.tables {
		d.ledger(at, t)
		t.figures(at)
		tables = append(tables, t.seeds())
	}
	return tables
}

func (d *draft) params(s sheet) {
	value := slices.Index(s.Header, "值")
	for i, r := range s.Rows {
		switch templates.ParamName(r.Cells[0]) {
		case templates.ParamCampaign:
			name := d.title
			if title := d.tables[0].sources[0].title; title != "" && !label(squeeze(title)) && len([]rune(title)) <= 30 {
				name = squeeze(title)
			}
			s.Rows[i].Cells[value] = name
			s.Rows[i].Cells[len(s.Header)-1] = "照旧台账的标题写的"
		case templates.ParamCampaignCode:
			s.Rows[i].Cells[value] = "TZ"
			s.Rows[i].Cells[len(s.Header)-1] = "印在表里认本次活动用，几个字母就行"
		}
	}
}

// ledger writes a table's ledger, columns and options.
func (d *draft) ledger(at map[string]sheet, t *table) {
	var key []string
	for _, c := range t.key {
		key = append(key, c.spec.Name)
	}
	last := t.sources[0].lines[t.sources[0].header.to]
	filedBy, route, guess := "", "", fmt.Sprintf("表头认作第 %d 行；", last.number)+t.guess+"主键："+t.keyWhy+"；"
	if t.route != nil {
		var kinds []string
		for _, u := range t.texts(t.route) {
			if k := d.kinds[u]; !slices.Contains(kinds, k) {
				kinds = append(kinds, k)
			}
		}
		filedBy, route = strings.Join(kinds, "|"), t.route.spec.Name
		guess += fmt.Sprintf("“%s”填的是单位，照它分发", route)
	} else {
		guess += "没有认出写单位的栏目，算整改办自己填的；要发给单位的，请写填报单位"
	}
	at[templates.SheetLedgers].add("代号", t.code, "名称", t.name, "主键", strings.Join(key, "|"), "填报单位", filedBy, "分发列", route,
		"新增行", cell.YesOrNo(filedBy != ""), "预留行数", "50", "限阅", cell.No, "零报告", cell.YesOrNo(filedBy != ""), templates.ConfirmHeader, guess)
	for _, c := range t.columns {
		d.column(at, t, c, filedBy)
	}
}

func (d *draft) column(at map[string]sheet, t *table, c *column, filedBy string) {
	decimals := ""
	if c.spec.Type == cell.Decimal {
		decimals = strconv.Itoa(c.spec.Decimals)
	}
	owner := templates.OwnerUnit
	switch {
	case c.system():
		owner = templates.OwnerSystem
	case filedBy == "":
		owner = templates.OwnerOffice
	}
	required, guess := t.asks(c)
	at[templates.SheetColumns].add("台账", t.name, "栏目", c.spec.Name, "类型", string(c.spec.Type), "小数位", decimals, "取值", c.content(at[templates.SheetOptions], t), "必填", required,
		"填写方", owner, "用途", c.role, "敏感", cell.YesOrNo(c.spec.Sensitive), "计量单位", c.unitOfMeasure(), "宽度", t.width(c), "说明", c.help,
		templates.FormerHeader, t.former(c), templates.ConfirmHeader, guess)
}

// content is what the column is chosen from; choices are listed.
func (c *column) content(options sheet, t *table) string {
	switch {
	case c.units:
		return templates.SheetUnits
	case c.target != nil:
		return c.target.name
	case len(c.options) == 0:
		return ""
	}
	group := t.name + c.spec.Name
	for _, o := range c.options {
		meaning, guess := "", "旧台账里填过的"
		if c.role == string(templates.RoleState) {
			if meaning = string(meaningOf(o)); meaning != "" {
				guess += "；含义照字面猜的"
			}
		}
		options.add("选项组", group, "名称", o, "含义", meaning, templates.ConfirmHeader, guess)
	}
	return group
}

// asks says whether the column must be filled in, and all that was guessed of it.
func (t *table) asks(c *column) (required, guess string) {
	required, guess = string(templates.Optional), "类型："+c.why
	if slices.Contains(t.key, c) || c == t.route || len(t.rows) > 2 && c.filledIn(t) == len(t.rows) {
		required = string(templates.Always)
		if !c.system() {
			guess += "；每行都有，算必填"
		}
	}
	if c.role != "" {
		guess += "；用途照名称猜的"
	}
	if c.spec.Sensitive {
		guess += "；像是个人信息，算敏感"
	}
	return required, guess
}

// former is the old header, where it is another than the column's name.
func (t *table) former(c *column) string {
	if c.header == "" || templates.HeaderKey(c.header) == templates.HeaderKey(c.spec.Name) || strings.ContainsAny(c.header, "、|") || !t.alone(c) {
		return ""
	}
	return c.header
}

// alone: no other column goes by the header.
func (t *table) alone(c *column) bool {
	return !slices.ContainsFunc(t.columns, func(o *column) bool { return o != c && (o.header == c.header || o.spec.Name == c.header) })
}

func (c *column) unitOfMeasure() string {
	if c.spec.Numeric() {
		return c.spec.Measure
	}
	return ""
}

// width fits the column to its content.
func (t *table) width(c *column) string {
	w := book.Width(c.spec.Name) + 2
	for i := range t.rows {
		w = max(w, min(book.Width(t.value(i, c)), 40))
	}
	return strconv.Itoa(int(min(max(w, 8), 44)))
}

// seeds are the rows of the old table, to the last cell.
func (t *table) seeds() *templates.Table {
	s := sheet{&templates.Table{
		Sheet: templates.SeedPrefix + t.name, HeaderRow: templates.PlanHeaderRow,
		Note: fmt.Sprintf("旧台账“%s”里的 %d 行。只在第一次下发、合并时读取，以后请在总台账里改。", t.sources[0].name, len(t.rows)),
	}}
	for _, c := range t.columns {
		if !c.system() {
			s.Header = append(s.Header, c.spec.Name)
		}
	}
	for i := range t.rows {
		var pairs []string
		for _, c := range t.columns {
			if !c.system() {
				pairs = append(pairs, c.spec.Name, t.value(i, c))
			}
		}
		s.add(pairs...)
	}
	return s.Table
}

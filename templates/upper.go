package templates

import (
	"slices"
	"strings"

	"taizhang/templates/cell"
)

// UpperTables makes of a plan the one of the office above, that the same ledgers
// are reported to: every ledger is filed by the offices below, with a column in
// which this office approves rows, and a block that holds its figures against
// theirs. What is 限阅 is not asked for.
func UpperTables(tables []*Table, lowers *Table) []*Table {
	out := slices.Clone(tables)
	for i, t := range out {
		switch t.Sheet {
		case SheetUnits:
			out[i] = lowers
		case SheetLeaders, SheetEstates:
			out[i] = withoutUnits(t)
		case SheetLedgers:
			out[i] = filedFromBelow(t)
		case SheetColumns:
			out[i] = t.withApproval(tables)
		case SheetRules:
			out[i] = t.without(func(row int) bool { return t.at(row, "检查") == "连续编号" }) // each office below counts from 1
		case SheetRelations:
			out[i] = t.without(func(row int) bool { return t.at(row, "关系") == "=" && t.merges(row, tables) })
		case SheetBlocks:
			out[i] = t.clone()
			out[i].Rows = append(out[i].Rows, t.row(map[string]string{
				"工作表": "分级核对", "区块": "各下级的数字", "类型": BlockLevels, "内部": cell.No, "纸张": "A4横", "说明": "可以相加的数字：各下级自己报的、按收下的行算的、合计和本级的数。"}))
		}
	}
	return out
}

// SampleLowers is a list of offices below for an office to write its own over.
func SampleLowers(tables []*Table) *Table {
	units := tables[slices.IndexFunc(tables, func(t *Table) bool { return t.Sheet == SheetUnits })]
	out := &Table{Sheet: units.Sheet, Note: "本表是向本级上报的下级，类型写“" + TypeLower + "”；请换成实际的名单，代码会加在下级每一行的编号前面，开始上报后不要改。", Header: units.Header, HeaderRow: units.HeaderRow}
	for _, u := range [][2]string{{"XJ1", "下级一"}, {"XJ2", "下级二"}} {
		out.Rows = append(out.Rows, out.row(map[string]string{"单位代码": u[0], "单位名称": u[1], "类型": TypeLower}))
	}
	return out
}

// BlockLevels is the kind of block that holds figures against those below.
const BlockLevels = "分级核对"

// withoutUnits is a list whose rows no longer name units: those below have their
// own, which the office above does not know.
func withoutUnits(t *Table) *Table {
	out := t.clone()
	for i := range out.Rows {
		for _, column := range unitLists[t.Sheet] {
			out.set(i, column, "")
		}
	}
	return out
}

func filedFromBelow(t *Table) *Table {
	out := t.clone()
	for i := range out.Rows {
		filed := TypeLower
		if out.at(i, "限阅") == cell.Yes {
			filed = ""
		}
		out.set(i, "填报单位", filed)
		out.set(i, "另发", "")
		out.set(i, "预留行数", "0")
	}
	return out
}

// merges reports whether a relation names the number of different days or choices:
// those that two offices below have in common are one above, and its equality with
// a number of rows is at an end.
func (t *Table) merges(row int, tables []*Table) bool {
	sheet := func(name string) *Table {
		return tables[slices.IndexFunc(tables, func(t *Table) bool { return t.Sheet == name })]
	}
	figures, columns := sheet(SheetFigures), sheet(SheetColumns)
	for i := range figures.Rows {
		sides := t.at(row, "左") + t.at(row, "右")
		named := func(header string) bool { return strings.Contains(sides, "["+figures.at(i, header)+"]") }
		if figures.at(i, "运算") != string(OpDistinct) || !named("代号") && !named("名称") {
			continue
		}
		for j := range columns.Rows {
			kind := columns.at(j, "类型")
			if columns.at(j, "台账") == figures.at(i, "台账") && columns.at(j, "栏目") == figures.at(i, "栏目") && (kind == "日期" || kind == "选项") {
				return true
			}
		}
	}
	return false
}

func (t *Table) without(row func(int) bool) *Table {
	out := t.clone()
	out.Rows = out.Rows[:0]
	for i := range t.Rows {
		if !row(i) {
			out.Rows = append(out.Rows, TableRow{t.Rows[i].Number, slices.Clone(t.Rows[i].Cells)})
		}
	}
	return out
}

// withApproval adds the column of approval to every ledger that is asked for.
func (t *Table) withApproval(tables []*Table) *Table {
	out := t.clone()
	for i := range out.Rows { // the units below are not known here
		if owner := out.at(i, "填写方"); owner != OwnerOffice && owner != OwnerSystem {
			out.set(i, "填写方", OwnerUnit)
		}
		if list, _ := cutColon(out.at(i, "取值")); list == SheetUnits {
			out.set(i, "取值", list)
		}
	}
	ledgers := tables[slices.IndexFunc(tables, func(t *Table) bool { return t.Sheet == SheetLedgers })]
	for i := range ledgers.Rows {
		if ledgers.at(i, "限阅") == cell.Yes {
			continue
		}
		name := ledgers.at(i, "名称")
		at := out.lastColumn(name) // those that are not sent out come last
		out.Rows = slices.Insert(out.Rows, at+1, out.row(map[string]string{"台账": name, "栏目": "上级核准日期", "类型": "日期", "必填": "选", "填写方": OwnerOffice,
			"用途": string(RoleApproved), "敏感": cell.No, "宽度": "12", "说明": "核准这一行的日期；填了就锁定，下级再改要写理由，由本级决定。"}))
	}
	return out
}

// lastColumn is the last row of a ledger's columns that go out with its forms.
func (t *Table) lastColumn(ledger string) (last int) {
	for i := range t.Rows {
		role := Role(t.at(i, "用途"))
		if t.at(i, "台账") == ledger && role != RoleWithdrawn && role != RoleWithdrawnReason && role != RoleJoined {
			last = i
		}
	}
	return last
}

func (t *Table) clone() *Table {
	out := &Table{Sheet: t.Sheet, Note: t.Note, Header: t.Header, HeaderRow: t.HeaderRow}
	for _, r := range t.Rows {
		out.Rows = append(out.Rows, TableRow{r.Number, slices.Clone(r.Cells)})
	}
	return out
}

func (t *Table) at(row int, column string) string {
	if i := slices.Index(t.Header, column); i >= 0 && i < len(t.Rows[row].Cells) {
		return strings.TrimSpace(t.Rows[row].Cells[i])
	}
	return ""
}

func (t *Table) set(row int, column, text string) {
	if i := slices.Index(t.Header, column); i >= 0 {
		t.Rows[row].Cells[i] = text
	}
}

// row is a new row with some columns filled in.
func (t *Table) row(values map[string]string) TableRow {
	r := TableRow{Cells: make([]string, len(t.Header))}
	for i, h := range t.Header {
		r.Cells[i] = values[h]
	}
	return r
}

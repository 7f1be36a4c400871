package templates

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// cloned is a copy of tables that may be changed.
func cloned(tables []*Table) []*Table {
	out := make([]*Table, len(tables))
	for i, t := range tables {
		c := *t
		c.Header, c.Rows = slices.Clone(t.Header), slices.Clone(t.Rows)
		for j := range c.Rows {
			c.Rows[j].Cells = slices.Clone(c.Rows[j].Cells)
		}
		out[i] = &c
	}
	return out
}

func sheetOf(tables []*Table, sheet string) *Table {
	return tables[slices.IndexFunc(tables, func(t *Table) bool { return t.Sheet == sheet })]
}

// add appends a row of column=value pairs.
func (base *Table) add(pairs ...string) {
	cells := make([]string, len(base.Header))
	for _, p := range pairs {
		name, value, _ := strings.Cut(p, "=")
		cells[slices.Index(base.Header, name)] = value
	}
	base.Rows = append(base.Rows, TableRow{Number: PlanHeaderRow + 1 + len(base.Rows), Cells: cells})
}

// Everything that is wrong with a plan is said at once, each thing once, and
// nothing only because something else is wrong.
func TestEverythingWrongIsSaidAtOnce(t *testing.T) {
	tables := cloned(StandardTables())
	want := []string{}
	wrong := func(sheet, says string, pairs ...string) {
		sheetOf(tables, sheet).add(pairs...)
		want = append(want, sheet+" "+says)
	}
	wrong(SheetParams, "应是日期", "参数=试点日", "值=下周")
	wrong(SheetUnits, "单位的代码和类型都要填写", "单位代码=XX", "单位名称=没有类型的")
	wrong(SheetUnits, "早于启用日", "单位代码=YY", "单位名称=新单位", "类型=社区", "启用日=2021-05-01", "停用日=2020-01-01")
	wrong(SheetLeaders, "“没有的科”不在“单位”表中", "人员代码=L99", "称谓=某职务", "分管部门=党政办公室|没有的科")
	wrong(SheetEstates, "“没有的社区”不在“单位”表中", "小区代码=X99", "小区名称=新小区", "社区=没有的社区")
	wrong(SheetOptions, "“含义”不能是“大概”", "选项组=新组", "名称=甲", "含义=大概")
	wrong(SheetOptions, "写了两次", "选项组=新组", "名称=甲")
	wrong(SheetLedgers, "还没有栏目", "代号=T98", "名称=空台账", "主键=编号")
	wrong(SheetColumns, "“类型”不能是“颜料”", "台账=问题清单", "栏目=颜色", "类型=颜料", "必填=选", "填写方=整改办")
	wrong(SheetColumns, "没有台账“没有的台账”", "台账=没有的台账", "栏目=大小", "类型=整数", "必填=选", "填写方=整改办")
	wrong(SheetColumns, "不认识的用途“期限日”", "台账=问题清单", "栏目=限期", "类型=日期", "必填=选", "填写方=整改办", "用途=期限日")
	wrong(SheetFigures, "没有台账“还是没有”", "代号=新.一", "名称=新一", "台账=还是没有", "运算=计数")
	wrong(SheetFigures, "不是数字栏", "代号=新.二", "名称=新二", "台账=问题清单", "运算=求和", "栏目=问题大类")
	wrong(SheetRelations, "没有指标“没有”", "编号=G-99", "名称=错", "左=[没有]", "关系==", "右=1", "级别=错误")
	wrong(SheetRules, "没有名为“看一看”的检查", "编号=R-98", "阶段=收件", "级别=错误", "检查=看一看", "提示=不对")
	wrong(SheetBlocks, "没有指标“没有.*”", "工作表=一", "区块=二", "类型=指标表", "栏目=没有.*")
	wrong(SheetHolidays, "不是日期", "日期=国庆", "类型=休")
	seeds := &Table{Sheet: SeedPrefix + "整改任务", HeaderRow: PlanHeaderRow, Header: []string{"问题编号", "措施序号"}}
	seeds.add("问题编号=9-9", "措施序号=1")
	tables = append(tables, seeds)
	want = append(want, SeedPrefix+"整改任务 引用的“9-9”不在“期初-问题清单”中")
	// What only follows from the faults above: silent.
	sheetOf(tables, SheetFigures).add("代号=新.三", "名称=新三", "台账=问题清单", "运算=求和", "栏目=颜色")
	sheetOf(tables, SheetFigures).add("代号=新.四", "名称=新四", "台账=空台账", "运算=求和", "栏目=编号")
	sheetOf(tables, SheetRelations).add("编号=G-98", "名称=错", "左=[新.一]", "关系==", "右=1", "级别=错误")
	sheetOf(tables, SheetRules).add("编号=R-197", "阶段=收件", "级别=错误", "台账=问题清单", "栏目=颜色", "检查=行内", "条件=颜色 = 红", "要求=颜色 非空", "提示=不对")

	_, err := Load(tables)
	var bad *PlanError
	if !errors.As(err, &bad) {
		t.Fatal(err)
	}
	got := slices.Clone(bad.Findings)
	for _, w := range want {
		sheet, says, _ := strings.Cut(w, " ")
		i := -1
		for j, f := range got {
			if f.Sheet == sheet && strings.Contains(f.Message, says) && f.Cell != "" {
				i = j
			}
		}
		if i < 0 {
			t.Errorf("not said: %s", w)
			continue
		}
		got = slices.Delete(got, i, i+1)
	}
	for _, f := range got {
		t.Errorf("said too: %s %s %s", f.Sheet, f.Cell, f.Message)
	}
}

// Whatever stands in a plan, it is read to the end or refused; and a plan that is
// refused names a place.
func TestAnyPlanIsReadOrRefused(t *testing.T) {
	base := StandardTables()
	r := rand.New(rand.NewPCG(7, 11))
	rounds := 400
	if testing.Short() {
		rounds = 60
	}
	var texts []string
	for _, x := range base {
		for _, row := range x.Rows[:min(20, len(x.Rows))] {
			texts = append(texts, row.Cells...)
		}
	}
	texts = append(texts, "", "|", "{", "[", "：", "-1", "无", "1e99", "栏目", "单位", "[违建.总量面积]/0")
	for range rounds {
		tables := cloned(base)
		for range 1 + r.IntN(6) {
			x := tables[r.IntN(len(tables))]
			if len(x.Rows) == 0 {
				continue
			}
			row := x.Rows[r.IntN(len(x.Rows))]
			row.Cells[r.IntN(len(row.Cells))] = texts[r.IntN(len(texts))]
		}
		_, err := Load(tables)
		var bad *PlanError
		if err != nil && (!errors.As(err, &bad) || len(bad.Findings) == 0) {
			t.Fatalf("refused without a finding: %v", err)
		}
	}
}

// Every role that a plan may choose is explained where it is chosen.
func TestEveryRoleIsExplained(t *testing.T) {
	for _, r := range roles {
		if text := r.Does(); !strings.HasSuffix(text, "。") {
			t.Errorf("%s: %q", r, text)
		}
	}
	if len(roleWords) != len(roles) {
		t.Errorf("%d explanations for %d roles", len(roleWords), len(roles))
	}
}

package templates

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"taizhang/sheets/xlsx"
	"taizhang/templates/cell"
)

func (ld *loader) loadParam(e entry) {
	var v Param
	e.fill(&v)
	if v.Name == "" {
		e.bad("参数", "参数没有名称", "请填写名称或删去这一行。")
		return
	}
	name := ParamName(v.Name)
	if ld.plan.HasParam(name) {
		e.bad("参数", fmt.Sprintf("参数“%s”写了两次", name), "请只留一行。")
	}
	if d, ok := cell.ISODate(v.Value); ok {
		v.Value = d
	} else if v.Value != "" && namesDay(v.Name) {
		e.bad("值", fmt.Sprintf("参数“%s”应是日期，现在是“%s”", name, v.Value), "请写成 2021-05-20 的样子；还没有定的留空。")
	}
	if name == ParamPaperWords {
		e.paperWordsOf(v.Value)
	}
	ld.plan.params[name] = v.Value
	ld.plan.Params = append(ld.plan.Params, v)
}

// namesDay: a parameter that is called a day holds one (期限按工作日 is a yes or
// no).
func namesDay(name string) bool {
	return !strings.HasSuffix(name, "工作日") && slices.ContainsFunc([]string{"日", "起", "止"}, func(end string) bool { return strings.HasSuffix(name, end) })
}

// dictKeys says which column of a dictionary stands in a ledger's cell.
var dictKeys = map[string]string{SheetUnits: "单位名称", SheetLeaders: "称谓", SheetEstates: "小区名称"}

// dictDates are the columns of dictionaries that hold days.
var dictDates = []string{"启用日", "停用日", "起", "止", "归属起", "归属止"}

func (ld *loader) loadDicts() {
	for _, name := range slices.Sorted(maps.Keys(dictKeys)) {
		t := ld.tables[name]
		if t == nil {
			continue
		}
		d := &Dict{Name: name, Columns: t.Header, Key: slices.Index(t.Header, dictKeys[name]), index: map[string]int{}}
		if d.Key < 0 {
			continue
		}
		ld.each(name, func(e entry) { e.addTo(d) })
		ld.plan.Dicts[name] = d
	}
}

// addTo adds a row to a dictionary, found by its first cell, the code, and by
// its name.
func (e entry) addTo(d *Dict) {
	key := d.Columns[d.Key]
	row := make([]string, len(d.Columns))
	for i, h := range d.Columns {
		row[i] = e.get(h)
		if slices.Contains(dictDates, h) {
			row[i] = e.day(h, "2021-06-01")
		}
	}
	code, text := row[0], row[d.Key]
	if text == "" {
		e.bad(key, fmt.Sprintf("“%s”不能为空", key), "请填写或删去这一行。")
		return
	}
	for _, s := range slices.Compact([]string{text, code}) {
		if d.Find(s) != nil && s != "" {
			e.bad(key, fmt.Sprintf("“%s”在“%s”表中出现了两次", s, d.Name), "请改成不同的名称或代码。")
		}
	}
	d.index[text] = len(d.Rows)
	if code != "" {
		d.index[code] = len(d.Rows)
	}
	d.Rows = append(d.Rows, row)
}

func (ld *loader) loadUnit(e entry) {
	u := &Unit{At: xlsx.CellName(max(e.col("单位代码"), 0)+1, e.row.Number)}
	e.fill(u)
	if u.Code == "" || u.Type == "" {
		e.bad("单位代码", "单位的代码和类型都要填写", "")
		return
	}
	if badFileName(u.Name) {
		e.bad("单位名称", fmt.Sprintf("单位名称“%s”不能用作文件名", u.Name), `请去掉 \ / : * ? " < > | 等符号。`)
	}
	ld.plan.Units = append(ld.plan.Units, u)
	ld.plan.units[u.Name], ld.plan.units[u.Code] = u, u
}

func badFileName(s string) bool {
	return slices.ContainsFunc([]rune(s), func(r rune) bool {
		return r < ' ' || slices.Contains([]rune(`\/:*?"<>|`), r)
	}) || s == "." || s == ".."
}

func (ld *loader) loadOption(e entry) {
	group := e.get("选项组")
	var o Option
	e.fill(&o)
	if group == "" || o.Name == "" {
		e.bad("名称", "选项组和名称都要填写", "")
		return
	}
	if d, ok := cell.ReadNumber(o.Score); ok {
		o.Score = d.String()
	} else if o.Score != "" {
		e.bad(ScoreHeader, fmt.Sprintf("“分值”应是数，现在是“%s”", o.Score), "写成 5、2.5 的样子；不计分的留空。")
	}
	g := ld.plan.Groups[group]
	if g == nil {
		g = &OptionGroup{Name: group}
		ld.plan.Groups[group] = g
	}
	if g.present(o.Name) != nil {
		e.bad("名称", fmt.Sprintf("选项组“%s”里“%s”写了两次", group, o.Name), "请只留一行。")
		return
	}
	g.Options = append(g.Options, o)
}

func (ld *loader) loadReview(e entry) {
	var r Review
	e.fill(&r)
	ld.plan.Reviews = append(ld.plan.Reviews, r)
}

func (ld *loader) loadHoliday(e entry) {
	iso, ok := cell.ISODate(e.get("日期"))
	if !ok {
		e.bad("日期", fmt.Sprintf("“%s”不是日期", e.get("日期")), "写成 2021-10-01 的样子。")
		return
	}
	day, _ := time.Parse(time.DateOnly, iso)
	ld.plan.Holidays = append(ld.plan.Holidays, Holiday{day, e.word("类型", false) == workday})
}

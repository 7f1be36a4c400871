package templates

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"taizhang/templates/cell"
)

func (ld *loader) loadParams() {
	ld.each("参数", func(e entry) {
		name := e.get("参数")
		if name == "" {
			e.bad("参数", "参数没有名称", "请填写名称或删去这一行。")
			return
		}
		if ld.plan.HasParam(name) {
			e.bad("参数", fmt.Sprintf("参数“%s”写了两次", name), "请只留一行。")
		}
		v := e.get("值")
		if d, ok := cell.ISODate(v); ok {
			v = d
		} else if v != "" && namesDay(name) {
			e.bad("值", fmt.Sprintf("参数“%s”应是日期，现在是“%s”", name, v), "请写成 2021-05-20 的样子；还没有定的留空。")
		}
		ld.plan.params[name] = v
		ld.plan.Params = append(ld.plan.Params, Param{name, v, e.get("说明"), e.get("依据")})
	})
}

// namesDay: a parameter that is called a day holds one (期限按工作日 is a yes or
// no).
func namesDay(name string) bool {
	return !strings.HasSuffix(name, "工作日") && slices.ContainsFunc([]string{"日", "起", "止"}, func(end string) bool { return strings.HasSuffix(name, end) })
}

// dictKeys says which column of a dictionary stands in a ledger's cell.
var dictKeys = map[string]string{"单位": "单位名称", "领导": "称谓", "小区": "小区名称"}

func (ld *loader) loadUnits() {
	for name, key := range dictKeys {
		t := ld.tables[name]
		if t == nil {
			continue
		}
		d := &Dict{Name: name, Columns: t.Header, Key: slices.Index(t.Header, key), index: map[string]int{}}
		if d.Key < 0 {
			continue
		}
		dates := map[string]bool{"启用日": true, "停用日": true, "起": true, "止": true, "归属起": true, "归属止": true}
		ld.each(name, func(e entry) {
			row := make([]string, len(t.Header))
			for i, h := range t.Header {
				row[i] = e.get(h)
				if dates[h] && row[i] != "" {
					iso, ok := cell.ISODate(row[i])
					if !ok {
						e.bad(h, fmt.Sprintf("“%s”应是日期，现在是“%s”", h, row[i]), "写成 2021-06-01 的样子。")
					}
					row[i] = iso
				}
			}
			if row[d.Key] == "" {
				e.bad(key, fmt.Sprintf("“%s”不能为空", key), "请填写或删去这一行。")
				return
			}
			for _, text := range []string{row[d.Key], row[0]} {
				if _, dup := d.index[text]; dup && text != "" && (text == row[d.Key] || row[0] != row[d.Key]) {
					e.bad(key, fmt.Sprintf("“%s”在“%s”表中出现了两次", text, name), "请改成不同的名称或代码。")
				}
			}
			d.index[row[d.Key]] = len(d.Rows)
			if row[0] != "" {
				d.index[row[0]] = len(d.Rows)
			}
			d.Rows = append(d.Rows, row)
		})
		ld.plan.Dicts[name] = d
	}
	ld.each("单位", func(e entry) {
		u := &Unit{
			Code: e.get("单位代码"), Name: e.get("单位名称"), Type: e.get("类型"), Head: e.get("负责人"),
			Contact: e.get("联系人"), Telephone: e.get("联系方式"), From: e.get("启用日"), Until: e.get("停用日"),
		}
		if u.Code == "" || u.Type == "" {
			e.bad("单位代码", "单位的代码和类型都要填写", "")
			return
		}
		if badFileName(u.Name) {
			e.bad("单位名称", fmt.Sprintf("单位名称“%s”不能用作文件名", u.Name), `请去掉 \ / : * ? " < > | 等符号。`)
		}
		ld.plan.Units = append(ld.plan.Units, u)
		ld.plan.units[u.Name], ld.plan.units[u.Code] = u, u
	})
}

func badFileName(s string) bool {
	return slices.ContainsFunc([]rune(s), func(r rune) bool {
		return r < ' ' || slices.Contains([]rune(`\/:*?"<>|`), r)
	}) || s == "." || s == ".."
}

func (ld *loader) loadOptions() {
	ld.each("选项", func(e entry) {
		group, name := e.get("选项组"), e.get("名称")
		if group == "" || name == "" {
			e.bad("名称", "选项组和名称都要填写", "")
			return
		}
		g := ld.plan.Groups[group]
		if g == nil {
			g = &OptionGroup{Name: group}
			ld.plan.Groups[group] = g
		}
		if g.present(name) != nil {
			e.bad("名称", fmt.Sprintf("选项组“%s”里“%s”写了两次", group, name), "请只留一行。")
			return
		}
		g.Options = append(g.Options, Option{Name: name, Meaning: e.get("含义"), Under: e.list("从属"), Extra: e.get("附加"), Help: e.get("说明")})
	})
}

func (ld *loader) loadReviews() {
	ld.each("公开审核", func(e entry) {
		ld.plan.Reviews = append(ld.plan.Reviews, Review{e.get("类别"), e.get("词语"), e.bool("已核"), e.get("说明")})
	})
}

func (ld *loader) loadHolidays() {
	ld.each("节假日", func(e entry) {
		iso, ok := cell.ISODate(e.get("日期"))
		if !ok {
			e.bad("日期", fmt.Sprintf("“%s”不是日期", e.get("日期")), "写成 2021-10-01 的样子。")
			return
		}
		day, _ := time.Parse(time.DateOnly, iso)
		ld.plan.Holidays = append(ld.plan.Holidays, Holiday{day, e.one("类型", "休", "班") == "班"})
	})
}

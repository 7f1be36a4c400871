package summary

import (
	"fmt"
	"strings"

	"taizhang/templates"
	canon "taizhang/templates/cell"
)

// notes explains the workbook: as of when, how it counts, what the colours
// mean, and what stands on which sheet.
func (m *maker) notes(b *templates.Block, pages []*sheetPlan) *table {
	c := m.cal
	t := &table{title: b.Title, note: b.Help, columns: []column{{head: "项目", width: 22, align: "center"}, {head: "说明", width: 100}}}
	add := func(name, format string, args ...any) *row {
		t.rows = append(t.rows, row{cells: []cell{text(name), text(fmt.Sprintf(format, args...))}})
		return &t.rows[len(t.rows)-1]
	}
	add("截至日期", "%s。剩余天数、逾期、提示灯都按这一天算。", canon.ChineseDate(m.in.AsOf))
	add("数字来源", "全部数字由总台账按方案“指标”表的定义算出，与通报用的是同一组数；每个数字取自哪本台账、什么条件、依据多少行，见指标来源。")
	add("不计入的行", "标明与别的行重复的行、等待裁决的新行不计入合计；指标说明中写明“重复的也算”的除外。")
	add("隐去的内容", "标为敏感的栏目、限阅台账、身份证号、手机号、银行卡号都不出现在本表中。")
	if m.in.previous() != nil {
		add("变化", "与上一次合并时的数字比较：▲ 增加，▼ 减少。")
	}
	for i, l := range c.lights {
		add(l.name, "期限%s，还没有完成。", c.words(i)).cells[0].tone = l.tone
	}
	add("浅绿", "已完成或已销号，不再提示。").cells[0].tone = done
	add("在办与逾期", "“在办”是没有完成也没有超期的，“逾期”是过了期限（批准延期的按新期限）还没有完成的，两者不重叠；“其中销号”包含在完成数里。")
	for _, pg := range pages {
		var titles []string
		for _, bl := range pg.blocks {
			titles = append(titles, bl.Title)
		}
		add(pg.name, "%s", strings.Join(titles, "、")).cells[0].links = []string{"sheet:" + pg.name}
	}
	return t
}

package summary

import (
	"fmt"

	"taizhang/templates"
	canon "taizhang/templates/cell"
)

// reviews lists what the notice says that a person looks at, what waits first:
// its first columns are those of 公开审核 in the plan.
func (m *maker) reviews(b *templates.Block) *table {
	t := &table{title: b.Title, note: b.Help, empty: "无（没有要核的内容）", columns: []column{
		{head: "类别", width: 9, align: "center"}, {head: "词语", cap: 70}, {head: "已核", width: 7, align: "center"}, {head: "填空处现在的值", cap: 36}, {head: "出处", cap: 24},
	}}
	waiting := 0
	for _, checked := range []bool{false, true} {
		for _, r := range m.in.Reviews {
			if r.Checked != checked {
				continue
			}
			state := cell{text: canon.Yes}
			if !checked {
				waiting++
				state = cell{text: canon.No, tone: yellow}
			}
			t.rows = append(t.rows, row{cells: []cell{text(r.Kind), text(m.withoutNumbers(r.Word)), state, text(r.Value), text(r.Where)}})
		}
	}
	if len(t.rows) > 0 {
		t.note += fmt.Sprintf("等待审核的 %d 条，已核的 %d 条。", waiting, len(t.rows)-waiting)
	}
	return t
}

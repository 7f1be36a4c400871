package summary

import (
	"fmt"

	"github.com/shopspring/decimal"

	"taizhang/sheets/level"
	"taizhang/templates"
)

// levels shows every additive figure as the offices below report it, added up, and
// as this office has it.
func (m *maker) levels(b *templates.Block) *table {
	t := &table{title: b.Title, note: b.Help, empty: "无（没有下级上报）", columns: []column{{head: "指标", cap: 30}, {head: "计量单位", align: "center"}}}
	sums := m.in.Sums
	if len(sums) > 0 {
		for _, p := range sums[0].Parts {
			t.columns = append(t.columns, column{head: p.Unit.Name, cap: 16, align: "right"})
		}
	}
	t.columns = append(t.columns, column{head: "本级自有", cap: 14, align: "right"}, column{head: "合计", cap: 16, align: "right"}, column{head: "本级", cap: 16, align: "right"}, column{head: "结论", cap: 30})
	same := 0
	for _, s := range sums {
		if m.hides(s.Figure) || m.control().Counts(s.Figure) {
			continue
		}
		line := row{cells: []cell{text(s.Figure.Name), text(s.Figure.Measure)}}
		sum := s.Rest
		for _, p := range s.Parts {
			c := text("—")
			value := p.Here
			if p.Said {
				value = p.Below
				c = plainNumber(value)
			}
			if p.Said && !p.Below.Equal(p.Here) {
				c.tone = bad
			}
			sum = sum.Add(value)
			line.cells = append(line.cells, c)
		}
		line.cells = append(line.cells, plainNumber(s.Rest), plainNumber(sum), plainNumber(s.Total), verdict(s, sum))
		if s.OK {
			same++
		}
		t.rows = append(t.rows, line)
	}
	if len(t.rows) > 0 {
		t.note += fmt.Sprintf("共 %d 个：相符 %d 个，不符 %d 个。率、去重的个数不能相加，按各行重新算。", len(t.rows), same, len(t.rows)-same)
	}
	return t
}

func verdict(s level.Sum, sum decimal.Decimal) cell {
	if s.OK {
		return text("✓ 相符")
	}
	return cell{text: fmt.Sprintf("✗ 相差 %s", sum.Sub(s.Total)), tone: bad}
}

package summary

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/templates"
	"taizhang/templates/book"
)

// lead is a sentence in large type. The plan holds its wording; figures and what
// else it names in braces are filled in.
type lead struct{ text string }

func (m *maker) lead(b *templates.Block) (block, error) {
	words, err := m.leadWords(b)
	if err != nil {
		return nil, err
	}
	said := templates.Fill(b.Value, func(name string) templates.Word {
		if f := m.in.Plan.Figure(name); f != nil {
			if m.hides(f) {
				return templates.Word{Text: "—", Count: true}
			}
			return templates.Word{Text: m.figureText(f), Count: true}
		}
		return words[name]
	})
	switch {
	case b.Ledger != nil && !m.control().Covers(b.Ledger) && len(m.rows(b)) == 0:
		said = strings.TrimSpace("“" + b.Ledger.Name + "”里还没有内容。" + said)
	case said == "":
		said = "“" + b.Title + "”现在还没有数。"
	}
	return &lead{text: said}, nil
}

// leadWords are what a sentence may name besides figures.
func (m *maker) leadWords(b *templates.Block) (map[string]templates.Word, error) {
	waiting := 0
	for _, u := range m.in.Returns {
		if len(u.Wanting()) > 0 {
			waiting++
		}
	}
	words := map[string]templates.Word{"未报单位数": {Text: strconv.Itoa(waiting), Count: true}, "临期天数": {Text: strconv.Itoa(m.soonDays())}}
	if b.Ledger == nil {
		return words, nil
	}
	if m.control().Covers(b.Ledger) {
		words["临期"], words["垫底"] = templates.Word{Text: templates.HeldWords, Count: true}, templates.Word{Text: "完成情况" + templates.HeldWords}
		return words, nil
	}
	words["临期"] = templates.Word{Text: strconv.Itoa(len(m.soon(m.rows(b)))), Count: true}
	if b.Rows == "" {
		return words, nil
	}
	down, err := m.dimension(b.Ledger, b.Rows)
	if err != nil {
		return nil, err
	}
	if m.sensitive(down.path) {
		return nil, fmt.Errorf("“%s”%s", b.Rows, restricted)
	}
	words["垫底"] = m.lastOf(down, m.rows(b))
	return words, nil
}

// mostNamed is how many of the last a sentence names.
const mostNamed = 3

// lastOf says who is the furthest behind.
func (m *maker) lastOf(down *dimension, rows []*sheets.Row) templates.Word {
	groups := m.split(down, rows)
	least := decimal.NewFromInt(2)
	best := decimal.NewFromInt(-1)
	var names []string
	for _, g := range down.groups(rows) {
		t := m.tally(groups[g])
		if t.all == 0 || g == unfilled {
			continue
		}
		rate := t.rate()
		best = decimal.Max(best, rate)
		switch {
		case rate.LessThan(least):
			least, names = rate, []string{down.show(g)}
		case rate.Equal(least):
			names = append(names, down.show(g))
		}
	}
	percent := least.Mul(decimal.NewFromInt(100)).Round(0).String() + "%"
	switch {
	case len(names) == 0: // nobody to name
		return templates.Word{Text: "0", Count: true}
	case least.Equal(decimal.NewFromInt(1)):
		return templates.Word{Text: "各" + down.label() + "都已全部完成"}
	case least.Equal(best):
		return templates.Word{Text: "各" + down.label() + "的完成率都是" + percent}
	case len(names) > mostNamed:
		return templates.Word{Text: fmt.Sprintf("完成率最低的有%s等%d个（%s）", strings.Join(names[:mostNamed], "、"), len(names), percent)}
	}
	return templates.Word{Text: fmt.Sprintf("完成率最低的是%s（%s）", strings.Join(names, "、"), percent)}
}

// soonDays is how many days ahead is soon: those of the yellow light.
func (m *maker) soonDays() int {
	if n, ok := m.cal.Threshold(deadline.Yellow); ok {
		return n
	}
	return 10
}

// soon are the open rows whose deadline lies no more than some days ahead.
func (m *maker) soon(rows []*sheets.Row) []*sheets.Row {
	return slices.DeleteFunc(slices.Clone(rows), func(r *sheets.Row) bool {
		s := m.cal.Of(r)
		return s.Done || !s.Dated() || s.Left < 0 || s.Left > m.soonDays()
	})
}

func (l *lead) measures() []string { return nil }

func (l *lead) columns(width float64) []float64 { return []float64{width} }

func (l *lead) draw(p *page, _ [][2]int) {
	all := [2]int{1, p.last}
	const size = 13
	n := book.Lines(l.text, p.span(all)*10/size)
	p.line(all, text(l.text), book.Style{Size: size, Bold: true, Ink: colourDeep, Fill: "EAF1FA", Wrap: true, Indent: 1, Align: "left", Valign: "center", Border: book.Border{Left: colourDeep}}, book.Height(n, size, 14))
}

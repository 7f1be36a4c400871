package papers

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets/deadline"
	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// writeBook puts everything of the day into one workbook to be printed: what
// was issued, each kind of paper a page a unit, closings, tracking, rechecks.
func (g *generator) writeBook(w io.Writer, res *Result) error {
	return g.workbook(w, func(b *book.Book) { g.sheets(b, res) })
}

// workbook writes a workbook of the day.
func (g *generator) workbook(w io.Writer, fill func(*book.Book)) error {
	b := book.New(book.FangSong)
	defer b.Close()
	fill(b)
	b.About(g.Plan.Param(templates.ParamCampaign)+"督办", g.Plan.Param(templates.ParamIssuer), g.AsOf)
	return b.Write(w)
}

func (g *generator) sheets(b *book.Book, res *Result) {
	papers := slices.Concat(res.Papers, res.Drafts)
	g.index(b, res, papers)
	var kinds []string
	byKind := map[string][]Paper{}
	for _, p := range papers {
		name := p.Kind
		if p.Number == "" {
			name += "草稿"
		}
		if byKind[name] == nil {
			kinds = append(kinds, name)
		}
		byKind[name] = append(byKind[name], p)
	}
	for _, kind := range kinds {
		sheet := newPage(b, kind, 10, 26, 18, 12, 12, 11, 13)
		for i, p := range byKind[kind] {
			if i > 0 {
				sheet.newPaper()
			}
			sheet.paper(p)
		}
		sheet.print(false, 0, 0)
	}
	if g.roles != nil {
		g.closingPage(b, res.Closings)
		g.trackPage(b)
		g.recheckPage(b, res.Rechecks)
	}
	if g.registry != nil {
		g.registerPage(b)
	}
}

// index says what was issued on the day, to whom, with copies to whom.
func (g *generator) index(b *book.Book, res *Result, papers []Paper) {
	t := table{head: []string{"文号", "收文单位", "级别", "措施", "回复时限", "抄送"}, widths: []int{22, 16, 7, 24, 16, 36}}
	for _, x := range papers {
		level := entry{text: x.Level, light: g.lightOf(x.Level), centre: true}
		t.add(text(cmp.Or(x.Number, x.Kind+"（草稿）")), text(x.Unit), level, text(strings.Join(x.Measures, "、")), centred(cell.ChineseDate(x.Limit)), text(strings.Join(x.Copies, "、")))
	}
	list(b, "清单", g.Plan.Param(templates.ParamCampaign)+"督办文书", "截至"+cell.ChineseDate(g.AsOf)+"："+countsOf(res), t, "今天没有新的文书要发。")
}

// countsOf says how many there are of what a day calls for.
func countsOf(res *Result) string {
	counts := map[string]int{
		"文书": len(res.Papers), "草稿": len(res.Drafts), "未销号": res.Tracked, "超期": res.Overdue, "跨年": res.Across, "待销号": len(pending(res.Closings)), "回头看": len(res.Rechecks),
	}
	said := templates.Fill("本日文书{文书}份；草稿{草稿}份；未销号措施{未销号}条（其中超期{超期}条）（跨年{跨年}条）；待销号{待销号}条；建议回头看{回头看}条。", func(name string) templates.Word {
		return templates.Word{Text: strconv.Itoa(counts[name]), Count: true}
	})
	return cmp.Or(said, "没有新的文书，也没有要跟踪的措施。")
}

// lightOf is the light that a level of the register means.
func (g *generator) lightOf(level string) deadline.Light {
	if g.registry != nil {
		for l := deadline.Red; l > deadline.NoLight; l-- {
			if g.registry.level.Meaning(level) == templates.Meaning(l.Name()) {
				return l
			}
		}
	}
	return deadline.NoLight
}

// paper prints one paper on the sheet of its kind.
func (p *page) paper(x Paper) {
	n := len(p.widths)
	p.line(x.title, book.Style{Font: book.XiaoBiaoSong, Size: 20, Align: "center"})
	p.line(x.numberLine, book.Style{Size: 12, Align: "center", Border: ruled})
	p.line(x.salutation, book.Style{Size: 13})
	for _, s := range x.body {
		p.line("　　"+s, book.Style{Size: 13})
	}
	p.table(x.table, "")
	p.line("", book.Style{Size: 6})
	for _, s := range []string{x.signature, x.dated()} {
		p.put(n-3, n, s, book.Style{Size: 13, Align: "center"})
		p.end(22)
	}
	if copied := x.copied(); copied != "" {
		p.line(copied, book.Style{Size: 11})
	}
	if x.reply.title == "" {
		return
	}
	if x.reply.alone {
		p.newPaper()
	}
	p.line(x.reply.title, book.Style{Font: book.Hei, Size: 14, Align: "center"})
	for _, r := range x.reply.rows {
		height := 26.0
		if r.tall {
			height = 48
			if x.reply.alone {
				height = 120
			}
		}
		label := book.Style{Font: book.Hei, Align: "center", Border: boxed}
		p.put(1, 1, r.cells[0].label, label)
		if len(r.cells) == 1 {
			p.put(2, n, r.cells[0].value, book.Style{Border: boxed})
		} else {
			p.put(2, 3, r.cells[0].value, book.Style{Border: boxed})
			p.put(4, 4, r.cells[1].label, label)
			p.put(5, n, r.cells[1].value, book.Style{Border: boxed})
		}
		p.end(max(height, book.Height(p.lines(r.cells[0].label, 1, 1, bodySize), bodySize, 4)))
	}
}

func (g *generator) closingPage(b *book.Book, all []Closing) {
	w := g.roles
	t := table{head: []string{g.keyLabel(), g.label(w.action), g.label(w.unit), g.label(w.done), g.label(w.checker), g.label(w.evidence), g.word("还不能销号的原因")}, widths: []int{8, 32, 14, 12, 11, 26, 28}}
	for _, c := range pending(all) {
		m := c.m
		t.add(centred(m.Key()), text(m.Value(w.action)), centred(m.unit), centred(m.Value(w.done)), centred(m.Value(w.checker)), text(short(m.Value(w.evidence), 120)), text(c.obstacleText()))
	}
	list(b, "待销号", "待销号措施", "报了完成、还没有销号的措施。审核后在总台账写上审核人和销号日期，下一次合并时由系统核验销号。", t, "没有待销号的措施。")
}

func (g *generator) recheckPage(b *book.Book, rechecks []Recheck) {
	ledger := "回头看"
	if g.recheck != nil {
		ledger = g.recheck.Ledger.Name
	}
	t := table{head: []string{g.keyLabel(), g.label(g.roles.action), g.label(g.roles.unit), g.label(g.roles.closed), "上次回头看", "建议的理由"}, widths: []int{8, 40, 14, 12, 12, 34}}
	for _, r := range rechecks {
		t.add(centred(r.Measure), text(r.m.Value(g.roles.action)), centred(r.Unit), centred(r.Closed), centred(r.Last), text(r.Reason))
	}
	list(b, "回头看建议", "建议组织回头看的措施", fmt.Sprintf("反弹过的在前，其次是没有看过的，再次是上次看得最早的。结果填进“%s”台账，合并后没有巩固的自动重开。", ledger), t, "现在没有需要回头看的措施。")
}

// registerPage is every paper ever issued and what became of it.
func (g *generator) registerPage(b *book.Book) {
	reg := g.registry
	t := table{head: []string{"文号", "收文单位", "制发日期", "措施", "回复时限", "回复日期", "状态"}, widths: []int{22, 18, 14, 26, 14, 14, 12}}
	for _, x := range g.papers() {
		state := centred(x.Value(reg.state))
		if x.late(g.AsOf) {
			state.light = deadline.Red
		}
		t.add(text(x.number), text(x.to), centred(x.day), text(cell.Enumerate(x.Value(reg.links))), centred(x.limit), centred(x.Value(reg.answered)), state)
	}
	list(b, "文书登记", "督办文书登记", "到本日为止的全部文书。签收、回复请登记在总台账的“"+reg.ledger.Name+"”。", t, "")
}

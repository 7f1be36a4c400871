package papers

import (
	"fmt"
	"io"
	"strings"

	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// writeBook puts everything of the day into one workbook to be printed: what
// was issued, each kind of paper a page a unit, closings, tracking, looks.
func (d *desk) writeBook(w io.Writer, res *Result) error {
	b := book.New(book.FangSong)
	defer b.Close()
	d.index(b, res)
	var kinds []string
	byKind := map[string][]Paper{}
	for _, p := range append(res.Papers[:len(res.Papers):len(res.Papers)], res.Drafts...) {
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
	if d.work != nil {
		d.closingPage(b, res.Closings)
		d.trackPage(b)
		d.lookPage(b, res.Looks)
	}
	if d.registry != nil {
		d.registerPage(b)
	}
	return d.finish(w, b)
}

// finish writes a workbook of the day.
func (d *desk) finish(w io.Writer, b *book.Book) error {
	b.About(d.Plan.Param("活动名称")+"督办", d.Plan.Param("署名"), d.AsOf)
	return b.Write(w)
}

// index says what was issued on the day, to whom, with copies to whom.
func (d *desk) index(b *book.Book, res *Result) {
	p := newPage(b, "清单", 22, 16, 7, 24, 16, 36)
	p.titled(d.Plan.Param("活动名称")+"督办文书", fmt.Sprintf("截至%s：本日文书%d份，草稿%d份；未销号措施%d条，其中超期%d条、跨年%d条；待销号%d条；建议回头看%d条。",
		cell.ChineseDate(d.AsOf), len(res.Papers), len(res.Drafts), res.Tracked, res.Overdue, res.Across, len(pending(res.Closings)), len(res.Looks)))
	p.head("文号", "收文单位", "级别", "措施", "回复时限", "抄送")
	for _, x := range append(res.Papers[:len(res.Papers):len(res.Papers)], res.Drafts...) {
		number := x.Number
		if number == "" {
			number = x.Kind + "（草稿）"
		}
		p.cells(book.Style{}, []entry{{text: number}, {text: x.Unit}, {text: x.Level, level: levelNamed(x.Level, d), centre: true}, {text: strings.Join(x.Measures, "、")}, {text: cell.ChineseDate(x.Limit), centre: true}, {text: strings.Join(x.Copies, "、")}}, 22)
	}
	if len(res.Papers)+len(res.Drafts) == 0 {
		p.line("今天没有新的文书要发。", book.Style{Align: "center"})
	}
	p.print(true, 3, 3)
}

func levelNamed(name string, d *desk) level {
	if d.registry == nil || d.registry.level == nil {
		return noLevel
	}
	for l := red; l > noLevel; l-- {
		if d.registry.level.Meaning(name) == l.Name() {
			return l
		}
	}
	return noLevel
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
	p.head(x.table.head...)
	for _, r := range x.table.rows {
		p.cells(book.Style{}, r, 24)
	}
	p.line("", book.Style{Size: 6})
	p.put(n-3, n, x.signature, book.Style{Size: 13, Align: "center"})
	p.end(22)
	date := cell.ChineseDate(x.Date)
	if date == "" {
		date = "　　年　月　日"
	}
	p.put(n-3, n, date, book.Style{Size: 13, Align: "center"})
	p.end(22)
	if len(x.Copies) > 0 {
		p.line("抄送："+strings.Join(x.Copies, "，")+"。", book.Style{Size: 11})
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

func (d *desk) closingPage(b *book.Book, all []Closing) {
	p := newPage(b, "待销号", 8, 32, 14, 12, 11, 26, 28)
	p.titled("待销号措施", "报了完成、还没有销号的措施。审核后在总台账写上审核人和销号日期，下一次合并时由系统核验销号。")
	p.head("编号", "整改措施", "责任部门", "完成日期", "审核人", "佐证材料", "还不能销号的原因")
	open := pending(all)
	for _, c := range open {
		m, w := c.m, d.work
		p.cells(book.Style{}, []entry{{text: m.Key(), centre: true}, {text: m.Value(w.action)}, {text: m.unit, centre: true}, {text: m.Value(w.done), centre: true}, {text: m.Value(w.checker), centre: true}, {text: short(m.Value(w.evidence), 120)}, {text: c.obstacleText()}}, 22)
	}
	if len(open) == 0 {
		p.line("没有待销号的措施。", book.Style{Align: "center"})
	}
	p.print(true, 3, 3)
}

func (d *desk) lookPage(b *book.Book, looks []Look) {
	p := newPage(b, "回头看建议", 8, 40, 14, 12, 12, 34)
	p.titled("建议组织回头看的措施", fmt.Sprintf("反弹过的在前，其次是没有看过的，再次是上次看得最早的。结果填进“%s”台账，合并后没有巩固的自动重开。", d.lookLedger()))
	p.head("编号", "整改措施", "责任部门", "销号日期", "上次回头看", "建议的理由")
	for _, l := range looks {
		p.cells(book.Style{}, []entry{{text: l.Measure, centre: true}, {text: l.m.Value(d.work.action)}, {text: l.Unit, centre: true}, {text: l.Closed, centre: true}, {text: l.Last, centre: true}, {text: l.Reason}}, 22)
	}
	if len(looks) == 0 {
		p.line("现在没有需要回头看的措施。", book.Style{Align: "center"})
	}
	p.print(true, 3, 3)
}

func (d *desk) lookLedger() string {
	if d.recheck == nil {
		return "回头看"
	}
	return d.recheck.Ledger.Name
}

// registerPage is every paper ever issued and what became of it.
func (d *desk) registerPage(b *book.Book) {
	p := newPage(b, "文书登记", 22, 18, 14, 26, 14, 14, 12)
	p.titled("督办文书登记", "到本日为止的全部文书。签收、回复请登记在总台账的“"+d.registry.ledger.Name+"”。")
	p.head("文号", "收文单位", "制发日期", "措施", "回复时限", "回复日期", "状态")
	for _, x := range d.papers() {
		g := d.registry
		state := entry{text: x.Value(g.state), centre: true}
		if x.late(d.AsOf) {
			state.level = red
		}
		p.cells(book.Style{}, []entry{{text: x.number}, {text: x.to}, {text: x.day, centre: true}, {text: cell.Enumerate(x.Value(g.links))}, {text: x.limit, centre: true}, {text: x.Value(g.answered), centre: true}, state}, 22)
	}
	p.print(true, 3, 3)
}

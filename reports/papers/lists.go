package papers

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets/returns"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// chaseOrder is how the text lists them, and what it calls them.
var chaseOrder = []struct {
	status     returns.Status
	title, ask string
}{
	{returns.NotReturned, "还没有报送", "请尽快填报并发回"},
	{returns.NeverOpened, "发回的表没有填写（与下发时完全一样）", "请填写后重新发回"},
	{returns.SentBack, "有问题已退回、还没有重报", "请按退回表里标出的地方改好后重新发回"},
	{returns.NotIssued, "还没有下发", "请整改办先下发"},
	{returns.Late, "已报，晚于截止日", ""},
	{returns.Returned, "已按时报送", ""},
}

func contactText(c returns.Part) string {
	return strings.TrimSpace(c.Contact + " " + c.Of.Telephone)
}

func (d *desk) chaseTitle() string { return d.Plan.Param("活动名称") + "催报" }

// chaseDeadline says by when what was sent out last is to be back.
func chaseDeadline(chase []returns.Part) string {
	var days []string
	for _, c := range chase {
		if c.Due != "" && !slices.Contains(days, c.Due) {
			days = append(days, c.Due)
		}
	}
	slices.Sort(days)
	for i := range days {
		days[i] = cell.ChineseDate(days[i])
	}
	if len(days) == 0 {
		return "没有定报送截止日"
	}
	return "报送截止日" + strings.Join(days, "、")
}

// writeChase is the list as a workbook.
func (d *desk) writeChase(w io.Writer, chase []returns.Part) error {
	b := book.New(book.FangSong)
	defer b.Close()
	p := newPage(b, "催报表", 5, 18, 7, 15, 15, 8, 10, 11, 7, 24)
	wanting := 0
	for _, c := range chase {
		if c.Wanting() {
			wanting++
		}
	}
	p.titled(d.chaseTitle()+"表", fmt.Sprintf("截至%s，%s；应报%d份，要催%d份。", cell.ChineseDate(d.AsOf), chaseDeadline(chase), len(chase), wanting))
	p.head("序号", "单位", "下发\n序号", "下发日期", "收到日期", "报的是\n第几次", "结论", "情况", "逾期", "联系人")
	n := 0
	for _, o := range chaseOrder {
		for _, c := range chase {
			if c.Status != o.status {
				continue
			}
			n++
			status, late := entry{text: string(c.Status), centre: true}, entry{centre: true}
			if c.Wanting() {
				status.level = yellow
			}
			if c.Overdue {
				late.text = "逾期"
				if c.Wanting() {
					status.level = red
				}
			}
			p.cells(book.Style{}, []entry{
				{text: strconv.Itoa(n), centre: true}, {text: c.Name()}, {text: count(c.Issue), centre: true}, {text: cell.ChineseDate(cmp.Or(c.Issued, "—")), centre: true}, {text: cell.ChineseDate(cmp.Or(c.Received, "—")), centre: true},
				{text: count(c.Returned), centre: true}, {text: c.Verdict, centre: true}, status, late, {text: contactText(c)},
			}, 22)
		}
	}
	p.print(true, 3, 3)
	return d.finish(w, b)
}

func count(n int) string {
	if n == 0 {
		return "—"
	}
	return strconv.Itoa(n)
}

// chaseText is the list as a message to paste.
func (d *desk) chaseText(w io.Writer, chase []returns.Part) error {
	var b strings.Builder
	fmt.Fprintf(&b, "【%s】截至%s，%s。\n", d.chaseTitle(), cell.ChineseDate(d.AsOf), chaseDeadline(chase))
	for _, o := range chaseOrder {
		var list []string
		for _, c := range chase {
			if c.Status == o.status {
				list = append(list, chaseLine(c))
			}
		}
		if len(list) == 0 {
			continue
		}
		if o.ask == "" {
			fmt.Fprintf(&b, "\n%s（%d）：%s。\n", o.title, len(list), strings.Join(list, "、"))
			continue
		}
		fmt.Fprintf(&b, "\n%s（%d），%s：\n", o.title, len(list), o.ask)
		for i, s := range list {
			fmt.Fprintf(&b, "%d. %s\n", i+1, s)
		}
	}
	if tail := strings.TrimSpace(d.Plan.Param("联系人") + " " + d.Plan.Param("联系电话")); tail != "" {
		fmt.Fprintf(&b, "\n有疑问请联系：%s。\n", tail)
	}
	// Notepad of older Windows shows line ends only as CR LF.
	_, err := io.WriteString(w, strings.ReplaceAll(b.String(), "\n", "\r\n"))
	return err
}

// chaseLine is one unit in the message.
func chaseLine(c returns.Part) string {
	s := c.Name()
	if !c.Wanting() {
		return s
	}
	if c.Issue > 0 {
		s += fmt.Sprintf("：第%d次表%s下发", c.Issue, cell.MonthDay(c.Issued))
	}
	if c.Received != "" {
		s += fmt.Sprintf("，%s收到", cell.MonthDay(c.Received))
		if c.Returned > 0 && c.Returned < c.Issue {
			s += fmt.Sprintf("的是第%d次的", c.Returned)
		}
	}
	if c.Overdue {
		s += "，已逾期"
	}
	if t := contactText(c); t != "" {
		s += "（" + t + "）"
	}
	return s
}

// writeHints is the internal workbook: facts, and room for a person's finding.
func (d *desk) writeHints(w io.Writer, chase []returns.Part) error {
	b := book.New(book.FangSong)
	defer b.Close()
	p := newPage(b, "问责提示", 5, 14, 14, 12, 46, 24, 20)
	p.titled("问责提示（内部）", fmt.Sprintf("截至%s。只列台账里的事实，供纪检机关和整改办核查，不是结论；核查后由人填写右栏。不要对外发。", cell.ChineseDate(d.AsOf)))
	p.head("序号", "请人核查", "单位", "措施", "台账里的事实", "出处", "核查意见（由人填写）")
	hints := d.hints(chase)
	for i, h := range hints {
		p.cells(book.Style{}, []entry{{text: strconv.Itoa(i + 1), centre: true}, {text: h.ask + "？", centre: true}, {text: h.unit, centre: true}, {text: h.key, centre: true}, {text: h.fact}, {text: h.source}, {}}, 24)
	}
	if len(hints) == 0 {
		p.line("没有要请人核查的事实。", book.Style{Align: "center"})
	}
	p.print(true, 3, 3)
	return d.finish(w, b)
}

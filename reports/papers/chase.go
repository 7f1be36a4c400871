package papers

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"taizhang/templates"

	"taizhang/sheets/deadline"
	"taizhang/sheets/returns"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// chase says of every workbook whether it came back, in the plan's order.
func (g *generator) chase(ctx context.Context) ([]returns.Part, error) {
	if g.Kept != nil {
		var out []returns.Part
		for _, u := range g.Kept.Returns {
			out = append(out, u.Parts...)
		}
		return out, nil
	}
	store := returns.Of(g.Dir)
	units, err := returns.Standing(ctx, g.Plan, g.master.Receipts, g.AsOf, store)
	if err != nil {
		return nil, err
	}
	var out []returns.Part
	for _, u := range units {
		for _, p := range u.Parts {
			if p.Issue > 0 && p.Issued == "" {
				if err := store.Readable(p); err != nil {
					return nil, err
				}
			}
			out = append(out, p)
		}
	}
	return out, nil
}

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

func contactText(person, telephone string) string {
	return strings.TrimSpace(person + " " + telephone)
}

func (g *generator) chaseTitle() string { return g.Plan.Param(templates.ParamCampaign) + "催报" }

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
func (g *generator) writeChase(w io.Writer, chase []returns.Part) error {
	t := table{
		head:   []string{"序号", "单位", "下发\n序号", "下发日期", "收到日期", "报的是\n第几次", "结论", "情况", "逾期", "联系人", "说明"},
		widths: []int{5, 18, 7, 15, 15, 8, 10, 11, 7, 24, 24},
	}
	wanting := 0
	for _, c := range chase {
		if c.Wanting() {
			wanting++
		}
	}
	for _, o := range chaseOrder {
		for _, c := range chase {
			if c.Status != o.status {
				continue
			}
			status, late := centred(string(c.Status)), centred("")
			if c.Wanting() {
				status.light = deadline.Yellow
			}
			if c.Overdue {
				late.text = "逾期"
				if c.Wanting() {
					status.light = deadline.Red
				}
			}
			t.add(centred(strconv.Itoa(len(t.rows)+1)), text(c.Name()), centred(count(c.Issue)), centred(cell.ChineseDate(cmp.Or(c.Issued, "—"))),
				centred(cell.ChineseDate(cmp.Or(c.Received, "—"))), centred(count(c.Returned)), centred(c.Verdict), status, late, text(contactText(c.Contact, c.Of.Telephone)), text(c.Note()))
		}
	}
	return g.workbook(w, func(b *book.Book) {
		list(b, "催报表", g.chaseTitle()+"表", fmt.Sprintf("截至%s，%s；应报%d份，要催%d份。", cell.ChineseDate(g.AsOf), chaseDeadline(chase), len(chase), wanting), t, "")
	})
}

func count(n int) string {
	if n == 0 {
		return "—"
	}
	return strconv.Itoa(n)
}

// ChaseMessage is the list as a message to paste, its lines ended as Notepad of
// older Windows shows them.
func ChaseMessage(p *templates.Plan, asOf string, chase []returns.Part) string {
	var b strings.Builder
	fmt.Fprintf(&b, "【%s催报】截至%s，%s。\n", p.Param(templates.ParamCampaign), cell.ChineseDate(asOf), chaseDeadline(chase))
	spared := false
	for _, o := range chaseOrder {
		var list []string
		for _, c := range chase {
			if c.Status == o.status {
				list = append(list, chaseLine(c))
				spared = spared || c.NothingNew() && !c.Wanting()
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
	if spared {
		b.WriteString("\n写着“没有新的要求”的，那一次发的表不用再报；有变化的可以接着填。\n")
	}
	if tail := contactText(p.Param(templates.ParamContact), p.Param(templates.ParamTelephone)); tail != "" {
		fmt.Fprintf(&b, "\n有疑问请联系：%s。\n", tail)
	}
	return strings.ReplaceAll(b.String(), "\n", "\r\n")
}

func (g *generator) chaseText(w io.Writer, chase []returns.Part) error {
	_, err := io.WriteString(w, ChaseMessage(g.Plan, g.AsOf, chase))
	return err
}

// chaseLine is one unit in the message.
func chaseLine(c returns.Part) string {
	s := c.Name()
	if !c.Wanting() {
		if c.NothingNew() {
			s += fmt.Sprintf("（第%d次没有新的要求）", c.Issue)
		}
		return s
	}
	if c.Asked > 0 {
		s += fmt.Sprintf("：第%d次表%s下发", c.Asked, cell.MonthDay(c.AskedOn))
	}
	if c.NothingNew() {
		s += fmt.Sprintf("（第%d次没有新的要求）", c.Issue)
	}
	if c.Received != "" {
		s += fmt.Sprintf("，%s收到", cell.MonthDay(c.Received))
		if c.Returned > 0 && c.Returned < c.Asked {
			s += fmt.Sprintf("的是第%d次的", c.Returned)
		}
	}
	if c.Overdue {
		s += "，已逾期"
	}
	if t := contactText(c.Contact, c.Of.Telephone); t != "" {
		s += "（" + t + "）"
	}
	return s
}

package desk

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// home answers four questions: how far we are, who has not returned and who has
// to mend, what waits for a person, and what a leader will ask.
func (s *Server) home(r *http.Request, st *state) (view, error) {
	v := view{Title: "现在到哪一步", Lead: st.standsAt()}
	v.Primary = st.next()
	v.Sections = []section{st.progressSection(), st.whoSection(), st.waitingSection(), st.leaderSection()}
	if len(st.unread) > 0 {
		v.Sections = append(v.Sections, unreadSection(st.unread))
	}
	return v, nil
}

// standsAt says in a sentence where the campaign is, with the deadline.
func (st *state) standsAt() string {
	issued, back := st.counts()
	parts := []string{fmt.Sprintf("%d 个单位已下发 %d 个，报齐 %d 个", len(st.units), issued, back)}
	if st.none == nil {
		parts = append(parts, fmt.Sprintf("合并过 %d 次，最近一次截至 %s", st.master.Serial, cell.ChineseDate(st.master.AsOf)))
	} else {
		parts = append(parts, "还没有合并过")
	}
	if due := st.plan.Param(templates.ParamReturnsDue); due != "" {
		if left, ok := st.day.Between(st.asOf, due); ok {
			parts = append(parts, "报送截止日 "+cell.ChineseDate(due)+"（"+st.day.Words(left)+"）")
		}
	}
	return strings.Join(parts, "；") + "。"
}

// next is the one thing to do now, with its effect and size.
func (st *state) next() *form {
	issued, _ := st.counts()
	files, edits := len(st.unmergedFiles), len(st.unmergedEdits)
	switch {
	case issued == 0 && files == 0 && st.none != nil:
		return &form{Action: "/run/template", Button: fmt.Sprintf("下发：给 %d 个单位生成填报表", len(st.units)), Note: "写进“1-下发”，发出去的内容另有留底。", Tone: "primary"}
	case files+edits > 0:
		return &form{Href: "/merge", Button: fmt.Sprintf("看预览：%s", sizeWords(files, edits)), Note: "先看每一行会怎样，看过再合并。", Tone: "primary"}
	case st.none != nil:
		return &form{Action: "/open", Button: "打开收件文件夹", Fields: []field{hidden("path", campaign.Inbox), hidden("back", "/inbox")}, Note: "把各单位报回的表放进去，或者拖到“收件”页上。", Tone: "primary"}
	case len(st.decisions()) > 0:
		return &form{Href: "/decide", Button: fmt.Sprintf("处理等人定的 %d 件", len(st.decisions())), Tone: "primary"}
	}
	if fresh, _ := st.reported(); !fresh {
		return &form{Action: "/run/report", Button: "生成汇总表和通报", Note: fmt.Sprintf("%d 个指标，写进“5-汇总”。", len(st.plan.Figures)), Tone: "primary"}
	}
	return &form{Action: "/run/remind", Button: "生成督办文书和催报表", Note: fmt.Sprintf("超期 %d 项，写进“6-督办”。", len(st.late())), Tone: "primary"}
}

func sizeWords(files, edits int) string {
	var parts []string
	if files > 0 {
		parts = append(parts, fmt.Sprintf("%d 个文件", files))
	}
	if edits > 0 {
		parts = append(parts, fmt.Sprintf("%d 处改动", edits))
	}
	return strings.Join(parts, "、") + "还没有合并"
}

func (st *state) progressSection() section {
	sec := section{Title: "这一轮"}
	issued, back := st.counts()
	sec.Cards = []card{
		{Label: "已下发", Value: itoa(issued), Unit: fmt.Sprintf("/ %d 个单位", len(st.units)), Href: "/units", Tone: toneOf(issued == len(st.units), open)},
		{Label: "已报齐", Value: itoa(back), Unit: fmt.Sprintf("/ %d 个单位", len(st.units)), Href: "/units", Tone: toneOf(back == len(st.units), open)},
	}
	files, edits := len(st.unmergedFiles), len(st.unmergedEdits)
	sec.Cards = append(sec.Cards, card{Label: "还没有合并", Value: itoa(files + edits), Unit: "处", Note: fmt.Sprintf("文件 %d 个，手工改动 %d 处", files, edits), Href: "/merge", Tone: toneOf(files+edits == 0, soon)})
	if st.none == nil {
		errors := 0
		for _, f := range st.ledger {
			if f.Severity == "error" {
				errors++
			}
		}
		sec.Cards = append(sec.Cards, card{Label: "总台账里的错误", Value: itoa(errors), Unit: "处", Note: fmt.Sprintf("连警告、提示共 %d 处", len(st.ledger)), Href: "/findings", Tone: toneOf(errors == 0, wrong)})
		bad := 0
		for _, c := range st.checks {
			if !c.OK && !c.Skipped && c.Relation.Excuse == "" {
				bad++
			}
		}
		sec.Cards = append(sec.Cards, card{Label: "勾稽不符", Value: itoa(bad), Unit: fmt.Sprintf("/ %d 条", len(st.checks)), Href: "/figures", Tone: toneOf(bad == 0, wrong)})
	}
	return sec
}

func toneOf(good bool, otherwise string) string {
	if good {
		return done
	}
	return otherwise
}

// statusTone is the colour of a unit's standing.
func statusTone(p returns.Part) string {
	switch p.Status {
	case returns.Returned:
		return done
	case returns.Late:
		return soon
	case returns.NotIssued:
		return unasked
	case returns.SentBack, returns.NeverOpened:
		return wrong
	}
	if p.Overdue {
		return wrong
	}
	return open
}

func (st *state) whoSection() section {
	sec := section{Title: "谁没报、谁要改"}
	byStatus := map[returns.Status][]string{}
	for _, u := range st.units {
		for _, p := range u.Parts {
			byStatus[p.Status] = append(byStatus[p.Status], p.Name())
		}
	}
	t := &table{Head: heads("情况", "几份", "单位"), Empty: "方案里还没有要填报的单位。"}
	for _, status := range []returns.Status{returns.NotReturned, returns.NeverOpened, returns.SentBack, returns.Late} {
		if names := byStatus[status]; len(names) > 0 {
			t.Rows = append(t.Rows, row{Cells: []cellView{badge(string(status), statusTone(returns.Part{Status: status, Overdue: status == returns.NotReturned && st.overdueReturn()})), number(len(names)),
				linked(shortList(names, 12), "/units?status="+url.QueryEscape(string(status)))}})
		}
	}
	if len(t.Rows) == 0 && len(st.units) > 0 {
		sec.Empty = "都报齐了，没有要催的。"
		return sec
	}
	sec.Table = t
	return sec
}

func (st *state) overdueReturn() bool {
	return slices.ContainsFunc(st.units, func(u returns.Unit) bool { return len(u.Overdue()) > 0 })
}

func shortList(names []string, most int) string {
	if len(names) <= most {
		return strings.Join(names, "、")
	}
	return strings.Join(names[:most], "、") + fmt.Sprintf(" 等 %d 家", len(names))
}

func (st *state) waitingSection() section {
	sec := section{Title: "有什么等我定"}
	list := st.decisions()
	if len(list) == 0 {
		sec.Empty = "没有等人定的。"
		return sec
	}
	kinds := map[string]int{}
	var order []string
	for _, d := range list {
		if kinds[d.kind] == 0 {
			order = append(order, d.kind)
		}
		kinds[d.kind]++
	}
	for _, k := range order {
		sec.Cards = append(sec.Cards, card{Label: k, Value: itoa(kinds[k]), Unit: "件", Href: "/decide?kind=" + url.QueryEscape(k), Tone: soon})
	}
	return sec
}

// dueSoon is how many days ahead leaders ask about.
const dueSoon = 10

func (st *state) leaderSection() section {
	sec := section{Title: "领导会问什么"}
	late, near := len(st.late()), len(st.near())
	papers := len(st.unanswered())
	sec.Cards = []card{
		{Label: "超期没有完成", Value: itoa(late), Unit: "项", Href: "/wall?show=late", Tone: toneOf(late == 0, wrong)},
		{Label: fmt.Sprintf("%d %s内到期", dueSoon, st.day.Unit()), Value: itoa(near), Unit: "项", Href: "/wall?show=near", Tone: toneOf(near == 0, soon)},
	}
	if papers > 0 {
		sec.Cards = append(sec.Cards, card{Label: "文书过期没有回复", Value: itoa(papers), Unit: "份", Href: "/wall?show=papers", Tone: wrong})
	}
	if st.none == nil {
		added, cells, rows := st.last.added, st.last.cells, st.last.rows
		sec.Cards = append(sec.Cards, card{Label: fmt.Sprintf("上次合并（第 %d 次）", st.master.Serial), Value: itoa(rows), Unit: "行有变化", Note: fmt.Sprintf("新增 %d 行，改动 %d 处", added, cells), Href: "/log?merge=" + itoa(st.master.Serial), Tone: open})
	}
	return sec
}

// changed counts what a merge has changed.
type changed struct{ added, cells, rows int }

// lastMerge counts what the last merge has changed.
func (st *state) lastMerge() (n changed) {
	seen := map[[2]string]bool{}
	for _, c := range slices.Backward(st.master.Changes) {
		if c.Merge != st.master.Serial {
			break
		}
		switch {
		case c.Kind == master.Added:
			n.added++
		case c.Column != "":
			n.cells++
		}
		seen[[2]string{c.Ledger, c.RowID}] = true
	}
	n.rows = len(seen)
	return n
}

// late are the rows past their deadline, near those that will be soon, and
// unanswered the papers to which no reply came in time.
func (st *state) late() []*sheets.Row       { return st.due().late }
func (st *state) near() []*sheets.Row       { return st.due().near }
func (st *state) unanswered() []*sheets.Row { return st.due().unanswered }

// due are the rows that somebody will ask about.
type due struct{ late, near, unanswered []*sheets.Row }

func (st *state) due() *due {
	st.dueOnce.Do(func() {
		for _, l := range st.plan.Ledgers {
			paper := l.Role(templates.RoleState) == nil
			if !l.HasDeadlines() {
				continue
			}
			for _, r := range st.set.Counted(l) {
				switch s := st.day.Of(r); {
				case s.Late() && paper:
					st.dues.unanswered = append(st.dues.unanswered, r)
				case s.Late():
					st.dues.late = append(st.dues.late, r)
				case !paper && !s.Done && s.Dated() && s.Left <= dueSoon:
					st.dues.near = append(st.dues.near, r)
				}
			}
		}
	})
	return &st.dues
}

func unreadSection(list []campaign.Unread) section {
	t := &table{Head: heads("文件", "为什么没有读", "怎么办")}
	for _, u := range list {
		if u.Weight == campaign.Litter {
			continue
		}
		why, fix := u.Reason, u.Fix
		if u.Err != nil {
			why = u.Err.Error()
		}
		t.Rows = append(t.Rows, row{Cells: []cellView{text(u.Name), text(why), text(fix)}})
	}
	if len(t.Rows) == 0 {
		return section{}
	}
	return section{Title: "收件文件夹里没有读入的", Table: t}
}

package papers

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets/campaign"
	"taizhang/sheets/deadline"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// Paper is one paper as it is printed, in a document or on a sheet.
type Paper struct {
	Kind     string   `json:"kind"`
	Number   string   `json:"number,omitempty"`
	Unit     string   `json:"unit"`
	Level    string   `json:"level,omitempty"`
	Date     string   `json:"date,omitempty"`
	Limit    string   `json:"limit,omitempty"` // for the answer
	Measures []string `json:"measures"`
	Copies   []string `json:"copies,omitempty"`
	File     string   `json:"file"`

	title, numberLine, salutation, signature string
	body                                     []string
	table                                    table
	reply                                    slip
}

// slip is the part that is filled in by hand and handed back.
type slip struct {
	title string
	alone bool // on a page of its own
	rows  []slipRow
}

// slipRow is label and room, once or twice a row; value is printed into the room.
type slipRow struct {
	cells []slipCell
	tall  bool
}

type slipCell struct{ label, value string }

// dated is the paper's day, or room for it.
func (p Paper) dated() string { return cmp.Or(cell.ChineseDate(p.Date), "　　年　月　日") }

// copied says who else gets the paper; "" if nobody does.
func (p Paper) copied() string {
	if len(p.Copies) == 0 {
		return ""
	}
	return "抄送：" + strings.Join(p.Copies, "，") + "。"
}

// compose prints a logged paper.
func (g *generator) compose(l *logged) Paper {
	reg := g.registry
	p := Paper{
		Kind: l.Value(reg.kind), Number: l.number, Unit: l.to, Level: l.Value(reg.level), Date: l.day, Limit: l.limit,
		File: l.Source.File, numberLine: l.number, salutation: l.to + "：", signature: cmp.Or(g.param("督办署名"), g.Plan.Param(templates.ParamIssuer)), Measures: ids(l.measures),
	}
	worst := deadline.NoLight
	for _, m := range l.measures {
		worst = max(worst, m.Light)
	}
	var basis []*logged
	switch l.kind {
	case taskSheet:
		p.title = g.word(taskSheet)
		p.table = g.taskTable(l.measures)
		p.reply = g.receipt(p)
	case reminder:
		p.title = g.word(reminder)
		p.numberLine += "　　" + p.Level + "色提示"
		p.Copies = g.copies(worst, l)
		p.table = g.progressTable(l.measures)
		p.reply = g.answer(p)
	case oversight:
		p.title = g.word(oversight)
		p.Copies = g.copies(deadline.Red, l)
		p.table = g.progressTable(l.measures)
		p.reply = g.answer(p)
		for _, q := range g.papers() {
			if q.kind == reminder && q.to == l.to && q.day < l.day && q.shares(l) && q.late(l.day) {
				basis = append(basis, q)
			}
		}
	default:
		p.title = p.Kind
		p.table = g.progressTable(l.measures)
	}
	p.body = g.wording(l.kind+"正文", p, l.measures, basis)
	return p
}

// composeDraft prints a proposal for the discipline committee: without number
// and day, which are the committee's to give.
func (g *generator) composeDraft(n draft) Paper {
	kind := cmp.Or(g.registry.kind.OptionMeaning(templates.Meaning(n.kind)), n.kind)
	p := Paper{
		Kind: kind, Unit: n.unit, Measures: ids(n.measures), numberLine: "〔" + cell.Period(g.AsOf, cell.Year) + "〕　　号（草稿，供纪检机关审核）",
		title: g.word(urging), salutation: n.unit + "：", signature: g.officeUnit("纪检制发单位"),
		File: path.Join(campaign.Papers, draftDir, fmt.Sprintf("%s-%s-%s.docx", draftDir, kind, n.unit)), table: g.progressTable(n.measures),
	}
	switch n.kind {
	case discipline:
		p.title = g.word(kind)
	case summons:
		p.title = g.word("约谈通知书")
	}
	p.body = g.wording(n.kind+"正文", p, n.measures, n.basis)
	return p
}

// wording fills the plan's wording of a paper; {name} stands for what is known.
func (g *generator) wording(param string, p Paper, ms []*measure, basis []*logged) []string {
	over := 0
	for _, m := range ms {
		if m.Late() {
			over++
		}
	}
	count := func(n int) templates.Word { return templates.Word{Text: strconv.Itoa(n), Count: true} }
	words := map[string]templates.Word{
		"单位": {Text: p.Unit}, "条数": count(len(ms)), "超期": count(over), "期限内": count(len(ms) - over),
		"回复时限": {Text: cell.ChineseDate(p.Limit)}, "截至日": {Text: cell.ChineseDate(g.AsOf)}, "依据": {Text: basisDated(basis)},
		"回复天数": {Text: fmt.Sprintf("%d%s", g.number("回复天数", 7), g.cal.Unit())},
		"约谈对象": {Text: g.summoned(p.Unit, ms)}, "约谈超期天数": {Text: fmt.Sprintf("%d%s", g.summonsDays(), g.cal.Unit())},
	}
	filled := templates.Fill(g.param(param), func(name string) templates.Word {
		if w, known := words[name]; known {
			return w
		}
		return templates.Word{Text: "{" + name + "}"}
	})
	var out []string
	for _, s := range strings.Split(filled, "\n") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// basisDated names the unanswered papers with their days.
func basisDated(ps []*logged) string {
	if len(ps) == 0 {
		return "此前发出的文书"
	}
	var parts []string
	for _, p := range ps {
		parts = append(parts, fmt.Sprintf("%s印发的%s", cell.ChineseDate(p.day), p.number))
	}
	return strings.Join(parts, "、")
}

// copies are who else gets a paper of a level, as the plan says.
func (g *generator) copies(l deadline.Light, p *logged) []string {
	return g.addressees(g.param("提示抄送"+l.Name()), p.to, p.measures, l)
}

// addressees are those whom a parameter of the plan names: a role of the measures, a
// unit's head, or a name as it stands.
func (g *generator) addressees(param, unit string, ms []*measure, l deadline.Light) []string {
	var out []string
	add := func(names ...string) {
		for _, n := range names {
			if n = strings.TrimSpace(n); n != "" && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	for _, word := range strings.Split(param, "|") {
		word = strings.TrimSpace(word)
		switch c := g.roles.ledger.Role(templates.Role(word)); {
		case word == "单位负责人":
			head := unit + "负责人"
			if u := g.Plan.Unit(unit); u != nil && u.Head != "" {
				head = u.Head
			}
			add(head)
		case c != nil:
			for _, m := range ms {
				if word != "责任人" || m.Light >= l || l == deadline.Red {
					add(cell.SplitList(m.Value(c))...)
				}
			}
		default:
			add(word)
		}
	}
	return out
}

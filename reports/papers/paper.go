package papers

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets/campaign"
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
	table                                    grid
	reply                                    slip
}

// grid is a paper's table of measures.
type grid struct {
	head   []string
	widths []int // relative
	rows   [][]entry
}

// entry is one cell; a level colours it.
type entry struct {
	text   string
	level  level
	centre bool
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

// compose prints a logged paper.
func (d *desk) compose(l *logged) Paper {
	g := d.registry
	p := Paper{
		Kind: l.Value(g.kind), Number: l.number, Unit: l.to, Level: l.Value(g.level), Date: l.day, Limit: l.limit,
		File: l.Source.File, numberLine: l.number, salutation: l.to + "：", signature: d.param("督办署名"), Measures: ids(l.measures),
	}
	worst := noLevel
	for _, m := range l.measures {
		worst = max(worst, m.level)
	}
	var basis []*logged
	switch l.kind {
	case taskSheet:
		p.title = "整改任务单"
		p.table = d.taskTable(l.measures)
		p.reply = receipt(p)
	case reminder:
		p.title = "整改提示单"
		p.numberLine += "　　" + p.Level + "色提示"
		p.Copies = d.copies(worst, l)
		p.table = d.standingTable(l.measures)
		p.reply = answer(p)
	case oversight:
		p.title = "整改督办单"
		p.Copies = d.copies(red, l)
		p.table = d.standingTable(l.measures)
		p.reply = answer(p)
		for _, q := range d.papers() {
			if q.kind == reminder && q.to == l.to && q.day < l.day && slices.ContainsFunc(q.measures, func(m *measure) bool { return slices.Contains(l.measures, m) }) && q.late(l.day) {
				basis = append(basis, q)
			}
		}
	default:
		p.title = p.Kind
		p.table = d.standingTable(l.measures)
	}
	if p.signature == "" {
		p.signature = d.Plan.Param("署名")
	}
	p.body = d.text(l.kind+"正文", p, l.measures, basis)
	return p
}

// composeDraft prints a proposal for the discipline committee: without number
// and day, which are the committee's to give.
func (d *desk) composeDraft(n draft) Paper {
	kind := optionOf(d.registry.kind, templates.Meaning(n.kind))
	if kind == "" {
		kind = n.kind
	}
	p := Paper{
		Kind: kind, Unit: n.unit, Measures: ids(n.measures), numberLine: "〔" + cell.Period(d.AsOf, cell.Year) + "〕　　号（草稿，供纪检机关审核）",
		title: "关于督促落实整改任务的函", salutation: n.unit + "：", signature: d.officeUnit("纪检制发单位"),
		File: path.Join(campaign.Papers, draftDir, fmt.Sprintf("%s-%s-%s.docx", draftDir, kind, n.unit)), table: d.standingTable(n.measures),
	}
	if n.kind == discipline {
		p.title = kind
	}
	p.body = d.text(n.kind+"正文", p, n.measures, n.basis)
	return p
}

func ids(ms []*measure) []string {
	out := []string{}
	for _, m := range ms {
		out = append(out, m.Key())
	}
	return out
}

// text fills the plan's wording of a paper; {name} stands for what is known.
func (d *desk) text(param string, p Paper, ms []*measure, basis []*logged) []string {
	over := 0
	for _, m := range ms {
		if m.overdue() {
			over++
		}
	}
	filled := strings.NewReplacer(
		"{单位}", p.Unit, "{条数}", strconv.Itoa(len(ms)), "{超期}", strconv.Itoa(over), "{期限内}", strconv.Itoa(len(ms)-over),
		"{回复时限}", cell.ChineseDate(p.Limit), "{截至日}", cell.ChineseDate(d.AsOf), "{依据}", basisDated(basis),
		"{回复天数}", fmt.Sprintf("%d%s", d.number("回复天数", 7), d.cal.Unit()),
	).Replace(d.param(param))
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

// copies are who else gets a paper of a level, as the plan says: a role of the
// measures, the unit's head, or a name as it stands.
func (d *desk) copies(l level, p *logged) []string {
	var out []string
	add := func(names ...string) {
		for _, n := range names {
			if n = strings.TrimSpace(n); n != "" && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	for _, word := range strings.Split(d.param("提示抄送"+l.Name()), "|") {
		word = strings.TrimSpace(word)
		switch c := d.work.ledger.Role(templates.Role(word)); {
		case word == "单位负责人":
			if u := d.Plan.Unit(p.to); u != nil && u.Head != "" {
				add(u.Head)
			} else {
				add(p.to + "负责人")
			}
		case c != nil:
			for _, m := range p.measures {
				if word != "责任人" || m.level >= l || l == red {
					add(cell.SplitList(m.Value(c))...)
				}
			}
		default:
			add(word)
		}
	}
	return out
}

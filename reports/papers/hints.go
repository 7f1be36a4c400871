package papers

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/sheets/returns"
	"taizhang/sheets/title"
	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// hint is a fact a person may want to look into. It names what the ledger
// holds and concludes nothing.
type hint struct {
	ask    string // what it might bear on, as a question
	unit   string
	key    string
	fact   string
	source string
}

// leastCopied is the shortest text whose repetition says anything.
const leastCopied = 10

// hints collects the facts, in the order of the questions they bear on.
func (g *generator) hints(chase []returns.Part) []hint {
	out := g.negligent()
	out = append(out, g.perfunctory()...)
	out = append(out, g.unfounded()...)
	return append(out, g.unresponsive(chase)...)
}

// negligent: past the deadline, open, and no extension approved.
func (g *generator) negligent() []hint {
	var out []hint
	for _, m := range g.measures {
		if !m.Late() || m.Value(g.roles.approved) != "" && m.Original != "" {
			continue
		}
		out = append(out, hint{
			ask: "是否整改不力", unit: m.unit, key: m.Key(),
			fact:   fmt.Sprintf("期限%s，%s，状态是“%s”，没有批准延期的记录", cell.ChineseDate(m.Due), m.Remaining(), m.Value(g.roles.state)),
			source: g.place(m.Row, g.roles.due),
		})
	}
	return out
}

// perfunctory: claimed without evidence, or in the same words as another.
func (g *generator) perfunctory() []hint {
	w := g.roles
	said := map[string][]string{} // the words, and the measures that say them
	for _, m := range g.measures {
		if words := wordsOf(m.Value(w.progress)); utf8.RuneCountInString(words) >= leastCopied {
			said[words] = append(said[words], m.Key())
		}
	}
	var out []hint
	for _, m := range g.measures {
		add := func(c *templates.Column, fact string) {
			out = append(out, hint{ask: "是否敷衍整改", unit: m.unit, key: m.Key(), fact: fact, source: g.place(m.Row, c)})
		}
		if w.evidence != nil && m.Done && m.Value(w.evidence) == "" {
			add(w.evidence, fmt.Sprintf("状态是“%s”，没有写佐证材料", m.Value(w.state)))
		}
		if same := said[wordsOf(m.Value(w.progress))]; len(same) > 1 {
			others := slices.DeleteFunc(slices.Clone(same), func(key string) bool { return key == m.Key() })
			add(w.progress, "进展情况与措施"+strings.Join(others, "、")+"一字不差")
		}
	}
	return out
}

// wordsOf is a text without its blanks.
func wordsOf(text string) string { return strings.Join(strings.Fields(text), "") }

// unfounded: closed, then found undone; or evidence later than the closing.
func (g *generator) unfounded() []hint {
	w := g.roles
	var out []hint
	add := func(m *measure, fact, source string) {
		out = append(out, hint{ask: "是否虚假整改", unit: m.unit, key: m.Key(), fact: fact, source: source})
	}
	for _, m := range g.measures {
		for _, l := range g.cal.Looks(m.Row) {
			if closed := m.closedBefore(w, l.On()); closed != "" && l.Rebound() {
				add(m, fmt.Sprintf("%s销号，%s回头看结果是“%s”", cell.ChineseDate(closed), cell.ChineseDate(l.On()), l.Row.Value(l.Result)), g.place(l.Row, l.Result))
			}
		}
		closed := m.Value(w.closed)
		if w.evidence == nil || closed == "" {
			continue
		}
		for _, e := range g.evidenceAfter(m, closed) {
			add(m, fmt.Sprintf("%s销号，佐证%s", cell.ChineseDate(closed), e), g.place(m.Row, w.evidence))
		}
		for _, c := range g.changedAfterClosing(m, w.evidence) {
			out = append(out, hint{
				ask: "是否虚假整改", unit: cmp.Or(c.Unit, c.By), key: m.Key(),
				fact:   fmt.Sprintf("%s销号，%s%s把佐证材料由“%s”改为“%s”", cell.ChineseDate(closed), cell.ChineseDate(c.Date), cmp.Or(c.Unit, c.By), short(c.Old, 30), short(cmp.Or(c.New, "空白"), 30)),
				source: changedIn(c),
			})
		}
	}
	return out
}

// changedAfterClosing are the changes that somebody made to what a closed measure
// already said: a value that stood there, in a merge after the one that closed it.
// There are none if it says now what it said then.
func (g *generator) changedAfterClosing(m *measure, col *templates.Column) []master.Change {
	if !m.Closed {
		return nil
	}
	w := g.roles
	closedBy, atClosing := 0, ""
	var out []master.Change
	for _, c := range m.log {
		switch {
		case c.Column == w.state.Name && w.state.Meaning(c.New) == templates.MeansClosed:
			closedBy, out = c.Merge, nil
		case c.Column != col.Name || c.Merge <= closedBy || c.Old == "" || c.Old == c.New:
		case !g.stands(c) || c.By == templates.OwnerSystem || c.Kind != master.Changed && c.Kind != master.Chosen:
		default:
			if len(out) == 0 {
				atClosing = c.Old
			}
			out = append(out, c)
		}
	}
	if atClosing == m.Value(col) {
		return nil
	}
	return out
}

// changedIn is where a change is on record.
func changedIn(c master.Change) string {
	at := fmt.Sprintf("变更记录，第%d次", c.Merge)
	if c.File != "" {
		at += "，" + strings.Join(strings.Fields(c.File+" "+c.Sheet+" "+c.Cell), " · ")
	}
	return at
}

// closedBefore is the day of the last closing that a day comes after; "" if it
// was not closed then.
func (m *measure) closedBefore(w *measureRoles, day string) string {
	before := ""
	for _, closed := range append(slices.Clone(m.closings), m.Value(w.closed)) {
		if closed != "" && closed <= day {
			before = max(before, closed)
		}
	}
	return before
}

var writtenDate = regexp.MustCompile(`(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?|20\d{6}`)

// evidenceAfter finds days later than the closing: written in the evidence
// itself, or borne by a registered meeting or document that it names.
func (g *generator) evidenceAfter(m *measure, closed string) []string {
	var out []string
	text := m.Value(g.roles.evidence)
	for _, s := range writtenDate.FindAllString(text, -1) {
		if day, ok := cell.ISODate(s); ok && day > closed {
			out = append(out, fmt.Sprintf("“%s”写的日期是%s", short(text, 30), cell.ChineseDate(day)))
		}
	}
	cited := map[string]bool{}
	for _, name := range title.Cited(text) {
		cited[title.Bare(name)] = true
	}
	for _, c := range g.registers() {
		day := firstDate(c.Ledger)
		if day == nil {
			continue
		}
		// A name registered several times is late only if all of them are.
		early, late := map[string]bool{}, map[string]*sheets.Row{}
		for _, r := range g.master.Rows[c.Ledger] {
			for _, name := range append(cell.SplitList(r.Value(c)), r.ID) {
				switch {
				case !cited[title.Bare(name)] || r.Value(day) == "":
				case r.Value(day) > closed:
					late[name] = r
				default:
					early[name] = true
				}
			}
		}
		for _, name := range slices.Sorted(maps.Keys(late)) {
			if !early[name] {
				out = append(out, fmt.Sprintf("“%s”登记的日期是%s", name, cell.ChineseDate(late[name].Value(day))))
			}
		}
	}
	return out
}

// registers are the columns in which the plan's own rules look evidence up.
func (g *generator) registers() []*templates.Column {
	var out []*templates.Column
	for _, r := range g.Plan.Rules {
		if r.Check == "佐证登记" && r.Ledger == g.roles.ledger {
			out = append(out, r.Columns["登记"]...)
		}
	}
	return out
}

func firstDate(l *templates.Ledger) *templates.Column {
	if c := l.Role(templates.RoleIssued); c != nil {
		return c
	}
	for _, c := range l.Columns {
		if c.Type == cell.Date {
			return c
		}
	}
	return nil
}

// unresponsive: no return since, and neither the reminder nor the paper that
// followed it was answered.
func (g *generator) unresponsive(chase []returns.Part) []hint {
	if g.registry == nil {
		return nil
	}
	var out []hint
	for _, p := range g.papers() {
		if p.kind != oversight || !p.late(g.AsOf) {
			continue
		}
		var before []string
		for _, q := range g.papers() {
			if q.kind == reminder && q.to == p.to && q.day < p.day && q.late(g.AsOf) {
				before = append(before, q.number)
			}
		}
		i := slices.IndexFunc(chase, func(c returns.Part) bool { return c.Unit == p.to && !c.Restricted })
		if len(before) == 0 || i < 0 || chase[i].Received > p.day {
			continue
		}
		back := "从来没有报送过填报表"
		if chase[i].Received != "" {
			back = "最后一次报送是" + cell.ChineseDate(chase[i].Received)
		}
		out = append(out, hint{
			ask: "是否拒不整改", unit: p.to, key: strings.Join(ids(p.measures), "、"),
			fact:   fmt.Sprintf("%s和%s都没有回复（%s到期），%s", strings.Join(before, "、"), p.number, cell.ChineseDate(p.limit), back),
			source: g.place(p.Row, g.registry.limit),
		})
	}
	return out
}

// place is where in the master a person finds the fact.
func (g *generator) place(r *sheets.Row, c *templates.Column) string {
	return fmt.Sprintf("总台账“%s”%s", r.Ledger.Name, r.Cell(c))
}

// writeHints is the internal workbook: facts, and room for a person's finding.
func (g *generator) writeHints(w io.Writer, chase []returns.Part) error {
	t := table{
		head:   []string{"序号", "请人核查", "单位", "措施", "台账里的事实", "出处", "核查意见（由人填写）"},
		widths: []int{5, 14, 14, 12, 46, 24, 20}, least: 24,
	}
	for i, h := range g.hints(chase) {
		t.add(centred(strconv.Itoa(i+1)), centred(h.ask+"？"), centred(h.unit), centred(h.key), text(h.fact), text(h.source), text(""))
	}
	return g.workbook(w, func(b *book.Book) {
		list(b, "问责提示", "问责提示（内部）", fmt.Sprintf("截至%s。只列台账里的事实，供纪检机关和整改办核查，不是结论；核查后由人填写右栏。不要对外发。", cell.ChineseDate(g.AsOf)),
			t, "没有要请人核查的事实。")
	})
}

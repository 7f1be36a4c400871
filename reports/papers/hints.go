package papers

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/returns"
	"taizhang/templates"
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
func (d *desk) hints(chase []returns.Part) []hint {
	out := d.negligent()
	out = append(out, d.perfunctory()...)
	out = append(out, d.unfounded()...)
	return append(out, d.unresponsive(chase)...)
}

// negligent: past the deadline, open, and no extension approved.
func (d *desk) negligent() []hint {
	var out []hint
	for _, m := range d.all {
		if !m.overdue() || d.work.approved != nil && m.Value(d.work.approved) != "" && m.original != "" {
			continue
		}
		out = append(out, hint{
			ask: "是否整改不力", unit: m.unit, key: m.Key(),
			fact:   fmt.Sprintf("期限%s，%s，状态是“%s”，没有批准延期的记录", cell.ChineseDate(m.due), d.remaining(m), m.Value(d.work.state)),
			source: d.place(m.Row, d.work.due),
		})
	}
	return out
}

// perfunctory: claimed without evidence, or in the same words as another.
func (d *desk) perfunctory() []hint {
	w := d.work
	var out []hint
	said := map[string][]*measure{}
	for _, m := range d.all {
		if w.progress != nil {
			if text := strings.Join(strings.Fields(m.Value(w.progress)), ""); len([]rune(text)) >= leastCopied {
				said[text] = append(said[text], m)
			}
		}
	}
	for _, m := range d.all {
		if w.evidence != nil && (m.claimed() || m.struck()) && m.Value(w.evidence) == "" {
			out = append(out, hint{ask: "是否敷衍整改", unit: m.unit, key: m.Key(), fact: fmt.Sprintf("状态是“%s”，没有写佐证材料", m.Value(w.state)), source: d.place(m.Row, w.evidence)})
		}
		if w.progress == nil {
			continue
		}
		same := said[strings.Join(strings.Fields(m.Value(w.progress)), "")]
		if len(same) < 2 {
			continue
		}
		var others []string
		for _, o := range same {
			if o != m {
				others = append(others, o.Key())
			}
		}
		out = append(out, hint{ask: "是否敷衍整改", unit: m.unit, key: m.Key(), fact: "进展情况与措施" + strings.Join(others, "、") + "一字不差", source: d.place(m.Row, w.progress)})
	}
	return out
}

// unfounded: closed, then found undone; or evidence later than the closing.
func (d *desk) unfounded() []hint {
	w := d.work
	var out []hint
	add := func(m *measure, fact, source string) {
		out = append(out, hint{ask: "是否虚假整改", unit: m.unit, key: m.Key(), fact: fact, source: source})
	}
	for _, m := range d.all {
		closed := m.Value(w.closed)
		if closed == "" {
			continue
		}
		for _, l := range d.cal.Looks(m.Row) {
			if l.Rebound() && l.On() >= closed {
				add(m, fmt.Sprintf("%s销号，%s回头看结果是“%s”", cell.ChineseDate(closed), cell.ChineseDate(l.On()), l.Row.Value(l.Result)), d.place(l.Row, l.Result))
			}
		}
		if w.evidence == nil {
			continue
		}
		for _, e := range d.evidenceAfter(m, closed) {
			add(m, fmt.Sprintf("%s销号，佐证%s", cell.ChineseDate(closed), e), d.place(m.Row, w.evidence))
		}
		for _, c := range d.master.Changes {
			if d.stands(c) && c.Ledger == w.ledger.Name && c.RowID == m.ID && c.Column == w.evidence.Name && c.Date > closed && c.Date <= d.AsOf && m.struck() {
				add(m, fmt.Sprintf("%s销号，%s又改了佐证材料", cell.ChineseDate(closed), cell.ChineseDate(c.Date)), "变更记录，第"+fmt.Sprint(c.Merge)+"次")
			}
		}
	}
	return out
}

var writtenDate = regexp.MustCompile(`(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?|20\d{6}`)

// evidenceAfter finds days later than the closing: written in the evidence
// itself, or borne by a registered meeting or document that it names.
func (d *desk) evidenceAfter(m *measure, closed string) []string {
	var out []string
	text := m.Value(d.work.evidence)
	for _, s := range writtenDate.FindAllString(text, -1) {
		if day, ok := cell.ISODate(s); ok && day > closed {
			out = append(out, fmt.Sprintf("“%s”写的日期是%s", short(text, 30), cell.ChineseDate(day)))
		}
	}
	for _, c := range d.registers() {
		day := firstDate(c.Ledger)
		if day == nil {
			continue
		}
		// A name registered several times is late only if all of them are.
		early, late := map[string]bool{}, map[string]*sheets.Row{}
		for _, r := range d.master.Rows[c.Ledger] {
			name := r.Value(c)
			if name == "" || !strings.Contains(text, name) || r.Value(day) == "" {
				continue
			}
			if r.Value(day) > closed {
				late[name] = r
			} else {
				early[name] = true
			}
		}
		for _, name := range sortedKeys(late) {
			if !early[name] {
				out = append(out, fmt.Sprintf("“%s”登记的日期是%s", name, cell.ChineseDate(late[name].Value(day))))
			}
		}
	}
	return out
}

// registers are the columns in which the plan's own rules look evidence up.
func (d *desk) registers() []*templates.Column {
	var out []*templates.Column
	for _, r := range d.Plan.Rules {
		if r.Check == "佐证登记" && r.Ledger == d.work.ledger {
			out = append(out, r.Columns["登记"]...)
		}
	}
	return out
}

func firstDate(l *templates.Ledger) *templates.Column {
	if c := l.Role("制发日期"); c != nil {
		return c
	}
	for _, c := range l.Columns {
		if c.Type == cell.Date {
			return c
		}
	}
	return nil
}

func sortedKeys(m map[string]*sheets.Row) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// unresponsive: no return since, and neither the reminder nor the paper that
// followed it was answered.
func (d *desk) unresponsive(chase []returns.Part) []hint {
	if d.registry == nil {
		return nil
	}
	var out []hint
	for _, p := range d.papers() {
		if p.kind != oversight || !p.late(d.AsOf) {
			continue
		}
		var before []string
		for _, q := range d.papers() {
			if q.kind == reminder && q.to == p.to && q.day < p.day && q.late(d.AsOf) {
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
			source: d.place(p.Row, d.registry.limit),
		})
	}
	return out
}

// place is where in the master a person finds the fact.
func (d *desk) place(r *sheets.Row, c *templates.Column) string {
	return fmt.Sprintf("总台账“%s”%s", r.Ledger.Name, r.Cell(c))
}

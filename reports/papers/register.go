package papers

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/merge"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// Kinds of papers, as options of the plan mean them.
const (
	taskSheet  = "任务单"
	reminder   = "提示单"
	oversight  = "督办单"
	urging     = "督促函"
	discipline = "建议书"
)

// logged is a paper of the register.
type logged struct {
	*sheets.Row
	kind     string // its meaning
	to       string
	day      string
	limit    string
	number   string // as printed
	answered bool   // by the day
	ours     bool   // written by this program
	measures []*measure
	moot     bool // all its measures are withdrawn: no answer is awaited
	index    int  // in the change log, -1 for papers older than it
}

// papers reads the register up to the day.
func (d *desk) papers() []*logged {
	g := d.registry
	if d.register != nil {
		return d.register
	}
	out := []*logged{}
	for _, r := range d.master.Rows[g.ledger] {
		if !r.Counts() || r.Value(g.day) == "" || r.Value(g.day) > d.AsOf {
			continue
		}
		p := d.read(r)
		if i, ok := d.logged[r.ID]; ok {
			p.index = i
		}
		out = append(out, p)
	}
	d.register = out
	return out
}

func (d *desk) read(r *sheets.Row) *logged {
	g := d.registry
	p := &logged{
		Row: r, kind: g.kind.Meaning(r.Value(g.kind)), to: r.Value(g.to), day: r.Value(g.day), limit: r.Value(g.limit),
		number: r.Value(g.number), ours: strings.HasPrefix(r.Source.File, campaign.Papers+"/"), index: -1,
	}
	if p.number == "" {
		p.number = r.ID
	}
	answer, state := r.Value(g.answered), g.state.Meaning(r.Value(g.state))
	p.answered = answer != "" && answer <= d.AsOf || answer == "" && (state == "已回复" || state == "销号")
	for _, key := range cell.SplitList(r.Value(g.links)) {
		if m := d.find(key); m != nil {
			p.measures = append(p.measures, m)
		} else if row := d.data.Find(d.work.ledger, key); row != nil && row.Withdrawn() {
			p.moot = true
		}
	}
	p.moot = p.moot && len(p.measures) == 0
	return p
}

// late: the reply is due, has not come, and is still wanted.
func (p *logged) late(asOf string) bool {
	return !p.answered && !p.moot && p.limit != "" && p.limit < asOf
}

// stillOpen are the paper's measures that are open.
func (p *logged) stillOpen() []*measure {
	return slices.DeleteFunc(slices.Clone(p.measures), func(m *measure) bool { return !m.open() })
}

var serialShape = regexp.MustCompile(`-(\d{4})-(\d{3,})-`)

// nextSerial numbers a kind of paper within the year. The file names on the
// register say which numbers were ever given; none is given again.
func (d *desk) nextSerial(kind string) int {
	g, n := d.registry, 0
	for _, r := range d.master.Rows[g.ledger] {
		file, ours := strings.CutPrefix(r.Source.File, campaign.Papers+"/"+fileSafe(kind)+"/")
		if m := serialShape.FindStringSubmatch(file); ours && m != nil && m[1] == cell.Period(d.AsOf, cell.Year) {
			serial, _ := strconv.Atoi(m[2])
			n = max(n, serial)
		}
	}
	return n + 1
}

// log puts a new paper on the register; its number and file are its own from
// then on.
func (d *desk) log(s *merge.Edit, n draft) {
	g := d.registry
	kind := g.kind.Group.WithMeaning(n.kind)
	serial := d.nextSerial(kind.Name)
	v := make([]string, len(g.ledger.Columns))
	put := func(c *templates.Column, text string) {
		if c != nil {
			v[c.Index] = text
		}
	}
	put(g.kind, kind.Name)
	put(g.number, fmt.Sprintf("%s〔%s〕%d号", kind.Name, cell.Period(d.AsOf, cell.Year), serial))
	put(g.from, d.officeUnit("督办制发单位"))
	put(g.day, d.AsOf)
	put(g.to, n.unit)
	var keys []string
	for _, m := range n.measures {
		keys = append(keys, m.Key())
	}
	put(g.links, cell.JoinList(keys))
	if n.level > noLevel && g.level != nil && g.level.Group != nil {
		if o := g.level.Group.WithMeaning(n.level.Name()); o != nil {
			put(g.level, o.Name)
		}
	}
	put(g.content, n.summary)
	put(g.limit, d.cal.After(d.AsOf, d.number("回复天数", 7)))
	if o := optionOf(g.state, "待回复"); o != "" {
		put(g.state, o)
	}
	folder := fileSafe(kind.Name)
	file := path.Join(campaign.Papers, folder, fmt.Sprintf("%s-%s-%03d-%s.docx", folder, cell.Period(d.AsOf, cell.Year), serial, n.unit))
	s.Append(g.ledger, v, sheets.Source{File: file})
	d.register = nil
}

// optionOf is what the plan calls a meaning; "" if it has no such option.
func optionOf(c *templates.Column, meaning string) string {
	if c == nil || c.Group == nil {
		return ""
	}
	if o := c.Group.WithMeaning(meaning); o != nil {
		return o.Name
	}
	return ""
}

// officeUnit is the unit a parameter names, by name, code or type.
func (d *desk) officeUnit(param string) string {
	name := d.param(param)
	for _, u := range d.Plan.Units {
		if name != "" && u.Is([]string{name}) {
			return u.Name
		}
	}
	return ""
}

// follow keeps the state of the program's own papers: answered, or past the
// day for the answer.
func (d *desk) follow(s *merge.Edit) {
	g := d.registry
	for _, p := range d.papers() {
		state, answer := g.state.Meaning(p.Value(g.state)), p.Value(g.answered)
		switch {
		case !p.ours || state == "销号":
		case p.late(d.AsOf) && state == "待回复", answer > p.limit && p.limit != "" && state != "超期":
			d.setState(s, p, "超期")
		case answer != "" && answer <= p.limit && (state == "待回复" || state == "超期"):
			d.setState(s, p, "已回复")
		}
	}
}

func (d *desk) setState(s *merge.Edit, p *logged, meaning string) {
	if o := optionOf(d.registry.state, meaning); o != "" {
		s.Set(p.Row, d.registry.state, o)
		d.register = nil
	}
}

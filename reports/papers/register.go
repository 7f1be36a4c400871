package papers

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/deadline"
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
	summons    = "约谈"
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
func (g *generator) papers() []*logged {
	reg := g.registry
	if g.register != nil {
		return g.register
	}
	out := []*logged{}
	for _, r := range g.master.Rows[reg.ledger] {
		if !r.Counts() || r.Value(reg.day) == "" || r.Value(reg.day) > g.AsOf {
			continue
		}
		out = append(out, g.read(r))
	}
	g.register = out
	return out
}

func (g *generator) read(r *sheets.Row) *logged {
	reg := g.registry
	p := &logged{
		Row: r, kind: cmp.Or(string(reg.kind.Meaning(r.Value(reg.kind))), r.Value(reg.kind)), to: r.Value(reg.to), day: r.Value(reg.day), limit: r.Value(reg.limit),
		number: cmp.Or(r.Value(reg.number), r.ID), ours: strings.HasPrefix(r.Source.File, campaign.Papers+"/"), index: -1,
	}
	if i, ok := g.logged[r.ID]; ok {
		p.index = i
	}
	answer, state := r.Value(reg.answered), reg.state.Meaning(r.Value(reg.state))
	p.answered = answer != "" && answer <= g.AsOf || answer == "" && (state == templates.MeansReplied || state == templates.MeansClosed)
	for _, key := range cell.SplitList(r.Value(reg.links)) {
		if m := g.find(key); m != nil {
			p.measures = append(p.measures, m)
		} else if row := g.data.Find(g.roles.ledger, key); row != nil && row.Withdrawn() {
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

// stillAsked are the paper's measures that are open and its unit's. Whoever wrote a
// paper by hand knew whom it concerns; what we gave out may be another unit's by now.
func (g *generator) stillAsked(p *logged) []*measure {
	return slices.DeleteFunc(slices.Clone(p.measures), func(m *measure) bool {
		return m.Done || p.ours && !slices.Contains(cell.SplitList(m.unit), p.to)
	})
}

// shares reports whether two papers are about one measure.
func (p *logged) shares(q *logged) bool {
	return slices.ContainsFunc(p.measures, func(m *measure) bool { return slices.Contains(q.measures, m) })
}

var serialShape = regexp.MustCompile(`-(\d{4})-(\d{3,})-`)

// nextSerial numbers a kind of paper within the year. The file names on the
// register say which numbers were ever given; none is given again.
func (g *generator) nextSerial(kind string) int {
	reg, n := g.registry, 0
	for _, r := range g.master.Rows[reg.ledger] {
		file, ours := strings.CutPrefix(r.Source.File, campaign.Papers+"/"+fileSafe(kind)+"/")
		if m := serialShape.FindStringSubmatch(file); ours && m != nil && m[1] == cell.Period(g.AsOf, cell.Year) {
			serial, _ := strconv.Atoi(m[2])
			n = max(n, serial)
		}
	}
	return n + 1
}

// log puts a new paper on the register; its number and file are its own from
// then on.
func (g *generator) log(s *merge.Edit, n draft) {
	reg := g.registry
	kind := reg.kind.Group.WithMeaning(templates.Meaning(n.kind))
	serial := g.nextSerial(kind.Name)
	v := make([]string, len(reg.ledger.Columns))
	put := func(c *templates.Column, text string) {
		if c != nil {
			v[c.Index] = text
		}
	}
	put(reg.kind, kind.Name)
	put(reg.number, fmt.Sprintf("%s〔%s〕%d号", kind.Name, cell.Period(g.AsOf, cell.Year), serial))
	put(reg.from, g.officeUnit("督办制发单位"))
	put(reg.day, g.AsOf)
	put(reg.to, n.unit)
	put(reg.links, cell.JoinList(ids(n.measures)))
	if n.light > deadline.NoLight {
		put(reg.level, reg.level.OptionMeaning(templates.Meaning(n.light.Name())))
	}
	put(reg.content, n.summary)
	put(reg.limit, g.cal.After(g.AsOf, g.number("回复天数", 7)))
	put(reg.state, reg.state.OptionMeaning(templates.MeansAwaiting))
	folder := fileSafe(kind.Name)
	file := path.Join(campaign.Papers, folder, fmt.Sprintf("%s-%s-%03d-%s.docx", folder, cell.Period(g.AsOf, cell.Year), serial, n.unit))
	s.Append(reg.ledger, v, sheets.Source{File: file})
	g.register = nil
}

// officeUnit is the unit a parameter names, by name, code or type.
func (g *generator) officeUnit(param string) string {
	name := g.param(param)
	for _, u := range g.Plan.Units {
		if name != "" && u.Is([]string{name}) {
			return u.Name
		}
	}
	return ""
}

// follow keeps the state of the program's own papers: answered, or past the
// day for the answer.
func (g *generator) follow(s *merge.Edit) {
	reg := g.registry
	for _, p := range g.papers() {
		state, answer := reg.state.Meaning(p.Value(reg.state)), p.Value(reg.answered)
		switch {
		case !p.ours || state == templates.MeansClosed:
		case p.late(g.AsOf) && state == templates.MeansAwaiting, answer > p.limit && p.limit != "" && state != templates.MeansOverdue:
			g.setState(s, p, "超期")
		case answer != "" && answer <= p.limit && (state == templates.MeansAwaiting || state == templates.MeansOverdue):
			g.setState(s, p, templates.MeansReplied)
		}
	}
}

func (g *generator) setState(s *merge.Edit, p *logged, meaning templates.Meaning) {
	if o := g.registry.state.OptionMeaning(meaning); o != "" {
		s.Set(p.Row, g.registry.state, o)
		g.register = nil
	}
}

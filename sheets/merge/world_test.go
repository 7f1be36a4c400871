package merge

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/check"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/form"
)

// world is a campaign without workbooks: what was issued, what came back, and
// the master as the last merge left it.
type world struct {
	t       *rapid.T
	plan    *templates.Plan
	checker *check.Checker
	dir     campaign.Dir

	m       *master.Master // with the office's edits
	written *master.Master // as the last merge left it
	issued  map[string][]map[*templates.Ledger]map[string]*sheets.Row
	inbox   []*file
	day     int
	careful bool // its units leave out nothing and seldom err

	touched  bool                      // the office did something since the last merge
	cached   map[string]*cachedFilings // what the last merge kept
	cachedOn int                       // its day
	uncached bool                      // nothing is kept
}

// file is one return that came in.
type file struct {
	ret    *intake.Return
	item   campaign.Item
	sheets map[*templates.Ledger][]*sheets.Row
}

var thePlan *templates.Plan
var theChecker *check.Checker

func newWorld(t *rapid.T, dir string) *world {
	w := &world{t: t, plan: thePlan, checker: theChecker, dir: campaign.Dir(dir), issued: map[string][]map[*templates.Ledger]map[string]*sheets.Row{}, day: 1}
	w.m = master.New(w.plan)
	for _, u := range w.plan.Units {
		w.issue(u)
	}
	return w
}

func (w *world) asOf() string { return fmt.Sprintf("2021-%02d-%02d", 11+w.day/28, 1+w.day%28) }

// cloneMaster copies a master so deep that no change of one shows in the other.
func cloneMaster(m *master.Master) *master.Master {
	n := *m
	n.Rows = map[*templates.Ledger][]*sheets.Row{}
	for l, rows := range m.Rows {
		n.Rows[l] = []*sheets.Row{}
		for _, r := range rows {
			n.Rows[l] = append(n.Rows[l], cloneRow(r))
		}
	}
	n.Receipts, n.Changes = slices.Clone(m.Receipts), slices.Clone(m.Changes)
	for i := range n.Receipts {
		n.Receipts[i].Fates = maps.Clone(n.Receipts[i].Fates)
	}
	n.Conflicts, n.Suspects = slices.Clone(m.Conflicts), slices.Clone(m.Suspects)
	return &n
}

func cloneRow(r *sheets.Row) *sheets.Row {
	n := *r
	n.Values, n.Bad = slices.Clone(r.Values), maps.Clone(r.Bad)
	return &n
}

// issue sends a unit what the master holds for it now.
func (w *world) issue(u *templates.Unit) {
	sent := map[*templates.Ledger]map[string]*sheets.Row{}
	for _, l := range w.plan.Ledgers {
		if l.Restricted || !l.Receives(u) {
			continue
		}
		sent[l] = map[string]*sheets.Row{}
		for _, r := range w.m.Rows[l] {
			if !r.Withdrawn() && l.Gives(r.Record, u, r.Source.Unit) {
				sent[l][r.ID] = cloneRow(r)
			}
		}
	}
	w.issued[u.Name] = append(w.issued[u.Name], sent)
}

// values a column may be given; few, so that they meet.
func (w *world) value(c *templates.Column, name string) string {
	switch c.Type {
	case cell.Date:
		return rapid.SampledFrom([]string{"", "2021-06-01", "2021-08-01"}).Draw(w.t, name)
	case cell.Integer:
		return rapid.SampledFrom([]string{"", "3", "7"}).Draw(w.t, name)
	case cell.Decimal:
		return rapid.SampledFrom([]string{"1.5", "20"}).Draw(w.t, name)
	case cell.YesNo:
		return rapid.SampledFrom([]string{"", "是"}).Draw(w.t, name)
	case cell.Choice:
		if c.Role == "状态" {
			if w.careful {
				return "进行中"
			}
			return rapid.SampledFrom([]string{"进行中", "已完成", "已销号"}).Draw(w.t, name)
		}
		return rapid.SampledFrom([]string{"", c.Group.Options[0].Name, c.Group.Options[len(c.Group.Options)-1].Name}).Draw(w.t, name)
	case cell.Ref:
		if c.Target != nil && c.Target.Name == "措施" {
			return rapid.SampledFrom([]string{"", "1-1", "1-2", "1-4"}).Draw(w.t, name)
		}
		return ""
	case cell.Refs:
		return ""
	}
	return rapid.SampledFrom([]string{"甲乙", "丙丁", "戊己101"}).Draw(w.t, name)
}

// comeBack makes a return of one of the unit's issues, with random edits.
func (w *world) comeBack(u *templates.Unit) {
	issue := rapid.IntRange(1, len(w.issued[u.Name])).Draw(w.t, "issue")
	sent := w.issued[u.Name][issue-1]
	serial := len(w.inbox) + 1
	f := &file{sheets: map[*templates.Ledger][]*sheets.Row{}}
	f.item = campaign.Item{Serial: serial, Received: w.asOf(), Digest: fmt.Sprintf("d%04d", serial), Name: fmt.Sprintf("%d.xlsx", serial)}
	f.ret = &intake.Return{File: f.item.Name, Digest: f.item.Digest, Unit: u, Issue: issue}
	for _, l := range w.plan.Ledgers {
		rows, ok := sent[l]
		if !ok {
			continue
		}
		f.sheets[l] = w.editRows(u, l, rows)
		for i, r := range f.sheets[l] {
			r.File, r.Sheet, r.Number, r.Unit = f.item.Name, l.Name, 4+i, u.Name
		}
	}
	w.inbox = append(w.inbox, f)
}

// seldom is true now and then, but of careful people.
func (w *world) seldom(what string) bool {
	return !w.careful && rapid.IntRange(0, 9).Draw(w.t, what) == 0
}

func (w *world) editRows(u *templates.Unit, l *templates.Ledger, sent map[string]*sheets.Row) []*sheets.Row {
	cols := make([]int, len(l.Columns))
	for i := range cols {
		cols[i] = i + 3
	}
	var out []*sheets.Row
	for _, r := range sortedRows(sent) {
		if w.seldom("gone") {
			continue
		}
		n := cloneRow(r)
		n.Cols, n.Pending, n.Source = cols, false, sheets.Source{}
		for _, c := range l.Columns {
			if c.Computed == nil && !c.FilledBySystem() && rapid.IntRange(0, 3).Draw(w.t, "edit") == 0 && (!w.careful || c.FilledBy(u)) {
				n.Values[c.Index] = w.value(c, c.Name)
			}
		}
		if l.Adds && w.seldom("no id") {
			n.ID = ""
		}
		out = append(out, n)
	}
	if !l.Adds || !u.Is(l.FiledBy) {
		return out
	}
	for i := range rapid.IntRange(0, 3).Draw(w.t, "new") {
		n := &sheets.Row{Record: templates.Record{Values: make([]string, len(l.Columns))}, Ledger: l, Cols: cols}
		for _, c := range l.Columns {
			if c.Computed == nil && !c.FilledBySystem() {
				n.Values[c.Index] = w.value(c, c.Name)
			}
		}
		if rapid.Bool().Draw(w.t, "prepared") {
			series := seriesOf(u, l)
			n.ID = form.RowID(u.Code, l.Code, w.m.LastSerials()[series]+1+i)
			if slices.ContainsFunc(out, func(r *sheets.Row) bool { return r.ID == n.ID }) {
				n.ID = ""
			}
		}
		if w.seldom("bad") {
			n.Bad = map[int]bool{len(l.Columns) - 1: true}
		}
		out = append(out, n)
	}
	return out
}

// office edits cells of the master by hand.
func (w *world) office() {
	l := rapid.SampledFrom(w.plan.Ledgers).Draw(w.t, "ledger")
	if len(w.m.Rows[l]) == 0 || w.written == nil { // there is no master to edit yet
		return
	}
	r := rapid.SampledFrom(w.m.Rows[l]).Draw(w.t, "row")
	c := rapid.SampledFrom(l.Columns).Draw(w.t, "column")
	if c.Computed == nil && !c.FilledBySystem() && c.Role != "责任单位" {
		r.Values[c.Index], w.touched = w.value(c, "office"), true
	}
}

// decide answers one of the open questions.
func (w *world) decide() {
	if len(w.m.Conflicts) > 0 {
		i := rapid.IntRange(0, len(w.m.Conflicts)-1).Draw(w.t, "conflict")
		w.touched = true
		w.m.Conflicts[i].Choice = rapid.SampledFrom([]string{"是", "否"}).Draw(w.t, "choice")
	}
}

// merge runs a merge over copies and returns the job with its outcome.
func (w *world) merge(order []int, exclude ...string) (*job, *Result, error) {
	j := newJob(context.Background(), Input{Dir: w.dir, Plan: w.plan, AsOf: w.asOf(), Exclude: exclude})
	j.checker = w.checker
	j.m = cloneMaster(w.m)
	j.m.Arrange()
	if w.written != nil && w.touched {
		j.written = cloneMaster(w.written)
	}
	if j.cache = (&Cache{}); !w.uncached && w.cachedOn == w.day && !w.touched && len(exclude) == 0 {
		j.cache.cached = w.cached
	}
	j.before, j.serial = stateOf(j.m), j.m.Serial+1
	j.index()
	j.known = func() ([]*received, error) {
		before := map[string]*master.Receipt{}
		for i := range j.m.Receipts {
			before[j.m.Receipts[i].Digest] = &j.m.Receipts[i]
		}
		var out []*received
		for at, i := range order {
			f := w.inbox[i]
			r := &received{Return: &intake.Return{Nil: map[*templates.Ledger]intake.NilReport{}}, item: f.item, received: f.item.Received, before: before[f.item.Digest], checked: true}
			*r.Return = *f.ret
			r.item.Serial = at + 1
			r.excluded = r.before != nil && r.before.Excluded
			out = append(out, r)
		}
		return out, j.exclude(out)
	}
	j.reader = func(r *received) {
		var f *file
		for _, x := range w.inbox {
			if x.item.Digest == r.item.Digest {
				f = x
			}
		}
		r.Sheets, r.Findings = nil, nil
		for _, l := range w.plan.Ledgers {
			if rows, ok := f.sheets[l]; ok {
				s := &intake.Sheet{Ledger: l, Name: l.Name}
				for _, row := range rows {
					s.Rows = append(s.Rows, cloneRow(row))
					if cell.Natural(row.ID, s.LastID) > 0 {
						s.LastID = row.ID
					}
				}
				r.Sheets = append(r.Sheets, s)
			}
		}
		r.issued = &issued{known: true, rows: w.issued[r.Unit.Name][r.Issue-1], looks: map[*templates.Ledger]map[string][]string{}}
	}
	res, err := run(j)
	return j, res, err
}

func (w *world) inOrder() []int {
	order := make([]int, len(w.inbox))
	for i := range order {
		order[i] = i
	}
	return order
}

// keep makes a merge's outcome the campaign's.
func (w *world) keep(res *Result) {
	w.m = cloneMaster(res.Master)
	w.m.Version = w.plan.Version
	w.m.Serial++
	w.written = cloneMaster(w.m)
	w.touched, w.cachedOn, w.cached = false, w.day, map[string]*cachedFilings{}
	for i, q := range res.cached {
		w.cached[q.Books[0].Digest] = &res.cached[i]
	}
}

// text is every row of a master, with what the program keeps of it.
func text(m *master.Master) []string {
	var out []string
	for _, l := range m.Plan.Ledgers {
		for _, r := range m.Rows[l] {
			out = append(out, fmt.Sprintf("%s %s %q %s %v", l.Name, r.ID, r.Values, r.Source.Unit, r.Pending))
		}
	}
	return out
}

func TestMain(m *testing.M) {
	if childMain() {
		return
	}
	m.Run()
}

// lift takes exclusions back, as the office does on 收件登记.
func (w *world) lift() {
	for i := range w.m.Receipts {
		if w.m.Receipts[i].Excluded && rapid.Bool().Draw(w.t, "lift") {
			w.m.Receipts[i].Excluded, w.touched = false, true
		}
	}
}

// run is a whole merge that lets go of nothing.
func run(j *job) (*Result, error) {
	if err := j.decide(); err != nil {
		return nil, err
	}
	j.predict(j.all)
	return j.finish()
}

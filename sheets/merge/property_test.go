package merge

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"taizhang/sheets"
	"taizhang/sheets/check"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// TestCampaigns plays random campaigns and holds every merge of them against
// what a merge promises.
func TestCampaigns(t *testing.T) {
	thePlan = smallPlan(t)
	var err error
	if theChecker, err = check.New(thePlan); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(rt, dir)
		for range rapid.IntRange(2, 5).Draw(rt, "merges") {
			for range rapid.IntRange(0, 3).Draw(rt, "edits") {
				rapid.SampledFrom([]func(){w.office, w.decide}).Draw(rt, "office")()
			}
			for _, u := range w.plan.Units {
				if rapid.IntRange(0, 2).Draw(rt, "returns") > 0 {
					w.comeBack(u)
				}
			}
			var exclude []string
			if len(w.inbox) > 0 && rapid.IntRange(0, 4).Draw(rt, "exclude") == 0 {
				exclude = []string{rapid.SampledFrom(w.inbox).Draw(rt, "file").item.Digest}
			}
			w.checkMerge(exclude)
			if rapid.Bool().Draw(rt, "issue") {
				w.issue(rapid.SampledFrom(w.plan.Units).Draw(rt, "unit"))
			}
			w.day++
		}
	})
}

// checkMerge merges and checks everything that must hold of it.
func (w *world) checkMerge(exclude []string) {
	t := w.t
	before := cloneMaster(w.m)
	j, res, err := w.merge(w.inOrder(), exclude...)
	if err != nil {
		t.Fatal(err)
	}
	w.checkConserved(j, res)
	w.checkAuthority(before, j)
	w.checkTraceable(j)
	w.checkTaken(j)

	// Files of other units in another order: same rows, fates and conflicts.
	order := w.inOrder()
	slices.SortStableFunc(order, func(a, b int) int {
		rank := func(i int) int { return -slices.Index(w.plan.Units, w.inbox[i].ret.Unit) }
		return rank(a) - rank(b)
	})
	_, other, err := w.merge(order, exclude...)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(text(res.Master), text(other.Master)); d != "" {
		t.Fatalf("another order of files gives other rows:\n%s", d)
	}
	if d := cmp.Diff(res.Master.Conflicts, other.Master.Conflicts); d != "" {
		t.Fatalf("another order of files gives other conflicts:\n%s", d)
	}
	if d := cmp.Diff(fates(res), fates(other)); d != "" {
		t.Fatalf("another order of files gives other fates:\n%s", d)
	}

	// The same again changes nothing.
	w.keep(res)
	_, again, err := w.merge(w.inOrder())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(text(w.m), text(again.Master)); d != "" {
		t.Fatalf("merging again changes rows:\n%s", d)
	}
	if d := cmp.Diff(stateOf(w.m), stateOf(again.Master), cmp.AllowUnexported(state{}), cmpopts.EquateEmpty()); d != "" {
		t.Fatalf("merging again changes the master:\n%s\n%v", d, again.Master.Changes[len(w.m.Changes):])
	}
}

func fates(res *Result) map[string]map[master.Fate]int {
	out := map[string]map[master.Fate]int{}
	for _, c := range res.Conservation {
		out[c.File+c.Ledger] = c.Fates
	}
	return out
}

// checkConserved counts the rows of the files themselves.
func (w *world) checkConserved(j *job, res *Result) {
	rows := map[string]int{}
	for _, c := range res.Conservation {
		for _, n := range c.Fates {
			rows[c.File] += n
		}
	}
	for _, r := range j.returns {
		n := 0
		for _, list := range w.inbox[r.item.Serial-1].sheets {
			n += len(list)
		}
		if first := r.before == nil && !r.excluded; (first || r.newest) && rows[r.File] != n {
			w.t.Fatalf("%s holds %d rows, %d have a fate", r.File, n, rows[r.File])
		}
	}
}

// checkAuthority: no office column changes by a return.
func (w *world) checkAuthority(before *master.Master, j *job) {
	for _, l := range w.plan.Ledgers {
		old := map[string]*sheets.Row{}
		for _, r := range before.Rows[l] {
			old[r.ID] = r
		}
		for _, r := range j.m.Rows[l] {
			for _, c := range l.Columns {
				if !slices.Equal(c.Owners, []string{templates.OwnerOffice}) {
					continue
				}
				was := ""
				if o := old[r.ID]; o != nil {
					was = o.Values[c.Index]
				}
				if r.Values[c.Index] != was {
					w.t.Fatalf("%s %s of the office went from %q to %q", r.ID, c.Name, was, r.Values[c.Index])
				}
			}
		}
	}
}

// checkTraceable: every fate can be followed in the log or on 冲突.
func (w *world) checkTraceable(j *job) {
	logged, questions := map[string]bool{}, map[string]bool{}
	for _, c := range j.m.Changes {
		logged[c.Digest+c.Ledger+c.RowID] = true
	}
	for _, c := range j.m.Conflicts {
		questions[c.Ledger+c.RowID], questions[c.Ledger+c.Current] = true, true
	}
	for _, cl := range j.claims {
		l, id := cl.current.Ledger.Name, cl.current.ID
		switch f := j.fate(cl); f {
		case master.Adopted:
			if id != "" && !logged[cl.from.item.Digest+l+id] && j.decided[decidedKey(cl.from.Unit.Name, l, content(cl.from.Unit, cl.current))] != master.Chosen {
				w.t.Fatalf("%s %s of %s was taken, and the log does not say so", l, id, cl.from.File)
			}
		case master.Undecided:
			if !questions[l+id] {
				w.t.Fatalf("%s %s of %s waits, and nobody is asked", l, id, cl.from.File)
			}
		}
	}
	for _, r := range j.returns {
		if r.decided[master.SentBack] > 0 && !finding.HasErrors(r.Findings) && !w.hasBad(r) {
			w.t.Fatalf("%s: rows go back without a reason", r.File)
		}
	}
}

func (w *world) hasBad(r *received) bool {
	for _, list := range w.inbox[r.item.Serial-1].sheets {
		if slices.ContainsFunc(list, func(r *sheets.Row) bool { return len(r.Bad) > 0 }) {
			return true
		}
	}
	return false
}

// checkTaken: where nobody else had a say, the master holds what the newest
// return says, cell for cell.
func (w *world) checkTaken(j *job) {
	touched := map[cellKey]bool{}
	for _, c := range j.m.Changes {
		if c.By == templates.OwnerOffice || c.By == system {
			touched[cellKey{c.Ledger, c.RowID, c.Column}] = true
		}
	}
	questions := map[string]bool{}
	for _, c := range j.m.Conflicts {
		questions[c.Ledger+c.RowID] = true
	}
	for _, r := range j.returns {
		if !r.newest {
			continue
		}
		for l, list := range w.inbox[r.item.Serial-1].sheets {
			for _, row := range list {
				m := j.lines.byID[l][row.ID]
				if m == nil || len(row.Bad) > 0 || r.isRejected(row.Sheet, row.Number) || j.m.Find(l, row.ID) == nil {
					continue
				}
				if meaning := l.Role("状态").Meaning(row.Value(l.Role("状态"))); meaning == "销号" || questions[l.Name+m.ID] || m.Pending {
					continue
				}
				for _, c := range l.Columns {
					shared := false
					for _, u := range w.plan.Units {
						shared = shared || u != r.Unit && c.FilledBy(u) && l.Gives(m.Record, u, m.Source.Unit)
					}
					for _, i := range j.history[cellKey{l.Name, m.ID, c.Name}] {
						// Taken from a form older than the one at hand, which left the cell alone.
						ch := j.m.Changes[i]
						shared = shared || ch.Digest != "" && j.issues[ch.Digest] < r.Issue
					}
					if c.FilledBy(r.Unit) && c.Computed == nil && !shared && !touched[cellKey{l.Name, m.ID, c.Name}] && m.Values[c.Index] != row.Values[c.Index] {
						w.t.Fatalf("%s of %s says %q of %s %s, the master %q\n%s", r.File, r.Unit.Name, row.Values[c.Index], m.ID, c.Name, m.Values[c.Index], j.story(m, c))
					}
				}
			}
		}
	}
}

// story is what the log says of a cell.
func (j *job) story(row *sheets.Row, c *templates.Column) string {
	var b strings.Builder
	for _, i := range j.history[cellKey{c.Ledger.Name, row.ID, c.Name}] {
		ch := j.m.Changes[i]
		fmt.Fprintf(&b, "merge %d %s by %s of %s: %q -> %q\n", ch.Merge, ch.Kind, ch.By, ch.File, ch.Old, ch.New)
	}
	for _, r := range j.returns {
		fmt.Fprintf(&b, "%s %s issue %d received %s newest %v excluded %v\n", r.File, r.Unit.Name, r.Issue, r.received, r.newest, r.excluded)
	}
	return b.String()
}

// TestUnbalanced: a row counted twice or not at all stops a merge.
func TestUnbalanced(t *testing.T) {
	for name, spoil := range map[string]func(*job){
		"a row twice":       func(j *job) { j.decide(j.returns[0], 0, master.Adopted) },
		"a row lost":        func(j *job) { j.claims = j.claims[1:] },
		"a row not counted": func(j *job) { j.counts[0].Returned++ },
		"a sheet not read":  func(j *job) { j.returns[0].rows++ },
	} {
		t.Run(name, func(t *testing.T) {
			c := newCampaign(t)
			c.fillIn("甲科", "甲.xlsx", "措施", "1-1", "进展=开了会")
			j := newJob(context.Background(), c.input())
			var err error
			if j.checker, err = check.New(c.plan); err != nil {
				t.Fatal(err)
			}
			if err := j.load(); err != nil {
				t.Fatal(err)
			}
			if j.returns, err = j.known(); err != nil {
				t.Fatal(err)
			}
			j.take(j.newest())
			j.resolve()
			j.newcomers()
			if name != "a row lost" {
				j.decideAll()
			}
			spoil(j)
			if name == "a row lost" {
				j.decideAll()
			}
			if err := j.balance(); fmt.Sprint(err) == "<nil>" {
				t.Fatal("nobody noticed")
			}
		})
	}
}

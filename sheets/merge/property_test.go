package merge

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"taizhang/sheets/check"
	"taizhang/sheets/master"
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
		w.careful = rapid.Bool().Draw(rt, "careful")
		for range rapid.IntRange(2, 5).Draw(rt, "merges") {
			for range rapid.IntRange(0, 3).Draw(rt, "edits") {
				rapid.SampledFrom([]func(){w.office, w.decide, w.lift}).Draw(rt, "office")()
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
			if rapid.Bool().Draw(rt, "another day") {
				w.day++
			}
		}
	})
	t.Logf("%d merges predicted what the next one says; %d units' books were not read again", predicted, fromCache)
}

// checkMerge merges and checks everything that must hold of it.
func (w *world) checkMerge(exclude []string) {
	t := w.t
	before := cloneMaster(w.m)
	j, res, err := w.merge(w.inOrder(), exclude...)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range w.plan.Ledgers {
		seen := map[string]bool{}
		for _, r := range res.Master.Rows[l] {
			if seen[r.ID] {
				t.Fatalf("two rows of %s are %s", l.Name, r.ID)
			}
			seen[r.ID] = true
		}
	}
	w.checkConserved(j, res)
	w.checkAuthority(before, j)
	w.checkTraceable(j)
	w.checkKept(before, j)
	w.checkReports(before, j)

	w.checkCached(res, exclude)
	for _, f := range j.all {
		if f.cached != nil && f.books[0].issued == nil {
			fromCache++
		}
	}

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
	w.checkCached(again, nil)
	if res.next != nil {
		predicted++
		if d := cmp.Diff(res.next, again.Said(), cmp.AllowUnexported(Count{}), cmpopts.IgnoreFields(Said{}, "Same"), cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("merging again says something else than was predicted:\n%s", d)
		}
	}
	if d := cmp.Diff(stateOf(w.m), stateOf(again.Master), cmp.AllowUnexported(state{}), cmpopts.EquateEmpty()); d != "" {
		t.Fatalf("merging again changes the master:\n%s\n%v", d, again.Master.Changes[len(w.m.Changes):])
	}
}

// checkCached: books that were not read again come to the same as if they were.
func (w *world) checkCached(res *Result, exclude []string) {
	w.uncached = true
	_, afresh, err := w.merge(w.inOrder(), exclude...)
	w.uncached = false
	if err != nil {
		w.t.Fatal(err)
	}
	if d := cmp.Diff(afresh.Said(), res.Said(), cmp.AllowUnexported(Count{}), cmpopts.EquateEmpty()); d != "" {
		w.t.Fatalf("books that were not read again come to something else:\n%s", d)
	}
	if d := cmp.Diff(text(afresh.Master), text(res.Master)); d != "" {
		w.t.Fatalf("rows differ where books were not read again:\n%s", d)
	}
	if d := cmp.Diff(stateOf(afresh.Master), stateOf(res.Master), cmp.AllowUnexported(state{}), cmpopts.EquateEmpty()); d != "" {
		w.t.Fatalf("the master differs where books were not read again:\n%s", d)
	}
	if d := cmp.Diff(afresh.Fingerprint(), res.Fingerprint()); d != "" {
		w.t.Fatal(d)
	}
}

var fromCache int // units' books

var predicted int // merges that predicted what the next one says

func fates(res *Result) map[string]map[master.Fate]int {
	out := map[string]map[master.Fate]int{}
	for _, c := range res.Conservation {
		out[c.File+c.Ledger] = c.Fates
	}
	return out
}

// TestUnbalanced: a row counted twice or not at all stops a merge.
func TestUnbalanced(t *testing.T) {
	for name, spoil := range map[string]func(*job){
		"a row twice":       func(j *job) { j.counts[0].Fates[master.Adopted]++ },
		"a row lost":        func(j *job) { j.returns[0].decided[master.Unchanged]-- },
		"a row not counted": func(j *job) { j.counts[0].Returned++ },
		"a sheet not read":  func(j *job) { j.returns[0].rows++ },
		"a row without any": func(j *job) { j.counts[0].Fates[""]++; j.counts[0].Fates[master.Unchanged]-- },
	} {
		t.Run(name, func(t *testing.T) {
			c := newCampaign(t)
			c.fillIn("甲科", "甲.xlsx", "措施", "1-1", "进展=开了会")
			j := newJob(t.Context(), c.input())
			var err error
			if j.checker, err = check.New(c.plan); err != nil {
				t.Fatal(err)
			}
			if err := j.load(); err != nil {
				t.Fatal(err)
			}
			if _, err := run(j); err != nil {
				t.Fatal(err)
			}
			if err := j.balance(); err != nil {
				t.Fatal(err)
			}
			spoil(j)
			if err := j.balance(); !errors.Is(err, ErrUnbalanced) {
				t.Fatal("nobody noticed")
			}
		})
	}
}

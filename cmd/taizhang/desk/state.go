package desk

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"taizhang/reports"
	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/check"
	"taizhang/sheets/deadline"
	"taizhang/sheets/figure"
	"taizhang/sheets/issue"
	"taizhang/sheets/master"
	"taizhang/sheets/merge"
	"taizhang/sheets/origin"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// state is a campaign as it stands on disk, read once for all pages.
type state struct {
	dir    campaign.Dir
	stamp  string
	plan   *templates.Plan
	asOf   string
	err    error // why nothing more could be read
	master *master.Master
	none   error // why there is no master, if there is none
	set    *figure.Set
	checks []figure.Check
	day    *deadline.Day
	units  []returns.Unit
	ledger []finding.Finding // about the merged whole
	nil    map[string]returns.NilReports
	unread []campaign.Unread
	inbox  []string
	byID   map[*templates.Ledger]map[string]*sheets.Row
	hay    map[*templates.Ledger]*haystack

	tracing   sync.Mutex
	tracer    origin.Tracer
	originals sync.Map // paths of kept copies by digest, "" where there is none
	exams     sync.Map // what a merge would do, by the files left out

	noticesOnce sync.Once
	noticesErr  error
	filled      map[bool]reports.Filled // by whether it is the public notice

	once  sync.Once
	waits []decision

	last changed                              // by the last merge
	own  map[string]map[*templates.Ledger]own // by unit
	// What the master does not hold yet: files of the inbox and the archive, and what the
	// office wrote.
	unmergedFiles, unmergedEdits []finding.Finding
	dueOnce                      sync.Once
	dues                         due

	ctx         context.Context
	historyOnce sync.Once
	past        []past
	wallOnce    sync.Once
	wall        []section
	wallErr     error
}

// read reads a campaign for the pages.
func read(ctx context.Context, dir campaign.Dir, day string) *state {
	st := &state{ctx: ctx, dir: dir, byID: map[*templates.Ledger]map[string]*sheets.Row{}}
	st.inbox, st.unread, _ = dir.InboxFiles()
	if st.plan, st.err = issue.ReadPlan(dir); st.err != nil {
		return st
	}
	if st.asOf = st.plan.Param(templates.ParamAsOf); day != "" {
		st.asOf = day
	}
	if st.asOf == "" {
		st.asOf = time.Now().Format(time.DateOnly)
	}
	st.plan.SetAsOf(st.asOf)
	m, stale, err := merge.Stale(ctx, dir, st.plan)
	if st.err = err; err != nil {
		return st
	}
	for _, f := range stale {
		if f.Sheet == "" && f.File != master.FileName {
			st.unmergedFiles = append(st.unmergedFiles, f)
		} else {
			st.unmergedEdits = append(st.unmergedEdits, f)
		}
	}
	if m == nil {
		m, err = master.Open(ctx, dir, st.plan)
	}
	if errors.Is(err, master.ErrNoMaster) {
		st.none = err
		m, err = master.New(st.plan), nil
		m.Arrange()
	}
	if st.err = err; err != nil {
		return st
	}
	st.err = st.follow(ctx, m)
	return st
}

// follow is what the pages say of a master.
func (st *state) follow(ctx context.Context, m *master.Master) error {
	st.master = m
	st.set = m.Figures()
	data := st.set.Data()
	for _, f := range st.plan.Figures {
		st.set.Get(f) // formulas too, for pages look at them at once
	}
	st.checks = st.set.Checks()
	st.day = deadline.On(st.asOf, data)
	st.tracer = origin.New(ctx, st.dir, st.plan, m, st.set)
	st.hay = map[*templates.Ledger]*haystack{}
	for _, l := range st.plan.Ledgers {
		st.hay[l] = newHaystack(m.Rows[l])
		st.byID[l] = make(map[string]*sheets.Row, len(m.Rows[l]))
		for _, r := range m.Rows[l] {
			st.byID[l][r.ID] = r
		}
	}
	checker, err := check.New(st.plan)
	if err != nil {
		return err
	}
	facts, err := check.Known(ctx, st.dir, m, st.set, st.asOf)
	if err != nil {
		return err
	}
	st.units, st.nil = facts.Returns, facts.Nil
	if st.none == nil {
		st.ledger = checker.Master(ctx, st.set, facts)
		finding.Sort(st.ledger)
	}
	st.due()
	st.countOwn()
	st.last = st.lastMerge()
	st.decisions() // the notices are filled for it: better now than while a page waits
	return nil
}

// unit is where a unit stands; nil for one of which nothing is asked.
func (st *state) unit(name string) *returns.Unit {
	if i := slices.IndexFunc(st.units, func(u returns.Unit) bool { return u.Name == name }); i >= 0 {
		return &st.units[i]
	}
	return nil
}

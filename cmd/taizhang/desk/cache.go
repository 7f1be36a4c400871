package desk

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"taizhang/reports"
	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/check"
	"taizhang/sheets/deadline"
	"taizhang/sheets/figure"
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
	stale  []finding.Finding // what the master does not hold yet
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

	last    changed           // by the last merge
	files   []finding.Finding // of stale, those about files
	edits   []finding.Finding // and those about what the office wrote
	dueOnce sync.Once
	dues    due

	ctx         context.Context
	historyOnce sync.Once
	past        []past
	wallOnce    sync.Once
	wall        []section
	wallErr     error
}

// cache holds the state until a file it was read from changes.
type cache struct {
	s       *Server
	mu      sync.Mutex
	now     *state
	loading chan bool
}

func newCache(s *Server) *cache { return &cache{s: s} }

func (c *cache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = nil
}

// patience is how long a page waits for the state before it says that it is
// being read.
const patience = 120 * time.Millisecond

// get is the state as the files are now; nil while it is being read.
func (c *cache) get(ctx context.Context) *state {
	dir, day := c.s.campaign(), c.s.chosenDay()
	stamp := stampOf(dir) + day
	c.mu.Lock()
	if c.now != nil && c.now.stamp == stamp {
		defer c.mu.Unlock()
		return c.now
	}
	if c.loading == nil {
		c.loading = make(chan bool)
		go c.load(dir, day, stamp, c.loading)
	}
	wait := c.loading
	c.mu.Unlock()
	select {
	case <-wait:
	case <-ctx.Done():
		return nil
	case <-time.After(patience):
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now == nil || c.now.stamp != stamp { // what was being read was older than the files
		return nil
	}
	return c.now
}

func (c *cache) load(dir campaign.Dir, day, stamp string, done chan bool) {
	st := read(c.s.ctx, dir, day)
	st.stamp = stamp
	c.mu.Lock()
	c.loading = nil
	if dir == c.s.campaign() {
		c.now = st
	}
	c.mu.Unlock()
	close(done)
	c.s.hub.send("ready", "")
}

// stampOf changes with every file that the pages are made of.
func stampOf(dir campaign.Dir) string {
	h := fnv.New64a()
	add := func(path string, info fs.FileInfo) {
		fmt.Fprintf(h, "%s %d %d\n", path, info.Size(), info.ModTime().UnixNano())
	}
	for _, path := range []string{dir.Plan(), dir.Master(), dir.Path(campaign.NoticeFile)} {
		if info, err := os.Stat(path); err == nil {
			add(path, info)
		}
	}
	for _, folder := range []string{campaign.Inbox, campaign.SentBack, campaign.Summary, campaign.Papers, filepath.Join(campaign.Issued, campaign.History)} {
		_ = filepath.WalkDir(dir.Path(folder), func(path string, e fs.DirEntry, err error) error {
			if err != nil {
				return nil
			}
			if e.IsDir() && e.Name() == campaign.Archive { // what comes in there came through the inbox
				return filepath.SkipDir
			}
			if info, err := e.Info(); err == nil && (!e.IsDir() || path == dir.Path(folder)) {
				add(path, info)
			}
			return nil
		})
	}
	return fmt.Sprintf("%x ", h.Sum64())
}

// read reads a campaign for the pages.
func read(ctx context.Context, dir campaign.Dir, day string) *state {
	st := &state{ctx: ctx, dir: dir, byID: map[*templates.Ledger]map[string]*sheets.Row{}}
	st.inbox, st.unread, _ = dir.InboxFiles()
	if st.plan, st.err = templates.ReadWorkbook(dir.Plan()); st.err != nil {
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
	if st.stale, st.err = stale, err; err != nil {
		return st
	}
	for _, f := range stale {
		if f.Sheet == "" && f.File != master.FileName {
			st.files = append(st.files, f)
		} else {
			st.edits = append(st.edits, f)
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
	data := m.Data()
	st.set = figure.New(data)
	for _, f := range st.plan.Figures {
		st.set.Get(f) // once, for all who look later
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
	st.last = st.lastMerge()
	st.decisions() // the notices are filled for it: better now than while a page waits
	return nil
}

// unmergedFiles are those of the inbox and the archive that no merge has read.
func (st *state) unmergedFiles() []finding.Finding { return st.files }

// unmergedEdits are what the office wrote and no merge has read.
func (st *state) unmergedEdits() []finding.Finding { return st.edits }

// unit is where a unit stands; nil for one of which nothing is asked.
func (st *state) unit(name string) *returns.Unit {
	if i := slices.IndexFunc(st.units, func(u returns.Unit) bool { return u.Name == name }); i >= 0 {
		return &st.units[i]
	}
	return nil
}

// exam is what a merge would do now: read once, when a page asks.
type exam struct {
	mu      sync.Mutex
	begun   bool
	result  *merge.Result
	preview *merge.Preview
	found   []finding.Finding // about the returns and the ledger, in order
	err     error
	done    bool
}

func (st *state) examOf(exclude string) *exam {
	e, _ := st.exams.LoadOrStore(exclude, &exam{})
	return e.(*exam)
}

// examined is the merge in memory without a file, if one is named; nil while it is
// being made. It archives what came in, as every merge does first, and changes
// nothing else.
func (s *Server) examined(st *state, exclude string) (res *merge.Result, p *merge.Preview, err error) {
	e := st.examOf(exclude)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.done || e.begun {
		return e.result, e.preview, e.err
	}
	ready := make(chan bool)
	_, err = s.jobs.begin("读收到的表", "", nil, func(ctx context.Context, j *job) int {
		defer close(ready)
		res, err := s.examine(ctx, st, exclude, j)
		e.mu.Lock()
		defer e.mu.Unlock()
		if ctx.Err() != nil {
			e.begun = false
			return codeInterrupted
		}
		e.result, e.err, e.done = res, err, true
		if err == nil {
			e.preview = res.Preview()
			e.found = slices.Concat(res.Findings, res.LedgerFindings)
			finding.Sort(e.found)
		}
		return codeDone
	})
	if err != nil {
		return nil, nil, nil // another job is under way: the page comes again
	}
	e.begun = true
	e.mu.Unlock()
	select {
	case <-ready:
	case <-time.After(patience):
	}
	e.mu.Lock()
	return e.result, e.preview, e.err
}

func (s *Server) examine(ctx context.Context, st *state, exclude string, j *job) (*merge.Result, error) {
	unlock, err := st.dir.Lock("看预览")
	if err != nil {
		return nil, err
	}
	defer unlock()
	progress := j.progress(s)
	plan, err := templates.ReadWorkbook(st.dir.Plan()) // a merge changes what it works on
	if err != nil {
		return nil, err
	}
	plan.SetAsOf(st.asOf)
	in := merge.Input{Dir: st.dir, Plan: plan, AsOf: st.asOf, Lines: true, Progress: func(done, total, _ int) { progress("读收到的表", done, total) }}
	if exclude != "" {
		in.Exclude = []string{exclude}
	}
	return merge.Run(ctx, in)
}

package merge

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/check"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// job is one merge under way.
type job struct {
	ctx context.Context
	Input
	m         *master.Master
	serial    int // of this merge, above every number in 历史
	before    state
	checker   *check.Checker
	written   *master.Master  // the master as the last merge wrote it
	returns   []*received     // in the order received
	all       []*filings      // the same by unit
	unread    int             // entries of the inbox that are no returns
	cached    []cachedFilings // of which the next merge has nothing new to say
	predicted bool            // that it has nothing to say at all
	counts    []Count
	findings  []finding.Finding
	notes     []func() finding.Finding // about rows of the master
	lines     *lines
	refused   map[*sheets.Row]bool  // closed by hand, and not to be closed yet
	madeBy    map[*sheets.Row]*line // the rows added by this merge

	history *master.History
	chosen  map[string]bool          // lines of files that a person chose
	decided map[string]master.Change // what a person decided about new rows in conflict
	issues  map[string]int           // issue number by digest
	heard   map[string]int           // the merge that first took something of a file, by digest
	gone    map[string]bool          // digests of excluded files
	touched map[cellKey]bool         // rows of which this merge took something back
	removed []*sheets.Row            // rows that this merge took back whole
	papers  []string                 // files of papers that this merge took off the register
	out     map[*sheets.Row]bool     // rows that sweep takes out of the master
	byID    map[*templates.Ledger]map[string]*sheets.Row
	asked   map[rowKey]bool // rows that a question is open about
	ties    map[*templates.Ledger][][]int
	// nothingNew: no file, no plan, no edit since the last merge. What went back
	// then goes back again.
	nothingNew bool
	seen       []Line // for a preview

	reader func(*received)             // reads rows and base; tests put their own
	known  func() ([]*received, error) // what was received; tests put their own
}

// Run merges and returns the new master without writing it.
func Run(ctx context.Context, in Input) (*Result, error) {
	j := newJob(ctx, in)
	checker, err := check.New(in.Plan)
	if err != nil {
		return nil, err
	}
	j.checker = checker
	if err := j.load(); err != nil {
		return nil, err
	}
	if err := j.decide(); err != nil {
		return nil, err
	}
	j.predict(j.all)
	j.release()
	return j.finish()
}

func newJob(ctx context.Context, in Input) *job {
	j := &job{ctx: ctx, Input: in, refused: map[*sheets.Row]bool{}, madeBy: map[*sheets.Row]*line{}, touched: map[cellKey]bool{}, issues: map[string]int{}, out: map[*sheets.Row]bool{}, byID: map[*templates.Ledger]map[string]*sheets.Row{}, ties: map[*templates.Ledger][][]int{}}
	j.reader, j.known = j.readFile, j.receive
	return j
}

// decide is the whole merge, from the office's edits to the counts.
func (j *job) decide() error {
	j.officeEdits()
	j.settle()
	j.joinUnits()
	returns, err := j.known()
	if err != nil {
		return err
	}
	j.returns = returns
	j.takeBackDay()
	j.revert()
	j.nothingNew = len(j.Exclude) == 0 && j.m.Version == j.Plan.Version && j.m.AsOf == j.AsOf && len(j.m.Changes) == j.before.changes && len(j.touched)+len(j.removed) == 0 &&
		!slices.ContainsFunc(returns, func(r *received) bool { return !r.known() && !r.Refused && r.Unit != nil })
	all := j.filings()
	j.all = all
	if j.take(all); j.ctx.Err() != nil {
		return j.ctx.Err()
	}
	j.recheck()
	j.gate(false)
	records, lines := gather(all)
	j.forget(records)
	j.decideRecords(records)
	j.newRows(lines)
	j.recheck()
	j.gate(true)
	j.dropAnswered()
	j.twins()
	j.suspects()
	j.tell()
	j.countFates()
	return cmp.Or(j.balance(), j.ctx.Err())
}

// release lets go of what only the decisions needed, before the whole is checked.
func (j *job) release() {
	for _, r := range j.returns {
		r.lines, r.issued = nil, nil
		if r.Return != nil {
			r.Return.Sheets = nil
		}
	}
	j.all, j.lines, j.history, j.written = nil, nil, nil, nil
	j.madeBy, j.byID = nil, nil
}

// gather sorts the lines that are to be decided: those that mean one record
// together, and those that mean a new one.
func gather(all []*filings) (records []*claims, lines []*line) {
	at := map[*sheets.Row]*claims{}
	for _, f := range all {
		for _, r := range slices.Backward(f.books) { // the oldest first
			for _, ln := range r.lines {
				switch {
				case ln.old || ln.back || ln.superseded:
				case ln.record == nil:
					lines = append(lines, ln)
				default:
					if at[ln.record] == nil {
						at[ln.record] = &claims{record: ln.record}
						records = append(records, at[ln.record])
					}
					at[ln.record].lines = append(at[ln.record].lines, ln)
				}
			}
		}
	}
	return records, lines
}

// tell collects what the books' units have to know.
func (j *job) tell() {
	for _, r := range j.returns {
		if !r.current {
			continue
		}
		r.tellKept()
		r.Findings = check.OnePerCell(r.Findings)
		j.findings = append(j.findings, r.Findings...)
	}
}

// load reads the master and the copy of it that the last merge wrote.
func (j *job) load() error {
	m, err := j.open()
	switch {
	case errors.Is(err, master.ErrLost):
		if m, err = j.recover(); err == nil {
			err = m.LookBack(j.ctx, j.Dir)
		}
	case errors.Is(err, master.ErrNoMaster):
		m, err = master.New(j.Plan), nil
	}
	if err != nil {
		return err
	}
	if m.Serial == 0 { // without its hidden sheet it is what the newest copy became
		m.Serial = j.Dir.LastSerial()
	}
	j.m, j.serial = m, max(m.Serial, j.Dir.LastSerial())+1
	for _, name := range m.Strange {
		j.warn(finding.Finding{Severity: finding.Warning, Code: "总台账", File: master.FileName, Sheet: name,
			Message: fmt.Sprintf("工作表“%s”不是总台账的表，不会带到新的总台账里。", name), Fix: "请另存到别的工作簿；改动过的总台账整份留在“" + campaign.Ledger + "/" + campaign.History + "”。"})
	}
	var gaps []master.Gap
	if m.Serial > 0 && !j.untouched() {
		if j.written, err = master.Read(j.ctx, j.Dir.MasterAsWritten(m.Serial), j.Plan); err != nil {
			j.warn(finding.Finding{Severity: finding.Warning, Code: "留底", File: master.FileName,
				Message: fmt.Sprintf("“%s/%s”里没有第 %d 次合并的留底，分不清总台账里哪些是手工改的，都照现有内容。", campaign.Ledger, campaign.History, m.Serial), Fix: "请恢复“历史”里的文件。"})
		}
		if gaps, err = m.Restore(j.written); err != nil {
			return err
		}
	}
	j.findings = append(j.findings, m.Doubts...)
	j.before = stateOf(m)
	j.index()
	for _, g := range gaps {
		j.warn(g.Finding())
		j.log(master.Change{Kind: master.Restored, By: system, Ledger: g.Sheet, Column: g.Column, Old: g.Found, New: g.Column, File: master.FileName, Sheet: g.Sheet})
	}
	j.renamed()
	return nil
}

// open reads the master, unless it is at hand as it stands.
func (j *job) open() (*master.Master, error) {
	if j.m = j.Read; j.m != nil && j.untouched() {
		return j.m, nil
	}
	return master.OpenEdited(j.ctx, j.Dir, j.Plan)
}

// renamed logs the values whose names the plan has changed.
func (j *job) renamed() {
	for _, r := range j.m.Renamed {
		if r.Row.ID == "" {
			continue // typed in just now
		}
		j.log(master.Change{Kind: master.Renamed, By: system, Ledger: r.Column.Ledger.Name, RowID: r.Row.ID, Column: r.Column.Name,
			Old: r.Old, New: r.Row.Value(r.Column), File: master.FileName, Sheet: r.Row.Sheet, Cell: r.Row.Cell(r.Column)})
	}
}

// recover starts from the newest copy in 历史 if the master itself is gone, as
// after a merge that was cut off.
func (j *job) recover() (*master.Master, error) {
	m, name, err := master.Newest(j.ctx, j.Dir, j.Plan)
	if err != nil {
		return nil, err
	}
	j.warn(finding.Finding{Severity: finding.Warning, Code: "总台账", File: master.FileName,
		Message: fmt.Sprintf("总台账不见了，已从“%s/%s/%s”（第 %d 次合并，截至 %s）恢复。", campaign.Ledger, campaign.History, name, m.Serial, m.AsOf),
		Fix:     "在那以后手工改过的内容要重新填写；找得到原来那一份的，请放回原处再合并；要从头合并的，请把“历史”里的总台账一起移走。"})
	return m, nil
}

// finish numbers the rows and checks the whole.
func (j *job) finish() (*Result, error) {
	res := &Result{Master: j.m, Conservation: j.counts, Lines: j.seen, papers: j.papers, serial: j.serial, before: j.before.changes}
	j.receipts()
	j.m.AsOf, j.m.Version = j.AsOf, j.Plan.Version
	j.m.Arrange()
	j.m.Missing = nil
	set := j.m.Count()
	facts, err := check.Known(j.ctx, j.Dir, j.m, set, j.AsOf)
	if err != nil {
		return nil, err
	}
	var parts []master.Awaited // after the units of which nothing came
	for _, u := range facts.Returns {
		switch missing := u.Missing(); {
		case len(missing) == 0:
			continue
		case len(missing) == len(u.Parts):
			j.m.Missing = append(j.m.Missing, master.Awaited{Unit: u.Name})
		default:
			parts = append(parts, master.Awaited{Unit: u.Name, Restricted: missing[0].Restricted})
		}
		res.Missing = append(res.Missing, u)
	}
	j.m.Missing = append(j.m.Missing, parts...)
	for _, r := range j.returns {
		res.Returns = append(res.Returns, Return{r.Return, r.item.Path, r.current, r.rows})
	}
	res.Findings, res.LedgerFindings = j.findings, j.checker.Master(j.ctx, set, facts)
	for _, note := range j.notes {
		res.LedgerFindings = append(res.LedgerFindings, note())
	}
	res.LedgerFindings = check.OnePerCell(res.LedgerFindings)
	finding.Sort(res.Findings)
	res.Same = j.same()
	if res.cached = j.cached; j.predicted && !res.Same {
		res.next = res.nextSaid()
	}
	return res, j.ctx.Err()
}

func (j *job) warn(f finding.Finding) { j.findings = append(j.findings, f) }

// about notes a finding at a row of the master; its cell is known once the rows
// are arranged.
func (j *job) about(row *sheets.Row, s finding.Severity, code string, c *templates.Column, message, fix string) {
	j.notes = append(j.notes, func() finding.Finding { return row.Finding(s, code, c, message, fix) })
}

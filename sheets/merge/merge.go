package merge

import (
	"errors"
	"fmt"
	"os"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/check"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// Input is what a merge works on.
type Input struct {
	Dir     campaign.Dir
	Plan    *templates.Plan
	AsOf    string   // ISO date
	Exclude []string // files (or digests) whose values are taken back
	// Files, if any, are looked at instead of the inbox, as validate FILE does.
	Files []string
	// Progress, if set, is called after each unit's file is read.
	Progress func(done, total int)
}

// Result is what a merge did.
type Result struct {
	Master *master.Master
	// Findings are about the returns, LedgerFindings about the merged whole.
	Findings       []finding.Finding
	LedgerFindings []finding.Finding
	Conservation   []Count
	Missing        []returns.Unit // units that have not returned everything
	Returns        []Return
	// Same says that the master already holds all of it.
	Same bool
}

// Reverted counts what this merge took back.
func (r *Result) Reverted() (n int) {
	for _, c := range r.Master.Changes {
		if c.Kind == master.Reverted && c.Merge == r.Master.Serial {
			n++
		}
	}
	return n
}

// Return is one file ever received, and whether it is its unit's newest. Its
// rows are not kept.
type Return struct {
	*intake.Return
	Path   string
	Newest bool
	rows   int
}

// Rows counts the data rows that were read.
func (r Return) Rows() int { return r.rows }

// Count is the fate of every row of one ledger in one return.
type Count struct {
	File     string              `json:"file"`
	Unit     string              `json:"unit"`
	Ledger   string              `json:"ledger"`
	Returned int                 `json:"returned"`
	Fates    map[master.Fate]int `json:"fates"`
	Ignored  []intake.Ignored    `json:"ignored,omitempty"`
}

// job is one merge under way.
type job struct {
	Input
	m        *master.Master
	before   state
	checker  *check.Checker
	written  *master.Master // the master as the last merge wrote it
	returns  []*received    // in the order received
	counts   []Count
	findings []finding.Finding
	notes    []func() finding.Finding // about rows of the master
	lines    *lines
	claims   []*claim
	later    []newcomer
	refused  map[*sheets.Row]bool // closed by hand, and not to be closed yet
	fresh    map[*sheets.Row]bool // rows added by this merge

	history map[cellKey][]int            // changes by cell, as indices into m.Changes
	adopted map[string]bool              // rows of files taken before
	decided map[string]master.ChangeKind // what a person decided about new rows in conflict
	issues  map[string]int               // issue number by digest
	gone    map[string]bool              // digests of excluded files
	reader  func(*received)              // reads rows and base; tests put their own
	known   func() ([]*received, error)  // what was received; tests put their own
}

// Run merges and returns the new master without writing it.
func Run(in Input) (*Result, error) {
	j := newJob(in)
	checker, err := check.New(in.Plan)
	if err != nil {
		return nil, err
	}
	j.checker = checker
	if err := j.load(); err != nil {
		return nil, err
	}
	return j.run()
}

func newJob(in Input) *job {
	j := &job{Input: in, refused: map[*sheets.Row]bool{}}
	j.reader, j.known = j.readFile, j.receive
	return j
}

// run is the whole merge, from the office's edits to the counts.
func (j *job) run() (*Result, error) {
	j.officeEdits()
	j.settle()
	returns, err := j.known()
	if err != nil {
		return nil, err
	}
	j.returns = returns
	j.revert()
	j.take(j.newest())
	j.resolve()
	j.newcomers()
	j.recheck()
	j.gate(false)
	j.resolve() // what the gate decided is no question any more
	j.gate(true)
	j.ask()
	j.twins()
	j.suspects()
	j.decideAll()
	if err := j.balance(); err != nil {
		return nil, err
	}
	return j.finish()
}

// load reads the master and the copy of it that the last merge wrote.
func (j *job) load() error {
	m, err := master.Read(j.Dir.Master(), j.Plan)
	if errors.Is(err, os.ErrNotExist) {
		m, err = j.recover()
	}
	if err != nil {
		return err
	}
	j.m = m
	j.before = stateOf(m)
	j.findings = append(j.findings, m.Doubts...)
	for _, name := range m.Strange {
		j.warn(finding.Finding{Severity: finding.Warning, Code: "总台账", File: master.FileName, Sheet: name,
			Message: fmt.Sprintf("工作表“%s”不是总台账的表，不会带到新的总台账里。", name), Fix: "请另存到别的工作簿；改动过的总台账整份留在“4-总台账/历史”。"})
	}
	if m.Serial > 0 && !j.untouched() {
		if j.written, err = master.Read(j.Dir.MasterAsWritten(m.Serial), j.Plan); err != nil {
			j.warn(finding.Finding{Severity: finding.Warning, Code: "留底", File: master.FileName,
				Message: fmt.Sprintf("“4-总台账/历史”里没有第 %d 次合并的留底，分不清总台账里哪些是手工改的，都照现有内容。", m.Serial), Fix: "请恢复“历史”里的文件。"})
		}
	}
	j.index()
	return nil
}

// untouched reports whether the master is, byte for byte, what the last merge
// wrote: then there is nothing to look for that the office did.
func (j *job) untouched() bool {
	now, err := intake.Digest(j.Dir.Master())
	if err != nil {
		return false
	}
	then, err := intake.Digest(j.Dir.MasterAsWritten(j.m.Serial))
	return err == nil && now == then
}

// recover starts from the newest copy in 历史 if the master itself is gone, as
// after a merge that was cut off; a new campaign starts from the plan's seeds.
func (j *job) recover() (*master.Master, error) {
	serial := 0
	for {
		if _, err := os.Stat(j.Dir.MasterAsWritten(serial + 1)); err != nil {
			break
		}
		serial++
	}
	if serial == 0 {
		return master.New(j.Plan), nil
	}
	j.warn(finding.Finding{Severity: finding.Warning, Code: "总台账", File: master.FileName,
		Message: fmt.Sprintf("总台账不见了，已从“4-总台账/历史”的第 %d 份恢复。", serial), Fix: "要从头合并的，请把“历史”里的总台账一起移走。"})
	return master.Read(j.Dir.MasterAsWritten(serial), j.Plan)
}

// finish numbers the rows and checks the whole.
func (j *job) finish() (*Result, error) {
	res := &Result{Master: j.m, Conservation: j.counts}
	j.receipts()
	j.m.AsOf, j.m.Version = j.AsOf, j.Plan.Version
	j.m.Arrange()
	j.m.Missing = nil
	facts, err := check.Known(j.Dir, j.m, j.AsOf)
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
		res.Returns = append(res.Returns, Return{r.Return, r.item.Path, r.newest, r.rows})
	}
	res.Findings, res.LedgerFindings = j.findings, j.checker.Master(j.m.Data(), facts)
	for _, note := range j.notes {
		res.LedgerFindings = append(res.LedgerFindings, note())
	}
	res.LedgerFindings = check.OnePerCell(res.LedgerFindings)
	finding.Sort(res.Findings)
	res.Same = j.same()
	return res, nil
}

func (j *job) warn(f finding.Finding) { j.findings = append(j.findings, f) }

// about notes a finding at a row of the master; its cell is known once the rows
// are arranged.
func (j *job) about(row *sheets.Row, s finding.Severity, code string, c *templates.Column, message, fix string) {
	j.notes = append(j.notes, func() finding.Finding { return row.Finding(s, code, c, message, fix) })
}

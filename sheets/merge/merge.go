package merge

import (
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"

	"taizhang/sheets/atomicfile"
	"taizhang/sheets/campaign"
	"taizhang/sheets/check"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// Input is what a merge works on.
type Input struct {
	Dir     campaign.Dir
	Plan    *templates.Plan
	AsOf    string   // ISO date
	Exclude []string // files (or digests) whose values are taken back
	// Files, if any, are looked at instead of the inbox, as validate FILE does.
	Files []string
	// Progress, if set, is called after each file read.
	Progress func(done, total int)
}

// Result is what a merge did.
type Result struct {
	Master *master.Master
	// Findings are about the returns, LedgerFindings about the merged whole.
	Findings       []templates.Finding
	LedgerFindings []templates.Finding
	Conservation   []Count
	Missing        []*templates.Unit // units that have returned nothing
	Returns        []Return
	// Same says that the master already holds all of it.
	Same bool
}

// Return is one file that was read, and whether it is its unit's newest.
type Return struct {
	*intake.Return
	Path   string
	Newest bool
}

// Count is the fate of every row of one ledger in one return.
type Count struct {
	File     string              `json:"file"`
	Unit     string              `json:"unit"`
	Ledger   string              `json:"ledger"`
	Returned int                 `json:"returned"`
	Fates    map[master.Fate]int `json:"fates"`
	Ignored  []intake.Ignored    `json:"ignored,omitempty"`
}

// ErrUnbalanced says that rows were lost or counted twice: a fault of the
// program, never of the data. Nothing has been written.
var ErrUnbalanced = errors.New("守恒不平：有的行没有去向或算了两次，合并已停止，总台账没有改动")

// job is one merge under way.
type job struct {
	Input
	m        *master.Master
	before   state
	checker  *check.Checker
	written  *master.Master // the master as the last merge wrote it
	returns  []*received
	counts   []Count
	findings []templates.Finding
	notes    []func() templates.Finding // about rows of the master
	history  map[cellKey][]int          // changes by cell, as indices into m.Changes
	adopted  map[string]bool            // digest, ledger and row id of rows taken before
}

// Run merges and returns the new master without writing it.
func Run(in Input) (*Result, error) {
	j := &job{Input: in}
	checker, err := check.New(in.Plan)
	if err != nil {
		return nil, err
	}
	j.checker = checker
	if err := j.load(); err != nil {
		return nil, err
	}
	j.officeEdits()
	j.settle()
	if err := j.receive(); err != nil {
		return nil, err
	}
	j.revert()
	if err := j.combine(); err != nil {
		return nil, err
	}
	j.recheck()
	j.gate()
	j.suspects()
	return j.finish()
}

// load reads the master and the copy of it that the last merge wrote.
func (j *job) load() error {
	m, err := master.Read(j.Dir.Master(), j.Plan)
	if errors.Is(err, os.ErrNotExist) {
		m, err = master.New(j.Plan), nil
	}
	if err != nil {
		return err
	}
	j.m = m
	j.before = stateOf(m)
	if m.Serial > 0 {
		// A lost copy only means that hand edits cannot be told apart.
		j.written, _ = master.Read(j.Dir.MasterAsWritten(m.Serial), j.Plan)
	}
	j.index()
	return nil
}

// finish numbers the rows, checks the whole and holds every count against the
// rows read.
func (j *job) finish() (*Result, error) {
	for _, c := range j.counts {
		sum := 0
		for _, n := range c.Fates {
			sum += n
		}
		if sum != c.Returned {
			return nil, fmt.Errorf("%w（%s“%s”：读入 %d 行，去向合计 %d 行）", ErrUnbalanced, c.File, c.Ledger, c.Returned, sum)
		}
	}
	j.receipts()
	res := &Result{Master: j.m, Conservation: j.counts}
	j.m.AsOf, j.m.Version = j.AsOf, j.Plan.Version
	j.m.Arrange()
	for _, u := range j.Plan.Units {
		if j.Plan.Expects(u, j.AsOf) && !j.has(u) {
			res.Missing = append(res.Missing, u)
		}
	}
	facts := check.Facts{Evidence: j.Dir.HasEvidence(), Missing: res.Missing, Nil: map[string]map[*templates.Ledger]intake.NilReport{}}
	for _, r := range j.returns {
		res.Returns = append(res.Returns, Return{r.Return, r.item.Path, r.newest})
		if r.Unit != nil && r.newest {
			facts.Nil[r.Unit.Name] = r.Nil
		}
	}
	res.Findings, res.LedgerFindings = j.findings, j.checker.Master(j.m.Data(), facts)
	for _, note := range j.notes {
		res.LedgerFindings = append(res.LedgerFindings, note())
	}
	res.LedgerFindings = check.OnePerCell(res.LedgerFindings)
	templates.SortFindings(res.Findings)
	res.Same = j.m.Serial > 0 && reflect.DeepEqual(j.before, stateOf(j.m))
	return res, nil
}

// state is what a merge can change besides the rows; every change of a row is
// in the log.
type state struct {
	changes   int
	asOf      string
	version   string
	receipts  []master.Receipt
	conflicts []master.Conflict
}

func stateOf(m *master.Master) state {
	return state{len(m.Changes), m.AsOf, m.Version, slices.Clone(m.Receipts), slices.Clone(m.Conflicts)}
}

// Save writes the master unless it already holds the same: first the copy that later merges compare with, then
// the master itself. What stood there before is kept if it was edited by hand.
func (r *Result) Save(d campaign.Dir) error {
	if r.Same {
		return nil
	}
	current := d.Master()
	if old, err := os.ReadFile(current); err == nil {
		before, _ := os.ReadFile(d.MasterAsWritten(r.Master.Serial))
		if string(old) != string(before) && r.Master.Serial > 0 {
			if err := atomicfile.Write(d.MasterEdited(r.Master.Serial), write(old)); err != nil {
				return err
			}
		}
	}
	r.Master.Serial++
	copyPath := d.MasterAsWritten(r.Master.Serial)
	if err := atomicfile.Write(copyPath, r.Master.Write); err != nil {
		return err
	}
	content, err := os.ReadFile(copyPath)
	if err != nil {
		return err
	}
	return atomicfile.Write(current, write(content))
}

func write(b []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	}
}

func (j *job) has(u *templates.Unit) bool {
	for _, r := range j.m.Receipts {
		if r.Unit == u.Name && !r.Excluded && r.Verdict != verdictUnread {
			return true
		}
	}
	return false
}

func (j *job) warn(f templates.Finding) { j.findings = append(j.findings, f) }

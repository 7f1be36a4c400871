package merge

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"

	"taizhang/sheets/campaign"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
)

// state is what a merge can change besides the rows; every change of a row is
// in the log.
type state struct {
	changes   int
	asOf      string
	version   string
	receipts  []master.Receipt
	conflicts []master.Conflict
	missing   []master.Awaited
}

func stateOf(m *master.Master) state {
	return state{len(m.Changes), m.AsOf, m.Version, slices.Clone(m.Receipts), slices.Clone(m.Conflicts), slices.Clone(m.Missing)}
}

// same reports whether the master's file already holds the outcome.
func (j *job) same() bool {
	if _, err := os.Stat(j.Dir.Master()); err != nil {
		return false
	}
	return j.m.Serial > 0 && j.m.FiguresCurrent() && reflect.DeepEqual(j.before, stateOf(j.m))
}

// untouched reports whether the master is, byte for byte, what the last merge
// wrote: then there is nothing to look for that the office did.
func (j *job) untouched() bool {
	now, err := campaign.Digest(j.ctx, j.Dir.Master())
	if err != nil {
		return false
	}
	then, err := campaign.Digest(j.ctx, j.Dir.MasterAsWritten(j.m.Serial))
	return err == nil && now == then
}

// Save writes the master unless it already holds the same: first the copy that
// later merges compare with, then the master itself. What stood there before
// is kept if it was edited by hand.
func (r *Result) Save(ctx context.Context, d campaign.Dir) error {
	if r.Same {
		return nil
	}
	current := d.Master()
	if now, err := campaign.Digest(ctx, current); err == nil && r.Master.Serial > 0 {
		if then, err := campaign.Digest(ctx, d.MasterAsWritten(r.Master.Serial)); err != nil || now != then {
			if err := d.KeepEdited(ctx, r.Master.Serial); err != nil {
				return err
			}
		}
	}
	r.Master.Serial = r.serial
	copyPath := d.MasterAsWritten(r.Master.Serial)
	verify := func(path string) error { return r.Master.Verify(ctx, path) }
	if err := campaign.WriteVerified(ctx, copyPath, func(w io.Writer) error { return r.Master.Write(ctx, w) }, verify); err != nil {
		return err
	}
	if err := r.keepFigures(ctx, d); err != nil {
		return err
	}
	if err := campaign.CopyFile(ctx, current, copyPath); err != nil {
		return err
	}
	return r.retirePapers(ctx, d)
}

// retirePapers puts the papers away that were taken off the register.
func (r *Result) retirePapers(ctx context.Context, d campaign.Dir) error {
	outputs := d.Outputs()
	for _, file := range r.papers {
		if err := outputs.Retire(ctx, d.Path(filepath.FromSlash(file))); err != nil {
			return err
		}
	}
	return nil
}

// keepFigures keeps what every figure is after this merge, so that what somebody
// says later can be held against what was so then.
func (r *Result) keepFigures(ctx context.Context, d campaign.Dir) error {
	content, err := figure.Keep(r.Master.Figures(), r.Master.Serial, r.Master.AsOf)
	if err != nil {
		return err
	}
	return campaign.WriteBytes(ctx, d.FiguresAsOf(r.Master.Serial), content)
}

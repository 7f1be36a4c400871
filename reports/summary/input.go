package summary

import (
	"taizhang/reports/notice"
	"taizhang/sheets/disclosure"
	"taizhang/sheets/figure"
	"taizhang/sheets/level"
	"taizhang/sheets/master"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// Input is everything a summary is made from.
type Input struct {
	Plan     *templates.Plan
	Set      *figure.Set
	AsOf     string // ISO date: today's line, lights, days late
	Findings []finding.Finding
	Returns  []returns.Unit
	Counter  Counter     // counts rows where they are kept; nil where they are at hand
	Sums     []level.Sum // figures against those of the offices below
	// History is what the masters of earlier merges said, the oldest first; without
	// any there is no change to speak of.
	History  []master.Past
	Reviews  []notice.Review // what somebody of the office has to look at, or has
	Leaders  bool            // the leaders' edition: only the sheets that the plan picks for it
	Internal bool            // also the blocks marked 内部 and the restricted ledgers
	// Control decides which numbers of small groups the public may see; nil where the
	// plan sets no limit.
	Control *disclosure.Control
	// BlockedBy says why the public notice cannot be finished, one sentence
	// each; broken cross-checks that block are added by Write itself and said once.
	BlockedBy []string
}

// previous holds each figure's printed value at the merge before, by code; nil
// before the second merge.
func (in Input) previous() map[string]string {
	if len(in.History) == 0 {
		return nil
	}
	return in.History[len(in.History)-1].Figures
}

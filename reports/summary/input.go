package summary

import (
	"taizhang/reports/notice"
	"taizhang/sheets/figure"
	"taizhang/sheets/level"
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
	Sums     []level.Sum // figures against those of the offices below
	// Previous holds each figure's printed value at the merge before, by code;
	// nil leaves the trend columns out.
	Previous map[string]string
	Reviews  []notice.Review // what somebody of the office has to look at, or has
	Internal bool            // also the blocks marked 内部 and the restricted ledgers
	// BlockedBy says why the public notice cannot be finished, one sentence
	// each; broken cross-checks that block are added by Write itself and said once.
	BlockedBy []string
}

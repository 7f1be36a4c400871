package summary

import (
	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// Input is everything a summary is made from.
type Input struct {
	Plan     *templates.Plan
	Set      *figure.Set
	AsOf     string // ISO date: today's line, lights, days late
	Findings []finding.Finding
	Receipts []Receipt
	// Previous holds each figure's printed value at the merge before, by code;
	// nil leaves the trend columns out.
	Previous map[string]string
	Internal bool // also the blocks marked 内部 and the restricted ledgers
	// BlockedBy says why the public notice cannot be finished, one sentence
	// each; broken cross-checks that block are added by Write itself and said once.
	BlockedBy []string
}

// Receipt is what is known of one unit's return.
type Receipt struct {
	Unit     string
	Issue    string // number of the workbook sent out, "" = none sent
	Due      string // ISO date the return is due
	Received string // ISO date, "" = nothing came
	Verdict  string // in the users' words: 采纳 退回 …
	Rows     int    // rows returned
	Accepted int    // rows taken into the master
	Errors   int
	Overdue  bool
	Note     string
}

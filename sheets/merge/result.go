package merge

import (
	"taizhang/sheets/campaign"
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
	// Backwards takes back what later days have written: one of them was mistyped.
	Backwards bool
	// Files, if any, are looked at instead of the inbox, as validate FILE does.
	Files []string
	// Lines asks for every line that is looked at, as a preview shows them.
	Lines bool
	// Read is the master as Stale has read it, if it is at hand.
	Read *master.Master
	// Progress, if set, is called after each unit's file is read.
	Progress func(done, total, rows int)

	cache *Cache // of what the last merge said; nil where none is asked
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
	// Lines are the returned lines that were looked at, if they were asked for.
	Lines []Line

	papers []string // files of papers that stand no more
	serial int      // of this merge
	before int      // changes that earlier merges had logged
	next   *Said    // what the next merge will say with nothing new, if that can be predicted
	cached []cachedFilings
}

// Return is one file ever received, and whether its rows were looked at. They
// are not kept.
type Return struct {
	*intake.Return
	Path    string
	Current bool
	rows    int
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

	again bool // the file was merged before
}

// Again reports whether an earlier merge has read the file already.
func (c Count) Again() bool { return c.again }

// Settled: an earlier merge has read the file and nothing of it is open.
func (c Count) Settled() bool {
	return c.again && c.Fates[master.Undecided] == 0 && c.Fates[master.SentBack] == 0
}

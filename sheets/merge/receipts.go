package merge

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/sheets/returns"
	"taizhang/templates/finding"
)

// Verdicts on a file.
const (
	verdictTaken      = "接收"
	verdictPartly     = master.VerdictPartly
	verdictSentBack   = master.VerdictSentBack
	verdictSuperseded = "被替代"
	verdictUnread     = master.VerdictUnread
	verdictExcluded   = "已撤销"
)

// receipts rewrites 收件登记: a file keeps its line, even if it was removed from
// the archive; new files are added.
func (j *job) receipts() {
	lost := map[string]master.Receipt{}
	for _, b := range j.m.Receipts {
		lost[b.Digest] = b
	}
	var out []master.Receipt
	for _, r := range j.returns {
		delete(lost, r.item.Digest)
		out = append(out, j.receipt(r))
	}
	for _, b := range j.m.Receipts {
		if _, ok := lost[b.Digest]; ok {
			out = append(out, b)
		}
	}
	slices.SortStableFunc(out, func(a, b master.Receipt) int { return a.Serial - b.Serial })
	j.m.Receipts = out
}

func (j *job) receipt(r *received) master.Receipt {
	n := master.Receipt{Fates: r.fates()}
	if r.before != nil {
		n = *r.before
	}
	n.Serial, n.File, n.Digest, n.Received, n.Excluded = r.item.Serial, r.item.Name, r.item.Digest, r.received, r.excluded
	if r.Unit != nil {
		n.Unit, n.Issue, n.Version, n.Restricted, n.Filler = r.Unit.Name, r.Issue, r.Version, r.Restricted, cmp.Or(r.Filler, n.Filler)
	}
	switch {
	case r.excluded:
		n.Verdict = verdictExcluded
	case r.unread():
		n.Verdict, n.Note = verdictUnread, r.Findings[0].Text()
	case r.current:
		n.Note, n.Rows, n.Sheets = mended(r), r.rows, r.counted
		n.Ignored, n.Passed = j.ignored(r)
		n.Fates = r.fates()
		n.Verdict = verdict(r)
		n.Nil = returns.NilText(j.Plan, r.Nil)
	default:
		n.Sheets, n.Fates = r.counted, r.fates()
	}
	return n
}

// mended notes that rows of the file were sent back before and do not wait any more.
func mended(r *received) string {
	if b := r.before; b != nil && (b.Note == master.NoteMended || b.Fates[master.SentBack] > r.decided[master.SentBack]) {
		return master.NoteMended
	}
	return ""
}

// unread: nothing of the file counts. What was taken from one before its archived
// copy was damaged does.
func (r *received) unread() bool {
	return r.Unit == nil || r.Refused && !(r.damaged && r.known())
}

// ignored counts a return's lines that are no data, and names them.
func (j *job) ignored(r *received) (n int, text string) {
	var parts []string
	for _, c := range j.counts[r.firstCount : r.firstCount+len(r.counted)] {
		for _, i := range c.Ignored {
			n++
			if i.Why != intake.WhySample {
				parts = append(parts, fmt.Sprintf("%s第%d行%s", c.Ledger, i.Row, i.Why))
			}
		}
	}
	return n, strings.Join(parts, "；")
}

// fates are the file's counts, every fate named.
func (r *received) fates() map[master.Fate]int {
	out := map[master.Fate]int{}
	for _, f := range master.Fates {
		out[f] = r.decided[f]
	}
	return out
}

// verdict is the office's answer to a file: by what became of its rows, and by
// what is wrong with the file as a whole.
func verdict(r *received) string {
	back := r.decided[master.SentBack]
	whole := slices.ContainsFunc(r.Findings, func(f finding.Finding) bool { return f.Severity == finding.Error && f.Cell == "" })
	switch {
	case r.known() && maps.Equal(r.before.Fates, r.fates()):
		return r.before.Verdict
	case r.decided[master.Superseded] > 0 && r.decided[master.Superseded]+r.decided[master.Unchanged] == r.rows:
		return verdictSuperseded
	case back == 0 && !whole:
		return verdictTaken
	case back == r.rows:
		return verdictSentBack
	}
	return verdictPartly
}

package reports

import (
	"strconv"

	"taizhang/reports/summary"
	"taizhang/sheets/master"
)

// receipts says of every unit what it was sent and what came back, in protocol
// order.
func receipts(in Input, m *master.Master) []summary.Receipt {
	due := in.Plan.Param("报送截止日")
	var out []summary.Receipt
	for _, u := range in.Plan.Units {
		if !in.Plan.Expects(u, in.AsOf) {
			continue
		}
		r := summary.Receipt{Unit: u.Name, Due: due}
		if n := in.Dir.LastIssue(u.Code, false); n > 0 {
			r.Issue = strconv.Itoa(n)
		}
		for _, x := range m.Receipts {
			if x.Unit != u.Name || x.Excluded || x.Verdict == master.VerdictUnread {
				continue
			}
			if x.Received >= r.Received {
				r.Received, r.Verdict, r.Note = x.Received, x.Verdict, x.Note
				r.Rows, r.Accepted, r.Errors = x.Rows, x.Fates[master.Adopted]+x.Fates[master.Unchanged], x.Fates[master.SentBack]
			}
		}
		r.Overdue = due != "" && (r.Received == "" && in.AsOf > due || r.Received > due)
		out = append(out, r)
	}
	return out
}

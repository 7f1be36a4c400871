// Package papers follows a campaign's measures through: from the master ledger
// and a day it prepares task sheets, reminders and the papers they escalate to,
// lists who is late with a return, what may be closed and what is due for a
// recheck.
//
// A paper that is logged keeps its number and its text for good: a file that
// stands is never written again. The same ledger on the same day gives the same
// papers. Nothing here is known by a ledger's or a column's name, only by the
// roles and meanings the plan gives them; what the plan has no role for is
// skipped and said.
package papers

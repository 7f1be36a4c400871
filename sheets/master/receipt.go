package master

import "taizhang/templates"

// Fate is what became of a returned row.
type Fate string

const (
	Adopted    Fate = "采纳"
	Unchanged  Fate = "未变"
	SentBack   Fate = "退回"
	Undecided  Fate = "待决"
	Superseded Fate = "被替代"
	Repeated   Fate = "重复"
)

// Fates lists every fate, in the order they are printed.
var Fates = []Fate{Adopted, Unchanged, SentBack, Undecided, Superseded, Repeated}

// Receipt is one file that came in.
type Receipt struct {
	Serial   int
	Unit     string
	File     string
	Digest   string
	Received string
	Issue    int
	Version  string
	Rows     int
	Ignored  int
	Passed   string // the ignored lines, for people
	Fates    map[Fate]int
	Verdict  string // 接收 部分接收 退回 被替代 无法读取
	Assigned string // written by the office: whose file this is
	Excluded bool
	// Restricted workbooks travel, and are superseded, on their own.
	Restricted bool
	Note       string
	Filler     string     // who filled it in
	Nil        string     // its statements that there is nothing to report, in words
	Sheets     []Returned // what became of it, ledger by ledger
}

// Returned is what became of one ledger's rows of a file.
type Returned struct {
	Ledger string
	Rows   int
	Fates  map[Fate]int
	Back   []int // line numbers that went back
	Open   []int // line numbers that wait for a decision
}

// Sheet is what became of a ledger's rows; nil if nothing is on record.
func (r *Receipt) Sheet(ledger string) *Returned {
	for i := range r.Sheets {
		if r.Sheets[i].Ledger == ledger {
			return &r.Sheets[i]
		}
	}
	return nil
}

// Awaited is a workbook that has not come back.
type Awaited struct {
	Unit       string
	Restricted bool
}

// Verdicts on a file that more is asked of, and on one that nothing could be
// read from.
const (
	VerdictPartly   = "部分接收"
	VerdictSentBack = "退回"
	VerdictUnread   = "无法读取"
)

// NoteMended stands at a file of which rows were sent back and have come again
// since.
const NoteMended = "有行退回后重报"

// LastIssue is the highest issue that a unit has returned; 0 for none.
func (m *Master) LastIssue(u *templates.Unit, restricted bool) (n int) {
	for _, r := range m.Receipts {
		if r.Unit == u.Name && r.Restricted == restricted && r.Verdict != VerdictUnread {
			n = max(n, r.Issue)
		}
	}
	return n
}

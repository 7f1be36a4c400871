package master

// Conflict is one value that cannot be merged without a person: the office
// writes 是 or 否 into Choice.
type Conflict struct {
	Ledger, RowID, Column string
	Base, Current, Value  string
	Unit, File, Digest    string
	Cell                  string
	Why                   string
	Filled                string // 填报日期 of the book
	Group                 string // cells of one group are chosen together
	Choice                string
}

// Suspect is a pair of rows that look like one and the same.
type Suspect struct {
	Ledger, RowID, Other string
	Score                int // 0–100
	What                 string
}

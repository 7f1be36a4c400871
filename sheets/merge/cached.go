package merge

import (
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// cachedFilings is what is kept of a unit's books of which a merge with the same
// master, plan and forms has nothing new to say: it need not read them.
type cachedFilings struct {
	Books []cachedBook // the newest first
	// Alone: nothing outside the books and their records was looked at, so that
	// it holds as long as none of these records changes.
	Alone   bool
	Records []idSpan
}

// cachedBook is what reading a book comes to when all its lines are decided.
type cachedBook struct {
	Digest                  string
	Version, Filler, Filled string
	Rows                    int
	Sheets                  []cachedSheet
	Nil                     map[string]intake.NilReport
	Findings                []finding.Finding
}

type cachedSheet struct {
	Ledger, Name string
	Rows         int
	Ignored      []intake.Ignored
}

// idSpan are ids of a ledger that follow each other.
type idSpan struct {
	Ledger, Series string
	From, To       int
}

func cacheBook(r *received) cachedBook {
	b := cachedBook{Digest: r.item.Digest, Version: r.Version, Filler: r.Filler, Filled: r.Filled, Rows: r.rows, Nil: map[string]intake.NilReport{}, Findings: r.Findings[:r.remarks]}
	for l, n := range r.Nil {
		b.Nil[l.Name] = n
	}
	for _, s := range r.Sheets {
		b.Sheets = append(b.Sheets, cachedSheet{s.Ledger.Name, s.Name, r.read[s.Ledger], s.Ignored})
	}
	return b
}

// asRead gives a book what reading it would.
func (b *cachedBook) asRead(r *received, p *templates.Plan) {
	r.current, r.rows, r.read, r.remarks = true, b.Rows, map[*templates.Ledger]int{}, len(b.Findings)
	r.Version, r.Filler, r.Filled, r.Findings = b.Version, b.Filler, b.Filled, slices.Clone(b.Findings)
	r.Nil = map[*templates.Ledger]intake.NilReport{}
	for name, n := range b.Nil {
		r.Nil[p.Ledger(name)] = n
	}
	for _, s := range b.Sheets {
		l := p.Ledger(s.Ledger)
		r.Return.Sheets = append(r.Return.Sheets, &intake.Sheet{Ledger: l, Name: s.Name, Ignored: s.Ignored})
		r.read[l] += s.Rows
	}
}

// note adds a record.
func (q *cachedFilings) note(row *sheets.Row) {
	series, n := master.SplitID(row.ID)
	if last := len(q.Records) - 1; last >= 0 {
		if s := &q.Records[last]; s.Ledger == row.Ledger.Name && s.Series == series && s.To+1 == n {
			s.To = n
			return
		}
	}
	q.Records = append(q.Records, idSpan{row.Ledger.Name, series, n, n})
}

// changedRows are the ids of the rows that this merge changed, by ledger and series.
func (j *job) changedRows() map[[2]string][]int {
	out := map[[2]string][]int{}
	for i := j.before.changes; i < len(j.m.Changes); i++ {
		c := &j.m.Changes[i]
		series, n := master.SplitID(c.RowID)
		k := [2]string{c.Ledger, series}
		if list := out[k]; len(list) == 0 || list[len(list)-1] != n {
			out[k] = append(list, n)
		}
	}
	return out
}

// holds reports whether a record is among those that changed.
func (q *cachedFilings) holds(changed map[[2]string][]int) bool {
	return slices.ContainsFunc(q.Records, func(s idSpan) bool {
		return slices.ContainsFunc(changed[[2]string{s.Ledger, s.Series}], func(n int) bool { return s.From <= n && n <= s.To })
	})
}

// useCached takes a unit's books as they are kept, if they are the same; the master
// must be just what the last merge wrote.
func (j *job) useCached(f *filings) bool {
	if j.cache == nil || j.written != nil || len(j.m.Changes) != j.before.changes || len(j.touched)+len(j.removed) > 0 {
		return false
	}
	q := j.cache.cached[f.books[0].item.Digest]
	if q == nil || len(q.Books) != len(f.books) {
		return false
	}
	for i, r := range f.books {
		if q.Books[i].Digest != r.item.Digest || !r.known() || !j.sound(r) || r.restored.Message != "" {
			return false
		}
	}
	for i, r := range f.books {
		q.Books[i].asRead(r, j.Plan)
	}
	f.cached = q
	return true
}

package audit

import "taizhang/reports/audit/quantity"

// Status is what is known of a statement.
type Status string

// Statuses.
const (
	Agrees      Status = "agree"
	Rounded     Status = "rounded"
	Reworded    Status = "reworded"
	Changed     Status = "changed" // it was so then
	Contradicts Status = "contradict"
	Missing     Status = "missing"
	Unknown     Status = "unknown"
)

// Statuses lists them in the order in which they are counted.
var Statuses = []Status{Agrees, Rounded, Reworded, Changed, Contradicts, Missing, Unknown}

// Label is the status in the users' words.
func (s Status) Label() string {
	return map[Status]string{Agrees: "相符", Rounded: "舍入", Reworded: "措辞有改动", Changed: "此后有变", Contradicts: "不符", Missing: "缺失", Unknown: "未知"}[s]
}

// Entry is one statement of the text, or one that it lacks.
type Entry struct {
	Paragraph int    `json:"paragraph,omitempty"` // from 1; 0 for what the text lacks
	Sentence  string `json:"sentence,omitempty"`
	Number    string `json:"number"` // what stands there, as written
	Status    Status `json:"status"`
	Figure    string `json:"figure,omitempty"`   // a figure's code, 参数:名称 or 台账.栏目
	Name      string `json:"name,omitempty"`     // the figure in words
	Expected  string `json:"expected,omitempty"` // what should stand there
	Draft     string `json:"draft,omitempty"`    // the sentence of the draft
	Note      string `json:"note,omitempty"`     // what is wrong and what to do
	Sheet     string `json:"sheet,omitempty"`    // of a workbook
	Cell      string `json:"cell,omitempty"`
	// Minor entries are for people to read; nothing hangs on them.
	Minor bool `json:"minor,omitempty"`

	From, To quantity.Place `json:"-"` // where it stands; the same place for what the text lacks
	slot     slot
	clause   string // keys of the words around it, in the draft
}

// Alarm says whether somebody has to see to an entry.
func (e *Entry) Alarm() bool {
	switch e.Status {
	case Agrees, Rounded:
		return false
	}
	return !e.Minor
}

// Identity is something the text's own numbers should fulfil.
type Identity struct {
	Name       string `json:"name"`
	Left       string `json:"left"`
	Right      string `json:"right"`
	Difference string `json:"difference"`
	OK         bool   `json:"ok"`
}

// Report is what an audit found.
type Report struct {
	Variant    string         `json:"variant,omitempty"`
	AsOf       string         `json:"as_of,omitempty"` // the day of the figures it was held against
	Merge      int            `json:"merge,omitempty"`
	Counts     map[Status]int `json:"counts"`
	Others     int            `json:"others,omitempty"` // numbers that are none of the campaign's
	Raw        []string       `json:"raw,omitempty"`    // sheets of rows, where no figures stand
	Entries    []Entry        `json:"entries"`
	Identities []Identity     `json:"identities"`
}

func (r *Report) add(e Entry) {
	r.Entries = append(r.Entries, e)
	r.Counts[e.Status]++
}

// Clean reports whether nothing is left to see to.
func (r *Report) Clean() bool {
	for i := range r.Entries {
		if r.Entries[i].Alarm() {
			return false
		}
	}
	return r.Broken() == 0
}

// Broken counts the identities that do not hold.
func (r *Report) Broken() (n int) {
	for _, i := range r.Identities {
		if !i.OK {
			n++
		}
	}
	return n
}

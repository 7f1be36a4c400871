package audit

// Status is what is known of a number.
type Status string

// Statuses.
const (
	Agrees      Status = "agree"
	Contradicts Status = "contradict"
	Unknown     Status = "unknown"
)

// Label is the status in the users' words.
func (s Status) Label() string {
	switch s {
	case Agrees:
		return "相符"
	case Contradicts:
		return "不符"
	}
	return "无法核对"
}

// Entry is one number of the edited text.
type Entry struct {
	Paragraph int    `json:"paragraph"` // from 1
	Sentence  string `json:"sentence"`
	Number    string `json:"number"` // as written, with what belongs to it
	Status    Status `json:"status"`
	Figure    string `json:"figure,omitempty"`   // a figure's code, 参数:名称 or 台账.栏目
	Name      string `json:"name,omitempty"`     // the figure in words
	Expected  string `json:"expected,omitempty"` // what should stand there
	Note      string `json:"note,omitempty"`
}

// Identity is something the text's own numbers should fulfil.
type Identity struct {
	Name       string `json:"name"`
	Left       string `json:"left"`
	Right      string `json:"right"`
	Difference string `json:"difference"`
	OK         bool   `json:"ok"`
}

// Missing is a figure that the filled notice prints and the edited one does not.
type Missing struct {
	Figure   string `json:"figure"`
	Name     string `json:"name,omitempty"`
	Number   string `json:"number"`
	Sentence string `json:"sentence"` // of the filled notice
}

// Report is what an audit found.
type Report struct {
	Variant    string     `json:"variant"`
	Agree      int        `json:"agree"`
	Contradict int        `json:"contradict"`
	Unknown    int        `json:"unknown"`
	Entries    []Entry    `json:"entries"`
	Identities []Identity `json:"identities"`
	Missing    []Missing  `json:"missing"`
}

// Clean reports whether nothing contradicts.
func (r *Report) Clean() bool {
	for _, i := range r.Identities {
		if !i.OK {
			return false
		}
	}
	return r.Contradict == 0
}

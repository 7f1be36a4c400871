// Package finding holds a problem as data: how serious, where, what is wrong and
// what to do. It is the one place that turns findings and errors into sentences.
package finding

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Severity orders findings: errors first.
type Severity string

const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Labels are the severities in the users' words, the most serious first.
var Labels = []string{"错误", "警告", "提示"}

// Label is the severity in the users' words.
func (s Severity) Label() string { return Labels[s.rank()] }

// Labelled is the severity of a label.
func Labelled(label string) Severity {
	switch label {
	case Labels[0]:
		return Error
	case Labels[1]:
		return Warning
	}
	return Info
}

func (s Severity) rank() int {
	switch s {
	case Error:
		return 0
	case Warning:
		return 1
	}
	return 2
}

// Finding is one thing a person has to look at: where it is, what is wrong and
// what to do. Message and Fix are complete Chinese sentences; sensitive values
// are already masked in them.
type Finding struct {
	Severity Severity `json:"severity"`
	Code     string   `json:"code"`
	Unit     string   `json:"unit,omitempty"`
	File     string   `json:"file,omitempty"`
	Sheet    string   `json:"sheet,omitempty"`
	Cell     string   `json:"cell,omitempty"`
	Ledger   string   `json:"ledger,omitempty"`
	RowID    string   `json:"row_id,omitempty"`
	Column   string   `json:"column,omitempty"`
	Message  string   `json:"message"`
	Fix      string   `json:"fix,omitempty"`
}

// Place is the finding's address as a person would say it.
func (f Finding) Place() string {
	var parts []string
	for _, p := range []string{f.File, f.Sheet, f.Cell} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " · ")
}

// Sort orders by severity, then file, sheet and cell (rows before
// columns), so that the same findings always print alike.
func Sort(fs []Finding) {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		ar, ac := cellOrder(a.Cell)
		br, bc := cellOrder(b.Cell)
		return cmp.Or(
			cmp.Compare(a.Severity.rank(), b.Severity.rank()),
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Sheet, b.Sheet),
			cmp.Compare(ar, br),
			cmp.Compare(ac, bc),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
		)
	})
}

// HasErrors reports whether any finding is an error.
func HasErrors(fs []Finding) bool {
	return slices.ContainsFunc(fs, func(f Finding) bool { return f.Severity == Error })
}

func cellOrder(cell string) (row int, col string) {
	letters := strings.TrimRight(cell, "0123456789")
	row, _ = strconv.Atoi(cell[len(letters):])
	// Pad so that AA sorts after Z.
	return row, strings.Repeat(" ", max(0, 3-len(letters))) + letters
}

package merge

import (
	"slices"

	"taizhang/templates/finding"
)

// Said is what a merge has to say, to people and to programs.
type Said struct {
	Files []File
	// Findings are about the returns, LedgerFindings about the merged whole.
	Findings, LedgerFindings []finding.Finding
	Conservation             []Count
	Told                     Told
	Missing                  []string // units that have not returned everything, in words
	Conflicts, Suspects      int
	Same                     bool
}

// File is one file ever received and whose it is, "" where nobody knows.
type File struct{ Name, Unit string }

// Said is what there is to say of the merge. It is right before and after Save.
func (r *Result) Said() *Said {
	s := &Said{Files: r.Files(), Findings: r.Findings, LedgerFindings: r.LedgerFindings, Conservation: r.Conservation, Told: r.Told(),
		Conflicts: len(r.Master.Conflicts), Suspects: len(r.Master.Suspects), Same: r.Same}
	for _, u := range r.Missing {
		s.Missing = append(s.Missing, u.MissingName())
	}
	return s
}

// Files are all files ever received.
func (r *Result) Files() (out []File) {
	for _, x := range r.Returns {
		f := File{Name: x.File}
		if x.Unit != nil {
			f.Unit = x.Unit.Name
		}
		out = append(out, f)
	}
	return out
}

// All are all findings.
func (s *Said) All() []finding.Finding { return slices.Concat(s.Findings, s.LedgerFindings) }

// With is the same with findings about the returns that others made.
func (s *Said) With(more []finding.Finding) *Said {
	out := *s
	out.Findings = slices.Concat(s.Findings, more)
	finding.Sort(out.Findings)
	return &out
}

// Package campaign names the places of a campaign folder. The folder's layout
// is a contract with the people who work in it.
package campaign

import (
	"fmt"
	"os"
	"path/filepath"

	"taizhang/sheets/master"
	"taizhang/templates"
)

// Dir is a campaign folder.
type Dir string

// Folders of a campaign.
const (
	Issued   = "1-下发"
	Inbox    = "2-收件"
	SentBack = "3-退回"
	Ledger   = "4-总台账"
	Summary  = "5-汇总"
	Papers   = "6-督办"
	History  = "历史"
	Evidence = "佐证"

	PlanFile   = "方案.xlsx"
	NoticeFile = "通报模板.docx"
)

// Folders lists the six folders in the order of the work.
var Folders = []string{Issued, Inbox, SentBack, Ledger, Summary, Papers}

// Path joins parts below the campaign folder.
func (d Dir) Path(parts ...string) string {
	return filepath.Join(append([]string{string(d)}, parts...)...)
}

// Plan is the campaign's plan.
func (d Dir) Plan() string { return d.Path(PlanFile) }

// Master is the master ledger.
func (d Dir) Master() string { return d.Path(Ledger, master.FileName) }

// MasterAsWritten is the copy of the master as merge number serial wrote it;
// what differs from it was edited by hand.
func (d Dir) MasterAsWritten(serial int) string {
	return d.Path(Ledger, History, fmt.Sprintf("总台账-%04d.xlsx", serial))
}

// MasterEdited keeps the master with the office's edits, as merge number
// serial+1 found it.
func (d Dir) MasterEdited(serial int) string {
	return d.Path(Ledger, History, fmt.Sprintf("总台账-%04d-修改后.xlsx", serial))
}

// IssuedFile is the form a unit was sent last.
func (d Dir) IssuedFile(u *templates.Unit, restricted bool) string {
	return d.Path(Issued, u.Name+suffix(restricted)+".xlsx")
}

// IssuedCopy keeps exactly what a unit was sent under an issue number.
func (d Dir) IssuedCopy(u *templates.Unit, issue int, restricted bool) string {
	return d.Path(Issued, History, fmt.Sprintf("%s-%03d%s.xlsx", u.Code, issue, suffix(restricted)))
}

// LastIssue is the highest number a unit was sent a form under; 0 for none.
func (d Dir) LastIssue(u *templates.Unit, restricted bool) (n int) {
	for {
		if _, err := os.Stat(d.IssuedCopy(u, n+1, restricted)); err != nil {
			return n
		}
		n++
	}
}

// MarkedFile is the marked copy that goes back to a unit.
func (d Dir) MarkedFile(u *templates.Unit, restricted bool) string {
	return d.Path(SentBack, u.Name+suffix(restricted)+".xlsx")
}

func suffix(restricted bool) string {
	if restricted {
		return "-限阅"
	}
	return ""
}

// HasEvidence reports whether the campaign keeps evidence files at all, and
// how to ask for one.
func (d Dir) HasEvidence() func(unit, name string) bool {
	if _, err := os.Stat(d.Path(Evidence)); err != nil {
		return nil
	}
	return func(unit, name string) bool {
		hits, _ := filepath.Glob(d.Path(Evidence, unit, name+"*"))
		return len(hits) > 0
	}
}

package merge

import (
	"taizhang/sheets/master"
	"taizhang/templates"
)

// Told is what one merge did, apart from what earlier ones had done.
type Told struct {
	Files    int `json:"files"`      // merged for the first time
	Before   int `json:"before"`     // merged before
	Returned int `json:"returned"`   // rows of the new files
	Added    int `json:"added"`      // rows
	Changed  int `json:"changed"`    // rows that were there and that a file changed
	Cells    int `json:"cells"`      // of them, in cells
	Kept     int `json:"unchanged"`  // rows of the new files that say nothing new
	Waiting  int `json:"waiting"`    // rows of all files that wait for a decision
	SentBack int `json:"sent_back"`  // rows of all files that went back and have not come again
	Office   int `json:"by_office"`  // cells that the office wrote
	Closed   int `json:"closed"`     // items
	Reopened int `json:"reopened"`   // items
	Reverted int `json:"taken_back"` // cells
}

// Told counts what this merge did. It is right before and after Save.
func (r *Result) Told() Told {
	var t Told
	files := map[string]bool{} // whether the file is new
	for _, c := range r.Conservation {
		t.Waiting += c.Fates[master.Undecided]
		t.SentBack += c.Fates[master.SentBack]
		files[c.File] = !c.again
		if !c.again {
			t.Returned += c.Returned
			t.Kept += c.Fates[master.Unchanged] + c.Fates[master.Repeated]
		}
	}
	for _, fresh := range files {
		if fresh {
			t.Files++
		} else {
			t.Before++
		}
	}
	added, changed := map[[2]string]bool{}, map[[2]string]bool{}
	closed, reopened := map[[2]string]bool{}, map[[2]string]bool{}
	for _, c := range r.Master.Changes[r.before:] {
		row := [2]string{c.Ledger, c.RowID}
		switch {
		case c.Kind == master.Reverted:
			t.Reverted++
		case c.Kind == master.Noted:
		case c.By == system && c.Kind == master.Closed:
			closed[row] = true
		case c.Kind == master.Reopened:
			reopened[row] = true
		case c.By == system:
		case c.Kind == master.Added && c.Digest != "":
			added[row] = true
		case c.Digest != "" && c.Column != "":
			if !added[row] {
				changed[row] = true
				t.Cells++
			}
		case c.By == templates.OwnerOffice:
			t.Office++
		}
	}
	t.Added, t.Changed, t.Closed, t.Reopened = len(added), len(changed), len(closed), len(reopened)
	return t
}

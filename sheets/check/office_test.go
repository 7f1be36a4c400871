package check

import (
	"testing"

	"taizhang/sheets/master"
	"taizhang/templates"
)

// What the office wrote stays its own when it decides against a report; a comment
// writes nothing.
func TestByOffice(t *testing.T) {
	at := func(kind master.ChangeKind, column, digest, by string) master.Change {
		return master.Change{Kind: kind, Ledger: "措施", RowID: "1", Column: column, Digest: digest, By: by}
	}
	m := &master.Master{Changes: []master.Change{
		at(master.Changed, "进展", "", templates.OwnerOffice),
		at(master.Declined, "进展", "d1", templates.OwnerOffice),
		at(master.Changed, "备注", "d1", "甲科"),
		at(master.Noted, "备注", "", templates.OwnerOffice),
		at(master.Changed, "佐证", "", templates.OwnerOffice),
		at(master.Changed, "佐证", "d2", "甲科"),
	}}
	office := byOffice(m)
	for column, want := range map[string]bool{"进展": true, "备注": false, "佐证": false} {
		if got := office[[3]string{"措施", "1", column}]; got != want {
			t.Errorf("%s: %v", column, got)
		}
	}
}

package master

import (
	"testing"

	"taizhang/sheets"
	"taizhang/templates"
)

// TestWriter: whose word a cell stands by, whatever was said or done beside it.
func TestWriter(t *testing.T) {
	l := &templates.Ledger{Name: "台账"}
	c := &templates.Column{Ledger: l}
	c.Name = "栏"
	unit := func(digest, old, now string) Change {
		return Change{Kind: Changed, By: "甲", Unit: "甲", Digest: digest, Old: old, New: now}
	}
	added := Change{Kind: Added, By: "甲", Unit: "甲", Digest: "a"}
	office := func(kind ChangeKind, old, now string) Change {
		return Change{Kind: kind, By: templates.OwnerOffice, Old: old, New: now}
	}
	declined := unit("b", "1", "1")
	declined.Kind = Declined
	for _, x := range []struct {
		name  string
		value string
		rows  []Change // of the whole row
		log   []Change // of the cell
		want  string   // the digest, 整改办, 系统, 方案 or ?
	}{
		{"nobody", "1", nil, nil, "方案"},
		{"added with the row", "1", []Change{added}, nil, "a"},
		{"a blank of a row that was added", "", []Change{added}, nil, "方案"},
		{"the last of two", "2", []Change{added}, []Change{unit("b", "1", "2")}, "b"},
		{"a comment after it", "2", nil, []Change{unit("b", "1", "2"), office(Noted, "", "2")}, "b"},
		{"declined after it", "1", nil, []Change{unit("a", "", "1"), declined}, "a"},
		{"called otherwise since", "2", nil, []Change{unit("b", "1", "2"), {Kind: Renamed, By: System, Old: "旧", New: "2"}}, "b"},
		{"taken back to what another file said", "1", nil, []Change{unit("a", "", "1"), unit("gone", "1", "2"), office(Reverted, "2", "1")}, "a"},
		{"taken back to what the plan said", "1", nil, []Change{unit("gone", "1", "2"), office(Reverted, "2", "1")}, "方案"},
		{"said by a file taken back and by another", "2", nil, []Change{unit("b", "1", "2"), unit("gone", "2", "3"), unit("gone", "3", "2")}, "b"},
		{"the office", "3", []Change{added}, []Change{unit("b", "1", "2"), office(Changed, "2", "3")}, "整改办"},
		{"the program", "3", nil, []Change{unit("b", "1", "2"), {Kind: Closed, By: System, Old: "2", New: "3"}}, "系统"},
		{"what the log does not know", "9", nil, []Change{unit("b", "1", "2")}, "?"},
	} {
		m := &Master{Receipts: []Receipt{{Digest: "gone", Excluded: true}}}
		for _, ch := range x.rows {
			ch.Ledger, ch.RowID = l.Name, "1"
			m.Changes = append(m.Changes, ch)
		}
		for _, ch := range x.log {
			ch.Ledger, ch.RowID, ch.Column = l.Name, "1", c.Name
			m.Changes = append(m.Changes, ch)
		}
		row := &sheets.Row{Ledger: l, Record: templates.Record{ID: "1", Values: []string{x.value}}}
		got := "方案"
		switch i := m.History().Writer(row, c); {
		case i == Unlogged:
			got = "?"
		case i >= 0 && m.Changes[i].Digest != "":
			got = m.Changes[i].Digest
		case i >= 0:
			got = m.Changes[i].By
		}
		if got != x.want {
			t.Errorf("%s: %s, want %s", x.name, got, x.want)
		}
	}
}

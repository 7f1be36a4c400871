package merge

import (
	"maps"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
)

const system = master.System

type cellKey struct{ ledger, row, column string }

type rowKey struct{ ledger, row string }

// index files the change log by row, and remembers what a person decided.
func (j *job) index() {
	j.history = j.m.History()
	j.history.Gone = func(digest string) bool { return j.gone[digest] }
	j.chosen, j.heard = map[string]bool{}, map[string]int{}
	j.decided = map[string]master.Change{}
	for i := range j.m.Changes {
		j.indexChange(i)
	}
}

func (j *job) indexChange(i int) {
	c := &j.m.Changes[i]
	if c.Digest != "" && c.By != system && j.heard[c.Digest] == 0 {
		j.heard[c.Digest] = c.Merge
	}
	if c.Kind == master.Chosen {
		j.chosen[chosenKey(c.Digest, c.Ledger, rowOf(c.Cell))] = true
	}
	if c.Column == "" && (c.Kind == master.Chosen || c.Kind == master.Declined) {
		j.decided[decidedKey(c.Unit, c.Ledger, c.Old)] = *c
	}
	if c.Kind == master.Reverted { // what was chosen of the file is gone; let in again, it is asked again
		maps.DeleteFunc(j.decided, func(_ string, d master.Change) bool { return d.Kind == master.Chosen && d.Digest == c.Digest })
	}
}

func chosenKey(digest, ledger string, row int) string {
	return strings.Join([]string{digest, ledger, itoa(row)}, "\x00")
}

func decidedKey(unit, ledger, content string) string {
	return strings.Join([]string{unit, ledger, content}, "\x00")
}

// log records a change and applies nothing.
func (j *job) log(c master.Change) {
	c.Merge, c.Date = j.serial, j.AsOf
	j.m.Changes = append(j.m.Changes, c)
	j.history.Add()
	j.indexChange(len(j.m.Changes) - 1)
}

// set changes a cell of the master and logs it.
func (j *job) set(row *sheets.Row, col *templates.Column, c master.Change) {
	c.Ledger, c.RowID, c.Column, c.Old = row.Ledger.Name, row.ID, col.Name, row.Values[col.Index]
	j.own(row)
	row.Values[col.Index] = c.New
	row.Ledger.Compute(row.Values)
	row.Version++
	row.Source.Updated = j.AsOf
	if c.Kind == master.Extended && c.Old == "" && c.By != system {
		c.Old = row.Value(row.Ledger.Role(templates.RoleDue)) // the original deadline
	}
	j.log(c)
}

// beforeSystem is what people last made of a cell that the program changed
// since, as it does when it closes or reopens an item.
func (j *job) beforeSystem(row *sheets.Row, c *templates.Column) string {
	v := row.Values[c.Index]
	for _, i := range slices.Backward(j.history.Cell(c.Ledger.Name, row.ID, c.Name)) {
		ch := j.m.Changes[i]
		if ch.By != system || ch.Kind != master.Closed && ch.Kind != master.Reopened || ch.New != v {
			break
		}
		v = ch.Old
	}
	return v
}

// content is what a unit filled in on a row, as text.
func content(u *templates.Unit, row *sheets.Row) string {
	var b strings.Builder
	for _, c := range row.Ledger.Columns {
		if v := row.Values[c.Index]; v != "" && c.Computed == nil && !c.FilledBySystem() && c.FilledBy(u) {
			if b.Len() > 0 {
				b.WriteString("；")
			}
			b.WriteString(c.Name + "：" + v)
		}
	}
	return b.String()
}

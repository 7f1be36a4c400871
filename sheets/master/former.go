package master

import (
	"taizhang/sheets"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
)

// Rename is a value of the master that still stood under a name which the plan
// has changed since.
type Rename struct {
	Row    *sheets.Row
	Column *templates.Column
	Old    string
}

// readRenamed notes what a cell said before, if its names are called otherwise
// by now.
func (m *Master) readRenamed(row *sheets.Row, col *templates.Column, x xlsx.Cell) {
	if !m.Plan.Renames() || !col.Renames() {
		return
	}
	if now := col.Present(x.Text); now != x.Text && now == row.Values[col.Index] {
		m.Renamed = append(m.Renamed, Rename{row, col, x.Text})
	}
}

// present puts present names everywhere beside the rows' own cells, so that
// what was received, asked and logged under a former name still belongs to what
// bears it now. Entries about renaming keep their words.
func (m *Master) present() {
	if !m.Plan.Renames() {
		return
	}
	for _, rows := range m.Rows {
		for _, r := range rows {
			m.unit(&r.Source.Unit)
			r.Unit = r.Source.Unit
		}
	}
	for i := range m.Receipts {
		r := &m.Receipts[i]
		m.unit(&r.Unit)
		for n := range r.Sheets {
			m.ledger(&r.Sheets[n].Ledger)
		}
	}
	for i := range m.Missing {
		m.unit(&m.Missing[i].Unit)
	}
	for i := range m.Conflicts {
		c := &m.Conflicts[i]
		m.unit(&c.Unit)
		m.values(m.column(&c.Ledger, &c.Column), &c.Base, &c.Current, &c.Value)
	}
	for i := range m.Changes {
		c := &m.Changes[i]
		m.unit(&c.Unit)
		m.unit(&c.By)
		if col := m.column(&c.Ledger, &c.Column); c.Kind != Renamed {
			m.values(col, &c.Old, &c.New)
		}
	}
}

func (m *Master) unit(name *string) {
	if u := m.Plan.Unit(*name); u != nil {
		*name = u.Name
	}
}

func (m *Master) ledger(name *string) *templates.Ledger {
	l := m.Plan.Ledger(*name)
	if l != nil {
		*name = l.Name
	}
	return l
}

func (m *Master) column(ledger, name *string) *templates.Column {
	l := m.ledger(ledger)
	if l == nil {
		return nil
	}
	c := l.Named(*name)
	if c != nil {
		*name = c.Name
	}
	return c
}

func (m *Master) values(c *templates.Column, values ...*string) {
	if c == nil {
		return
	}
	for _, v := range values {
		*v = c.Present(*v)
	}
}

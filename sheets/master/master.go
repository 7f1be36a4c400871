package master

import (
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/figure"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// FileName is the master ledger's name in its folder.
const FileName = campaign.MasterFile

// Names of the sheets beside the ledgers.
const (
	WaitingSheet  = "处理"
	ReceiptSheet  = "收件登记"
	ReturnedSheet = "收件明细"
	ConflictSheet = "冲突"
	SuspectSheet  = "疑似重复"
	ChangeSheet   = "变更记录"
	FigureSheet   = "指标"
	MetaSheet     = "系统信息"
)

// Master is the whole master ledger.
type Master struct {
	Plan      *templates.Plan
	Serial    int    // 合并序号, 0 before the first merge
	AsOf      string // ISO date of the last merge
	Version   string // of the plan at the last merge
	figures   string // fingerprint of the plan's figures at the last merge
	set       *figure.Set
	Rows      map[*templates.Ledger][]*sheets.Row
	Receipts  []Receipt
	Changes   []Change
	Conflicts []Conflict
	Suspects  []Suspect
	Missing   []Awaited // what has not come back, for 收件登记

	Past []Past // figures of earlier merges, where the plan looks back

	// Extra holds the office's own columns by ledger; Notes its comments.
	Extra    map[*templates.Ledger]*Extra
	Notes    []Note
	layouts  map[*templates.Ledger]*layout  // as read
	heads    map[string]*head               // of the plain sheets, as read
	returned map[string][]Returned          // while reading, by digest
	sheets   map[*templates.Ledger][]string // that a ledger was read from
	told     *told                          // while reading
	// Renamed are the values that stand in the workbook under a former name.
	Renamed []Rename
	// Strange are sheets that are none of the master's; they are not rewritten.
	Strange []string
	// Doubts are entries of the office on the plain sheets that mean nothing.
	Doubts []finding.Finding
}

// Extra is the columns the office added to a ledger's sheet.
type Extra struct {
	Headers []string
	Cells   map[*sheets.Row][]string
	raw     map[*sheets.Row][]xlsx.Cell // as read
}

// Note is a comment on a cell of the master.
type Note struct {
	Row          *sheets.Row
	Column       string // "" for the row's id
	Author, Text string
}

// New starts a master ledger from the plan's seeds.
func New(p *templates.Plan) *Master {
	m := &Master{Plan: p, Rows: map[*templates.Ledger][]*sheets.Row{}, Extra: map[*templates.Ledger]*Extra{}}
	m.Seed()
	return m
}

// Seed gives every ledger that has no rows yet the plan's.
func (m *Master) Seed() {
	for _, l := range m.Plan.Ledgers {
		if m.Rows[l] != nil {
			continue
		}
		m.Rows[l] = []*sheets.Row{}
		for i, rec := range m.Plan.Seeds[l.Name] {
			rec.Values = slices.Clone(rec.Values)
			m.Rows[l] = append(m.Rows[l], &sheets.Row{Record: rec, Ledger: l, Source: sheets.Source{
				File: campaign.PlanFile, Sheet: templates.SeedPrefix + l.Name, Row: templates.PlanHeaderRow + 1 + i,
			}})
		}
	}
}

// Attribute says of every row who filled in the file it comes from, by which
// version of the plan.
func (m *Master) Attribute() {
	receipts := map[string]Receipt{}
	for _, r := range m.Receipts {
		receipts[r.Digest] = r
	}
	for _, rows := range m.Rows {
		for _, r := range rows {
			from := receipts[r.Source.Digest]
			r.Source.Filler, r.Source.Version = from.Filler, from.Version
		}
	}
}

// Find returns the row with an id; nil if there is none.
func (m *Master) Find(l *templates.Ledger, id string) *sheets.Row {
	for _, r := range m.Rows[l] {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// Data is the master's rows for checks and figures, each at its place in the
// master workbook.
func (m *Master) Data() *sheets.Data {
	d := sheets.NewData(m.Plan)
	d.AsOf, d.Past = m.AsOf, m.Past
	for _, l := range m.Plan.Ledgers {
		for _, r := range m.Rows[l] {
			d.Add(r)
		}
	}
	d.Derive()
	return d
}

// Arrange sorts every ledger's rows by id and gives each its place in the
// workbook to be written.
func (m *Master) Arrange() {
	if slices.ContainsFunc(m.Plan.Ledgers, func(l *templates.Ledger) bool { return l.Derived() > 0 }) {
		m.Data()
	}
	for _, l := range m.Plan.Ledgers {
		cols := make([]int, len(l.Columns))
		for i := range cols {
			cols[i] = firstColumn + i
		}
		slices.SortStableFunc(m.Rows[l], func(a, b *sheets.Row) int { return cell.Natural(a.ID, b.ID) })
		for i, r := range m.Rows[l] {
			r.File, r.Cols = FileName, cols
			r.Sheet, r.Number = place(l.Name, i)
		}
	}
}

// Place gives a row the place that it has in the workbook as one of many.
func Place(r *sheets.Row, at int) {
	r.File, r.Cols = FileName, make([]int, len(r.Ledger.Columns))
	r.Sheet, r.Number = place(r.Ledger.Name, at)
	for i := range r.Cols {
		r.Cols[i] = firstColumn + i
	}
}

// Cell is a row's text in one of the office's columns.
func (x *Extra) Cell(r *sheets.Row, header string) string {
	if x == nil {
		return ""
	}
	if i := slices.Index(x.Headers, header); i >= 0 && i < len(x.Cells[r]) {
		return x.Cells[r][i]
	}
	return ""
}

// SetExtra gives a row a text in one of the columns beside the ledger's own, and
// returns what stood there.
func (m *Master) SetExtra(r *sheets.Row, header, text string) (old string) {
	x := m.Extra[r.Ledger]
	if old = x.Cell(r, header); old == text {
		return old
	}
	if x == nil {
		x = &Extra{Cells: map[*sheets.Row][]string{}}
		m.Extra[r.Ledger] = x
	}
	at := slices.Index(x.Headers, header)
	if at < 0 {
		at = len(x.Headers)
		x.Headers = append(x.Headers, header)
	}
	cells := slices.Clone(x.Cells[r])
	for len(cells) <= at {
		cells = append(cells, "")
	}
	cells[at] = text
	x.Cells[r] = cells
	return old
}

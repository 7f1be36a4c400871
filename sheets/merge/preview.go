package merge

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// Line is a returned line that this merge looked at, and what became of it.
type Line struct {
	File, Digest, Unit, Ledger, Sheet string
	Row                               int
	RowID                             string
	Fate                              master.Fate
}

// Preview is a merge that has not been saved, row by row.
type Preview struct {
	// Fingerprint names the outcome: a merge that is asked for it does nothing if
	// anything would become of any row that was not shown.
	Fingerprint string       `json:"fingerprint"`
	Rows        []PreviewRow `json:"rows"`
}

// PreviewRow is what would become of one row of the master, or of one returned
// line that the master does not take.
type PreviewRow struct {
	What   string        `json:"what"`
	Ledger string        `json:"ledger"`
	RowID  string        `json:"row_id,omitempty"`
	Unit   string        `json:"unit,omitempty"`
	File   string        `json:"file,omitempty"`
	Sheet  string        `json:"sheet,omitempty"`
	Line   int           `json:"line,omitempty"` // of the file
	Cells  []PreviewCell `json:"cells,omitempty"`
	Why    []string      `json:"why,omitempty"` // findings on a line that goes back, as sentences
	Asks   []PreviewAsk  `json:"asks,omitempty"`
}

// PreviewCell is a cell that would change; sensitive values are masked.
type PreviewCell struct {
	Column string `json:"column"`
	Old    string `json:"old"`
	New    string `json:"new"`
	By     string `json:"by"`
	Kind   string `json:"kind"`
	File   string `json:"file,omitempty"`
	Cell   string `json:"cell,omitempty"`
}

// PreviewAsk is a cell on which a person has to decide.
type PreviewAsk struct {
	Column  string `json:"column"`
	Current string `json:"current"`
	Value   string `json:"value"`
	Unit    string `json:"unit"`
	File    string `json:"file"`
	Cell    string `json:"cell"`
	Why     string `json:"why"`
}

// What becomes of a row, in words, the most telling first.
const (
	WhatWaits     = "待决"
	WhatBack      = "退回"
	WhatAdded     = "新增"
	WhatChanged   = "改动"
	WhatReopened  = "重开"
	WhatClosed    = "销号"
	WhatReverted  = "撤回"
	WhatOffice    = "整改办改动"
	WhatSystem    = "系统改动"
	WhatKept      = "被替代"
	WhatRepeated  = "重复"
	WhatUnchanged = "没有变化"
)

// Whats lists them in the order they are shown.
var Whats = []string{WhatWaits, WhatBack, WhatAdded, WhatChanged, WhatReopened, WhatClosed, WhatReverted, WhatOffice, WhatSystem, WhatKept, WhatRepeated, WhatUnchanged}

// Preview says what Save would do, row by row. Asked of a merge that ran with
// Input.Lines it names every returned line that was looked at.
func (r *Result) Preview() *Preview {
	v := &viewer{Result: r, rows: map[[2]string]*PreviewRow{}}
	v.changes()
	v.asks()
	v.returned()
	p := &Preview{Fingerprint: r.Fingerprint()}
	for _, row := range v.order {
		p.Rows = append(p.Rows, *row)
	}
	slices.SortStableFunc(p.Rows, func(a, b PreviewRow) int { return slices.Index(Whats, a.What) - slices.Index(Whats, b.What) })
	return p
}

// Fingerprint is the same for two merges that would do the same.
func (r *Result) Fingerprint() string {
	h := sha256.New()
	enc := json.NewEncoder(h)
	for _, part := range []any{r.Master.AsOf, r.Master.Version, r.Master.Changes[r.before:], r.Master.Conflicts, r.Master.Receipts, r.Master.Missing, r.Findings, r.serial} {
		if enc.Encode(part) != nil {
			io.WriteString(h, "?")
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// Expect refuses to go on with a merge that is not the one a person has seen.
func (r *Result) Expect(fingerprint string) error {
	if fingerprint == "" || fingerprint == r.Fingerprint() {
		return nil
	}
	return &campaign.Error{Message: "预览以后有了变化（又收到了文件、总台账或方案改过、截至日不同），要做的与看过的不一样，没有合并。", Fix: "请再看一次预览，确认以后再合并。"}
}

// viewer gathers a preview.
type viewer struct {
	*Result
	rows    map[[2]string]*PreviewRow // by ledger and row id
	order   []*PreviewRow
	records map[*templates.Ledger]map[string]*sheets.Row
}

// row is the line of the preview for a row of the master.
func (v *viewer) row(ledger, id string) *PreviewRow {
	k := [2]string{ledger, id}
	if v.rows[k] == nil {
		v.rows[k] = &PreviewRow{Ledger: ledger, RowID: id}
		v.order = append(v.order, v.rows[k])
	}
	return v.rows[k]
}

// record is the master's row as it would be; nil for one that is taken back.
func (v *viewer) record(l *templates.Ledger, id string) *sheets.Row {
	if v.records == nil {
		v.records = map[*templates.Ledger]map[string]*sheets.Row{}
	}
	if v.records[l] == nil {
		v.records[l] = make(map[string]*sheets.Row, len(v.Master.Rows[l]))
		for _, r := range v.Master.Rows[l] {
			v.records[l][r.ID] = r
		}
	}
	return v.records[l][id]
}

// changes takes what would be logged.
func (v *viewer) changes() {
	for _, c := range v.Master.Changes[v.before:] {
		l := v.Master.Plan.Ledger(c.Ledger)
		if l == nil || c.RowID == "" {
			continue
		}
		row := v.row(l.Name, c.RowID)
		row.is(whatOf(c))
		if c.File != campaign.MasterFile && row.File == "" {
			row.Unit, row.File, row.Sheet, row.Line = c.Unit, c.File, c.Sheet, c.Line()
		}
		if c.Kind == master.Added {
			v.fill(row, v.record(l, c.RowID), c)
			continue
		}
		show := cell.Mask
		if col := l.Column(c.Column); col != nil {
			show = col.Show
		}
		row.Cells = append(row.Cells, PreviewCell{Column: c.Column, Old: show(c.Old), New: show(c.New), By: c.By, Kind: string(c.Kind), File: c.File, Cell: c.Cell})
	}
}

// fill shows what a new row holds.
func (v *viewer) fill(row *PreviewRow, r *sheets.Row, c master.Change) {
	if r == nil {
		return
	}
	for _, col := range r.Ledger.Columns {
		if value := r.Values[col.Index]; value != "" && col.Computed == nil {
			row.Cells = append(row.Cells, PreviewCell{Column: col.Name, New: col.Show(value), By: c.By, Kind: string(c.Kind), File: c.File})
		}
	}
}

// is keeps the more telling of two words.
func (p *PreviewRow) is(what string) {
	if p.What == "" || slices.Index(Whats, what) < slices.Index(Whats, p.What) {
		p.What = what
	}
}

func whatOf(c master.Change) string {
	switch {
	case c.Kind == master.Reverted:
		return WhatReverted
	case c.Kind == master.Reopened:
		return WhatReopened
	case c.Kind == master.Closed && c.By == system:
		return WhatClosed
	case c.By == system:
		return WhatSystem
	case c.Digest == "" && c.By == templates.OwnerOffice:
		return WhatOffice
	case c.Kind == master.Added:
		return WhatAdded
	}
	return WhatChanged
}

// asks takes what a person has to decide.
func (v *viewer) asks() {
	for _, c := range v.Master.Conflicts {
		l := v.Master.Plan.Ledger(c.Ledger)
		if l == nil {
			continue
		}
		show := func(s string) string { return s }
		if col := l.Column(c.Column); col != nil {
			show = col.Show
		}
		row := v.row(l.Name, c.RowID)
		row.is(WhatWaits)
		if row.File == "" {
			row.Unit, row.File, row.Sheet = c.Unit, c.File, c.Ledger
		}
		row.Asks = append(row.Asks, PreviewAsk{Column: c.Column, Current: show(c.Current), Value: show(c.Value), Unit: c.Unit, File: c.File, Cell: c.Cell, Why: c.Why})
	}
}

// returned takes the lines that change nothing.
func (v *viewer) returned() {
	why := map[string][]string{}
	for _, f := range v.Findings {
		if f.Severity == finding.Error {
			k := lineKey(f.File, f.Sheet, rowOf(f.Cell))
			why[k] = append(why[k], f.Column+"："+f.Text())
		}
	}
	words := map[master.Fate]string{master.Undecided: WhatWaits, master.SentBack: WhatBack, master.Superseded: WhatKept, master.Repeated: WhatRepeated, master.Unchanged: WhatUnchanged}
	for _, ln := range v.Lines {
		what := words[ln.Fate]
		if what == "" || what == WhatWaits && v.rows[[2]string{ln.Ledger, ln.RowID}] != nil {
			continue // shown with the row it changes
		}
		v.order = append(v.order, &PreviewRow{What: what, Ledger: ln.Ledger, RowID: ln.RowID, Unit: ln.Unit, File: ln.File, Sheet: ln.Sheet, Line: ln.Row,
			Why: why[lineKey(ln.File, ln.Sheet, ln.Row)]})
	}
}

// noteLines keeps what became of a book's lines, for a preview.
func (j *job) noteLines(r *received) {
	if !j.Lines {
		return
	}
	for _, ln := range r.lines {
		if ln.old && !r.again[ln.row.Ledger] {
			continue
		}
		id := ln.row.ID
		if ln.record != nil {
			id = ln.record.ID
		}
		j.seen = append(j.seen, Line{File: r.item.Name, Digest: r.item.Digest, Unit: r.Unit.Name, Ledger: ln.row.Ledger.Name, Sheet: ln.row.Sheet, Row: ln.row.Number, RowID: id, Fate: ln.fate})
	}
}

// lineKey names a line of a file.
func lineKey(file, sheet string, row int) string { return file + "\x00" + sheet + "\x00" + itoa(row) }

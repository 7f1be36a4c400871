// Package origin says where a figure comes from: its definition, the rows behind
// it, who wrote each value last, and the cell of the archived return that proves
// it.
package origin

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/figure"
	"taizhang/sheets/intake"
	"taizhang/sheets/level"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// Figure is one figure with what is behind it.
type Figure struct {
	Code       string   `json:"code"`
	Name       string   `json:"name"`
	Value      string   `json:"value"`
	Unit       string   `json:"unit"`
	Definition string   `json:"definition"`
	Help       string   `json:"help,omitempty"`
	Inputs     []Figure `json:"inputs,omitempty"`
	Rows       []Row    `json:"rows,omitempty"`
}

// Row is a row behind a figure, and where its value was written last.
type Row struct {
	RowID   string `json:"row_id"`
	Value   string `json:"value,omitempty"`
	Unit    string `json:"unit"`         // whose value it is
	By      string `json:"by,omitempty"` // who wrote it: a unit, 整改办 or 系统
	Kind    string `json:"kind,omitempty"`
	Date    string `json:"date,omitempty"`
	Merge   int    `json:"merge,omitempty"`
	File    string `json:"file"`
	Digest  string `json:"digest,omitempty"`
	Archive string `json:"archive,omitempty"` // the copy that is kept of the file
	Sheet   string `json:"sheet"`
	Row     int    `json:"row"`
	Cell    string `json:"cell,omitempty"` // of the figure's column in the returned file
	Master  string `json:"master_cell"`
	Below   *Below `json:"below,omitempty"` // where the office below took it from
	Doubt   string `json:"doubt,omitempty"` // why the quoted cell does not prove the value
}

// Tracer follows figures and rows back to what came in.
type Tracer struct {
	dir     campaign.Dir
	set     *figure.Set
	rows    func(*templates.Figure) []*sheets.Row
	writers *master.History
	returns *intake.Locator // nil where what came in is kept elsewhere

	ctx      context.Context
	packages map[string]*level.Package // by digest; nil for what is none
}

// New prepares to follow the figures of a master.
func New(ctx context.Context, d campaign.Dir, p *templates.Plan, m *master.Master, set *figure.Set) Tracer {
	rows := func(f *templates.Figure) []*sheets.Row { return set.Get(f).Rows }
	return Tracer{d, set, rows, m.History(), intake.NewLocator(ctx, d, p), ctx, map[string]*level.Package{}}
}

// Of follows figures whose rows are kept elsewhere, by the log m. Without an
// archive, what is quoted is not looked up.
func Of(ctx context.Context, d campaign.Dir, p *templates.Plan, m *master.Master, set *figure.Set, rows func(*templates.Figure) []*sheets.Row, archive bool) Tracer {
	tr := Tracer{d, set, rows, m.History(), nil, ctx, map[string]*level.Package{}}
	if archive {
		tr.returns = intake.NewLocator(ctx, d, p)
	}
	return tr
}

// Head is a figure with its inputs, without the rows behind them.
func (tr Tracer) Head(f *templates.Figure) Figure {
	r := tr.set.Get(f)
	t := Figure{Code: f.Code, Name: f.Name, Value: r.Printed(), Unit: f.Measure, Definition: figure.Definition(f), Help: f.Help}
	f.Expr.Walk(func(leaf *templates.Expr) {
		if input, ok := leaf.Ref.(*templates.Figure); ok {
			t.Inputs = append(t.Inputs, tr.Head(input))
		}
	})
	return t
}

// Figure is a figure with every row behind it and behind its inputs.
func (tr Tracer) Figure(f *templates.Figure) Figure {
	t := tr.Head(f)
	t.Inputs = nil
	f.Expr.Walk(func(leaf *templates.Expr) {
		if input, ok := leaf.Ref.(*templates.Figure); ok {
			t.Inputs = append(t.Inputs, tr.Figure(input))
		}
	})
	for _, row := range tr.rows(f) {
		t.Rows = append(t.Rows, tr.Row(row, f))
	}
	return t
}

// Row says where a row's value comes from; of a figure without a column, where
// what made the row count comes from.
func (tr Tracer) Row(row *sheets.Row, f *templates.Figure) Row {
	columns := f.When.Columns()
	line := Row{RowID: row.ID, Master: row.Sheet + "!" + row.Cell(f.Column)}
	if f.Column != nil {
		columns = []*templates.Column{f.Column}
		line.Value = f.Column.Show(row.Value(f.Column))
	}
	w := tr.writers.Last(row, columns...)
	line.Unit, line.By, line.Kind, line.Date, line.Merge = w.Unit, w.By, string(w.Kind), w.Date, w.Merge
	line.File, line.Digest, line.Sheet = w.File, w.Digest, w.Sheet
	line.Row = w.Line()
	switch {
	case tr.returns == nil && w.Kind != "":
		line.Cell = w.Cell
	case w.Kind == "" && row.Source.File == w.File:
		line.Row = row.Source.Row
	case w.Digest != "" && w.Kind != master.Reverted:
		tr.reread(&line, row, f.Column, w)
	}
	if row.Scope != "" && tr.returns != nil {
		column := ""
		if len(columns) > 0 && columns[0].Ledger == row.Ledger {
			column = columns[0].Name
		}
		line.Below = tr.descend(row.Ledger.Name, row.ID, column, w.Digest)
	}
	return line
}

// Writer is the change that gave a cell of a row what it holds.
func (tr Tracer) Writer(row *sheets.Row, c *templates.Column) master.Change {
	return tr.writers.Last(row, c)
}

// reread looks the quoted cell up in the archive.
func (tr Tracer) reread(line *Row, row *sheets.Row, c *templates.Column, w master.Change) {
	path := tr.returns.Path(w.Digest)
	if path == "" {
		line.Doubt = "存档里没有这份文件了，无法复核"
		return
	}
	line.Archive = tr.dir.Relative(path)
	kept := tr.returns.Row(w.Digest, w.Unit, w.Sheet, line.Row)
	if kept == nil {
		line.Doubt = "存档里的这份文件变过了，或者没有这一行，无法复核"
		return
	}
	if c == nil {
		return
	}
	if c.Index < len(kept.Cols) && kept.Cols[c.Index] > 0 {
		line.Cell = kept.Cell(c)
	}
	if now := kept.Value(c); c.Computed == nil && now != row.Value(c) {
		line.Doubt = fmt.Sprintf("存档里这一格是“%s”，与总台账不同", cmp.Or(c.Show(now), "空"))
	}
}

// Place says in words where the value was written.
func (r Row) Place() string {
	place := ""
	switch {
	case r.By == "系统":
		place = fmt.Sprintf("系统%s，%s 第 %d 次合并", r.Kind, r.Date, r.Merge)
	case r.File == campaign.MasterFile:
		place = fmt.Sprintf("整改办在总台账%s，%s 第 %d 次合并", r.Kind, r.Date, r.Merge)
	case r.Cell != "":
		place = fmt.Sprintf("%s · %s · %s", r.File, r.Sheet, r.Cell)
	case r.Row > 0:
		place = fmt.Sprintf("%s · %s · 第 %d 行", r.File, r.Sheet, r.Row)
	default:
		place = strings.TrimSuffix(r.File+" · "+r.Sheet, " · ")
	}
	if r.By == templates.OwnerOffice && r.Digest != "" {
		place = "整改办" + r.Kind + " " + place
	}
	return place
}

// String is one line of the trace for people; parts that are empty are left
// out.
func (r Row) String() string {
	var parts []string
	for _, s := range []string{r.RowID, r.Value, r.Unit, r.Place()} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	out := strings.Join(parts, "  ") + "（总台账 " + r.Master
	if r.Archive != "" {
		out += "；" + r.Archive
	}
	out += "）"
	if r.Doubt != "" {
		out += "，" + r.Doubt
	}
	return out
}

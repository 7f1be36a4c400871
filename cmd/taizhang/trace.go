package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/urfave/cli/v2"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/figure"
	"taizhang/sheets/intake"
	"taizhang/sheets/level"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// traced is one figure with what is behind it.
type traced struct {
	Code       string      `json:"code"`
	Name       string      `json:"name"`
	Value      string      `json:"value"`
	Unit       string      `json:"unit"`
	Definition string      `json:"definition"`
	Help       string      `json:"help,omitempty"`
	Inputs     []traced    `json:"inputs,omitempty"`
	Rows       []tracedRow `json:"rows,omitempty"`
}

// tracedRow is a row behind a figure, and where its value was written last.
type tracedRow struct {
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
	Below   *below `json:"below,omitempty"` // where the office below took it from
	Doubt   string `json:"doubt,omitempty"` // why the quoted cell does not prove the value
}

func traceCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "trace", Aliases: []string{"溯源"},
		Usage:     "一个数字从哪些行来：定义、算法和背后的每一行",
		UsageText: "taizhang trace [选项] 指标",
		Flags:     dayFlags(),
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return usageError{"请写一个指标的代号或名称，如：taizhang trace 违建.拆除率。"}
			}
			dir, plan, _, err := e.open(c)
			if err != nil {
				return err
			}
			f := plan.Figure(c.Args().First())
			if f == nil {
				return usageError{fmt.Sprintf("方案的“指标”表里没有“%s”。%s", c.Args().First(), nearest(plan, c.Args().First()))}
			}
			unmerged, err := e.unmerged(c, dir, plan)
			if err != nil {
				return err
			}
			m, err := master.Open(c.Context, dir, plan)
			if err != nil {
				return err
			}
			tr := tracer{c.Context, dir, figure.New(m.Data()), m.Writers(), intake.NewLocator(c.Context, dir, plan), map[string]*level.Package{}}
			t := tr.figure(f)
			if c.Bool("json") {
				return e.object(c, struct {
					traced
					Warnings []finding.Finding `json:"warnings,omitempty"`
				}{t, unmerged})
			}
			e.printTrace(t, "")
			return nil
		},
	}
}

type tracer struct {
	ctx      context.Context
	dir      campaign.Dir
	set      *figure.Set
	writers  *master.Writers
	returns  *intake.Locator
	packages map[string]*level.Package // by digest; nil for what is none
}

func (tr tracer) figure(f *templates.Figure) traced {
	r := tr.set.Get(f)
	t := traced{Code: f.Code, Name: f.Name, Value: r.Printed(), Unit: f.Measure, Definition: figure.Definition(f), Help: f.Help}
	f.Expr.Walk(func(leaf *templates.Expr) {
		if input, ok := leaf.Ref.(*templates.Figure); ok {
			t.Inputs = append(t.Inputs, tr.figure(input))
		}
	})
	for _, row := range r.Rows {
		t.Rows = append(t.Rows, tr.row(row, f))
	}
	return t
}

// row says where a row's value comes from; of a figure without a column, where
// what made the row count comes from.
func (tr tracer) row(row *sheets.Row, f *templates.Figure) tracedRow {
	columns := f.When.Columns()
	line := tracedRow{RowID: row.ID, Master: row.Sheet + "!" + row.Cell(f.Column)}
	if f.Column != nil {
		columns = []*templates.Column{f.Column}
		line.Value = f.Column.Show(row.Value(f.Column))
	}
	w := tr.writers.Last(row, columns...)
	line.Unit, line.By, line.Kind, line.Date, line.Merge = w.Unit, w.By, string(w.Kind), w.Date, w.Merge
	line.File, line.Digest, line.Sheet = w.File, w.Digest, w.Sheet
	line.Row = w.Line()
	switch {
	case w.Kind == "" && row.Source.File == w.File:
		line.Row = row.Source.Row
	case w.Digest != "" && w.Kind != master.Reverted:
		tr.reread(&line, row, f.Column, w)
	}
	if row.Scope != "" {
		column := ""
		if len(columns) > 0 && columns[0].Ledger == row.Ledger {
			column = columns[0].Name
		}
		line.Below = tr.descend(row.Ledger.Name, row.ID, column, w.Digest)
	}
	return line
}

// reread looks the quoted cell up in the archive.
func (tr tracer) reread(line *tracedRow, row *sheets.Row, c *templates.Column, w master.Change) {
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
		line.Doubt = fmt.Sprintf("存档里这一格是“%s”，与总台账不同", orBlank(c.Show(now)))
	}
}

func (e *env) printTrace(t traced, indent string) {
	value := strings.TrimSuffix(t.Value, t.Unit) + t.Unit // a share has its sign already
	fmt.Fprintf(e.out, "%s%s（%s）= %s\n%s  定义：%s\n", indent, t.Name, t.Code, value, indent, t.Definition)
	if t.Help != "" {
		fmt.Fprintf(e.out, "%s  说明：%s\n", indent, t.Help)
	}
	for _, in := range t.Inputs {
		e.printTrace(in, indent+"    ")
	}
	if len(t.Rows) == 0 {
		return
	}
	fmt.Fprintf(e.out, "%s  来自 %d 行：\n", indent, len(t.Rows))
	for _, r := range t.Rows {
		fmt.Fprintf(e.out, "%s    %s\n", indent, r)
		if r.Below != nil {
			fmt.Fprintf(e.out, "%s        %s\n", indent, r.Below)
		}
	}
}

// String is one line of the trace for people; parts that are empty are left
// out.
func (r tracedRow) String() string {
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
	var parts []string
	for _, s := range []string{r.RowID, r.Value, r.Unit, place} {
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

// nearest suggests the figures whose code or name is most like a mistyped one.
func nearest(plan *templates.Plan, typed string) string {
	best, names := len([]rune(typed))/2+1, []string{}
	for _, f := range plan.Figures {
		d := min(levenshtein.ComputeDistance(typed, f.Code), levenshtein.ComputeDistance(typed, f.Name))
		if d < best {
			best, names = d, nil
		}
		if d == best && len(names) < 3 {
			names = append(names, f.Code)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "是不是“" + strings.Join(names, "”或“") + "”？"
}

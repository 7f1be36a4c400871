package main

import (
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/urfave/cli/v2"

	"taizhang/sheets/figure"
	"taizhang/sheets/intake"
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

type tracedRow struct {
	RowID  string `json:"row_id"`
	Value  string `json:"value,omitempty"`
	Unit   string `json:"unit"`
	File   string `json:"file"`
	Sheet  string `json:"sheet"`
	Row    int    `json:"row"`
	Cell   string `json:"cell,omitempty"` // of the figure's column in the returned file
	Master string `json:"master_cell"`
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
			tr := tracer{figure.New(m.Data()), intake.NewLocator(dir, plan)}
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
	set     *figure.Set
	returns *intake.Locator
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
		from := row.Source
		line := tracedRow{
			RowID: row.ID, Unit: from.Unit, File: from.File, Sheet: from.Sheet, Row: from.Row,
			Cell: tr.returns.Cell(row, f.Column), Master: row.Sheet + "!" + row.Cell(f.Column),
		}
		if f.Column != nil {
			line.Value = f.Column.Show(row.Value(f.Column))
		}
		t.Rows = append(t.Rows, line)
	}
	return t
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
	}
}

// String is one line of the trace for people; parts that are empty are left
// out.
func (r tracedRow) String() string {
	place := ""
	switch {
	case r.File == "":
		place = "整改办在总台账登记"
	case r.Cell != "":
		place = fmt.Sprintf("%s · %s · %s", r.File, r.Sheet, r.Cell)
	default:
		place = fmt.Sprintf("%s · %s · 第 %d 行", r.File, r.Sheet, r.Row)
	}
	var parts []string
	for _, s := range []string{r.RowID, r.Value, r.Unit, place} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "  ") + "（总台账 " + r.Master + "）"
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

package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"taizhang/reports"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/templates"
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
	Master string `json:"master_cell"`
}

func traceCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "trace", Aliases: []string{"溯源"},
		Usage:     "一个数字从哪些行来：定义、算法和背后的每一行",
		UsageText: "taizhang trace [选项] 指标",
		Flags:     []cli.Flag{asOfFlag()},
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
				return usageError{fmt.Sprintf("方案的“指标”表里没有“%s”。", c.Args().First())}
			}
			m, err := master.Read(dir.Master(), plan)
			if errors.Is(err, os.ErrNotExist) {
				return reports.ErrNoMaster
			}
			if err != nil {
				return err
			}
			t := traceFigure(figure.New(m.Data()), f)
			if c.Bool("json") {
				return e.object(c, t)
			}
			e.printTrace(t, "")
			return nil
		},
	}
}

func traceFigure(set *figure.Set, f *templates.Figure) traced {
	r := set.Get(f)
	t := traced{Code: f.Code, Name: f.Name, Value: r.Printed(), Unit: f.Measure, Definition: figure.Definition(f), Help: f.Help}
	f.Expr.Walk(func(leaf *templates.Expr) {
		if leaf.Figure != nil {
			t.Inputs = append(t.Inputs, traceFigure(set, leaf.Figure))
		}
	})
	for _, row := range r.Rows {
		tr := tracedRow{RowID: row.ID, Unit: row.Source.Unit, File: row.Source.File, Sheet: row.Source.Sheet, Row: row.Source.Row, Master: row.Sheet + "!" + row.Cell(f.Column)}
		if f.Column != nil {
			tr.Value = f.Column.Show(row.Value(f.Column))
		}
		t.Rows = append(t.Rows, tr)
	}
	return t
}

func (e *env) printTrace(t traced, indent string) {
	fmt.Fprintf(e.out, "%s%s（%s）= %s%s\n%s  定义：%s\n", indent, t.Name, t.Code, t.Value, t.Unit, indent, t.Definition)
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
		fmt.Fprintf(e.out, "%s    %s  %s  %s · %s · 第 %d 行（总台账 %s）\n", indent, r.RowID, r.Value, r.File, r.Sheet, r.Row, r.Master)
	}
}

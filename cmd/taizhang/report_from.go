package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"taizhang/reports"
	"taizhang/reports/engine"
	"taizhang/sheets/campaign"
	"taizhang/sheets/figure"
	"taizhang/sheets/origin"
	"taizhang/templates"
)

// fromFlags are those of commands that can look into an engine.
func fromFlags(all bool) []cli.Flag {
	flags := []cli.Flag{
		&cli.StringFlag{Name: "from", Usage: "从引擎 `URL`（或 @文件）取数，不读总台账"},
		&cli.StringFlag{Name: "office", Usage: "和 --from 一起用：哪个单位 `NAME`", DefaultText: "本活动的单位"},
	}
	if all {
		flags = append(flags, &cli.BoolFlag{Name: "all", Usage: "和 --from 一起用：入库的全部单位"})
	}
	return flags
}

// inEngine opens what was loaded of the office that the command line names.
func (e *env) inEngine(c *cli.Context, plan *templates.Plan, all bool) (*engine.Source, func(), error) {
	name := office(c, plan)
	if all {
		if c.IsSet("office") {
			return nil, nil, usageError{"--office 和 --all 只能写一个。"}
		}
		name = ""
	}
	conn, err := engine.Connect(c.Context, c.String("from"))
	if err != nil {
		return nil, nil, err
	}
	src, err := engine.Open(c.Context, conn, plan, name)
	if err != nil {
		conn.Close(c.Context)
		return nil, nil, err
	}
	return src, func() { conn.Close(c.Context) }, nil
}

// reportFrom writes the report of what stands in an engine.
func (e *env) reportFrom(c *cli.Context, dir campaign.Dir, plan *templates.Plan) error {
	src, done, err := e.inEngine(c, plan, c.Bool("all"))
	if err != nil {
		return err
	}
	defer done()
	in := reports.Input{Dir: dir, Plan: plan, AsOf: src.AsOf}
	switch {
	case c.Bool("all"):
		in.Sub = "引擎-全部"
	case c.IsSet("office"):
		in.Sub = "引擎-" + strings.Map(inFileName, src.Office)
	}
	res, err := reports.WriteKnown(c.Context, in, reports.Known{Set: src.Set, Ledger: src.Findings, Returns: src.Returns, Serial: src.Serial, Counter: src, Err: src.Err})
	if err != nil {
		return err
	}
	e.printReport(c, in, res)
	for _, name := range src.Fetched {
		e.say(c, "  逐行列出的，取了“%s”的行", name)
	}
	if err := e.object(c, reportObject(res)); err != nil {
		return err
	}
	return reportVerdict(res)
}

// inFileName is a letter as it may stand in the name of a folder on any system.
func inFileName(r rune) rune {
	if r < ' ' || strings.ContainsRune(`\/:*?"<>|`, r) {
		return '_'
	}
	return r
}

// traceFrom says where a figure in an engine comes from: its definition, and the
// rows behind it as they were taken from the returns.
func (e *env) traceFrom(c *cli.Context, plan *templates.Plan, f *templates.Figure) error {
	src, done, err := e.inEngine(c, plan, false)
	if err != nil {
		return err
	}
	defer done()
	t := traced(src, f)
	if err := src.Err(); err != nil {
		return err
	}
	if c.Bool("json") {
		return e.object(c, t)
	}
	e.printTrace(t, "")
	return nil
}

func traced(src *engine.Source, f *templates.Figure) origin.Figure {
	t := origin.Figure{Code: f.Code, Name: f.Name, Value: src.Set.Get(f).Printed(), Unit: f.Measure, Definition: figure.Definition(f), Help: f.Help}
	f.Expr.Walk(func(leaf *templates.Expr) {
		if in, ok := leaf.Ref.(*templates.Figure); ok {
			t.Inputs = append(t.Inputs, traced(src, in))
		}
	})
	for _, r := range src.Behind(f) {
		line := origin.Row{RowID: r.ID, Unit: r.Source.Unit, File: r.Source.File, Digest: r.Source.Digest, Sheet: r.Source.Sheet, Row: r.Source.Row, Date: r.Source.Updated, Master: r.Sheet + "!" + r.Cell(f.Column)}
		if f.Column != nil {
			line.Value = f.Column.Show(r.Value(f.Column))
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

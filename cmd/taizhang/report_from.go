package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"taizhang/reports"
	"taizhang/reports/engine"
	"taizhang/sheets/campaign"
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
		in.Sub = "引擎-" + strings.NewReplacer("/", "∕", `\\`, "∕", ":", "：").Replace(src.Office)
	}
	res, err := reports.WriteKnown(c.Context, in, reports.Known{Set: src.Set, Ledger: src.Findings, Returns: src.Returns, Counter: src, Err: src.Err})
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

package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"taizhang/reports"
	"taizhang/reports/engine"
	"taizhang/reports/papers"
	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/origin"
	"taizhang/templates"
	"taizhang/templates/finding"
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
	res, err := reports.WriteKnown(c.Context, in, *knownOf(src))
	if err != nil {
		return err
	}
	e.printReport(c, in, res)
	e.printFetched(c, src)
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

// printFetched says which rows were brought here, and what for.
func (e *env) printFetched(c *cli.Context, src *engine.Source) {
	for _, why := range src.NoSQL {
		e.say(c, "  在引擎里没有对应的算法，取来逐行计算的指标 %s", why)
	}
	for _, f := range src.Fetched() {
		e.say(c, "  要逐行列出、核对或计算，从引擎取了“%s”的 %d 行", f.Ledger, f.Rows)
	}
}

// knownOf is what a report says of what stands in an engine.
func knownOf(src *engine.Source) *reports.Known {
	return &reports.Known{Set: src.Set, Ledger: src.Findings, Returns: src.Returns, History: src.History(), Moments: src.Moments(), Serial: src.Serial, AsOf: src.AsOf, Counter: src, Err: src.Err}
}

// ownOffice reports whether what is asked for is the folder's own campaign.
func ownOffice(c *cli.Context, plan *templates.Plan) bool {
	return !c.Bool("all") && (!c.IsSet("office") || strings.TrimSpace(c.String("office")) == ownName(plan))
}

// traceFrom says where a figure in an engine comes from, as trace does of the
// master: the rows behind it, and who wrote them last by the log that was loaded.
func (e *env) traceFrom(c *cli.Context, dir campaign.Dir, plan *templates.Plan, f *templates.Figure) error {
	src, done, err := e.inEngine(c, plan, false)
	if err != nil {
		return err
	}
	defer done()
	rows, log := src.Traced(f)
	t := origin.Of(c.Context, dir, plan, log, src.Set, func(f *templates.Figure) []*sheets.Row { return rows[f] }, ownOffice(c, plan)).Figure(f)
	if err := src.Err(); err != nil {
		return err
	}
	if c.Bool("json") {
		return e.object(c, t)
	}
	e.printTrace(t, "")
	return nil
}

// auditFrom holds documents against what stands in an engine.
func (e *env) auditFrom(c *cli.Context, dir campaign.Dir, plan *templates.Plan) error {
	src, done, err := e.inEngine(c, plan, c.Bool("all"))
	if err != nil {
		return err
	}
	defer done()
	known := knownOf(src)
	known.Own = ownOffice(c, plan)
	if err := e.auditAll(c, reports.Input{Dir: dir, Plan: plan, AsOf: src.AsOf, Kept: known}, nil); err != nil {
		return err
	}
	return src.Err()
}

// remindFrom makes the lists of what is due of what stands in an engine. Papers
// get their numbers in the office's own master: here they are drafts.
func (e *env) remindFrom(c *cli.Context, dir campaign.Dir, plan *templates.Plan, asOf string) error {
	src, done, err := e.inEngine(c, plan, false)
	if err != nil {
		return err
	}
	defer done()
	if c.IsSet("as-of") && asOf != src.AsOf {
		return usageError{fmt.Sprintf("引擎里是 %s 的数，不能按 --as-of %s 催办。请先按那一天合并、入库。", src.AsOf, asOf)}
	}
	log := src.Master(papers.Ledgers(plan))
	if err := src.Err(); err != nil {
		return err
	}
	in := papers.Input{Dir: dir, Plan: plan, AsOf: src.AsOf, Kept: &papers.Kept{Master: log, Returns: src.Returns, Folder: "引擎-" + strings.Map(inFileName, src.Office)}}
	res, err := papers.Write(c.Context, in)
	if err != nil {
		return err
	}
	e.printPapers(c, dir.Path(campaign.Papers, in.Kept.Folder), res)
	if n := len(res.Drafts); n > 0 {
		e.say(c, "文书由“%s”在自己的总台账里登记编号后发出；应发而没有登记的，这里是没有编号的草稿。", src.Office)
	}
	object := papersObject(res)
	object["warnings"] = []finding.Finding{}
	if err := e.object(c, object); err != nil {
		return err
	}
	return verdict(res.Findings)
}

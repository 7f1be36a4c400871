package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/urfave/cli/v2"

	"taizhang/sheets/campaign"
	"taizhang/sheets/merge"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// env is what every command is given: the streams, and how to open a campaign.
type env struct {
	in       io.Reader
	out, err io.Writer
	shown    map[finding.Finding]bool
	limit    int // findings of a kind that are printed, 0 = all; the plan says
}

// load reads the plan of the campaign folder.
func (e *env) load(c *cli.Context) (campaign.Dir, *templates.Plan, error) {
	dir := campaign.Dir(c.String("C"))
	if _, err := os.Stat(dir.Plan()); err != nil {
		return dir, nil, fmt.Errorf("文件夹“%s”里没有“%s”；新活动请先运行“taizhang init”，或用 -C 指明活动文件夹", c.String("C"), campaign.PlanFile)
	}
	plan, err := templates.ReadWorkbook(dir.Plan())
	if err == nil {
		e.limit = kindLimit(plan)
	}
	return dir, plan, err
}

// open loads the plan and settles the day up to which rows count.
func (e *env) open(c *cli.Context) (campaign.Dir, *templates.Plan, string, error) {
	dir, plan, err := e.load(c)
	if err != nil {
		return dir, nil, "", err
	}
	asOf, err := day(c, plan)
	plan.SetAsOf(asOf)
	return dir, plan, asOf, err
}

// day is --as-of, else the plan's, else today.
func day(c *cli.Context, plan *templates.Plan) (string, error) {
	asOf := plan.Param(templates.AsOfParam)
	if text := c.String("as-of"); text != "" {
		iso, ok := cell.ISODate(text)
		if !ok {
			return "", usageError{fmt.Sprintf("--as-of 要写日期，如 2021-11-20，现在是“%s”。", text)}
		}
		asOf = iso
	}
	if asOf == "" {
		asOf = time.Now().Format(time.DateOnly)
	}
	return asOf, nil
}

// say prints a line for people; nothing with --json or --quiet.
func (e *env) say(c *cli.Context, format string, args ...any) {
	if !c.Bool("json") && !c.Bool("quiet") {
		fmt.Fprintf(e.out, format+"\n", args...)
	}
}

// show prints findings for people, each only once however many steps find it.
func (e *env) show(c *cli.Context, fs []finding.Finding) {
	if c.Bool("json") {
		return
	}
	if e.shown == nil {
		e.shown = map[finding.Finding]bool{}
	}
	var fresh []finding.Finding
	for _, f := range fs {
		if f.Severity != finding.Info && !e.shown[f] && (f.Severity == finding.Error || !c.Bool("quiet")) {
			e.shown[f] = true
			fresh = append(fresh, f)
		}
	}
	finding.Print(e.out, fresh, e.limit)
}

// object prints the command's JSON object if it was asked for.
func (e *env) object(c *cli.Context, v any) error {
	if !c.Bool("json") {
		return nil
	}
	enc := json.NewEncoder(e.out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// unmerged prints, before anything else, what the master does not hold yet.
func (e *env) unmerged(c *cli.Context, dir campaign.Dir, plan *templates.Plan) ([]finding.Finding, error) {
	fs, err := merge.Stale(c.Context, dir, plan)
	if len(fs) > 0 {
		e.say(c, "注意：总台账还不全，有 %d 处改动或来件没有合并：", len(fs))
		e.show(c, fs)
	}
	return fs, err
}

// verdict turns errors among the findings into the exit code for them.
func verdict(fs ...[]finding.Finding) error {
	for _, list := range fs {
		if finding.HasErrors(list) {
			return errFindings
		}
	}
	return nil
}

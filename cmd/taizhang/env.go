package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/urfave/cli/v2"

	"taizhang/sheets/campaign"
	"taizhang/sheets/intake"
	"taizhang/sheets/issue"
	"taizhang/sheets/master"
	"taizhang/sheets/merge"
	"taizhang/sheets/returns"
	"taizhang/templates"
	workbook "taizhang/templates/book"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// env is what every command is given: the streams, and how to open a campaign.
type env struct {
	in       io.Reader
	out, err io.Writer
	shown    map[finding.Finding]bool
	watch    func(what string, done, total int) // told how far a command has come; nil on a terminal
	limit    int                                // findings of a kind that are printed, 0 = all; the plan says
	// master is the ledger as unmerged has read it, if the last merge wrote it so.
	master *master.Master
}

// load reads the plan of the campaign folder.
func (e *env) load(c *cli.Context) (campaign.Dir, *templates.Plan, error) {
	dir := campaign.Dir(c.String("C"))
	if _, err := os.Stat(dir.Plan()); err != nil {
		return dir, nil, fmt.Errorf("文件夹“%s”里没有“%s”；新活动请先运行“taizhang init”，或用 -C 指明活动文件夹", c.String("C"), campaign.PlanFile)
	}
	c.Context = workbook.Watch(c.Context, e.watcher(c))
	plan, err := issue.ReadPlan(dir)
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
	asOf, err := e.soundDay(c, dir, plan)
	plan.SetAsOf(asOf)
	return dir, plan, asOf, err
}

// soundDay is the day of a command, unless it looks mistyped and was not asked
// for with --backwards. Commands that only look are told of a typed one only.
func (e *env) soundDay(c *cli.Context, dir campaign.Dir, plan *templates.Plan) (string, error) {
	asOf, err := day(c, plan)
	asked := !slices.ContainsFunc(c.Command.Flags, func(f cli.Flag) bool { return f.Names()[0] == "backwards" })
	typed := c.IsSet("as-of")
	looks := c.Command.Name == "trace" || c.Command.Name == "audit"
	if err != nil || asked || looks && !typed {
		return asOf, err
	}
	days, err := returns.DaysOf(c.Context, dir, plan)
	if err != nil {
		return asOf, err
	}
	if c.Bool("backwards") {
		if why := days.Before(asOf); why != "" && !looks {
			return asOf, usageError{why + "这次没有改动任何文件。请改正 --as-of；活动确实更早开始的，先在方案“参数”表写上反馈日。"}
		}
		return asOf, nil
	}
	why := days.Earlier(asOf)
	if why == "" && typed {
		why = days.Far(asOf, time.Now().Format(time.DateOnly))
	}
	switch {
	case why == "":
		return asOf, nil
	case days.Unknown(): // a campaign just begun, that may well be of another year
		e.say(c, "注意：%s方案里还没有日期可以核对，请确认没有写错。", why)
		return asOf, nil
	case !typed:
		why += "没有写 --as-of，用的是方案的截至日或今天。"
	}
	return asOf, usageError{why + "这次没有改动任何文件。请改正 --as-of；确实要这样的，加上 --backwards。"}
}

// day is --as-of, else the plan's, else today.
func day(c *cli.Context, plan *templates.Plan) (string, error) {
	asOf := plan.Param(templates.ParamAsOf)
	if text := c.String("as-of"); text != "" {
		var err error
		if asOf, err = writtenDay("as-of", text); err != nil {
			return "", err
		}
	}
	if asOf == "" {
		asOf = time.Now().Format(time.DateOnly)
	}
	return asOf, nil
}

// writtenDay reads a date on the command line.
func writtenDay(flag, text string) (string, error) {
	iso, ok := cell.ISODate(text)
	if !ok {
		return "", usageError{fmt.Sprintf("--%s 要写日期，如 2021-11-20，现在是“%s”。", flag, text)}
	}
	return iso, nil
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
	var fresh, passed []finding.Finding
	for _, f := range fs {
		if f.Code == intake.CodeIgnored && !e.shown[f] && !c.Bool("quiet") {
			e.shown[f] = true
			passed = append(passed, f)
		}
		if f.Severity != finding.Info && !e.shown[f] && (f.Severity == finding.Error || !c.Bool("quiet")) {
			e.shown[f] = true
			fresh = append(fresh, f)
		}
	}
	screen := screenOf(e.out)
	screen.print(e.out, fresh, e.limit)
	screen.print(e.out, passed, 0) // every line that was not taken as data
}

// object prints the command's JSON object if it was asked for.
func (e *env) object(c *cli.Context, v any) error {
	if !c.Bool("json") {
		return nil
	}
	enc := json.NewEncoder(whole(e.out))
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// unmerged prints, before anything else, what the master does not hold yet.
func (e *env) unmerged(c *cli.Context, dir campaign.Dir, plan *templates.Plan) ([]finding.Finding, error) {
	m, fs, err := merge.Stale(c.Context, dir, plan)
	e.master = m
	if len(fs) > 0 {
		e.say(c, "注意：总台账还不全，有 %d 处改动或来件没有合并：", len(fs))
		e.show(c, fs)
	}
	return fs, err
}

// held runs a command that writes into a campaign and takes no file names, while
// it holds the campaign's lock.
func (e *env) held(c *cli.Context, do func(dir campaign.Dir, plan *templates.Plan, asOf string) error) error {
	dir, plan, asOf, err := e.open(c)
	if err != nil {
		return err
	}
	unlock, err := dir.Lock(c.Command.Name)
	if err != nil {
		return err
	}
	defer unlock()
	return do(dir, plan, asOf)
}

// current says what is not merged yet, and brings the figures up to the plan where
// nothing waits.
func (e *env) current(c *cli.Context, dir campaign.Dir, plan *templates.Plan) (unmerged []finding.Finding, err error) {
	if unmerged, err = e.unmerged(c, dir, plan); err != nil {
		return nil, err
	}
	return unmerged, e.figures(c, dir, plan, unmerged)
}

// figures brings the master's sheets of figures up to the plan, if nothing else
// waits to be merged.
func (e *env) figures(c *cli.Context, dir campaign.Dir, plan *templates.Plan, unmerged []finding.Finding) error {
	if len(unmerged) > 0 {
		return nil // the next merge does
	}
	done, err := merge.RefreshFigures(c.Context, dir, plan)
	if done {
		e.master = nil
		e.say(c, "方案的指标或参数改过：总台账的“指标”“勾稽”两张表已按新的方案重写，行没有变。")
	}
	return err
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

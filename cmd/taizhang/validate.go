package main

import (
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/sheets/merge"
	"taizhang/sheets/sendback"
	"taizhang/templates/finding"
)

// fileReport is one file in the JSON of validate and merge.
type fileReport struct {
	File    string         `json:"file"`
	Unit    string         `json:"unit"`
	Ledgers []ledgerReport `json:"ledgers"`
}

type ledgerReport struct {
	Name     string `json:"name"`
	Rows     int    `json:"rows"`
	Accepted int    `json:"accepted"`
}

func validateCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "validate", Aliases: []string{"校验"},
		Usage:       "校验收到的表，列出全部问题，给有错误的单位做退回表",
		UsageText:   "taizhang validate [选项] [FILE…]",
		Description: "不写文件名就校验“2-收件”里的全部文件。有错误的，标出问题的副本放在“3-退回”；原件不动。",
		Flags:       dayFlags(),
		Action: func(c *cli.Context) error {
			dir, plan, asOf, err := e.open(c)
			if err != nil {
				return err
			}
			for _, f := range c.Args().Slice() {
				if _, err := os.Stat(f); err != nil {
					return usageError{"找不到文件“" + f + "”。"}
				}
			}
			unlock, err := dir.Lock(c.Command.Name)
			if err != nil {
				return err
			}
			defer unlock()
			found, err := e.examine(c, "校验", merge.Input{Dir: dir, Plan: plan, AsOf: asOf, Files: c.Args().Slice()})
			if err != nil {
				return err
			}
			res, marked, err := e.sendBack(c, dir, *found)
			if err != nil {
				return err
			}
			if err := e.object(c, validateObject(res, marked)); err != nil {
				return err
			}
			return verdict(res.Findings)
		},
	}
}

// examine reads and checks the returns and merges them in memory.
func (e *env) examine(c *cli.Context, what string, in merge.Input) (*merge.Result, error) {
	p := e.progress(c, what)
	defer p.end()
	in.Progress = p.step
	return merge.Run(c.Context, in)
}

// sendBack hands the returns back and prints what was found in them; the result
// holds what was found on the way, too.
func (e *env) sendBack(c *cli.Context, dir campaign.Dir, res merge.Result) (*merge.Result, []string, error) {
	marked, extra, err := sendback.Write(c.Context, dir, res.Returns, res.Findings)
	if err != nil {
		return nil, nil, err
	}
	res.Findings = slices.Concat(res.Findings, extra)
	finding.Sort(res.Findings)
	rows, units := 0, map[string]bool{}
	for _, r := range res.Returns {
		if r.Current {
			rows += r.Rows()
			units[r.Unit.Name] = true
		}
	}
	e.say(c, "校验：%d 个文件，%d 个单位，%d 行；%s。", len(res.Returns), len(units), rows, finding.Count(res.Findings))
	e.show(c, res.Findings)
	if len(marked) > 0 {
		e.say(c, "退回 %d 份，问题都标在表里：%s。", len(marked), strings.Join(marked, "、"))
	}
	return &res, marked, nil
}

func validateObject(res *merge.Result, marked []string) map[string]any {
	return map[string]any{"files": fileReports(res.Files(), res.Conservation), "findings": noNil(res.Findings), "marked": noNil(marked)}
}

func fileReports(files []merge.File, counts []merge.Count) []fileReport {
	byFile := map[string]*fileReport{}
	var order []string
	for _, f := range files {
		byFile[f.Name] = &fileReport{File: f.Name, Unit: f.Unit, Ledgers: []ledgerReport{}}
		order = append(order, f.Name)
	}
	for _, n := range counts {
		f := byFile[n.File]
		if f == nil {
			continue
		}
		f.Ledgers = append(f.Ledgers, ledgerReport{n.Ledger, n.Returned, n.Fates[master.Adopted] + n.Fates[master.Unchanged]})
	}
	out := make([]fileReport, 0, len(order))
	for _, name := range order {
		out = append(out, *byFile[name])
	}
	return out
}

// noNil keeps empty lists as [] in JSON.
func noNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

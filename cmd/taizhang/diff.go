package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"taizhang/sheets/campaign"
	"taizhang/sheets/level"
	"taizhang/sheets/master"
	"taizhang/sheets/xlsx"
)

func diffCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "diff", Aliases: []string{"比对"},
		Usage:       "比较两份总台账，或两份上报包：增加、改变、不见了的行",
		UsageText:   "taizhang diff [选项] OLD NEW\n   taizhang diff --since-published",
		Description: "以前的总台账在“4-总台账/历史”。\n--since-published 与最近一次定稿比：哪些指标变了，因为哪些行、哪些文件；通报里印了的，列进“5-汇总/更正-未完成.docx”。",
		Flags:       []cli.Flag{&cli.BoolFlag{Name: "since-published", Usage: "与最近一次定稿比指标，不用写文件名"}},
		Action: func(c *cli.Context) error {
			if c.Bool("since-published") {
				if c.Args().Present() {
					return usageError{"写了 --since-published，后面不用写文件名。"}
				}
				dir, plan, _, err := e.open(c)
				if err != nil {
					return err
				}
				return e.sincePublished(c, dir, plan)
			}
			if c.NArg() != 2 {
				return usageError{"请写两份总台账：taizhang diff 旧的.xlsx 新的.xlsx。"}
			}
			if packages, err := readPackages(c); err != nil || packages != nil {
				if err != nil {
					return err
				}
				return e.diffPackages(c, packages)
			}
			_, plan, _, err := e.open(c)
			if err != nil {
				return err
			}
			var both [2]*master.Master
			for i, path := range c.Args().Slice() {
				if both[i], err = master.Read(c.Context, path, plan); err != nil {
					return fmt.Errorf("%s：%w", path, xlsx.OfficeError(err, "总台账", fmt.Sprintf("请换一份完好的总台账来比；以前的在“%s/%s”。", campaign.Ledger, campaign.History)))
				}
			}
			d := master.Diff(both[0], both[1])
			if c.Bool("json") {
				return e.object(c, map[string]any{"rows": noNil(d)})
			}
			for _, r := range d {
				fmt.Fprintf(e.out, "%s %s %s（%s）\n", r.What, r.Ledger, r.RowID, orOffice(r.Unit))
				for _, x := range r.Cells {
					fmt.Fprintf(e.out, "    %s：%s → %s\n", x.Column, orBlank(x.Old), orBlank(x.New))
				}
			}
			e.say(c, "共 %d 行不同。", len(d))
			return nil
		},
	}
}

// readPackages reads both files if they are packages; nil if they are none.
func readPackages(c *cli.Context) ([]*level.Package, error) {
	var out []*level.Package
	for _, path := range c.Args().Slice() {
		p, err := level.ReadPackage(c.Context, path)
		if err != nil {
			return nil, c.Context.Err() // masters, or nothing; they are read as such
		}
		out = append(out, p)
	}
	return out, nil
}

func (e *env) diffPackages(c *cli.Context, p []*level.Package) error {
	d := level.Diff(p[0], p[1])
	if c.Bool("json") {
		return e.object(c, map[string]any{"rows": noNil(d)})
	}
	for _, r := range d {
		fmt.Fprintf(e.out, "%s %s %s\n", r.What, r.Ledger, r.RowID)
		for _, x := range r.Cells {
			fmt.Fprintf(e.out, "    %s：%s → %s\n", x.Column, orBlank(x.Old), orBlank(x.New))
		}
	}
	e.say(c, "两份上报包共 %d 处不同。", len(d))
	return nil
}

func orOffice(unit string) string {
	if unit == "" {
		return "整改办"
	}
	return unit
}

func orBlank(s string) string {
	if s == "" {
		return "空"
	}
	return s
}

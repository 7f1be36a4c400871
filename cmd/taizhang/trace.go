package main

import (
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/urfave/cli/v2"

	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/sheets/origin"
	"taizhang/templates"
	"taizhang/templates/finding"
)

func traceCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "trace", Aliases: []string{"溯源"},
		Usage:     "一个数字从哪些行来：定义、算法和背后的每一行",
		UsageText: "taizhang trace [选项] 指标",
		Flags:     append(dayFlags(), fromFlags(false)...),
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
			if c.IsSet("from") {
				return e.traceFrom(c, dir, plan, f)
			}
			unmerged, err := e.unmerged(c, dir, plan)
			if err != nil {
				return err
			}
			m := e.master
			if m == nil {
				if m, err = master.Open(c.Context, dir, plan); err != nil {
					return err
				}
			}
			t := origin.New(c.Context, dir, plan, m, figure.New(m.Data())).Figure(f)
			if c.Bool("json") {
				return e.object(c, struct {
					origin.Figure
					Warnings []finding.Finding `json:"warnings,omitempty"`
				}{t, unmerged})
			}
			e.printTrace(t, "")
			return nil
		},
	}
}

func (e *env) printTrace(t origin.Figure, indent string) {
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

package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"taizhang/reports"
	"taizhang/reports/audit"
	"taizhang/sheets/campaign"
	"taizhang/templates/finding"
)

func auditCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "audit", Aliases: []string{"核对"},
		Usage:     "核对改过的通报，和讲话、汇报等任何文件：每句话还对不对",
		UsageText: "taizhang audit [选项] 文件或文件夹…",
		Description: "可以核对 .docx、.xlsx、.pptx、.md、.txt。\n从底稿改来的通报，与底稿逐句对照：数、单位、正负、约数、名称、次序、删去的和加上的。\n别的文件，从前后的文字（表格从行和列的标题）认出说的是哪个指标，按文件的日期与当时的数对照：" +
			"当时就错的是“不符”，当时没错的是“此后有变”。\n标注的副本写在“5-汇总/核对”，意见在批注里（.md、.txt 在文末），原件不改。有要人处理的，退出码是 3。",
		Flags: slices.Concat(dayFlags(), []cli.Flag{&cli.BoolFlag{Name: "no-copy", Usage: "不写标注的副本"}, &cli.BoolFlag{Name: "every", Usage: "副本里相符的数也加批注"}}, fromFlags(true)),
		Action: func(c *cli.Context) error {
			if c.NArg() == 0 {
				return usageError{"请写要核对的文件或文件夹，如：taizhang audit 5-汇总/通报-社会公开稿.docx。"}
			}
			dir, plan, asOf, err := e.open(c)
			if err != nil {
				return err
			}
			if c.IsSet("from") {
				return e.auditFrom(c, dir, plan)
			}
			unmerged, err := e.unmerged(c, dir, plan)
			if err != nil {
				return err
			}
			return e.auditAll(c, reports.Input{Dir: dir, Plan: plan, AsOf: asOf}, unmerged)
		},
	}
}

// auditAll reads every document that was named, and writes the copies.
func (e *env) auditAll(c *cli.Context, in reports.Input, unmerged []finding.Finding) error {
	files, err := documents(c.Args().Slice())
	if err != nil {
		return err
	}
	docs, err := reports.NewDocuments(c.Context, in)
	if err != nil {
		return err
	}
	all := []*reports.Audited{}
	var unread []string
	for _, f := range files {
		a, err := docs.Audit(c.Context, f)
		if err != nil && len(files) == 1 || c.Context.Err() != nil {
			return err
		}
		if err != nil {
			what, fix := finding.Explain(err)
			unread = append(unread, f+"："+what+fix)
			continue
		}
		all = append(all, a)
	}
	if !c.Bool("no-copy") {
		if err := e.markCopies(c, in.Dir, docs, all); err != nil {
			return err
		}
	}
	clean := len(unread) == 0
	for _, a := range all {
		e.printAudit(c, in.Dir, a, len(files) > 1)
		clean = clean && a.Clean()
	}
	for _, u := range unread {
		e.say(c, "没有核对 %s", u)
	}
	if err := e.object(c, map[string]any{"files": all, "unread": noNil(unread), "warnings": noNil(unmerged)}); err != nil {
		return err
	}
	if !clean {
		return errFindings
	}
	return nil
}

// documents lists the documents that the arguments name.
func documents(args []string) (files []string, err error) {
	for _, path := range args {
		found, err := reports.FindDocuments(path)
		if errors.Is(err, os.ErrNotExist) {
			return nil, usageError{fmt.Sprintf("找不到文件“%s”。", path)}
		}
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			return nil, usageError{fmt.Sprintf("文件夹“%s”里没有可以核对的文件（.docx、.xlsx、.pptx、.md、.txt）。", path)}
		}
		files = append(files, found...)
	}
	return files, nil
}

// markCopies writes a copy of every document that there is something to say of.
func (e *env) markCopies(c *cli.Context, dir campaign.Dir, docs *reports.Documents, all []*reports.Audited) error {
	unlock, err := dir.Lock(c.Command.Name)
	if err != nil {
		return err
	}
	defer unlock()
	out, taken := dir.Outputs(), map[string]bool{}
	for _, a := range all {
		if a.Told() || c.Bool("every") {
			if err := docs.Mark(c.Context, a, out, taken, c.Bool("every")); err != nil {
				return err
			}
		}
	}
	for _, k := range out.Kept {
		e.say(c, "注意：“%s”上次写好后有人改过，已改名为“%s”保留。", k.File, k.As)
	}
	return nil
}

// printAudit lists what somebody has to see to, and counts the rest.
func (e *env) printAudit(c *cli.Context, dir campaign.Dir, a *reports.Audited, several bool) {
	if c.Bool("json") {
		return
	}
	if several {
		fmt.Fprintf(e.out, "%s\n", a.File)
	}
	for _, x := range a.Entries {
		e.printEntry(x)
	}
	for _, x := range a.Identities {
		if !x.OK {
			fmt.Fprintf(e.out, "  不符 %s：左边 %s，右边 %s，相差 %s\n", x.Name, x.Left, x.Right, x.Difference)
		}
	}
	var counts []string
	for _, s := range audit.Statuses {
		counts = append(counts, fmt.Sprintf("%s %d", s.Label(), a.Counts[s]))
	}
	if a.Draft {
		e.say(c, "按%s的底稿（第 %d 次合并，截至 %s）核对：%s；文中算式不符 %d 处。", a.Variant, a.Merge, a.AsOf, strings.Join(counts, "，"), a.Broken())
	} else {
		e.say(c, "按 %s（%s）的指标核对：%s；另有 %d 个数看不出与台账有关，没有核对。", a.Day, a.By, strings.Join(counts, "，"), a.Others)
	}
	if len(a.Raw) > 0 {
		e.say(c, "  没有核对的工作表：%s。那里是一行行的台账或填表说明，不是汇报的数。", strings.Join(a.Raw, "、"))
	}
	if !a.Draft && len(a.Entries) == 0 {
		e.say(c, "  没有认出一个指标，所以也没有核对出什么；要核对的数，请在旁边写明是哪个指标。")
	}
	if a.Marked != "" {
		e.say(c, "  标注的副本：%s", dir.Path(a.Marked))
	}
	if a.NoCopy != "" {
		e.say(c, "  没有写标注的副本：%s", a.NoCopy)
	}
	if a.Unmarked > 0 {
		e.say(c, "  有 %d 条意见没有写进副本：这份演示文稿里已经有批注，请看上面列出的。", a.Unmarked)
	}
}

// printEntry is what somebody has to see to, with its sentence.
func (e *env) printEntry(x audit.Entry) {
	if x.Status == audit.Agrees {
		return
	}
	of, place := "", fmt.Sprintf("第 %d 段", x.Paragraph)
	if x.Name != "" {
		of = fmt.Sprintf("（%s %s）", x.Name, x.Figure)
	}
	if x.Cell != "" {
		place = x.Sheet + "!" + x.Cell
	}
	fmt.Fprintf(e.out, "  %s %s %s%s：%s\n", x.Status.Label(), place, x.Number, of, x.Note)
	switch {
	case x.Status == audit.Missing:
		fmt.Fprintf(e.out, "      底稿：%s\n", x.Draft)
	case x.Sentence != "":
		fmt.Fprintf(e.out, "      原句：%s\n", x.Sentence)
	}
}

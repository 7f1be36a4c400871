package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"taizhang/sheets/campaign"
	"taizhang/sheets/carry"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// carryOver begins a campaign with what an earlier one has not finished.
func (e *env) carryOver(c *cli.Context) error {
	if c.NArg() != 2 {
		return usageError{"请写两个文件夹：taizhang init --carry 旧活动 新活动。"}
	}
	old, dir := campaign.Dir(c.Args().Get(0)), campaign.Dir(c.Args().Get(1))
	in := carry.Input{AsOf: time.Now().Format(time.DateOnly)}
	for flag, to := range map[string]*string{"as-of": &in.AsOf, "due": &in.Due} {
		if !c.IsSet(flag) {
			continue
		}
		day, err := writtenDay(flag, c.String(flag))
		if err != nil {
			return err
		}
		*to = day
	}
	if in.Due != "" && in.Due < in.AsOf {
		return usageError{"--due 写的新期限 " + in.Due + " 早于 " + in.AsOf + "，请写以后的日期。"}
	}
	if err := e.earlier(c, old, &in); err != nil {
		return err
	}
	unlock, err := dir.Lock(c.Command.Name)
	if err != nil {
		return err
	}
	defer unlock()
	res := carry.Plan(in)
	if _, err := templates.Load(res.Tables); err != nil {
		return err
	}
	if err := unbegun(dir); err != nil {
		return err
	}
	if err := sameNotice(c, old, dir); err != nil {
		return err
	}
	written, err := newCampaign(c.Context, dir, res.Tables, templates.StandardNotice())
	if err != nil {
		return err
	}
	e.say(c, "已从“%s”在“%s”新建活动：%s。", old, dir, strings.Join(written, "、"))
	for _, n := range res.Carried {
		e.say(c, "  带过来没有完成的%s %d 行，已重新编号，原编号和经过写在“%s”“%s”。", n.Ledger, n.Rows, carry.OldNumber, carry.Story)
	}
	e.say(c, "  已经完成的 %d 行列在“%s”，供挑选回头看。", res.Candidates, carry.Candidates)
	for _, t := range res.Told() {
		e.say(c, "注意：%s", t)
	}
	if len(res.Cleared) > 0 {
		e.say(c, "这些参数是上一次活动的，已经清空，请改填这一次的：%s。", strings.Join(res.Cleared, "、"))
	}
	e.say(c, "下一步：打开 %s 核对，再运行 taizhang template。旧活动没有改动。", dir.Plan())
	return e.object(c, map[string]any{"dir": string(dir), "from": string(old), "written": written, "carried": noNil(res.Carried), "candidates": res.Candidates,
		"undated": res.Undated, "waiting": res.Waiting, "below": res.Below, "cleared": noNil(res.Cleared)})
}

// earlier reads the earlier campaign, and says what it has not merged yet.
func (e *env) earlier(c *cli.Context, old campaign.Dir, in *carry.Input) error {
	if _, err := os.Stat(old.Plan()); err != nil {
		return &campaign.Error{Message: "文件夹“" + string(old) + "”里没有“" + campaign.PlanFile + "”。", Fix: "请先写旧活动的文件夹，再写新活动的。"}
	}
	var err error
	if in.Plan, err = templates.ReadWorkbook(old.Plan()); err != nil {
		return err
	}
	if in.Tables, err = templates.ReadWorkbookTables(old.Plan()); err != nil {
		return err
	}
	if _, err = e.unmerged(c, old, in.Plan); err != nil {
		return err
	}
	in.Master, err = master.Open(c.Context, old, in.Plan)
	return err
}

// sameNotice copies the office's own template of the notice, if it has one.
func sameNotice(c *cli.Context, old, dir campaign.Dir) error {
	from, err := os.Open(old.Path(campaign.NoticeFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	defer from.Close()
	to := dir.Path(campaign.NoticeFile)
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	return campaign.WriteFile(c.Context, to, func(w io.Writer) error {
		_, err := io.Copy(w, from)
		return err
	})
}

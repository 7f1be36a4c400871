package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"taizhang/reports"
	"taizhang/reports/engine"
	"taizhang/sheets/campaign"
	"taizhang/sheets/check"
	"taizhang/sheets/master"
	"taizhang/templates"
)

func loadCommand(e *env) *cli.Command {
	return &cli.Command{
		Name: "load", Aliases: []string{"入库"},
		Usage:     "把总台账装进 PostgreSQL 一类的引擎，供市、区在那里汇总",
		UsageText: "taizhang load --to postgres://用户@主机/库名\n   taizhang load --ddl plain|citus|opengauss",
		Description: "一次入库要么全成、要么没有；引擎算出的每个指标都与总台账相同才算数。同一份总台账再入库，什么也不变。\n" +
			"口令放在 PGPASSWORD 或 .pgpass；整个地址也可以写进文件，用 --to @文件。默认核对服务器证书。\n--ddl 只印出建表、角色和行级权限的脚本，不连接。",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "to", Usage: "引擎的地址 `URL`，或 @文件"},
			&cli.StringFlag{Name: "office", Usage: "以哪个单位 `NAME` 的名义入库", DefaultText: "方案参数“署名简称”，没有就用“活动名称”"},
			&cli.StringFlag{Name: "ddl", Usage: "印出脚本：`KIND` 是 plain、citus 或 opengauss"},
		},
		Action: func(c *cli.Context) error {
			switch {
			case c.Args().Present():
				return usageError{"load 后面不用写文件名，引擎的地址写在 --to 后面。"}
			case c.IsSet("ddl"):
				return e.ddl(c)
			case c.String("to") == "":
				return usageError{"请写引擎的地址：taizhang load --to postgres://用户@主机/库名。"}
			}
			return e.held(c, func(dir campaign.Dir, plan *templates.Plan, _ string) error { return e.enter(c, dir, plan) })
		},
	}
}

func (e *env) ddl(c *cli.Context) error {
	kind := engine.Dialect(c.String("ddl"))
	if !slices.Contains(engine.Dialects, kind) {
		return usageError{fmt.Sprintf("--ddl 可写 plain、citus、opengauss，现在是“%s”。", kind)}
	}
	_, plan, err := e.load(c)
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(whole(e.out), engine.Script(plan, kind))
	return err
}

// office is who a campaign's rows belong to in the engine.
func office(c *cli.Context, plan *templates.Plan) string {
	return cmp.Or(strings.TrimSpace(c.String("office")), ownName(plan))
}

// ownName is the name under which a campaign is loaded if no other is given.
func ownName(plan *templates.Plan) string {
	return cmp.Or(plan.Param("署名简称"), plan.Param(templates.ParamCampaign))
}

func (e *env) enter(c *cli.Context, dir campaign.Dir, plan *templates.Plan) error {
	unmerged, err := e.current(c, dir, plan)
	if err != nil {
		return err
	}
	if len(unmerged) > 0 {
		return &campaign.Error{Message: fmt.Sprintf("总台账有 %d 处改动或来件还没有合并，没有入库。", len(unmerged)), Fix: "请先运行“taizhang merge”，再入库。"}
	}
	m, err := master.Open(c.Context, dir, plan)
	if err != nil {
		return err
	}
	plan.SetAsOf(m.AsOf)
	digest, err := campaign.Digest(c.Context, dir.Master())
	if err != nil {
		return err
	}
	checker, err := check.New(plan)
	if err != nil {
		return err
	}
	set := m.Figures()
	facts, err := check.Known(c.Context, dir, m, set, m.AsOf)
	if err != nil {
		return err
	}
	conn, err := engine.Connect(c.Context, c.String("to"))
	if err != nil {
		return err
	}
	defer conn.Close(c.Context)
	done, err := engine.Load(c.Context, conn, engine.Input{Office: office(c, plan), Campaign: plan.Param(templates.ParamCampaignCode), Master: m, Digest: digest,
		Findings: checker.Master(c.Context, set, facts), Returns: facts.Returns,
		Past: reports.Past(c.Context, reports.Input{Dir: dir, Plan: plan, AsOf: m.AsOf}, m)})
	if err != nil {
		return err
	}
	var rows int64
	for _, n := range done.Rows {
		rows += n
	}
	switch {
	case done.Same:
		e.say(c, "%s 的这份总台账已经入库（第 %d 次），没有改动。", done.Office, done.LoadID)
	default:
		e.say(c, "入库完成：%s，第 %d 次，%d 行，其中新写 %d 行；%d 个指标在引擎里重算，与总台账相同。", done.Office, done.LoadID, rows, done.Changed, done.Figures)
	}
	for _, why := range done.NoSQL {
		e.say(c, "  没有在引擎里重算 %s", why)
	}
	return e.object(c, done)
}

package main

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"taizhang/reports"
	"taizhang/reports/notice"
	"taizhang/sheets/campaign"
	"taizhang/sheets/issue"
	"taizhang/sheets/level"
	"taizhang/sheets/master"
	"taizhang/sheets/merge"
	"taizhang/sheets/sendback"
	"taizhang/templates"
	"taizhang/testdata/tanggu"
)

// levelsDir is where the district goes if no folder is named.
const levelsDir = "三级示例"

// sampleStreet is a street of the sample district.
type sampleStreet struct{ code, name string }

// The first street is the sample itself; the others are derived from it.
var sampleStreets = []sampleStreet{{"TG", "塘沽街道"}, {"JD2", "街道二"}, {"JD3", "街道三"}, {"JD4", "街道四"}, {"JD5", "街道五"}, {"JD6", "街道六"}}

// levels makes a district of six streets, runs them, reports them up, merges and
// reports there, and takes the answers back.
func (e *env) levels(c *cli.Context, root campaign.Dir) error {
	district := campaign.Dir(root.Path("区"))
	unlock, err := district.Lock(c.Command.Name)
	if err != nil {
		return err
	}
	defer unlock()
	plan, err := sampleDistrict(c.Context, district)
	if err != nil {
		return err
	}
	asOf := plan.Param(templates.ParamAsOf)
	if _, err := issue.Run(c.Context, issue.Input{Dir: district, Plan: plan, AsOf: asOf}); err != nil {
		return err
	}
	for i, s := range sampleStreets {
		sub, err := e.street(c, root, district, i, s)
		if err != nil {
			return fmt.Errorf("%s：%w", s.name, err)
		}
		e.say(c, "%s：上报 %d 本台账，%d 个数字。", s.name, len(sub.Ledgers), sub.Figures)
	}
	merged, err := e.examine(c, "合并", merge.Input{Dir: district, Plan: plan, AsOf: asOf})
	if err != nil {
		return err
	}
	if err := merged.Save(c.Context, district); err != nil {
		return err
	}
	answers, _, err := sendback.Answers(c.Context, district, merged)
	if err != nil {
		return err
	}
	report, err := reports.Write(c.Context, reports.Input{Dir: district, Plan: plan, AsOf: asOf, Master: merged.Master})
	if err != nil {
		return err
	}
	for i, s := range sampleStreets {
		if err := e.answered(c, root, s, district.Path(filepath.FromSlash(answers[i])), asOf); err != nil {
			return fmt.Errorf("%s：%w", s.name, err)
		}
	}
	sums, err := level.Sums(c.Context, district, merged.Master, report.Set)
	if err != nil {
		return err
	}
	same := 0
	for _, s := range sums {
		if s.OK {
			same++
		}
	}
	rows := 0
	for _, n := range merged.Conservation {
		rows += n.Returned
	}
	e.say(c, "区：收到 %d 个街道 %d 行；能相加的数字 %d 个，与各街道相加相符 %d 个；回执 %d 份已发回。", len(answers), rows, len(sums), same, len(answers))
	e.show(c, merged.Findings)
	e.show(c, level.SumFindings(sums))
	e.say(c, "先看：%s（分级核对、各街道完成率和名次），再看 %s。", district.Path(campaign.Summary, campaign.SummaryFile), district.NoticeDraft(notice.Variant(true), len(report.Blocked) == 0))
	if err := e.object(c, map[string]any{"dir": string(root), "streets": len(answers), "rows": rows, "figures": len(sums), "agree": same, "findings": noNil(merged.Findings), "report": reportObject(report)}); err != nil {
		return err
	}
	if same < len(sums) {
		return errFindings
	}
	return verdict(merged.Findings)
}

// street runs one street's campaign to its end and puts its package into the
// district's inbox.
func (e *env) street(c *cli.Context, root, district campaign.Dir, i int, s sampleStreet) (*level.Submission, error) {
	ctx, dir := c.Context, campaign.Dir(root.Path(s.name))
	plan, err := sampleStreetPlan(ctx, dir, s)
	if err != nil {
		return nil, err
	}
	asOf := plan.Param(templates.ParamAsOf)
	plan.SetAsOf(asOf)
	if _, err := issue.Run(ctx, issue.Input{Dir: dir, Plan: plan, AsOf: asOf}); err != nil {
		return nil, err
	}
	if err := someReturns(ctx, dir, left(i)); err != nil {
		return nil, err
	}
	merged, err := merge.Run(ctx, merge.Input{Dir: dir, Plan: plan, AsOf: asOf})
	if err != nil {
		return nil, err
	}
	if err := merged.Save(ctx, dir); err != nil {
		return nil, err
	}
	agreement := district.IssuedFile(s.name, false)
	a, err := level.ReadAgreement(ctx, agreement)
	if err != nil {
		return nil, err
	}
	m, err := master.Open(ctx, dir, plan)
	if err != nil {
		return nil, err
	}
	sub, err := level.Submit(ctx, dir, m, a, agreement)
	if err != nil {
		return nil, err
	}
	return sub, campaign.CopyFile(ctx, district.Path(campaign.Inbox, s.name+".xlsx"), dir.Path(filepath.FromSlash(sub.File)))
}

// answered takes the district's answer back to a street.
func (e *env) answered(c *cli.Context, root campaign.Dir, s sampleStreet, file, asOf string) error {
	dir := campaign.Dir(root.Path(s.name))
	plan, err := templates.ReadWorkbook(dir.Plan())
	if err != nil {
		return err
	}
	plan.SetAsOf(asOf)
	_, err = takeAnswer(c.Context, dir, plan, asOf, file)
	return err
}

// left are the communities of which a derived street has no returns, by its
// number; the sample has them all.
func left(i int) map[string]bool {
	out := map[string]bool{}
	if i == 0 {
		return out
	}
	random := rand.New(rand.NewPCG(2021, uint64(i)))
	communities := []string{"第一社区.xlsx", "上报/第二社区.xlsx", "上报/第三社区 终稿.xlsx", "工作簿1.xlsx", "Book1.xlsx", "第七社区终稿2.xlsx", "上报/副本第八社区.xlsx"}
	for range 1 + random.IntN(4) {
		out[communities[random.IntN(len(communities))]] = true
	}
	return out
}

func someReturns(ctx context.Context, dir campaign.Dir, without map[string]bool) error {
	return fs.WalkDir(tanggu.FS, "收件", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || without[strings.TrimPrefix(name, "收件/")] {
			return err
		}
		b, err := tanggu.FS.ReadFile(name)
		if err != nil {
			return fmt.Errorf("%s：%w", path.Base(name), err)
		}
		return campaign.WriteBytes(ctx, dir.Path(campaign.Inbox, strings.TrimPrefix(name, "收件/")), b)
	})
}

// sampleStreetPlan is the sample's plan under a street's name.
func sampleStreetPlan(ctx context.Context, dir campaign.Dir, s sampleStreet) (*templates.Plan, error) {
	tables, text, err := samplePlan("方案")
	if err != nil {
		return nil, err
	}
	for _, t := range tables {
		for _, r := range t.Rows {
			for i, v := range r.Cells {
				r.Cells[i] = strings.ReplaceAll(v, sampleStreets[0].name, s.name)
			}
		}
	}
	if _, err := newCampaign(ctx, dir, tables, strings.ReplaceAll(text, sampleStreets[0].name, s.name)); err != nil {
		return nil, err
	}
	return templates.ReadWorkbook(dir.Plan())
}

// streetsOwn are parameters of the sample that say what one street's feedback
// asked of it.
var streetsOwn = []string{"突出典型事例应有数", "持续典型事例应有数", "重复问题应有数", "扩大会议应有次数", "专题会议应有次数", "三会一课起", "三会一课止", "土地专题单位", "土地专题下限", "走访起始日", "走访截止日", "重复核查小区", "漏报核查小区", "回头看核对日"}

// sampleDistrict begins the district's campaign: the same ledgers, filed by the
// streets.
func sampleDistrict(ctx context.Context, dir campaign.Dir) (*templates.Plan, error) {
	tables, _, err := samplePlan("方案")
	if err != nil {
		return nil, err
	}
	tables = slices.DeleteFunc(tables, func(t *templates.Table) bool { return strings.HasPrefix(t.Sheet, templates.SeedPrefix) })
	lowers := &templates.Table{Sheet: templates.SheetUnits, Note: "本表是向区里上报的街道。", HeaderRow: templates.PlanHeaderRow, Header: []string{"单位代码", "单位名称", "类型", "负责人", "联系人", "联系方式", "启用日", "停用日"}}
	for _, s := range sampleStreets {
		lowers.Rows = append(lowers.Rows, templates.TableRow{Cells: []string{s.code, s.name, templates.TypeLower, "街道整改办负责人", "街道整改办经办岗", "", "", ""}})
	}
	own := map[string]string{"活动名称": "区巡察整改", "活动代号": "QU2021", "署名": "区委巡察整改领导小组", "署名简称": "区委", "督办制发单位": "", "纪检制发单位": "", "联系电话": "", "电子邮箱": "", "邮政信箱": ""}
	for _, name := range streetsOwn {
		own[name] = ""
	}
	for _, t := range tables {
		if t.Sheet != templates.SheetParams {
			continue
		}
		for _, r := range t.Rows {
			if v, ok := own[r.Cells[0]]; ok {
				r.Cells[1] = v
			}
		}
	}
	if _, err := newCampaign(ctx, dir, templates.UpperTables(tables, lowers), templates.StandardNotice()); err != nil {
		return nil, err
	}
	plan, err := templates.ReadWorkbook(dir.Plan())
	if err != nil {
		return nil, err
	}
	plan.SetAsOf(plan.Param(templates.ParamAsOf))
	return plan, nil
}

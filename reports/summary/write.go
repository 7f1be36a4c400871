package summary

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/book"
	canon "taizhang/templates/cell"
	"taizhang/templates/finding"
)

// sheetPlan is the blocks of one sheet.
type sheetPlan struct {
	name   string
	paper  string
	blocks []*templates.Block
}

// Write writes the summary workbook.
func Write(ctx context.Context, w io.Writer, in Input) error {
	m, err := newMaker(in)
	if err != nil {
		return err
	}
	b := book.New(book.YaHei).Until(ctx).Called("写汇总表", 0)
	defer b.Close()
	pages := m.pages()
	if len(pages) == 0 {
		pages = []*sheetPlan{{name: "汇总", blocks: []*templates.Block{{Kind: "说明"}}}}
	}
	for _, pg := range pages {
		b.Sheet(pg.name)
		b.Tab(pg.name, m.tab(pg))
	}
	home := homeOf(pages)
	b.Open(home)
	l := newLinks(home)
	for _, pg := range pages {
		var blocks []block
		for _, spec := range pg.blocks {
			if err := ctx.Err(); err != nil {
				return err
			}
			bl, err := m.block(spec, pages)
			if err != nil {
				return fmt.Errorf("报表第 %d 行：%w", spec.Row, err)
			}
			blocks = append(blocks, bl)
		}
		drawPage(b, pg.name, papers[cmp.Or(pg.paper, "A4横")], m.header(pages, pg, pg.name == home), blocks, l, slices.Contains(m.leaders(), pg.name))
	}
	l.join(b)
	b.About(in.Plan.Param(templates.ParamCampaign)+"汇总表　截至 "+in.AsOf, in.Plan.Param(templates.ParamIssuer), in.AsOf)
	return b.Write(w)
}

// homeOf is the sheet to begin with: the first that opens with a sentence or cards.
func homeOf(pages []*sheetPlan) string {
	for _, pg := range pages {
		if b := pg.blocks[0]; b.Kind == "导语" || b.Value == cardsValue {
			return pg.name
		}
	}
	if len(pages) == 0 {
		return ""
	}
	return pages[0].name
}

// cardsValue is the 值 of figures that are shown as cards.
const cardsValue = "卡片"

// leaders are the sheets that the leaders' edition holds.
func (m *maker) leaders() []string {
	return strings.Split(m.in.Plan.ParamOrStandard(paramLeaders), "|")
}

const paramLeaders templates.ParamName = "领导版工作表"

// tab is the colour of a sheet's tab, by what it holds.
func (m *maker) tab(pg *sheetPlan) string {
	kinds := map[string]bool{}
	for _, b := range pg.blocks {
		if b.Internal || b.Ledger != nil && b.Ledger.Restricted {
			return book.Red
		}
		kinds[b.Kind] = true
	}
	switch {
	case slices.Contains(m.leaders(), pg.name):
		return colourDeep
	case kinds["说明"] || kinds["勾稽"] || kinds["指标来源"] || kinds["校验"] || kinds["公开审核"]:
		return book.Grey
	case kinds["逾期"] || kinds["临期"] || kinds["催报"]:
		return book.Yellow
	case kinds["交叉表"] || kinds["完成率"] || kinds["指标表"]:
		return colourOpen
	}
	return colourDone
}

// pages groups the plan's blocks by sheet, in the order of the plan.
func (m *maker) pages() []*sheetPlan {
	var out []*sheetPlan
	at := map[string]*sheetPlan{}
	for _, b := range m.in.Plan.Blocks {
		if !m.in.Internal && (b.Internal || b.Private(m.in.Plan)) {
			continue
		}
		pg := at[b.Sheet]
		if pg == nil {
			pg = &sheetPlan{name: b.Sheet}
			at[b.Sheet] = pg
			out = append(out, pg)
		}
		pg.paper = cmp.Or(pg.paper, b.Paper)
		pg.blocks = append(pg.blocks, b)
	}
	if !m.in.Leaders {
		return out
	}
	home := homeOf(out) // the edition of a plan that has none of the sheets it picks
	picked := slices.DeleteFunc(slices.Clone(out), func(pg *sheetPlan) bool { return !slices.Contains(m.leaders(), pg.name) })
	if len(picked) > 0 {
		return picked
	}
	return slices.DeleteFunc(out, func(pg *sheetPlan) bool { return pg.name != home })
}

// block makes one block.
func (m *maker) block(b *templates.Block, pages []*sheetPlan) (block, error) {
	var t *table
	var err error
	if m.singlesOut(b) {
		return &tableBlock{table: unfit(b, b.Ledger.Name, 40, b.Ledger.FewWords()+"，所以不逐行列出")}, nil
	}
	switch b.Kind {
	case "指标表":
		if b.Value == cardsValue {
			return m.cards(b), nil
		}
		t = m.figureTable(b)
	case "交叉表":
		t, err = m.crosstab(b)
	case "明细":
		t, err = m.listing(b)
	case "完成率":
		t, err = m.completion(b)
	case "逾期":
		t, err = m.overdue(b)
	case "临期":
		t, err = m.upcoming(b)
	case "趋势":
		t = m.trend(b)
	case "导语":
		return m.lead(b)
	case "挂图":
		return m.gantt(b)
	case "勾稽":
		t = m.crossChecks(b)
	case "指标来源":
		t = m.sources(b)
	case "催报":
		t = m.receipts(b)
	case templates.BlockLevels:
		t = m.levels(b)
	case "校验":
		t = m.findings(b)
	case "公开审核":
		t = m.reviews(b)
	case "说明":
		t = m.notes(b, pages)
	default:
		return nil, fmt.Errorf("没有区块类型“%s”", b.Kind)
	}
	if err != nil {
		return nil, err
	}
	return &tableBlock{table: t}, nil
}

// header is what stands over a sheet, with a mark when figures do not agree.
func (m *maker) header(pages []*sheetPlan, pg *sheetPlan, first bool) header {
	sheet := pg.name
	h := header{asOf: canon.ChineseDate(m.in.AsOf), title: sheet}
	if name := m.in.Plan.Param(templates.ParamCampaign); name != "" {
		h.title = name + "　" + sheet
	}
	if m.in.Internal {
		h.title += "（内部）"
	}
	broken := 0
	var blocked []string
	said := append([]string(nil), m.in.BlockedBy...)
	for _, c := range m.checks {
		if c.OK || c.Skipped || c.Relation.Excuse != "" || c.Relation.Severity == finding.Info {
			continue
		}
		broken++
		if c.Blocks() {
			blocked = append(blocked, fmt.Sprintf("勾稽 %s %s：%s", c.Relation.Code, c.Relation.Name, m.brokenWords(c)))
			said = slices.DeleteFunc(said, func(s string) bool { return strings.Contains(s, c.Relation.Name+"：") })
		}
	}
	blocked = append(blocked, said...)
	if broken > 0 {
		h.warning = fmt.Sprintf("勾稽有 %d 条不符，数字待核", broken)
	}
	switch {
	case first && m.in.Leaders && len(blocked) > 0:
		h.banner = fmt.Sprintf("通报还不能定稿：还有 %d 处要核对或补充，逐条见汇总表。", len(blocked))
	case pg.has("校验") || first && !slices.ContainsFunc(pages, func(p *sheetPlan) bool { return p.has("校验") }):
		h.banner, h.last = banner(blocked), !first
	case first && len(blocked) > 0:
		h.banner = fmt.Sprintf("通报还不能定稿：还有 %d 处要核对或补充，逐条见“校验结果”。", len(blocked))
		for _, p := range pages {
			if p.has("校验") {
				h.banner = strings.ReplaceAll(h.banner, "校验结果", p.name)
				h.links = []string{"sheet:" + p.name}
			}
		}
	}
	return h
}

// has reports whether the sheet has a block of a kind.
func (pg *sheetPlan) has(kind string) bool {
	return slices.ContainsFunc(pg.blocks, func(b *templates.Block) bool { return b.Kind == kind })
}

// banner says why the notice is not finished: the first few reasons, each cut
// to a line or two.
func banner(reasons []string) string {
	if len(reasons) == 0 {
		return ""
	}
	b := "通报还不能定稿："
	for i, s := range reasons {
		if i == 4 {
			return b + fmt.Sprintf("\n…… 另有 %d 条", len(reasons)-i)
		}
		b += "\n· " + canon.Shorten(s, 120)
	}
	return b
}

func (m *maker) brokenWords(c figure.Check) string {
	if !m.in.Internal && (c.Relation.Private() || m.heldSides(c.Relation)) {
		return "不符，数字见内部汇总表。"
	}
	return fmt.Sprintf("%s 应 %s %s，相差 %s。%s", c.Left, c.Relation.Op, c.Right, c.Difference, c.Relation.Message)
}

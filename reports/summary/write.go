package summary

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"taizhang/templates"
	"taizhang/templates/book"
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
	if slices.ContainsFunc(pg.blocks, func(b *templates.Block) bool { return b.Internal || b.Ledger != nil && b.Ledger.Restricted }) {
		return book.Red
	}
	if slices.Contains(m.leaders(), pg.name) {
		return colourDeep
	}
	for _, t := range tabs {
		if slices.ContainsFunc(t.kinds, pg.has) {
			return t.colour
		}
	}
	return colourDone
}

// tabs are the colours of the other sheets, by the first kind of block that one has.
var tabs = []struct {
	colour string
	kinds  []string
}{
	{book.Grey, []string{"说明", "勾稽", "指标来源", "校验", "公开审核"}},
	{book.Yellow, []string{"逾期", "临期", "催报"}},
	{colourOpen, []string{"交叉表", "完成率", "指标表"}},
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

// Tables of a ledger's rows, by the kind of block.
var rowTables = map[string]func(*maker, *templates.Block) (*table, error){
	"交叉表": (*maker).crosstab, "明细": (*maker).listing, "完成率": (*maker).completion, "逾期": (*maker).overdue, "临期": (*maker).upcoming,
}

// Tables of what the program knows itself.
var ownTables = map[string]func(*maker, *templates.Block) *table{
	"指标表": (*maker).figureTable, "趋势": (*maker).trend, "勾稽": (*maker).crossChecks, "指标来源": (*maker).sources, "催报": (*maker).receipts,
	templates.BlockLevels: (*maker).levels, "校验": (*maker).findings, "公开审核": (*maker).reviews,
}

// block makes one block.
func (m *maker) block(b *templates.Block, pages []*sheetPlan) (block, error) {
	switch {
	case m.singlesOut(b):
		return &tableBlock{table: unfit(b, b.Ledger.Name, 40, b.Ledger.FewWords()+"，所以不逐行列出")}, nil
	case b.Kind == "指标表" && b.Value == cardsValue:
		return m.cards(b), nil
	case b.Kind == "导语":
		return m.lead(b)
	case b.Kind == "挂图":
		return m.gantt(b)
	case b.Kind == "说明":
		return &tableBlock{table: m.notes(b, pages)}, nil
	case ownTables[b.Kind] != nil:
		return &tableBlock{table: ownTables[b.Kind](m, b)}, nil
	case rowTables[b.Kind] != nil:
		t, err := rowTables[b.Kind](m, b)
		if err != nil {
			return nil, err
		}
		return &tableBlock{table: t}, nil
	}
	return nil, fmt.Errorf("没有区块类型“%s”", b.Kind)
}

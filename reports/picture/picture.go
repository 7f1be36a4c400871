// Package picture makes 一图读懂: one public page with the key figures, one table and
// one picture, as a drawing and as a document. All of it is taken from the summary's
// blocks, which the plan names.
package picture

import (
	"context"
	"fmt"
	"strings"

	"taizhang/reports/summary"
	"taizhang/templates"
	canon "taizhang/templates/cell"
)

// paramBlocks names the blocks: figures, table, picture.
const paramBlocks templates.ParamName = "一图读懂区块"

// Page is what the page says.
type Page struct {
	Title, AsOf, Issuer, Contact string
	Tiles                        []summary.Tile
	Table                        summary.Block
	Picture                      summary.Block
}

// Make takes the page from the public summary. A block that the plan does not have, or
// that has nothing to show, is left out; a plan that names none gets the first of each
// kind that it has.
func Make(ctx context.Context, in summary.Input) (*Page, error) {
	in.Internal, in.Leaders = false, false
	pages, err := summary.Pages(ctx, in)
	if err != nil {
		return nil, err
	}
	param := func(name templates.ParamName) string { return in.Plan.Param(name) }
	p := &Page{
		Title: "一图读懂：" + param(templates.ParamCampaign), AsOf: "截至" + canon.ChineseDate(in.AsOf),
		Issuer: param(templates.ParamIssuer), Contact: param(templates.ParamTelephone),
	}
	names := append(strings.Split(in.Plan.ParamOrStandard(paramBlocks), "|"), "", "", "")
	any := !in.Plan.HasParam(paramBlocks)
	find := func(name string, fits func(summary.Block) bool) (out summary.Block) {
		found := false
		for _, page := range pages {
			for _, b := range page.Blocks {
				switch {
				case !fits(b):
				case b.Title == strings.TrimSpace(name):
					return b
				case any && !found:
					out, found = b, true
				}
			}
		}
		return out
	}
	p.Tiles = find(names[0], func(b summary.Block) bool { return len(b.Tiles) > 0 }).Tiles
	p.Table = find(names[1], func(b summary.Block) bool {
		return b.Grid != nil && len(b.Grid.Rows) > 0 && (b.Title == strings.TrimSpace(names[1]) || b.Kind == "完成率" || b.Kind == "交叉表")
	})
	p.Picture = find(names[2], func(b summary.Block) bool {
		return b.Chart != nil && (b.Title == strings.TrimSpace(names[2]) || b.Title != p.Table.Title && len(b.Chart.Names) <= mostRows)
	})
	p.shorten()
	return p, nil
}

// mostRows is how many rows, or bars, have room on one page.
const mostRows = 10

// shorten keeps a long table to what has room, and its totals.
func (p *Page) shorten() {
	if p.Table.Grid == nil {
		return
	}
	all, kept := 0, []summary.GridRow{}
	for _, r := range p.Table.Grid.Rows {
		if r.Kind == "" {
			if all++; all > mostRows {
				continue
			}
		}
		kept = append(kept, r)
	}
	if all > mostRows {
		g := *p.Table.Grid
		g.Rows, p.Table.Grid = kept, &g
		p.Table.Title += fmt.Sprintf("（共%d个，列前%d个）", all, mostRows)
	}
}

// signature is who publishes and whom to call.
func (p *Page) signature() string {
	s := p.Issuer
	if p.Contact != "" {
		s += "　监督电话：" + p.Contact
	}
	return strings.TrimPrefix(s, "　")
}

// columns are the table's first column and those with numbers: the light says nothing
// to the public.
func (p *Page) columns() (out []int) {
	for i, h := range p.Table.Grid.Head {
		if h.Text != "灯" && h.Text != "名次" {
			out = append(out, i)
		}
	}
	return out
}

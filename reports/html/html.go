// Package html writes the summary as one page that needs nothing else: no network,
// no program, on a telephone or on paper. It says what the workbook says, block by
// block and to the digit.
package html

import (
	"bytes"
	"context"
	_ "embed"
	"html/template"
	"io"
	"slices"
	"strings"

	"taizhang/reports/summary"
	"taizhang/templates"
	canon "taizhang/templates/cell"
)

//go:embed summary.css
var Style string

//go:embed summary.html
var source string

var pages = template.Must(template.New("summary").Funcs(template.FuncMap{
	"chart":  func(c *summary.Chart) template.HTML { return template.HTML(Chart(c)) }, // the drawing escapes its texts
	"style":  func() template.CSS { return template.CSS(Style) },
	"groups": groups,
	"runs":   runs,
	"width":  barWidth,
}).Parse(source))

// Write writes the page of one summary.
func Write(ctx context.Context, w io.Writer, in summary.Input) error {
	list, err := summary.Pages(ctx, in)
	if err != nil {
		return err
	}
	slices.SortStableFunc(list, func(a, b summary.Page) int { return explains(a) - explains(b) })
	title := in.Plan.Param(templates.ParamCampaign) + "汇总"
	if in.Internal {
		title += "（内部）"
	}
	return pages.ExecuteTemplate(w, "whole", map[string]any{
		"Title": title, "AsOf": canon.ChineseDate(in.AsOf), "Issuer": in.Plan.Param(templates.ParamIssuer), "Pages": list, "Internal": in.Internal,
	})
}

// explains is 1 for a page that only explains the others: on a phone nobody gets past
// it to the figures.
func explains(p summary.Page) int {
	if len(p.Blocks) > 0 && !slices.ContainsFunc(p.Blocks, func(b summary.Block) bool { return b.Kind != "说明" }) {
		return 1
	}
	return 0
}

// Blocks draws blocks for a page that brings Style along.
func Blocks(blocks []summary.Block) (template.HTML, error) {
	var b bytes.Buffer
	err := pages.ExecuteTemplate(&b, "blocks", blocks)
	return template.HTML(b.String()), err
}

// headGroup is a heading over some columns.
type headGroup struct {
	Text string
	Span int
}

// groups are the headings over headings; nil where there are none.
func groups(head []summary.GridHead) (out []headGroup) {
	any := false
	for _, h := range head {
		any = any || h.Group != ""
		if n := len(out); n > 0 && h.Group != "" && out[n-1].Text == h.Group {
			out[n-1].Span++
			continue
		}
		out = append(out, headGroup{h.Group, 1})
	}
	if !any {
		return nil
	}
	return out
}

// runs are the years, or months, over the periods of a wall chart.
func runs(ps []summary.GanttPeriod, what string) (out []headGroup) {
	for _, p := range ps {
		name := p.Year + "年"
		if what == "month" {
			name = p.Month + "月"
		}
		if n := len(out); n > 0 && out[n-1].Text == name {
			out[n-1].Span++
			continue
		}
		out = append(out, headGroup{name, 1})
	}
	return out
}

// barWidth is a share as a width in the drawing of a bar of 100.
func barWidth(share string) string {
	whole, _, _ := strings.Cut(strings.TrimPrefix(share, "-"), ".")
	if whole != "0" {
		return "100"
	}
	_, fraction, _ := strings.Cut(share, ".")
	return strings.TrimLeft((fraction + "00")[:2], "0") + "." + (fraction + "0000")[2:3]
}

package picture

import (
	"context"
	"io"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/reports/docx"
	"taizhang/reports/summary"
	"taizhang/templates"
)

// WriteDocument writes the page as a document, to go with the notice.
func WriteDocument(ctx context.Context, w io.Writer, in summary.Input) error {
	p, err := Make(ctx, in)
	if err != nil {
		return err
	}
	doc := &docx.Document{Author: p.Issuer}
	title := docx.TitleLines(p.Title, []string{in.Plan.Param(templates.ParamCampaign)})
	doc.Add(docx.P(docx.Title, title), docx.P(docx.Variant, "（"+p.AsOf+"）"))
	if len(p.Tiles) > 0 {
		doc.Add(tileTable(p.Tiles))
	}
	if p.Table.Grid != nil {
		doc.Add(docx.P(docx.TableTitle, p.Table.Title), gridTable(p))
	}
	if c := p.Picture.Chart; c != nil && len(c.Series) > 0 {
		doc.Add(docx.P(docx.TableTitle, c.Title), barTable(c))
	}
	doc.Add(docx.Paragraph{Style: docx.Body, Align: docx.AlignCenter, Runs: []docx.Run{{Text: p.signature()}}})
	return docx.Write(w, doc)
}

// tileTable shows the key figures, four in a row.
func tileTable(tiles []summary.Tile) docx.Table {
	t := docx.Table{Widths: []int{1, 1, 1, 1}}
	for i := 0; i < len(tiles); i += perRow {
		row := docx.Row{Height: 20}
		for _, x := range tiles[i:min(i+perRow, len(tiles))] {
			colours := tileColours[x.Tone]
			if colours[0] == "" {
				colours = tileColours[""]
			}
			row.Cells = append(row.Cells, docx.Cell{Align: docx.AlignCenter, Fill: hex(colours[0]), Runs: []docx.Run{
				{Text: x.Name + "\n"}, {Text: x.Value + x.Measure, Bold: true, Font: docx.FontHeiTi, Colour: hex(colours[1])},
			}})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func hex(colour string) string { return strings.ToUpper(strings.TrimPrefix(colour, "#")) }

func gridTable(p *Page) docx.Table {
	shown := p.columns()
	t := docx.Table{Header: 1, Widths: []int{0}}
	head := docx.Row{}
	for k, i := range shown {
		if k > 0 {
			t.Widths = append(t.Widths, 2)
		}
		head.Cells = append(head.Cells, docx.Cell{Text: p.Table.Grid.Head[i].Text, Label: true, Fill: "DCE6F2"})
	}
	t.Widths[0] = len(shown) + 1
	t.Rows = append(t.Rows, head)
	for _, r := range p.Table.Grid.Rows {
		row := docx.Row{}
		for k, i := range shown {
			c := docx.Cell{}
			if i < len(r.Cells) {
				c.Text = r.Cells[i].Text
			}
			if k > 0 {
				c.Align = docx.AlignCenter
			}
			row.Cells = append(row.Cells, c)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// barParts is how finely a bar of the document is cut.
const barParts = 20

// barTable is the picture in cells: a bar as long as its share of the longest.
func barTable(c *summary.Chart) docx.Table {
	t := docx.Table{Widths: []int{14}}
	for range barParts {
		t.Widths = append(t.Widths, 1)
	}
	t.Widths = append(t.Widths, 9)
	most := decimal.Zero
	for _, v := range c.Series[0].Values {
		most = decimal.Max(most, v)
	}
	for i, name := range c.Names {
		v := c.Series[0].Values[i]
		n := 0
		if most.IsPositive() {
			n = int(v.Mul(decimal.NewFromInt(barParts)).DivRound(most, 0).IntPart())
		}
		fill := c.Series[0].Colour
		if i < len(c.Slices) {
			fill = c.Slices[i]
		}
		row := docx.Row{Cells: []docx.Cell{{Text: name}}}
		if n > 0 {
			row.Cells = append(row.Cells, docx.Cell{Span: n, Fill: fill})
		}
		if n < barParts {
			row.Cells = append(row.Cells, docx.Cell{Span: barParts - n})
		}
		t.Rows = append(t.Rows, docx.Row{Cells: append(row.Cells, docx.Cell{Text: c.Series[0].Labels[i], Align: docx.AlignRight})})
	}
	return t
}

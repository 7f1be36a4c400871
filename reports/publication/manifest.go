package publication

import (
	"context"
	"io"
	"strconv"

	"taizhang/sheets/campaign"
	"taizhang/sheets/xlsx"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// Sheets of the manifest.
const (
	aboutSheet  = "定稿"
	filesSheet  = "文件"
	figureSheet = "指标"
)

// write writes the manifest: what was frozen, and what every figure was.
func (p *Published) write(ctx context.Context, path string) error {
	return campaign.WriteFile(ctx, path, func(w io.Writer) error {
		b := book.New("").Until(ctx)
		defer b.Close()
		head, plain := b.Style(book.Style{Bold: true, Fill: book.Head}), b.Style(book.Style{Format: book.TextFormat})
		table := func(sheet string, widths []float64, header []string, rows [][]string) {
			b.Sheet(sheet)
			s := b.Stream(sheet, book.Spans(widths...)...)
			s.Row(0, book.Texts(head, header...)...)
			for _, r := range rows {
				s.Row(0, book.Texts(plain, r...)...)
			}
			s.End()
		}
		var files, figures [][]string
		for _, f := range p.Files {
			files = append(files, []string{f.Name, f.Digest})
		}
		for _, code := range p.order {
			_, public := p.Figures[code]
			figures = append(figures, []string{code, p.names[code], p.all[code], cell.YesOrNo(public)})
		}
		table(aboutSheet, []float64{14, 24}, []string{"项目", "内容"}, [][]string{{"截至日", p.AsOf}, {"合并序号", strconv.Itoa(p.Merge)}})
		table(filesSheet, []float64{40, 24}, []string{"文件", "摘要"}, files)
		table(figureSheet, []float64{24, 32, 24, 8}, []string{"代号", "名称", "印出", "可公开"}, figures)
		b.About("定稿清单", "", p.AsOf)
		return b.Write(w)
	})
}

// read reads a manifest.
func read(ctx context.Context, path string) (*Published, error) {
	wb, err := xlsx.Open(path)
	if err != nil {
		return nil, err
	}
	defer wb.Close()
	p := newPublished()
	for sheet, visit := range map[string]func(cells []string){
		aboutSheet: func(c []string) {
			switch c[0] {
			case "截至日":
				p.AsOf = c[1]
			case "合并序号":
				p.Merge, _ = strconv.Atoi(c[1])
			}
		},
		filesSheet:  func(c []string) { p.Files = append(p.Files, File{c[0], c[1]}) },
		figureSheet: func(c []string) { p.add(c[0], c[1], c[2], c[3] != cell.No) },
	} {
		err := wb.Each(ctx, sheet, func(r *xlsx.Row) {
			cells := make([]string, 4)
			for _, c := range r.Cells {
				if c.Col <= len(cells) {
					cells[c.Col-1] = c.Text
				}
			}
			if r.Number > 1 && cells[0] != "" {
				visit(cells)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return p, nil
}

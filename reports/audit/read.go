package audit

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"taizhang/reports/docx"
)

// Read takes the paragraphs of a notice edited by hand: a .docx of any word
// processor, or .txt or .md.
func Read(file []byte, name string) ([]string, error) {
	var text []string
	switch strings.ToLower(filepath.Ext(name)) {
	case ".docx":
		content, err := docx.Read(file)
		if err != nil {
			return nil, err
		}
		for _, p := range content.Paragraphs {
			if p.Place != docx.InHeader && p.Place != docx.InFooter {
				text = append(text, p.Text)
			}
		}
	case ".txt", ".md":
		doc, err := docx.FromText(bytes.NewReader(file))
		if err != nil {
			return nil, err
		}
		for _, b := range doc.Blocks {
			switch b := b.(type) {
			case docx.Paragraph:
				text = append(text, b.Text())
			case docx.Table:
				for _, r := range b.Rows {
					for _, c := range r.Cells {
						text = append(text, c.Text+docx.Paragraph{Runs: c.Runs}.Text())
					}
				}
			}
		}
	default:
		return nil, &docx.Error{Message: fmt.Sprintf("只能核对 .docx、.txt 和 .md 文件，现在是“%s”", filepath.Base(name))}
	}
	return text, nil
}

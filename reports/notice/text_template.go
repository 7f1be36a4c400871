package notice

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"taizhang/reports/docx"
)

// openTemplate takes a text template through the official form, so that from
// here on every template is a .docx. The document is nil for a .docx of
// people's own.
func openTemplate(template []byte, name string, made *tables) (*docx.Template, *docx.Document, error) {
	var doc *docx.Document
	switch ext := strings.ToLower(filepath.Ext(name)); ext {
	case ".docx":
		var err error
		if template, err = docx.WithTables(template, made.take); err != nil {
			return nil, nil, err
		}
	case ".md", ".txt":
		var err error
		if doc, err = docx.FromText(bytes.NewReader(template)); err != nil {
			return nil, nil, err
		}
		doc.TablesIn(made.take)
		if template, err = written(doc); err != nil {
			return nil, nil, err
		}
	default:
		return nil, nil, &docx.Error{Message: fmt.Sprintf("通报模板应是 .docx、.md 或 .txt 文件，现在是“%s”", filepath.Base(name))}
	}
	tpl, err := docx.ReadTemplate(template)
	return tpl, doc, err
}

func written(doc *docx.Document) ([]byte, error) {
	var b bytes.Buffer
	err := docx.Write(&b, doc)
	return b.Bytes(), err
}

// Limits of a column's width, in characters.
const (
	narrowest = 4
	widest    = 20
)

// refit makes the columns of a poured template's tables as wide as what was
// filled in: the loops and slots of a text template say nothing of that. It
// returns the template to be filled, nil where it has no tables.
func (e *eval) refit(doc *docx.Document) (*docx.Template, error) {
	table := 0
	for i, b := range doc.Blocks {
		t, ok := b.(docx.Table)
		if !ok {
			continue
		}
		table++
		for _, p := range e.out {
			src := e.sources[p.source]
			if src.Table != table || src.Place != docx.InTable {
				continue
			}
			for len(t.Widths) < src.Cell {
				t.Widths = append(t.Widths, narrowest)
			}
			w := &t.Widths[src.Cell-1]
			*w = max(*w, min(utf8.RuneCountInString(e.text(p))+2, widest))
		}
		doc.Blocks[i] = t
	}
	if table == 0 {
		return nil, nil
	}
	file, err := written(doc)
	if err != nil {
		return nil, err
	}
	return docx.ReadTemplate(file)
}

package docx

import (
	"taizhang/sheets/ooxml"
)

// Template is a .docx made by people, to be filled in.
type Template struct {
	container  *container
	styles     map[string]string // names of styles by id
	stories    []*story
	sources    []*source // by index of paragraph
	paragraphs []TemplateParagraph
	stray      []string
}

// TemplateParagraph is one paragraph of a template.
type TemplateParagraph struct {
	TextParagraph        // slots normalised; \t tab, \n line break, \uFFFC anything that is not text
	Index         int    // its number in Paragraphs
	Part          string // the part it is in, e.g. word/header1.xml
}

// ReadTemplate reads a template from the bytes of a .docx.
func ReadTemplate(file []byte) (*Template, error) {
	c, err := openContainer(file)
	if err != nil {
		return nil, err
	}
	if what := c.remote(); what != "" {
		return nil, &Error{Message: "文档里有" + what + "，不能用作模板，请在 Word 里去掉（“开发工具—文档模板”、链接的图片、域），或者另外新建一个文档把文字粘贴过去"}
	}
	t := &Template{container: c}
	if t.styles, err = c.styleNames(); err != nil {
		return nil, err
	}
	if err := t.addStory(c.document, InBody); err != nil {
		return nil, err
	}
	for _, s := range []struct {
		kind  string
		place Place
	}{{"header", InHeader}, {"footer", InFooter}} {
		for _, name := range c.relatedParts(s.kind) {
			if err := t.addStory(name, s.place); err != nil {
				return nil, err
			}
		}
	}
	for _, kind := range []string{"footnotes", "endnotes"} {
		for _, name := range c.relatedParts(kind) {
			root, err := c.tree(name)
			if err != nil {
				return nil, err
			}
			if root != nil {
				t.strayIn(root)
			}
		}
	}
	return t, nil
}

// Paragraphs gives the paragraphs of the body, tables included, in order, then those of headers and
// footers.
func (t *Template) Paragraphs() []TemplateParagraph { return t.paragraphs }

// Stray lists slots in places Fill cannot reach: text boxes, footnotes and endnotes.
func (t *Template) Stray() []string { return t.stray }

// strayIn collects the slots of all paragraphs under n.
func (t *Template) strayIn(n *ooxml.Node) {
	for _, k := range n.Children {
		switch {
		case k.Kind == "w:p":
			text := NormalizeSlots(plainText(k))
			slots, broken := FindSlots(text)
			for _, s := range slots {
				t.stray = append(t.stray, text[s.Start:s.End])
			}
			if len(broken) > 0 {
				t.stray = append(t.stray, text)
			}
			t.strayIn(k)
		case k.Kind == "mc:AlternateContent":
			t.strayIn(choice(k))
		default:
			t.strayIn(k)
		}
	}
}

// Output is one paragraph of the filled document: a copy of a paragraph of the template.
//
// Outputs stand in the order of the result. Paragraphs without an output are left out; a table row
// without any is left out, a table without any too; a cell left without any keeps an empty one. A
// header or footer none of whose paragraphs has an output stays as it is.
type Output struct {
	Source int     // index of the template's paragraph
	Pieces []Piece // the text, left to right

	// Copy numbers for paragraphs in tables: outputs of one source row with different RowCopy stand
	// in different copies of the row; likewise for the whole table.
	TableCopy, RowCopy int
}

// Piece is a part of a paragraph's new text: what Keep keeps, or another text.
type Piece struct {
	From, To int    // when Text is empty: this range of bytes of the source text, as it is
	Text     string // else: this text, in the formatting of the source character at From
	Mark     bool   // highlight Text in yellow
}

// Keep keeps a range of bytes of the source text, with its formatting, tabs, breaks and objects.
func Keep(from, to int) Piece { return Piece{From: from, To: to} }

// Whole is the paragraph unchanged.
func (p TemplateParagraph) Whole() Output {
	return Output{Source: p.Index, Pieces: []Piece{Keep(0, len(p.Text))}}
}

package audit

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"taizhang/reports/docx"
)

// ReadText takes a document as a text to audit.
func ReadText(file []byte, name string) (Text, error) {
	ps, err := Read(file, name)
	return Text{Paragraphs: ps, Plain: !strings.EqualFold(filepath.Ext(name), ".docx")}, err
}

// Read takes the text of a document edited by hand: a .docx of any word
// processor, or .txt or .md.
func Read(file []byte, name string) ([]Paragraph, error) {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".docx":
		return readDocument(file)
	case ".txt", ".md":
		return readText(file)
	case ".pptx":
		return readSlides(file)
	}
	return nil, &docx.Error{Message: fmt.Sprintf("只能核对 .docx、.xlsx、.pptx、.md 和 .txt 文件，现在是“%s”", filepath.Base(name))}
}

func readDocument(file []byte) ([]Paragraph, error) {
	content, err := docx.Read(file)
	if err != nil {
		return nil, err
	}
	var out []Paragraph
	row, last := 0, docx.TextParagraph{}
	for i, p := range content.Paragraphs {
		x := Paragraph{at: i, Text: p.Text, Aside: p.Place != docx.InBody && p.Place != docx.InTable}
		if p.Place != docx.InTable && pageNumber(p.Text, x.Aside) {
			continue
		}
		if p.Place == docx.InTable {
			if p.Table != last.Table || p.Row != last.Row {
				row++
			}
			x.Row, last = row, p
		}
		out = append(out, x)
	}
	return out, nil
}

var (
	dashedPage = regexp.MustCompile(`^[-—–－\s　]*[-—–－][\s　]*[\d０-９]{1,4}[\s　]*[-—–－][-—–－\s　]*$|^第[\s　]*[\d０-９]{1,4}[\s　]*页(?:[\s　,，/]*共[\s　]*[\d０-９]{1,4}[\s　]*页)?$`)
	barePage   = regexp.MustCompile(`^[\s　]*[\d０-９]{0,4}[\s　]*$`)
)

// pageNumber says whether a paragraph is nothing but the number of a page: — 1 —,
// 第1页 共3页; in a header or footer, a number alone.
func pageNumber(text string, aside bool) bool {
	return dashedPage.MatchString(strings.TrimSpace(text)) || aside && barePage.MatchString(text)
}

func readText(file []byte) ([]Paragraph, error) {
	doc, err := docx.FromText(bytes.NewReader(decoded(file)))
	if err != nil {
		return nil, err
	}
	var out []Paragraph
	row := 0
	for _, b := range doc.Blocks {
		switch b := b.(type) {
		case docx.Paragraph:
			if !pageNumber(b.Text(), false) {
				out = append(out, Paragraph{Text: b.Text()})
			}
		case docx.Table:
			for _, r := range b.Rows {
				row++
				for _, c := range r.Cells {
					out = append(out, Paragraph{Text: c.Text + docx.Paragraph{Runs: c.Runs}.Text(), Row: row})
				}
			}
		}
	}
	return out, nil
}

// decoded is a text in UTF-8, as which the older editors of an office do not
// save.
func decoded(file []byte) []byte {
	var d *encoding.Decoder
	switch {
	case bytes.HasPrefix(file, []byte("\xff\xfe")) || bytes.HasPrefix(file, []byte("\xfe\xff")):
		d = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
	case !utf8.Valid(file):
		d = simplifiedchinese.GB18030.NewDecoder()
	default:
		return file
	}
	if text, err := d.Bytes(file); err == nil && utf8.Valid(text) {
		return text
	}
	return file
}

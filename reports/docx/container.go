package docx

import (
	"bytes"
	"errors"

	"taizhang/sheets/ooxml"
)

// maxFile bounds a .docx; limits bound what it holds.
const maxFile = 256 << 20

var limits = ooxml.Limits{Parts: 10_000, Part: 64 << 20, Total: 256 << 20}

// container is an opened .docx.
type container struct {
	pkg      *ooxml.Package
	document string      // name of the main part
	related  []ooxml.Rel // of the main part, in order
}

func openContainer(file []byte) (*container, error) {
	if len(file) > maxFile {
		return nil, &Error{Message: "文件超过 256 MB，不像是一篇公文，请核对文件"}
	}
	pkg, err := ooxml.OpenReader(bytes.NewReader(file), int64(len(file)), limits)
	if errors.Is(err, ooxml.ErrTooLarge) {
		return nil, &Error{Message: "文件里的部件太多，不像是一篇公文，请核对文件"}
	}
	if err != nil {
		return nil, notDocx(file, err)
	}
	c := &container{pkg: pkg, document: "word/document.xml"}
	rels, err := c.relationships("")
	if err != nil {
		return nil, err
	}
	for _, r := range rels {
		if r.Kind == "officeDocument" && r.Part != "" {
			c.document = r.Part
			break
		}
	}
	if !pkg.Has(c.document) {
		return nil, c.otherKind()
	}
	c.related, err = c.relationships(c.document)
	return c, err
}

// relationships reads what a part refers to; "" is the package itself.
func (c *container) relationships(of string) ([]ooxml.Rel, error) {
	rels, err := c.pkg.Rels(of)
	if err != nil {
		return nil, unreadable(ooxml.RelsPart(of), err)
	}
	return rels, nil
}

// Namespaces by their transitional and their strict names.
var namespaces = map[string]string{
	wordNS: "w:",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":            "w:",
	"http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":  "m:",
	"http://purl.oclc.org/ooxml/officeDocument/math":              "m:",
}

// tree parses a part; a part that is not there is nil.
func (c *container) tree(name string) (*ooxml.Node, error) {
	if !c.pkg.Has(name) {
		return nil, nil
	}
	raw, err := c.pkg.Read(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	n, err := ooxml.ParseNames(raw, namespaces)
	if err != nil {
		return nil, damaged(name, err)
	}
	return n, nil
}

func unreadable(part string, err error) error {
	if errors.Is(err, ooxml.ErrTooLarge) {
		return &Error{Message: "文档的 " + part + " 太大，不像是一篇公文，请核对文件"}
	}
	return damaged(part, err)
}

// relatedParts names the parts of a kind that the document refers to, each once.
func (c *container) relatedParts(kind string) []string {
	var names []string
	seen := map[string]bool{}
	for _, r := range c.related {
		if r.Kind == kind && r.Part != "" && !seen[r.Part] {
			seen[r.Part] = true
			names = append(names, r.Part)
		}
	}
	return names
}

// otherKind says what a zip without a document is.
func (c *container) otherKind() error {
	what := "这不是 Word 文档（.docx）"
	switch {
	case c.pkg.Has("xl/workbook.xml"):
		what = "这是 Excel 工作簿，不是 Word 文档（.docx）"
	case c.pkg.Has("ppt/presentation.xml"):
		what = "这是演示文稿，不是 Word 文档（.docx）"
	case c.pkg.Has("content.xml"):
		what = "这是 OpenDocument（.odt）文档，请用 Word、WPS 或 LibreOffice 另存为 .docx"
		return &Error{Message: what}
	}
	return &Error{Message: what + "，请核对文件"}
}

// notDocx says what a file is that is not even a zip.
func notDocx(file []byte, cause error) error {
	head := file[:min(len(file), 1<<20)]
	e := &Error{Err: cause}
	switch {
	case len(head) == 0:
		e.Message = "文件是空的，请核对文件"
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0")):
		e.Message = "这是旧格式的 .doc（或 .wps）文档，请用 Word 或 WPS 打开后另存为 .docx"
		if bytes.Contains(head, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e")) {
			e.Message = "文档加了密码，请用 Word 或 WPS 打开、去掉密码后保存再试"
		}
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		e.Message = "这是 RTF 文档，请用 Word 或 WPS 打开后另存为 .docx"
	case bytes.HasPrefix(head, []byte("%PDF")):
		e.Message = "这是 PDF 文件，请使用它的 Word 原稿（.docx）"
	case bytes.HasPrefix(head, []byte("PK")):
		e.Message = "文档已损坏或没有传完整，请重新取得文件，或用 Word、WPS 打开修复后另存为 .docx"
	default:
		e.Message = "这不是 Word 文档（.docx），请核对文件"
	}
	return e
}

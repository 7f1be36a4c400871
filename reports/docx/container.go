package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
)

const (
	maxFile  = 256 << 20 // a .docx
	maxPart  = 64 << 20  // one part, inflated
	maxRead  = 256 << 20 // all parts read, inflated
	maxParts = 10_000
)

// container is an opened .docx: a zip of parts that refer to each other by relationships.
type container struct {
	zip      *zip.Reader
	parts    map[string]*zip.File // by lower-case name
	document string               // name of the main part
	related  []relationship       // of the main part, in order
	read     int                  // bytes inflated so far
}

type relationship struct {
	kind   string // last element of the type, e.g. styles
	target string // name of the part
}

func openContainer(r io.ReaderAt, size int64) (*container, error) {
	if size > maxFile {
		return nil, &Error{Message: "文件超过 256 MB，不像是一篇公文，请核对文件"}
	}
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, notDocx(r, size, err)
	}
	if len(z.File) > maxParts {
		return nil, &Error{Message: "文件里的部件太多，不像是一篇公文，请核对文件"}
	}
	c := &container{zip: z, parts: map[string]*zip.File{}}
	for _, f := range z.File {
		name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		if c.parts[name] == nil {
			c.parts[name] = f
		}
	}
	c.document = "word/document.xml"
	rels, err := c.relationships("")
	if err != nil {
		return nil, err
	}
	for _, r := range rels {
		if r.kind == "officeDocument" {
			c.document = r.target
			break
		}
	}
	if c.parts[strings.ToLower(c.document)] == nil {
		return nil, c.otherKind()
	}
	if c.related, err = c.relationships(c.document); err != nil {
		return nil, err
	}
	return c, nil
}

// part inflates a part; a part that is not there is nil.
func (c *container) part(name string) ([]byte, error) {
	f := c.parts[strings.ToLower(name)]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(name, err)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxPart+1))
	if err != nil {
		return nil, damaged(name, err)
	}
	if c.read += len(data); len(data) > maxPart || c.read > maxRead {
		return nil, &Error{Message: "文档的 " + name + " 太大，不像是一篇公文，请核对文件"}
	}
	return data, nil
}

// tree parses a part; a part that is not there is nil.
func (c *container) tree(name string) (*node, []byte, error) {
	raw, err := c.part(name)
	if raw == nil || err != nil {
		return nil, nil, err
	}
	n, err := parseTree(raw)
	if err != nil {
		return nil, nil, damaged(name, err)
	}
	return n, raw, nil
}

// relationships reads what a part refers to inside the file; "" is the package itself.
func (c *container) relationships(of string) ([]relationship, error) {
	dir, base := path.Split(of)
	root, _, err := c.tree(dir + "_rels/" + base + ".rels")
	if root == nil || err != nil {
		return nil, err
	}
	var out []relationship
	for _, n := range root.kids {
		target := n.attr("Target")
		if n.attr("TargetMode") == "External" || target == "" {
			continue
		}
		if strings.HasPrefix(target, "/") {
			target = strings.TrimPrefix(path.Clean(target), "/")
		} else {
			target = path.Join(dir, target)
		}
		out = append(out, relationship{kind: path.Base(n.attr("Type")), target: target})
	}
	return out, nil
}

// relatedParts names the parts of a kind that the document refers to, each once.
func (c *container) relatedParts(kind string) []string {
	var names []string
	seen := map[string]bool{}
	for _, r := range c.related {
		if r.kind == kind && !seen[r.target] {
			seen[r.target] = true
			names = append(names, r.target)
		}
	}
	return names
}

// otherKind says what a zip without a document is.
func (c *container) otherKind() error {
	what := "这不是 Word 文档（.docx）"
	switch {
	case c.parts["xl/workbook.xml"] != nil:
		what = "这是 Excel 工作簿，不是 Word 文档（.docx）"
	case c.parts["ppt/presentation.xml"] != nil:
		what = "这是演示文稿，不是 Word 文档（.docx）"
	case c.parts["content.xml"] != nil:
		what = "这是 OpenDocument（.odt）文档，请用 Word、WPS 或 LibreOffice 另存为 .docx"
		return &Error{Message: what}
	}
	return &Error{Message: what + "，请核对文件"}
}

// notDocx says what a file is that is not even a zip.
func notDocx(r io.ReaderAt, size int64, cause error) error {
	head := make([]byte, min(size, 1<<20))
	n, _ := r.ReadAt(head, 0)
	head = head[:n]
	e := &Error{Err: cause}
	switch {
	case n == 0:
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

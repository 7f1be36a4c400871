package docx

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"taizhang/sheets/ooxml"
	"taizhang/sheets/ooxml/packagecheck"
	"testing"
)

// pack makes a .docx of parts.
func pack(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	names := make([]string, 0, len(parts))
	for name := range parts {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, parts[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// packBody makes a .docx of the content of a body, with the usual namespaces and a few styles.
func packBody(t testing.TB, body string) []byte {
	return pack(t, bodyParts(body))
}

func bodyParts(body string) map[string]string {
	rel := func(id, kind, target string) string {
		return `<Relationship Id="` + id + `" Type="` + relNS + `/` + kind + `" Target="` + target + `"/>`
	}
	return map[string]string{
		"_rels/.rels": packageRels,
		"word/_rels/document.xml.rels": relsHead + rel("a", "styles", "styles.xml") + rel("b", "header", "/word/header1.xml") +
			rel("c", "footnotes", "footnotes.xml") + `<Relationship Id="d" Type="` + relNS + `/hyperlink" Target="http://example.com" TargetMode="External"/></Relationships>`,
		"word/styles.xml": ooxml.Head + `<w:styles xmlns:w="` + wordNS + `"><w:style w:type="paragraph" w:styleId="a1"><w:name w:val="公文正文"/></w:style>` +
			`<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="heading 1"/></w:style></w:styles>`,
		"word/document.xml": ooxml.Head + `<w:document xmlns:w="` + wordNS + `" xmlns:r="` + relNS + `" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
			` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:body>` +
			body + `</w:body></w:document>`,
	}
}

// unpack inflates the parts of a .docx.
func unpack(t testing.TB, file []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(data)
	}
	return parts
}

// write sets a document and checks what always holds of the result.
func write(t testing.TB, doc *Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, doc); err != nil {
		t.Fatal(err)
	}
	checkParts(t, b.Bytes())
	for _, p := range packagecheck.Document(b.Bytes()) {
		t.Error(p)
	}
	return b.Bytes()
}

// checkParts parses every part, and validates it where xmllint and the schemas of ECMA-376 are at
// hand: TAIZHANG_XSD names the folder that holds wml.xsd.
func checkParts(t testing.TB, file []byte) {
	t.Helper()
	var paths []string
	for name, content := range unpack(t, file) {
		if _, err := ooxml.ParseNames([]byte(content), nil); err != nil {
			t.Errorf("%s is not well formed: %v", name, err)
		}
		// The schema knows nothing of extensions.
		if strings.HasPrefix(name, "word/") && !strings.HasSuffix(name, ".rels") && !strings.Contains(content, "<mc:") {
			content = withoutIDs(content)
			path := filepath.Join(t.TempDir(), filepath.Base(name))
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			paths = append(paths, path)
		}
	}
	xsd := os.Getenv("TAIZHANG_XSD")
	lint, err := exec.LookPath("xmllint")
	if xsd == "" || err != nil {
		return
	}
	args := append([]string{"--noout", "--schema", filepath.Join(xsd, "wml.xsd")}, paths...)
	if out, err := exec.Command(lint, args...).CombinedOutput(); err != nil {
		t.Errorf("not valid: %s", out)
	}
}

func read(t testing.TB, file []byte) *Content {
	t.Helper()
	c, err := Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func texts(c *Content) []string {
	var out []string
	for _, p := range c.Paragraphs {
		out = append(out, p.Text)
	}
	return out
}

// TestSchema says plainly when the other tests could not validate what they made.
func TestSchema(t *testing.T) {
	if _, err := exec.LookPath("xmllint"); err != nil {
		t.Skip("xmllint is not installed: parts are only checked for being well formed")
	}
	if os.Getenv("TAIZHANG_XSD") == "" {
		t.Skip("TAIZHANG_XSD does not name a folder with wml.xsd: parts are only checked for being well formed")
	}
	write(t, everything())
}

package audit

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"taizhang/reports/docx"
	"taizhang/reports/notice"
	"taizhang/reports/notice/noticetest"
	"taizhang/sheets/ooxml"
)

// document is the sample's public notice as a file, and its draft.
func document(t testing.TB) (*Auditor, []byte) {
	t.Helper()
	c, err := noticetest.Tanggu()
	if err != nil {
		t.Fatal(err)
	}
	return written(t, c, c.Template, "通报模板.txt")
}

func written(t testing.TB, c *noticetest.Campaign, template []byte, name string) (*Auditor, []byte) {
	t.Helper()
	in := notice.Input{Plan: c.Plan, Set: c.Set, AsOf: "2021-11-20", Public: true}
	var b bytes.Buffer
	if _, err := notice.Render(template, name, in, &b); err != nil {
		t.Fatal(err)
	}
	text, _, err := notice.Text(template, name, in)
	if err != nil {
		t.Fatal(err)
	}
	d, err := NewDraft(in, 1, text, b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return New(Campaign{Plan: c.Plan, Set: c.Set}, d), b.Bytes()
}

// rewritten changes the main part of a document.
func rewritten(t testing.TB, file []byte, change func(string) string) []byte {
	t.Helper()
	pkg, err := ooxml.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	main, err := pkg.Read("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	joined := strings.ReplaceAll(string(main), `</w:t><w:t xml:space="preserve">`, "")
	changed := change(joined)
	if changed == joined {
		t.Fatal("nothing was changed")
	}
	pkg.Set("word/document.xml", []byte(changed))
	var b bytes.Buffer
	if err := pkg.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func auditFile(t testing.TB, a *Auditor, file []byte, name string) *Report {
	t.Helper()
	text, err := Read(file, name)
	if err != nil {
		t.Fatal(err)
	}
	return a.Audit(Text{Paragraphs: text, Plain: filepath.Ext(name) != ".docx"})
}

var runShape = regexp.MustCompile(`<w:r>(<w:rPr>(?:<w:[^>]*/>)*</w:rPr>)?<w:t[^>]*>([^<]+)</w:t></w:r>`)

const tracked = ` w:id="%d" w:author="责任人甲" w:date="2021-11-21T08:00:00Z"`

// What word processors and reviewers do to a document without changing what it
// says.
func TestDocumentsThatSayTheSame(t *testing.T) {
	a, file := document(t)
	r := rand.New(rand.NewPCG(1, 2))
	run := func(properties, text string) string {
		return "<w:r>" + properties + `<w:t xml:space="preserve">` + text + "</w:t></w:r>"
	}
	id := 9000
	note := func() string { id++; return fmt.Sprintf(tracked, id) }
	runs := func(write func(properties string, text []rune) string) func(string) string {
		return func(main string) string {
			return runShape.ReplaceAllStringFunc(main, func(old string) string {
				m := runShape.FindStringSubmatch(old)
				return write(m[1], []rune(m[2]))
			})
		}
	}
	for name, change := range map[string]func(string) string{
		"split runs": runs(func(p string, text []rune) string {
			out := ""
			for len(text) > 0 {
				n := min(len(text), 1+r.IntN(3))
				out += run(p, string(text[:n]))
				text = text[n:]
			}
			return out
		}),
		"bookmarks and spelling marks": runs(func(p string, text []rune) string {
			n := r.IntN(len(text))
			id++
			return run(p, string(text[:n])) + `<w:proofErr w:type="spellStart"/>` + fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="b%d"/>`, id, id) + run(p, string(text[n:])) + fmt.Sprintf(`<w:bookmarkEnd w:id="%d"/>`, id)
		}),
		"fonts": func(main string) string {
			return regexp.MustCompile(`w:eastAsia="[^"]*"`).ReplaceAllString(main, `w:eastAsia="楷体"`)
		},
		"tracked insertions": runs(func(p string, text []rune) string {
			n := r.IntN(len(text))
			return run(p, string(text[:n])) + "<w:ins" + note() + ">" + run(p, string(text[n:])) + "</w:ins>"
		}),
		"tracked deletions": runs(func(p string, text []rune) string {
			n := r.IntN(len(text))
			return run(p, string(text[:n])) + "<w:del" + note() + "><w:r><w:delText>共999处未完成</w:delText></w:r></w:del>" + run(p, string(text[n:]))
		}),
		"moved and moved back": runs(func(p string, text []rune) string {
			return "<w:moveFrom" + note() + ">" + run(p, "近77户") + "</w:moveFrom><w:moveTo" + note() + ">" + run(p, string(text)) + "</w:moveTo>"
		}),
		"hyperlinks": runs(func(p string, text []rune) string {
			return `<w:hyperlink w:anchor="a">` + run(p, string(text)) + "</w:hyperlink>"
		}),
		"line breaks": runs(func(p string, text []rune) string {
			n := strings.IndexAny(string(text), "，。；")
			if n < 0 {
				return run(p, string(text))
			}
			return run(p, string(text)[:n+3]) + "<w:r><w:br/></w:r>" + run(p, string(text)[n+3:])
		}),
	} {
		rep := auditFile(t, a, rewritten(t, file, change), "通报.docx")
		if !rep.Clean() || rep.Counts[Agrees] < 100 {
			t.Errorf("%s: %v %+v", name, rep.Counts, alarms(rep))
		}
	}
}

// A tracked change counts as it will read once it is accepted.
func TestTrackedChange(t *testing.T) {
	a, file := document(t)
	rep := auditFile(t, a, rewritten(t, file, func(main string) string {
		return strings.Replace(main, "走访居民192户", `走访居民</w:t></w:r><w:del`+fmt.Sprintf(tracked, 1)+`><w:r><w:delText>192</w:delText></w:r></w:del><w:ins`+fmt.Sprintf(tracked, 2)+`><w:r><w:t>219</w:t></w:r></w:ins><w:r><w:t>户`, 1)
	}), "通报.docx")
	if bad := alarms(rep); len(bad) != 1 || bad[0].Number != "219户" || bad[0].Expected != "192户" {
		t.Errorf("%+v", bad)
	}
}

// A false word hides in a footnote, a text box or a header as little as in the
// text.
func TestAside(t *testing.T) {
	a, file := document(t)
	rep := auditFile(t, a, rewritten(t, file, func(main string) string {
		return strings.Replace(main, "</w:p>", `<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>另有23处未处理。</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>`, 1)
	}), "通报.docx")
	if bad := alarms(rep); len(bad) != 1 || bad[0].Status != Unknown || bad[0].Number != "23处" {
		t.Errorf("%+v", bad)
	}
}

// The same drafts as Markdown and as plain text, in what encodings editors use.
func TestPlainText(t *testing.T) {
	a, file := document(t)
	content, err := docx.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	markdown := docx.ToMarkdown(content.Document())
	var plain []string
	for _, p := range content.Paragraphs {
		if p.Place == docx.InBody {
			plain = append(plain, p.Text)
		}
	}
	text := strings.Join(plain, "\r\n")
	for name, body := range map[string]string{"a.md": markdown, "a.txt": text, "bom.txt": "\ufeff" + text, "utf16.txt": utf16(text), "gb.txt": gb(t, text)} {
		rep := auditFile(t, a, []byte(body), name)
		if !rep.Clean() || rep.Counts[Agrees] < 100 {
			t.Errorf("%s: %v %+v", name, rep.Counts, alarms(rep))
		}
	}
	if rep := auditFile(t, a, []byte(strings.Replace(markdown, "192户", "129户", 1)), "a.md"); len(alarms(rep)) != 1 {
		t.Errorf("%+v", alarms(rep))
	}
}

// LibreOffice opens a notice and saves it again, in its own form and back.
func TestSavedByLibreOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("LibreOffice takes seconds")
	}
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("no LibreOffice")
	}
	c, err := noticetest.Tanggu()
	if err != nil {
		t.Fatal(err)
	}
	table, err := os.ReadFile("testdata/各种写法.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, template := range map[string][]byte{"通报模板.txt": c.Template, "各种写法.md": table} {
		a, file := written(t, c, template, name)
		dir := t.TempDir()
		convert := func(from, to string) string {
			t.Helper()
			ext, _, _ := strings.Cut(to, ":")
			cmd := exec.Command(soffice, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", to, "--outdir", filepath.Join(dir, "out"), from)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			return filepath.Join(dir, "out", strings.TrimSuffix(filepath.Base(from), filepath.Ext(from))+"."+ext)
		}
		path := filepath.Join(dir, "notice.docx")
		if err := os.WriteFile(path, file, 0o644); err != nil {
			t.Fatal(err)
		}
		for _, saved := range []string{convert(path, "docx"), convert(convert(path, "odt"), "docx"), convert(path, "txt:Text (encoded):UTF8")} {
			body, err := os.ReadFile(saved)
			if err != nil {
				t.Fatal(err)
			}
			rep := auditFile(t, a, body, saved)
			if !rep.Clean() || rep.Counts[Agrees] < 80 {
				t.Errorf("%s %s: %v %+v", name, filepath.Base(saved), rep.Counts, alarms(rep))
			}
		}
	}
}

func TestPageNumbers(t *testing.T) {
	for text, want := range map[string]bool{"— 1 —": true, "-12-": true, "第1页 共3页": true, "2021-11-25": false, "1": false, "—": false, "共3页": false, "－ ２ －": true} {
		if pageNumber(text, false) != want {
			t.Errorf("%q", text)
		}
	}
}

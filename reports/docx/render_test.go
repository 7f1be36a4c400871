package docx

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestRender has LibreOffice set a page of nothing but full-width characters and counts: 22 lines of
// 28 characters, the page number below.
func TestRender(t *testing.T) {
	if testing.Short() {
		t.Skip("starts LibreOffice")
	}
	for _, program := range []string{"soffice", "pdftotext"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip(program + " is not installed: the pages are not counted")
		}
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "page.docx")
	doc := &Document{Blocks: []Block{P(Body, strings.Repeat("通", 28*22*2))}}
	if err := os.WriteFile(file, write(t, doc), 0o600); err != nil {
		t.Fatal(err)
	}
	office := exec.Command("soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir, file)
	if out, err := office.CombinedOutput(); err != nil {
		t.Skipf("LibreOffice did not run: %v\n%s", err, out)
	}
	text, err := exec.Command("pdftotext", "-layout", filepath.Join(dir, "page.pdf"), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "通") {
		t.Skip("no Chinese font is installed")
	}
	pages := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
	if len(pages) != 3 {
		t.Fatalf("%d pages, want 3: the indent pushes two characters onto the last", len(pages))
	}
	for n, page := range pages[:2] {
		var lines []string
		number := ""
		for _, l := range strings.Split(page, "\n") {
			l = strings.TrimSpace(l)
			switch {
			case strings.HasPrefix(l, "通"):
				lines = append(lines, l)
			case l != "":
				number = l
			}
		}
		if len(lines) != 22 {
			t.Errorf("page %d has %d lines, want 22", n+1, len(lines))
		}
		for i, l := range lines {
			want := 28
			if n == 0 && i == 0 {
				want = 26
			}
			if got := utf8.RuneCountInString(l); got != want {
				t.Errorf("page %d line %d has %d characters, want %d", n+1, i+1, got, want)
			}
		}
		if want := []string{"—1—", "—2—"}[n]; strings.ReplaceAll(number, " ", "") != want {
			t.Errorf("page number %q, want %q", number, want)
		}
	}
}

package master_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
)

var cachedValue = regexp.MustCompile(`</f><v>[^<]*</v>`)

// forget removes what formulas gave last, so that a program must compute them.
func forget(t *testing.T, book []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		w, _ := out.Create(f.Name)
		_, _ = w.Write(cachedValue.ReplaceAll(content, []byte("</f>")))
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// libreOffice is the program; without it, and where tests are to be short, the test is
// skipped before it has made anything.
func libreOffice(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("asks LibreOffice")
	}
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed")
	}
	return program
}

// recalculate has LibreOffice compute workbooks and returns where it saved
// each.
func recalculate(t *testing.T, books ...[]byte) []string {
	t.Helper()
	program, dir := libreOffice(t), t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(dir) + "/profile", "--headless",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out")}
	var saved []string
	for i, b := range books {
		name := fmt.Sprintf("%d.xlsx", i)
		if err := os.WriteFile(filepath.Join(dir, name), forget(t, b), 0o600); err != nil {
			t.Fatal(err)
		}
		args, saved = append(args, filepath.Join(dir, name)), append(saved, filepath.Join(dir, "out", name))
	}
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return saved
}

// lines reads a sheet's rows by their first cell; dates as ISO text.
func lines(t *testing.T, path, sheet string) map[string][]string {
	t.Helper()
	wb, err := xlsx.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer wb.Close()
	rows, err := wb.Rows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := map[string][]string{}
	for rows.Next() {
		line := make([]string, 12)
		for _, c := range rows.Row().Cells {
			text := c.Text
			if c.Kind == xlsx.Date {
				if at, err := c.Time(wb.Date1904()); err == nil {
					text = at.Format(time.DateOnly)
				}
			}
			if c.Col <= len(line) {
				line[c.Col-1] = text
			}
		}
		out[line[0]] = line
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// agree holds a recalculated master against the figures as they are computed
// here, and returns how many of the figures had no formula.
func agree(t *testing.T, m *master.Master, path string) (values int) {
	t.Helper()
	set := figure.New(m.Data())
	got := lines(t, path, master.FigureSheet)
	for _, f := range m.Plan.Figures {
		r, line := set.Get(f), got[f.Code]
		if line == nil {
			t.Errorf("%s is not on the sheet", f.Code)
			continue
		}
		if strings.Contains(line[6], "只写合并时的值") {
			values++
		}
		if !same(r, line[2]) {
			t.Errorf("%s: %s is recalculated, %s %v (%v) computed; %s", f.Code, line[2], r.Value, r.List, r.OK, figure.Definition(f))
		}
		if line[3] != r.Printed() {
			t.Errorf("%s prints %q recalculated, %q computed", f.Code, line[3], r.Printed())
		}
	}
	got = lines(t, path, master.RelationSheet)
	for _, c := range set.Checks() {
		line := got[c.Relation.Code]
		if line == nil {
			t.Errorf("%s is not on the sheet", c.Relation.Code)
			continue
		}
		if line[8] != c.Verdict() {
			t.Errorf("%s: %s recalculated, %s computed: %v", c.Relation.Code, line[8], c.Verdict(), line)
		}
		if c.Skipped {
			continue
		}
		for i, want := range []decimal.Decimal{c.Left, c.Right, c.Difference} {
			if !near(line[5+i], want, 9) {
				t.Errorf("%s: %s recalculated, %s computed", c.Relation.Code, line[5+i], want)
			}
		}
	}
	return values
}

// same compares after the figure's rounding.
func same(r *figure.Result, got string) bool {
	switch {
	case !r.OK:
		return got == "—"
	case r.Figure.Op == templates.OpList:
		return got == r.Printed()
	case r.List != nil:
		return got == r.List[0]
	}
	return near(got, r.Value, r.Figure.Decimals)
}

func near(got string, want decimal.Decimal, places int) bool {
	f, err := strconv.ParseFloat(got, 64)
	if err != nil {
		return false
	}
	// As Excel does, round the 15 digits that it shows.
	d, err := decimal.NewFromString(strconv.FormatFloat(f, 'g', 15, 64))
	return err == nil && d.Round(int32(places)).Equal(want.Round(int32(places)))
}

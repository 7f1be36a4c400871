package intake_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/intake"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// FuzzRead damages real forms: some bytes of a part are cut out and others put
// in, the package is packed anew. Whatever comes of it, Read says something or
// gives rows in their final form.
func FuzzRead(f *testing.F) {
	plan := load(f, nil)
	form := edit(f, issue(f, plan, "社区一", "民情走访", "违法建设"), func(wb *excelize.File) error {
		for name, v := range map[string]any{"社区": "社区一", "小区": "示例小区一", "楼栋": "3号楼", "面积": 12.5, "发现日期": "2025.6.1", "存量或新增": "存量"} {
			if err := wb.SetCellValue("违法建设", at(plan, "违法建设", name, firstRow), v); err != nil {
				return err
			}
		}
		return nil
	})
	z, err := zip.NewReader(bytes.NewReader(form), int64(len(form)))
	if err != nil {
		f.Fatal(err)
	}
	var names []string
	parts := map[string][]byte{}
	for _, p := range z.File {
		r, err := p.Open()
		if err != nil {
			f.Fatal(err)
		}
		if parts[p.Name], err = io.ReadAll(r); err != nil {
			f.Fatal(err)
		}
		names = append(names, p.Name)
	}
	for part := range names {
		f.Add(uint8(part), uint32(100), uint16(0), []byte(nil))
		f.Add(uint8(part), uint32(900), uint16(7), []byte(`"/><c r="D5" t="e"><v>#N/A</v></c>`))
		f.Add(uint8(part), uint32(2000), uint16(60000), []byte("合计"))
	}
	f.Fuzz(func(t *testing.T, part uint8, from uint32, cut uint16, insert []byte) {
		name := names[int(part)%len(names)]
		old := parts[name]
		start := int(from) % (len(old) + 1)
		end := min(start+int(cut), len(old))
		changed := bytes.Join([][]byte{old[:start], insert, old[end:]}, nil)
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		for _, n := range names {
			text := parts[n]
			if n == name {
				text = changed
			}
			to, err := w.CreateHeader(&zip.FileHeader{Name: n, Method: zip.Store})
			if err == nil {
				_, err = to.Write(text)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		sound(t, plan, out.Bytes())
	})
}

// sound: a return is refused with a reason, or what it holds is in final form.
func sound(t *testing.T, plan *templates.Plan, data []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "表.xlsx")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	ret := intake.Read(context.Background(), intake.Reading{Plan: plan, Path: path, File: "表.xlsx"})
	if ret.Refused && (len(ret.Sheets) > 0 || !finding.HasErrors(ret.Findings)) {
		t.Errorf("refused with %d sheets and %+v", len(ret.Sheets), ret.Findings)
	}
	for _, f := range ret.Findings {
		if f.Message == "" || f.Severity == finding.Error && f.Fix == "" {
			t.Errorf("%+v", f)
		}
	}
	for _, s := range ret.Sheets {
		for _, r := range s.Rows {
			for _, c := range s.Ledger.Columns {
				v := r.Value(c)
				if c.Type == cell.Formula || c.FilledBySystem() {
					continue
				}
				if again, issue := c.ParseText(v); again != v || issue != nil || v != "" && r.Bad[c.Index] {
					t.Errorf("%s of row %d: %q, again %q, %+v", c.Name, r.Number, v, again, issue)
				}
			}
		}
	}
}

// FuzzReadBytes takes files as they come, damaged in the packing itself.
func FuzzReadBytes(f *testing.F) {
	plan := load(f, nil)
	form := issue(f, plan, "社区一", "民情走访")
	f.Add(form[:2000])
	f.Add(form[len(form)/2:])
	f.Add([]byte("走访日期,走访领导\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, data []byte) { sound(t, plan, data) })
}

package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// zipOf packs files that are no workbook.
func zipOf(files ...string) []byte {
	p := parts{}
	for i := 0; i < len(files); i += 2 {
		p[files[i]] = files[i+1]
	}
	return p.zip()
}

// typed is a package whose main part has another content type.
func typed(contentType string) []byte {
	p := simple()
	p[contentTypesPart] = strings.Replace(p[contentTypesPart], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", contentType, 1)
	return p.zip()
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// compound is an OLE file with one stream.
func compound(t *testing.T, stream string) []byte {
	t.Helper()
	entry := make([]byte, 128)
	for i, r := range stream {
		entry[2*i] = byte(r)
	}
	entry[64], entry[66] = byte(2*len(stream)+2), 2
	header := make([]byte, 512)
	copy(header, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	return append(append(header, make([]byte, 1024)...), entry...)
}

func TestForeignFormats(t *testing.T) {
	csv := "名称,数量\r\n碧水园,12\r\n" + strings.Repeat("金色雅园,3\r\n", 600)
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(csv)
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.ReplaceAll(csv, ",", "\t"))
	if err != nil {
		t.Fatal(err)
	}
	xls := mustRead(t, "testdata/writers/legacy.xls")
	cases := []struct {
		name string
		data []byte
		kind FormatKind
	}{
		{"空.xlsx", nil, FormatEmpty},
		{"零.xlsx", make([]byte, 5000), FormatEmpty},
		{"旧.xls", xls, FormatXLS},
		{"改名.xlsx", xls, FormatXLS},
		{"表.et", xls, FormatET},
		{"模板.ETT", compound(t, "Workbook"), FormatET},
		{"更旧.xls", compound(t, "Book"), FormatXLS},
		{"文.doc", compound(t, "WordDocument"), FormatDOC},
		{"演示.ppt", compound(t, "PowerPoint Document"), FormatPPT},
		{"加密.xlsx", compound(t, "EncryptedPackage"), FormatEncrypted},
		{"别的.xlsx", compound(t, "Contents"), FormatUnknown},
		{"表.ods", mustRead(t, "testdata/writers/open.ods"), FormatODS},
		{"改名.xls", mustRead(t, "testdata/writers/open.ods"), FormatODS},
		{"表.numbers", zipOf("Index/Document.iwa", "x"), FormatNumbers},
		{"表.xlsb", typed("application/vnd.ms-excel.sheet.binary.macroEnabled.main"), FormatXLSB},
		{"文.docx", typed("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"), FormatDOCX},
		{"演示.pptx", typed("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"), FormatPPT},
		{"怪.xlsx", typed("application/xml"), FormatUnknown},
		{"打包.xlsx", zipOf("a/一.xlsx", "x", "b.txt", "y"), FormatZip},
		{"打包.zip", zipOf(), FormatZip},
		{"表.csv", []byte(csv), FormatCSV},
		{"表.xls", []byte("\xEF\xBB\xBF" + csv), FormatCSV},
		{"国标.csv", []byte(gbk), FormatCSV},
		{"国标.xlsx", []byte(gbk), FormatCSV},
		{"单列.csv", []byte("名称\n碧水园\n"), FormatCSV},
		{"统一码.txt", []byte(utf16), FormatCSV},
		{"BM开头.csv", []byte("BMI,身高\n22,170\n"), FormatCSV},
		{"导出.xls", []byte("\r\n<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><body><table></table>"), FormatHTML},
		{"导出2.xls", []byte("<!DOCTYPE html><html>"), FormatHTML},
		{"导出3.xls", []byte("<table border=1><tr><td>1</td></tr></table>"), FormatHTML},
		{"导出4.xls", []byte("MIME-Version: 1.0\r\nContent-Type: multipart/related"), FormatHTML},
		{"导出5.xls", []byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`), FormatXML2003},
		{"扫描.xlsx", []byte("%PDF-1.7 ..."), FormatPDF},
		{"照片.xlsx", []byte("\xFF\xD8\xFF\xE0..."), FormatImage},
		{"压缩.xlsx", []byte("Rar!\x1A\x07\x00"), FormatArchive},
		{"~$表.xlsx", append([]byte{4, 'u', 's', 'e', 'r'}, make([]byte, 160)...), FormatLock},
		{"乱.xlsx", []byte("\x00\x01\x02 nothing known"), FormatUnknown},
		{"说明.txt", []byte("没有表格"), FormatUnknown},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), c.name)
			if err := os.WriteFile(path, c.data, 0o644); err != nil {
				t.Fatal(err)
			}
			w, err := Open(path)
			var f *FormatError
			if !errors.As(err, &f) || w != nil {
				t.Fatalf("got %#v", err)
			}
			if f.Kind != c.kind || f.Message == "" || f.Fix == "" {
				t.Errorf("got %#v, want %s", f, c.kind)
			}
		})
	}
}

func TestOpenErrors(t *testing.T) {
	if _, err := Open(filepath.Join(t.TempDir(), "没有.xlsx")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if _, err := Open(t.TempDir()); err == nil {
		t.Error("a folder was opened")
	}
	var d *DamageError
	if _, err := OpenBytes(simple().zip()[:300]); !errors.As(err, &d) {
		t.Errorf("half a zip file: %v", err)
	}
}

// failingReader is a disk that breaks.
type failingReader struct {
	*bytes.Reader
	from int64
}

var errDisk = errors.New("disk error")

func (f failingReader) ReadAt(b []byte, off int64) (int, error) {
	if off+int64(len(b)) > f.from && off < f.from+1 {
		return 0, errDisk
	}
	return f.Reader.ReadAt(b, off)
}

// TestDiskErrors makes sure that a file that can't be read is not called
// damaged.
func TestDiskErrors(t *testing.T) {
	data := simple().stored()
	for from := range len(data) {
		w, err := OpenReader(failingReader{bytes.NewReader(data), int64(from)}, int64(len(data)))
		if err == nil {
			_, err = readSheet(w, "表1")
			w.Close()
		}
		if err != nil && !errors.Is(err, errDisk) {
			t.Fatalf("byte %d: %v", from, err)
		}
	}
}

// TestPassword: a workbook behind a password is told from a damaged one.
func TestPassword(t *testing.T) {
	locked, err := excelize.Encrypt(simple().with("xl/media/image1.png", noise(8<<10)).zip(), &excelize.Options{Password: "口令123"})
	if err != nil {
		t.Fatal(err)
	}
	wantEncrypted(t, locked)
}

func wantEncrypted(t *testing.T, data []byte) {
	t.Helper()
	_, err := readAll(data)
	var f *FormatError
	if !errors.As(err, &f) || f.Kind != FormatEncrypted {
		t.Errorf("got %#v", err)
	}
}

// TestPasswordByExcel recognises workbooks that Excel has encrypted: those which
// excelize keeps among its own tests.
func TestPasswordByExcel(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/xuri/excelize/v2").Output()
	if err != nil {
		t.Skip("the go command, which knows where excelize is, can't be run")
	}
	for _, name := range []string{"encryptAES.xlsx", "encryptSHA1.xlsx", "encryptSHA512.xlsx"} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "test", name))
			if err != nil {
				t.Skip("excelize comes without its tests here")
			}
			wantEncrypted(t, data)
		})
	}
}

// noise does not compress.
func noise(n int) string {
	b := make([]byte, n)
	rand.NewChaCha8([32]byte{}).Read(b)
	return string(b)
}

// TestNotSheets names what can't be read.
func TestNotSheets(t *testing.T) {
	p := simple().edit(t, bookPart, `</sheets>`, `<sheet name="图" sheetId="2" r:id="rId4"/><sheet name="宏" sheetId="3" state="hidden" r:id="rId5"/><sheet name="框" sheetId="4" state="veryHidden" r:id="rId6"/></sheets>`)
	p = p.edit(t, bookRels, `</Relationships>`, `<Relationship Id="rId4" Type="`+relURI+`chartsheet" Target="chartsheets/sheet1.xml"/>`+
		`<Relationship Id="rId5" Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" Target="macrosheets/sheet1.xml"/>`+
		`<Relationship Id="rId6" Type="`+relURI+`dialogsheet" Target="dialogsheets/sheet1.xml"/></Relationships>`)
	w, err := OpenBytes(p.zip())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	want := []Sheet{{Name: "表1"}, {"图", Visible, Chartsheet}, {"宏", Hidden, Macrosheet}, {"框", VeryHidden, Dialogsheet}}
	if diff := cmp.Diff(want, w.Sheets()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for sheet, message := range map[string]string{
		"图":   "“图”是图表工作表，里面没有可以读取的单元格。",
		"宏":   "“宏”是宏表，里面没有可以读取的单元格。",
		"框":   "“框”是对话框工作表，里面没有可以读取的单元格。",
		"不存在": "没有名为“不存在”的工作表。",
	} {
		_, rowsErr := w.Rows(sheet)
		_, mergedErr := w.Merged(sheet)
		for _, err := range []error{rowsErr, mergedErr} {
			var s *SheetError
			if !errors.As(err, &s) || s.Message != message || s.Fix == "" {
				t.Errorf("%s: %#v", sheet, err)
			}
		}
	}
}

// TestStoredByOtherTools reads zip files with data descriptors, extra fields
// and directories in them.
func TestStoredByOtherTools(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, dir := range []string{"xl/", "xl/worksheets/"} {
		if _, err := z.Create(dir); err != nil {
			t.Fatal(err)
		}
	}
	for name, content := range simple() {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Extra: []byte("\x55\x54\x05\x00\x03\x00\x00\x00\x00")})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"as it is": b.Bytes(), "behind a prefix": append([]byte("PK\x03\x04"), b.Bytes()...)} {
		if _, err := readAll(data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

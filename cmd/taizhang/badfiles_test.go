package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// badFilesTool: badfiles DIR FORM SHEET puts into DIR what people send instead
// of a workbook, some of it made of a filled-in form.
func badFilesTool(args []string) error {
	dir, sheet := args[0], args[2]
	form, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	csv := "走访日期,走访领导\r\n2021-05-06,党工委书记\r\n"
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(csv)
	if err != nil {
		return err
	}
	locked, err := excelize.Encrypt(form, &excelize.Options{Password: "123456"})
	if err != nil {
		return err
	}
	bomb := bytes.Repeat([]byte("<row/>"), 50<<20/6)
	files := map[string][]byte{
		"旧.xls": compound("Workbook"), "表.et": append(compound("Workbook"), 1), "改名.xlsx": append(compound("Workbook"), 2), "表.ods": packed("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<x/>"),
		"表.csv": []byte(csv), "国标.csv": []byte(gbk), "改名csv.xlsx": []byte(gbk + gbk),
		"通知.docx": packed("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
			"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
			"word/document.xml", "<w/>"),
		"打包.zip":  packed("社区一.xlsx", string(form)),
		"加密.xlsx": locked,
		"截断.xlsx": form[:len(form)/2], "截断一点.xlsx": form[:len(form)-40],
		"空.xlsx": nil, "全零.xlsx": make([]byte, 4096), "照片.xlsx": []byte("\xFF\xD8\xFF\xE0 picture"),
		"炸弹.xlsx":  rewritten(form, sheet, func(string) string { return `<worksheet><sheetData>` + string(bomb) + `</sheetData></worksheet>` }),
		"太宽.xlsx":  rewritten(form, sheet, wide),
		"百万行.xlsx": rewritten(form, sheet, long),
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// compound is a file of the old binary formats, as far as its directory.
func compound(stream string) []byte {
	entry := make([]byte, 128)
	for i, r := range stream {
		entry[2*i] = byte(r)
	}
	entry[64], entry[66] = byte(2*len(stream)+2), 2
	head := make([]byte, 1536)
	copy(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	return append(head, entry...)
}

// wide writes into the last column that there is.
func wide(xml string) string {
	at := strings.LastIndex(xml, "</row>")
	return xml[:at] + `<c r="XFD` + lastRow.FindAllStringSubmatch(xml, -1)[strings.Count(xml, "<row ")-1][1] + `"><v>1</v></c>` + xml[at:]
}

var lastRow = regexp.MustCompile(`<row r="([0-9]+)"`)

// long formats every row down to the last, as selecting whole columns does.
func long(xml string) string {
	var b strings.Builder
	n, _ := strconv.Atoi(lastRow.FindAllStringSubmatch(xml, -1)[strings.Count(xml, "<row ")-1][1])
	for n++; n <= 1_048_576; n++ {
		fmt.Fprintf(&b, `<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/><c r="C%d" s="1"/></row>`, n, n, n)
	}
	return strings.Replace(xml, "</sheetData>", b.String()+"</sheetData>", 1)
}

// rewritten changes the XML of the sheet that holds the text.
func rewritten(form []byte, sheet string, change func(string) string) []byte {
	z, err := zip.NewReader(bytes.NewReader(form), int64(len(form)))
	if err != nil {
		panic(err)
	}
	wb, err := excelize.OpenReader(bytes.NewReader(form))
	if err != nil {
		panic(err)
	}
	defer wb.Close()
	i, _ := wb.GetSheetIndex(sheet)
	part := fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)
	var pairs []string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			panic(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			panic(err)
		}
		if f.Name == part {
			text = []byte(change(string(text)))
		}
		pairs = append(pairs, f.Name, string(text))
	}
	return packed(pairs...)
}

func packed(pairs ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		w, err := z.Create(pairs[i])
		if err == nil {
			_, err = w.Write([]byte(pairs[i+1]))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

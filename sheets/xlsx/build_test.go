package xlsx

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"maps"
	"slices"
	"strings"
	"testing"
)

// raceEnabled says that the race detector slows everything down tenfold. What
// runs in one goroutine, or is measured, is left out then.
var raceEnabled bool

// parts is a package under construction, part name to content.
type parts map[string]string

const (
	mainNS = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relNS  = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relURI = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	xmlTop = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

	sheetPart  = "xl/worksheets/sheet1.xml"
	stringPart = "xl/sharedStrings.xml"
	stylePart  = "xl/styles.xml"
	bookPart   = "xl/workbook.xml"
	bookRels   = "xl/_rels/workbook.xml.rels"
	customPart = "docProps/custom.xml"
)

// simple is a whole workbook with one sheet, "表1".
func simple() parts {
	return parts{
		"[Content_Types].xml": xmlTop + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"_rels/.rels": relationships(
			`Id="rId1" Type="`+relURI+`officeDocument" Target="xl/workbook.xml"`,
			`Id="rId2" Type="`+relURI+`custom-properties" Target="docProps/custom.xml"`),
		bookPart: xmlTop + `<workbook ` + mainNS + ` ` + relNS + `><sheets><sheet name="表1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		bookRels: relationships(
			`Id="rId1" Type="`+relURI+`worksheet" Target="worksheets/sheet1.xml"`,
			`Id="rId2" Type="`+relURI+`styles" Target="styles.xml"`,
			`Id="rId3" Type="`+relURI+`sharedStrings" Target="sharedStrings.xml"`),
		stylePart: xmlTop + `<styleSheet ` + mainNS + `><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>` +
			`<cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="176"/><xf numFmtId="49"/><xf numFmtId="200"/></cellXfs></styleSheet>`,
		stringPart: xmlTop + `<sst ` + mainNS + ` count="3" uniqueCount="3"><si><t>甲</t></si><si><t>乙</t></si><si><r><t>丙</t></r><r><t>丁</t></r></si></sst>`,
		customPart: xmlTop + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">` +
			`<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="campaign"><vt:lpwstr>2021</vt:lpwstr></property></Properties>`,
		sheetPart: worksheet(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1.5</v></c></row>`),
	}
}

func relationships(list ...string) string {
	var b strings.Builder
	b.WriteString(xmlTop + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, r := range list {
		b.WriteString(`<Relationship ` + r + `/>`)
	}
	return b.String() + `</Relationships>`
}

// worksheet wraps rows into a sheet part.
func worksheet(rows string) string {
	return xmlTop + `<worksheet ` + mainNS + ` ` + relNS + `><sheetData>` + rows + `</sheetData></worksheet>`
}

// with returns p with one part replaced.
func (p parts) with(name, content string) parts {
	p = maps.Clone(p)
	p[name] = content
	return p
}

// edit returns p with a piece of one part replaced, which must be there.
func (p parts) edit(t testing.TB, name, old, new string) parts {
	t.Helper()
	if !strings.Contains(p[name], old) {
		t.Fatalf("%s has no %q", name, old)
	}
	return p.with(name, strings.Replace(p[name], old, new, 1))
}

func (p parts) without(name string) parts {
	p = maps.Clone(p)
	delete(p, name)
	return p
}

// zip packs the parts, in the order of their names.
func (p parts) zip() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write([]byte(p[name]))
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

// stored packs the parts uncompressed, so that bytes can be changed in place.
func (p parts) stored() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		content := []byte(p[name])
		f, err := z.CreateRaw(&zip.FileHeader{
			Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(content),
			CompressedSize64: uint64(len(content)), UncompressedSize64: uint64(len(content)),
		})
		if err == nil {
			_, err = f.Write(content)
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

// contents is everything that reading a workbook gives.
type contents struct {
	Sheets []Sheet
	Names  []DefinedName
	Props  map[string]string
	Rows   map[string][]Row
	Merged map[string][]Range
}

// readAll reads everything there is in a workbook.
func readAll(data []byte, opts ...Option) (*contents, error) {
	w, err := OpenBytes(data, opts...)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	all := &contents{
		Sheets: w.Sheets(), Names: w.Names(), Props: w.Properties(),
		Rows: map[string][]Row{}, Merged: map[string][]Range{},
	}
	for _, s := range all.Sheets {
		if s.Kind != Worksheet {
			continue
		}
		if all.Rows[s.Name], err = readSheet(w, s.Name); err != nil {
			return nil, err
		}
		if all.Merged[s.Name], err = w.Merged(s.Name); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func readSheet(w *Workbook, name string) ([]Row, error) {
	rows, err := w.Rows(name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []Row
	for rows.Next() {
		row := *rows.Row()
		row.Cells = slices.Clone(row.Cells)
		list = append(list, row)
	}
	return list, rows.Err()
}

// readRows reads the sheet of a workbook that has one.
func readRows(t testing.TB, p parts) []Row {
	t.Helper()
	all, err := readAll(p.zip())
	if err != nil {
		t.Fatal(err)
	}
	return all.Rows["表1"]
}

// withLimits replaces the default limits; fields left zero keep theirs.
func withLimits(l limits) Option { return func(o *options) { o.limits = l.filled() } }

// filled returns l with its zero fields set to the defaults.
func (l limits) filled() limits {
	d := defaultLimits()
	fill(&l.FileBytes, d.FileBytes)
	fill(&l.Parts, d.Parts)
	fill(&l.PartBytes, d.PartBytes)
	fill(&l.TotalBytes, d.TotalBytes)
	fill(&l.Ratio, d.Ratio)
	fill(&l.Sheets, d.Sheets)
	fill(&l.Rows, d.Rows)
	fill(&l.Columns, d.Columns)
	fill(&l.Cells, d.Cells)
	fill(&l.RowBytes, d.RowBytes)
	fill(&l.Strings, d.Strings)
	fill(&l.TextBytes, d.TextBytes)
	fill(&l.StringLen, d.StringLen)
	fill(&l.Styles, d.Styles)
	fill(&l.Names, d.Names)
	return l
}

func fill[T int | int64](field *T, value T) {
	if *field <= 0 {
		*field = value
	}
}

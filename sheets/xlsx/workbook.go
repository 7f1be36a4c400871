package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"path"
	"strconv"
	"strings"
)

// Workbook is an open workbook.
type Workbook struct {
	zip     *zip.Reader
	closer  io.Closer
	sheets  []Sheet
	parts   []string
	names   []DefinedName
	props   map[string]string
	is1904  bool
	strings []string
	formats []numFormat
	ids     []int
}

type richText struct {
	T *string `xml:"t"`
	R []struct {
		T string `xml:"t"`
	} `xml:"r"`
}

func (t richText) text() string {
	s := ""
	if t.T != nil {
		s = *t.T
	}
	for _, r := range t.R {
		s += r.T
	}
	return s
}

// Open reads a workbook file; it must be closed.
func Open(name string, opts ...Option) (*Workbook, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	w, err := OpenReader(f, info.Size(), append([]Option{WithName(name)}, opts...)...)
	if err != nil {
		f.Close()
		return nil, err
	}
	w.closer = f
	return w, nil
}

// OpenBytes reads a workbook that is in memory.
func OpenBytes(b []byte, opts ...Option) (*Workbook, error) {
	return OpenReader(bytes.NewReader(b), int64(len(b)), opts...)
}

// OpenReader reads a workbook of the given size.
func OpenReader(r io.ReaderAt, size int64, opts ...Option) (*Workbook, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, &FormatError{Kind: FormatUnknown, Message: "这不是 .xlsx 工作簿。", Fix: "请用 Excel 或 WPS 另存为 .xlsx 后重新报送。"}
	}
	w := &Workbook{zip: z, props: map[string]string{}}
	return w, w.load()
}

func (w *Workbook) part(name string, v any) error {
	f, err := w.zip.Open(name)
	if err != nil {
		return &DamageError{Part: name, Message: "缺少这个部件。", Fix: fixDamage}
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err == nil {
		err = xml.Unmarshal(b, v)
	}
	if err != nil {
		return &DamageError{Part: name, Message: "内容损坏。", Fix: fixDamage}
	}
	return nil
}

func (w *Workbook) load() error {
	var rels struct {
		R []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:",attr"`
		} `xml:"Relationship"`
	}
	if err := w.part("xl/_rels/workbook.xml.rels", &rels); err != nil {
		return err
	}
	targets := map[string]string{}
	for _, r := range rels.R {
		if strings.HasPrefix(r.Target, "/") {
			targets[r.ID] = r.Target[1:]
		} else {
			targets[r.ID] = path.Join("xl", r.Target)
		}
	}
	var book struct {
		Pr struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
		Names []struct {
			Name   string `xml:"name,attr"`
			Local  *int   `xml:"localSheetId,attr"`
			Hidden string `xml:"hidden,attr"`
			Refers string `xml:",chardata"`
		} `xml:"definedNames>definedName"`
	}
	if err := w.part("xl/workbook.xml", &book); err != nil {
		return err
	}
	w.is1904 = book.Pr.Date1904 == "1" || book.Pr.Date1904 == "true"
	for _, s := range book.Sheets {
		v := map[string]Visibility{"hidden": Hidden, "veryHidden": VeryHidden}[s.State]
		w.sheets = append(w.sheets, Sheet{Name: s.Name, Visibility: v})
		w.parts = append(w.parts, targets[s.ID])
	}
	for _, n := range book.Names {
		d := DefinedName{Name: n.Name, Refers: n.Refers, Hidden: n.Hidden == "1"}
		if n.Local != nil && *n.Local < len(w.sheets) {
			d.Sheet = w.sheets[*n.Local].Name
		}
		w.names = append(w.names, d)
	}
	if w.has("xl/sharedStrings.xml") {
		var sst struct {
			SI []richText `xml:"si"`
		}
		if err := w.part("xl/sharedStrings.xml", &sst); err != nil {
			return err
		}
		for _, s := range sst.SI {
			w.strings = append(w.strings, s.text())
		}
	}
	if w.has("docProps/custom.xml") {
		var props struct {
			P []struct {
				Name  string `xml:"name,attr"`
				Value struct {
					Text string `xml:",chardata"`
				} `xml:",any"`
			} `xml:"property"`
		}
		if err := w.part("docProps/custom.xml", &props); err != nil {
			return err
		}
		for _, p := range props.P {
			w.props[p.Name] = p.Value.Text
		}
	}
	if !w.has("xl/styles.xml") {
		return nil
	}
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Xfs []struct {
			ID int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := w.part("xl/styles.xml", &styles); err != nil {
		return err
	}
	custom := map[int]numFormat{}
	for _, f := range styles.Formats {
		custom[f.ID] = parseFormat(f.Code)
	}
	for _, x := range styles.Xfs {
		f, ok := custom[x.ID]
		if !ok {
			f = builtinFormat(x.ID)
		}
		w.formats, w.ids = append(w.formats, f), append(w.ids, x.ID)
	}
	return nil
}

func (w *Workbook) has(name string) bool {
	f, err := w.zip.Open(name)
	if err == nil {
		f.Close()
	}
	return err == nil
}

// Close releases the file.
func (w *Workbook) Close() error {
	if w.closer != nil {
		return w.closer.Close()
	}
	return nil
}

// Sheets lists the sheets in order.
func (w *Workbook) Sheets() []Sheet { return w.sheets }

// Names lists the defined names.
func (w *Workbook) Names() []DefinedName { return w.names }

// Properties gives the custom document properties as text.
func (w *Workbook) Properties() map[string]string { return w.props }

// Date1904 says whether dates count from 1904.
func (w *Workbook) Date1904() bool { return w.is1904 }

type sheetXML struct {
	Rows []struct {
		R      int    `xml:"r,attr"`
		Hidden string `xml:"hidden,attr"`
		C      []struct {
			R  string   `xml:"r,attr"`
			S  int      `xml:"s,attr"`
			T  string   `xml:"t,attr"`
			F  *string  `xml:"f"`
			V  *string  `xml:"v"`
			IS richText `xml:"is"`
		} `xml:"c"`
	} `xml:"sheetData>row"`
	Merged []struct {
		Ref string `xml:"ref,attr"`
	} `xml:"mergeCells>mergeCell"`
}

func (w *Workbook) sheet(name string) (x sheetXML, err error) {
	for i, s := range w.sheets {
		if s.Name == name {
			return x, w.part(w.parts[i], &x)
		}
	}
	return x, &SheetError{Sheet: name, Message: "没有工作表“" + name + "”。"}
}

// Merged lists the merged ranges of a sheet.
func (w *Workbook) Merged(sheet string) ([]Range, error) {
	x, err := w.sheet(sheet)
	var out []Range
	for _, m := range x.Merged {
		r, _ := parseRange([]byte(m.Ref))
		out = append(out, r)
	}
	return out, err
}

// Rows is a stream of the rows of one sheet.
type Rows struct {
	w   *Workbook
	x   sheetXML
	row Row
	err error
	i   int
}

// Rows starts to read a sheet.
func (w *Workbook) Rows(sheet string) (*Rows, error) {
	x, err := w.sheet(sheet)
	return &Rows{w: w, x: x}, err
}

// Next reads the next row.
func (r *Rows) Next() bool {
	if r.i >= len(r.x.Rows) {
		return false
	}
	x := r.x.Rows[r.i]
	r.i++
	if x.R == 0 {
		x.R = r.row.Number + 1
	}
	r.row = Row{Number: x.R, Hidden: x.Hidden == "1" || x.Hidden == "true"}
	for _, c := range x.C {
		cell := Cell{Col: len(r.row.Cells) + 1, Style: c.S, Formula: c.F != nil}
		if c.R != "" {
			cell.Col, _, _ = parseRef([]byte(c.R))
		}
		var f numFormat
		if c.S < len(r.w.formats) {
			f, cell.Format = r.w.formats[c.S], r.w.ids[c.S]
			cell.Percent = f.percent
		}
		if c.V != nil {
			cell.Text = *c.V
		}
		switch {
		case c.T == "inlineStr":
			cell.Kind, cell.Text = Text, c.IS.text()
		case c.T == "s":
			n, err := strconv.Atoi(cell.Text)
			if err != nil || n >= len(r.w.strings) {
				r.err = &DamageError{Message: "共享文字的编号不存在。", Fix: fixDamage}
				return false
			}
			cell.Kind, cell.Text = Text, r.w.strings[n]
		case c.T == "str":
			cell.Kind = Text
		case cell.Text == "":
		case c.T == "b":
			cell.Kind, cell.Text = Bool, map[string]string{"1": "TRUE", "0": "FALSE"}[cell.Text]
		case c.T == "e":
			cell.Kind = Error
		case c.T == "d", f.date:
			cell.Kind = Date
		default:
			cell.Kind = Number
		}
		cell.Cached = cell.Formula && cell.Kind != Empty
		r.row.Cells = append(r.row.Cells, cell)
	}
	return true
}

// Row is the row that Next has read.
func (r *Rows) Row() *Row { return &r.row }

// Err is what stopped the stream, if it was not its end.
func (r *Rows) Err() error { return r.err }

// Close ends the reading.
func (r *Rows) Close() error { return nil }

// Package seal keeps a workbook that goes from one office to another as it was
// written: every cell has a mark of its own, made with a key that both offices
// hold, so that an edit by hand is not only noticed but named, cell by cell.
// Saving a workbook in another program is no edit.
package seal

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/sheets/xlsx"
	"taizhang/templates/book"
	"taizhang/templates/form"
)

// markDigits is how many hex digits mark one cell.
const markDigits = 8

// blank stands for a cell without anything in it.
var blank = strings.Repeat("-", markDigits)

// Edit is a place of a sealed workbook that is not as it was written.
type Edit struct {
	Sheet, Cell string // Cell is "" for a whole sheet
	Now         string // what stands there
	Message     string
}

// Write writes what fill makes, with a seal behind it. fill is called twice and
// must write the same cells.
func Write(ctx context.Context, w io.Writer, key string, fill func(*book.Book)) error {
	make := func(more func(*book.Book), to io.Writer) error {
		b := book.New("").Until(ctx)
		defer b.Close()
		fill(b)
		if more != nil {
			more(b)
		}
		return b.Write(to)
	}
	var plain bytes.Buffer
	if err := make(nil, &plain); err != nil {
		return err
	}
	wb, err := xlsx.OpenBytes(plain.Bytes(), xlsx.Own())
	if err != nil {
		return err
	}
	defer wb.Close()
	marks, err := read(ctx, wb, key)
	if err != nil {
		return err
	}
	return make(func(b *book.Book) {
		b.Sheet(form.SealSheet)
		s := b.Stream(form.SealSheet)
		s.Row(0, book.Texts(0, form.SealSheet, marks.whole(key))...)
		for _, sheet := range marks.sheets {
			for _, row := range sheet.rows {
				s.Row(0, book.Cell{Value: sheet.name}, book.Cell{Value: row.number}, book.Cell{Value: row.marks})
			}
		}
		s.End()
		b.Hide(form.SealSheet)
	}, w)
}

type sheetMarks struct {
	name string
	rows []rowMarks
}

type rowMarks struct {
	number int
	marks  string
	texts  []string
}

type marks struct{ sheets []sheetMarks }

// whole marks all cells together.
func (m marks) whole(key string) string {
	h := hmac.New(sha256.New, []byte(key))
	for _, s := range m.sheets {
		for _, r := range s.rows {
			fmt.Fprintf(h, "%q %d %q\n", s.name, r.number, r.texts)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// read marks every cell of a workbook but those of the seal.
func read(ctx context.Context, wb *xlsx.Workbook, key string) (marks, error) {
	var out marks
	for _, s := range wb.Sheets() {
		if s.Name == form.SealSheet || s.Kind != xlsx.Worksheet {
			continue
		}
		sheet := sheetMarks{name: s.Name}
		mac := hmac.New(sha256.New, []byte(key))
		err := wb.Each(ctx, s.Name, func(r *xlsx.Row) {
			row := rowMarks{number: r.Number}
			var b strings.Builder
			for _, c := range r.Cells {
				text := Text(c)
				if text == "" {
					continue
				}
				for len(row.texts) < c.Col-1 {
					row.texts = append(row.texts, "")
					b.WriteString(blank)
				}
				row.texts = append(row.texts, text)
				mac.Reset()
				fmt.Fprintf(mac, "%q %d %d %q", s.Name, r.Number, c.Col, text)
				b.WriteString(hex.EncodeToString(mac.Sum(nil))[:markDigits])
			}
			if row.marks = b.String(); row.marks != "" {
				sheet.rows = append(sheet.rows, row)
			}
		})
		if err != nil {
			return out, err
		}
		out.sheets = append(out.sheets, sheet)
	}
	return out, nil
}

// Text is what a cell holds, whichever program wrote it: a number to fifteen
// digits, anything else as it stands.
func Text(c xlsx.Cell) string {
	if c.Kind == xlsx.Number || c.Kind == xlsx.Date {
		if d, err := decimal.NewFromString(c.Text); err == nil && !d.IsZero() {
			return xlsx.FifteenDigits(d).String()
		}
	}
	return strings.ReplaceAll(c.Text, "\r\n", "\n")
}

// Sealed reports whether a workbook says that it is sealed.
func Sealed(wb *xlsx.Workbook) bool {
	return slices.ContainsFunc(wb.Sheets(), func(s xlsx.Sheet) bool { return s.Name == form.SealSheet })
}

// Check lists every place of a sealed workbook that is not as it was written;
// none if it is whole. With another key than the seal's nothing is as it was.
func Check(ctx context.Context, wb *xlsx.Workbook, key string) ([]Edit, error) {
	now, err := read(ctx, wb, key)
	if err != nil {
		return nil, err
	}
	whole, then := "", map[string]map[int]string{}
	err = wb.Each(ctx, form.SealSheet, func(r *xlsx.Row) {
		texts := make([]string, 3)
		for _, c := range r.Cells {
			if c.Col <= 3 {
				texts[c.Col-1] = c.Text
			}
		}
		if r.Number == 1 {
			whole = texts[1]
			return
		}
		var n int
		if _, err := fmt.Sscan(texts[1], &n); err != nil {
			return
		}
		if then[texts[0]] == nil {
			then[texts[0]] = map[int]string{}
		}
		then[texts[0]][n] = texts[2]
	})
	if err != nil {
		return nil, err
	}
	if hmac.Equal([]byte(whole), []byte(now.whole(key))) {
		return nil, nil
	}
	if !now.any(then) {
		return []Edit{{Message: "整份的封签都对不上，不是按发给它的约定做的。"}}, nil
	}
	edits := compare(now, then)
	if len(edits) == 0 {
		edits = append(edits, Edit{Message: "封签本身被改过。"})
	}
	return edits, nil
}

// any reports whether one row at least is as it was written.
func (m marks) any(then map[string]map[int]string) bool {
	for _, s := range m.sheets {
		for _, r := range s.rows {
			if then[s.name][r.number] == r.marks {
				return true
			}
		}
	}
	return false
}

// compare names what differs, sheet by sheet and cell by cell.
func compare(now marks, then map[string]map[int]string) []Edit {
	var out []Edit
	for _, s := range now.sheets {
		was, known := then[s.name]
		if !known {
			if len(s.rows) > 0 {
				out = append(out, Edit{Sheet: s.name, Message: fmt.Sprintf("工作表“%s”是上报以后加的。", s.name)})
			}
			continue
		}
		delete(then, s.name)
		for _, r := range s.rows {
			out = append(out, r.compare(s.name, was[r.number])...)
			delete(was, r.number)
		}
		for _, n := range sortedKeys(was) {
			out = append(out, Edit{Sheet: s.name, Cell: xlsx.CellName(1, n), Message: fmt.Sprintf("第 %d 行的内容不见了。", n)})
		}
	}
	for _, name := range sortedKeys(then) {
		out = append(out, Edit{Sheet: name, Message: fmt.Sprintf("工作表“%s”不见了。", name)})
	}
	return out
}

func (r rowMarks) compare(sheet, was string) []Edit {
	if r.marks == was {
		return nil
	}
	var out []Edit
	at := func(marks string, i int) string {
		if len(marks) < (i+1)*markDigits {
			return blank
		}
		return marks[i*markDigits : (i+1)*markDigits]
	}
	for i := range max(len(r.marks), len(was)) / markDigits {
		a, b := at(was, i), at(r.marks, i)
		if a == b {
			continue
		}
		e := Edit{Sheet: sheet, Cell: xlsx.CellName(i+1, r.number), Message: "这一格与上报时不同。"}
		switch {
		case b == blank:
			e.Message = "这一格上报时有内容，现在空着。"
		case a == blank:
			e.Message = "这一格上报时是空的。"
		}
		if i < len(r.texts) {
			e.Now = r.texts[i]
		}
		out = append(out, e)
	}
	return out
}

func sortedKeys[K interface{ ~int | ~string }, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

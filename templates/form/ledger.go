package form

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"taizhang/templates"
	"taizhang/templates/book"
)

// writeLedger writes one sheet: heading, worked example, the unit's rows, then
// prepared ones.
func (b *writer) writeLedger(s *sheet) {
	name := s.ledger.Name
	b.Freeze(name, s.frozen(), HeaderRow)
	columns := b.columns(s)
	b.page(s, columns)
	rows := b.Stream(name, columns...)
	b.heading(rows, s, columns)
	b.body(rows, s, columns)
	b.Do(b.validate(s))
	b.Do(b.highlight(s))
	rows.Filter(1, HeaderRow, s.width(), max(s.last, FirstRow))
	if b.locked {
		b.protect(name)
	}
	b.Define(LedgerName(s.ledger.Code), book.FixedArea(name, 1, HeaderRow, 1, HeaderRow), "")
	rows.End()
}

// width is the number of columns of the sheet.
func (s *sheet) width() int { return FirstColumn - 1 + len(s.ledger.FormColumns()) }

// frozen is how many columns stay in view: the ids and, if it comes first, the
// key.
func (s *sheet) frozen() int {
	if first := s.ledger.Columns[0]; first == s.ledger.Key[0] || first.FilledBySystem() {
		return FirstColumn
	}
	return FirstColumn - 1
}

func (b *writer) title(s *sheet) string {
	return strings.TrimSpace(b.Plan.Param(templates.ParamCampaign) + "　" + s.ledger.Name)
}

func (b *writer) heading(rows *book.Stream, s *sheet, columns []book.Span) {
	// Styled to the end, or the columns' own grid would show in the heading.
	across := func(style book.Style, text string) []book.Cell {
		texts := make([]string, s.width())
		texts[visible(columns)-1] = text
		return book.Texts(b.style(style, true), texts...)
	}
	rows.Row(28, across(titleWithin(b.title(s), book.Points(columns...)), b.title(s))...)
	text := b.noteText(s)
	upTo, width := noteSpan(columns)
	rows.Merge(visible(columns), NoteRow, upTo, NoteRow)
	rows.Row(book.Height(book.Lines(text, width), 10.5, 4), across(textStyle, text)...)
	cells := book.Texts(b.style(header(colourOffice), true), templates.IDHeader, templates.VersionHeader)
	tall := 2.0
	for _, c := range s.ledger.FormColumns() {
		cells = append(cells, book.Cell{Style: b.style(header(b.asks(c).fill), true), Value: c.Name})
		// Room for the filter button and for the wider face of headers.
		tall = max(tall, book.Lines(c.Name, columnWidth(c)-3))
	}
	rows.Row(book.Height(tall, 10, 8), cells...)
}

func (b *writer) noteText(s *sheet) string {
	text := s.ledger.Help
	if s.spare > 0 {
		text += fmt.Sprintf("已预留 %d 行，行标识不用改；不够时可在下面接着填或插入行，行标识空着。", s.spare)
	} else if len(s.rows) == 0 {
		text += "目前没有发给本单位的行。"
	}
	if slices.ContainsFunc(s.rows, s.closed) {
		text += fmt.Sprintf("整行灰色的已由整改办办结（见“%s”），不用再填、不要改。", s.ledger.Role(templates.RoleState).Name)
	}
	return text + "\n表头：红底必填，橙底符合条件时必填，蓝底选填，灰底不用填。填写中：粉色斜纹是该填没填，橙黄色是前后矛盾。第 4 行为示例，不计数，不用删。"
}

// body writes the rows.
func (b *writer) body(rows *book.Stream, s *sheet, columns []book.Span) {
	put := func(id string, version any, values []string, styles []book.Span) {
		cells := []book.Cell{{Style: columns[0].Style, Value: id}, {Style: columns[1].Style, Value: version}}
		for i, c := range s.ledger.FormColumns() {
			x := filled(c, values[i], rows.Next(), styles[FirstColumn-1+i].Style)
			if live := b.live(s, c, rows.Next()); version == nil && id != SampleID && values[i] == "" && live != "" {
				x.Formula, x.Value = live, ""
			}
			cells = append(cells, x)
		}
		rows.Fit(4, math.Inf(1), cells...)
	}
	key := given(s.ledger)
	faint := slices.Clone(columns)
	for i, c := range s.ledger.FormColumns() {
		style := b.columnStyle(c)
		style.Italic, style.Ink = true, book.Grey
		faint[FirstColumn-1+i].Style = b.style(style, true)
	}
	sample := slices.Clone(s.sample)
	if s.numbered() {
		sample[cmp.Or(key, s.ledger.Key[0]).Index] = SampleID // 行标识 is folded away
	}
	put(SampleID, nil, sample, faint)
	// Rows without an id are new: they take the first numbers.
	serial := s.serial
	number := func(values []string) string {
		id := RowID(b.Unit.Code, s.ledger.Code, serial)
		serial++
		if key != nil {
			values[key.Index] = id
		}
		return id
	}
	for _, r := range s.rows {
		if r.ID != "" && s.closed(r) {
			put(r.ID, r.Version, r.Values, b.shut(s, columns))
			continue
		}
		if r.ID != "" {
			put(r.ID, r.Version, r.Values, columns)
			continue
		}
		values := slices.Clone(r.Values)
		b.prefill(s, values)
		put(number(values), nil, values, columns)
	}
	for range s.spare {
		values := make([]string, len(s.ledger.Columns))
		b.prefill(s, values)
		put(number(values), nil, values, columns)
	}
}

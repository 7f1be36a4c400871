package form

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"taizhang/templates"
)

func (b *book) writeLedgers() error {
	for _, s := range b.sheets {
		if err := b.writeLedger(s); err != nil {
			return fmt.Errorf("%s：%w", s.ledger.Name, err)
		}
	}
	return nil
}

// writeLedger writes one sheet: heading, worked example, the unit's rows, then
// prepared ones. Everything that is not a cell goes in before Flush.
func (b *book) writeLedger(s *sheet) error {
	name := s.ledger.Name
	if err := b.fitToPage(name); err != nil {
		return err
	}
	sw, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := b.columns(sw, s); err != nil {
		return err
	}
	if err := b.heading(sw, s); err != nil {
		return err
	}
	if err := b.body(sw, s); err != nil {
		return err
	}
	if err := b.validate(s); err != nil {
		return err
	}
	if err := b.highlight(s); err != nil {
		return err
	}
	corner, _ := excelize.CoordinatesToCellName(s.width(), max(s.last, FirstRow))
	if err := b.file.AutoFilter(name, fmt.Sprintf("A%d:%s", HeaderRow, corner), nil); err != nil {
		return err
	}
	if err := b.page(name, totalWidth(s), fmt.Sprintf("$%d:$%d", HeaderRow, HeaderRow)); err != nil {
		return err
	}
	if err := b.printArea(s); err != nil {
		return err
	}
	if b.locked {
		if err := b.protect(name); err != nil {
			return err
		}
	}
	err = b.file.SetDefinedName(&excelize.DefinedName{
		Name: LedgerName(s.ledger.Code), RefersTo: fixedRange(name, "A", HeaderRow, HeaderRow),
	})
	if err != nil {
		return err
	}
	return sw.Flush()
}

// width is the number of columns of the sheet.
func (s *sheet) width() int { return FirstColumn - 1 + len(s.ledger.Columns) }

// columns sets widths, the format of cells below the prepared rows, and panes.
func (b *book) columns(sw *excelize.StreamWriter, s *sheet) error {
	id, err := b.style(look{part: "id", fill: colourShade, format: "@", locked: b.locked})
	if err != nil {
		return err
	}
	if err := sw.SetColStyle(IDColumn, VersionColumn, id); err != nil {
		return err
	}
	if err := sw.SetColWidth(IDColumn, IDColumn, idWidth(s)); err != nil {
		return err
	}
	if err := sw.SetColWidth(VersionColumn, VersionColumn, versionWidth); err != nil {
		return err
	}
	for _, c := range s.ledger.Columns {
		n := FirstColumn + c.Index
		style, err := b.style(b.cellLook(c))
		if err != nil {
			return err
		}
		if err := sw.SetColStyle(n, n, style); err != nil {
			return err
		}
		if err := sw.SetColWidth(n, n, columnWidth(c)); err != nil {
			return err
		}
	}
	return sw.SetPanes(freeze(s))
}

// freeze keeps the header and what names a row in view: the ids and, if it comes
// first, the key.
func freeze(s *sheet) *excelize.Panes {
	across := FirstColumn - 1
	if first := s.ledger.Columns[0]; first == s.ledger.Key[0] || first.FilledBySystem() {
		across++
	}
	corner, _ := excelize.CoordinatesToCellName(across+1, FirstRow)
	return &excelize.Panes{
		Freeze: true, XSplit: across, YSplit: HeaderRow, TopLeftCell: corner, ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: corner, ActiveCell: corner, Pane: "bottomRight"}},
	}
}

func (b *book) heading(sw *excelize.StreamWriter, s *sheet) error {
	title, err := b.style(look{part: "title", locked: b.locked})
	if err != nil {
		return err
	}
	text := fmt.Sprintf("%s　%s", b.Plan.Param("活动名称"), s.ledger.Name)
	// Styled to the end, or the columns' own grid would show in the heading.
	row := make([]any, s.width())
	fill := func(style int, text string) {
		for i := range row {
			row[i] = excelize.Cell{StyleID: style}
		}
		row[0] = excelize.Cell{StyleID: style, Value: text}
	}
	fill(title, strings.TrimSpace(text))
	if err := sw.SetRow("A1", row, excelize.RowOpts{Height: 28}); err != nil {
		return err
	}
	note, err := b.style(look{part: "note", locked: b.locked})
	if err != nil {
		return err
	}
	text = b.noteText(s)
	upTo, width := noteSpan(s)
	corner, _ := excelize.CoordinatesToCellName(upTo, NoteRow)
	if err := sw.MergeCell(fmt.Sprintf("A%d", NoteRow), corner); err != nil {
		return err
	}
	opts := excelize.RowOpts{Height: lines(text, width)*lineHeight + 4}
	fill(note, text)
	if err := sw.SetRow(fmt.Sprintf("A%d", NoteRow), row, opts); err != nil {
		return err
	}
	office, err := b.style(look{part: "header", fill: colourOffice, locked: b.locked})
	if err != nil {
		return err
	}
	row[0] = excelize.Cell{StyleID: office, Value: templates.IDHeader}
	row[1] = excelize.Cell{StyleID: office, Value: templates.VersionHeader}
	tall := 2.0
	for _, c := range s.ledger.Columns {
		style, err := b.style(look{part: "header", fill: b.headerFill(c), locked: b.locked})
		if err != nil {
			return err
		}
		row[FirstColumn-1+c.Index] = excelize.Cell{StyleID: style, Value: c.Name}
		// Room for the filter button and for the wider face of headers.
		tall = max(tall, lines(c.Name, columnWidth(c)-3))
	}
	return sw.SetRow(fmt.Sprintf("A%d", HeaderRow), row, excelize.RowOpts{Height: tall*lineHeight + 8})
}

func (b *book) noteText(s *sheet) string {
	text := s.ledger.Help
	if s.spare > 0 {
		text += fmt.Sprintf("已预留 %d 行，行标识不用改；不够时可在下面接着填或插入行，行标识空着。", s.spare)
	} else if len(s.rows) == 0 {
		text += "目前没有发给本单位的行。"
	}
	return text + "\n表头：红底必填，橙底符合条件时必填，蓝底选填，灰底不用填。填写中：粉色斜纹是该填没填，橙黄色是前后矛盾。第 4 行为示例，不计数，不用删。"
}

// body writes the rows.
func (b *book) body(sw *excelize.StreamWriter, s *sheet) error {
	idStyle, err := b.style(look{part: "id", fill: colourShade, format: "@", locked: b.locked})
	if err != nil {
		return err
	}
	plain := make([]int, len(s.ledger.Columns))
	faint := make([]int, len(s.ledger.Columns))
	for i, c := range s.ledger.Columns {
		l := b.cellLook(c)
		if plain[i], err = b.style(l); err != nil {
			return err
		}
		l.part, l.locked = "sample", b.locked
		if faint[i], err = b.style(l); err != nil {
			return err
		}
	}
	put := func(row int, id string, version any, values []string, styles []int) error {
		cells := make([]any, s.width())
		cells[0] = excelize.Cell{StyleID: idStyle, Value: id}
		cells[1] = excelize.Cell{StyleID: idStyle, Value: version}
		for i, c := range s.ledger.Columns {
			cells[FirstColumn-1+i] = b.cell(c, values[i], row, styles[i])
		}
		return sw.SetRow(fmt.Sprintf("A%d", row), cells, excelize.RowOpts{Height: rowHeight(s.ledger, values)})
	}
	if err := put(FirstRow, SampleID, nil, sampleValues(s.ledger), faint); err != nil {
		return err
	}
	// Rows without an id are new: they take the first numbers.
	key, serial, row := given(s.ledger), s.serial, dataRow
	number := func(values []string) string {
		id := RowID(b.Unit.Code, s.ledger.Code, serial)
		serial++
		if key != nil {
			values[key.Index] = id
		}
		return id
	}
	for _, r := range s.rows {
		id, version, values := r.ID, any(r.Version), r.Values
		if id == "" {
			values = slices.Clone(values)
			id, version = number(values), nil
		}
		if err := put(row, id, version, values, plain); err != nil {
			return err
		}
		row++
	}
	for range s.spare {
		values := make([]string, len(s.ledger.Columns))
		if err := put(row, number(values), nil, values, plain); err != nil {
			return err
		}
		row++
	}
	return nil
}

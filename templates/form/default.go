package form

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/lang"
)

// A default stands in every new row, an empty one or one taken from an older
// ledger, as long as it is the same in all; one that is computed appears when the
// row says what it rests on.

// begins reports whether the unit finds the column's default in its rows.
func (b *writer) begins(c *templates.Column) bool { return c.Default != nil && b.editable(c) }

func (b *writer) anyBegins() bool {
	return slices.ContainsFunc(b.sheets, func(s *sheet) bool { return slices.ContainsFunc(s.ledger.FormColumns(), b.begins) })
}

// beginning is what a prepared row holds in a column.
func (b *writer) beginning(c *templates.Column) string {
	if !b.begins(c) {
		return ""
	}
	return c.Default.Given(c, b.dated)
}

// live is the formula that a prepared row holds in a column; "" for none.
func (b *writer) live(s *sheet, c *templates.Column, row int) string {
	if !b.begins(c) || c.Default.Fixed() {
		return ""
	}
	formula, said := b.defaultOf(c, row, false), b.saidIn(s, row, false)
	if formula == "" || said == "" {
		return ""
	}
	return "IF(" + said + liveFrom + formula + liveTo
}

const liveFrom, liveTo = `=0,"",IFERROR(`, `,""))`

// IsLive reports whether a formula is one that a form was sent with, to show a
// default.
func IsLive(formula string) bool {
	return strings.HasPrefix(formula, "IF("+counting) && strings.Contains(formula, ")"+liveFrom) && strings.HasSuffix(formula, liveTo)
}

const counting = "COUNTA("

// defaultOf is the default as a formula for one row; "" where a workbook cannot
// say it, and it is filled in when the form comes back.
func (b *writer) defaultOf(c *templates.Column, row int, fixed bool) string {
	if c.Several() && c.Default.Fixed() {
		return lang.ExcelText(fmt.Sprint(cellValue(c, c.Default.Given(c, b.dated))))
	}
	out, err := c.Default.Excel(c, b.dated, func(o *templates.Column) string { return place(o, row, fixed) })
	if err != nil {
		return ""
	}
	return out
}

func place(c *templates.Column, row int, fixed bool) string {
	if fixed {
		return "$" + letter(c) + strconv.Itoa(row)
	}
	return letter(c) + strconv.Itoa(row)
}

// saidIn counts what the unit has filled in of a row, defaults aside; "" where
// there is nothing else to fill in.
func (b *writer) saidIn(s *sheet, row int, fixed bool) string {
	var ranges []string
	columns := s.ledger.FormColumns()
	counts := func(i int) bool { return b.editable(columns[i]) && !b.begins(columns[i]) }
	for i := 0; i < len(columns); i++ {
		if !counts(i) {
			continue
		}
		from := i
		for i+1 < len(columns) && counts(i+1) {
			i++
		}
		ranges = append(ranges, place(columns[from], row, fixed)+":"+place(columns[i], row, fixed))
	}
	if len(ranges) == 0 {
		return ""
	}
	return counting + strings.Join(ranges, ",") + ")"
}

// MetaDefault begins the keys that say which defaults a form tells: in a new row a
// blank means them, and alone they make no row.
const MetaDefault = "默认 "

func metaDefault(l *templates.Ledger, header string) string {
	return MetaDefault + l.Code + " " + header
}

// DefaultsOf reads which defaults a form told of a ledger; those of the plan now,
// where the workbook does not say what form it is.
func DefaultsOf(meta map[string]string, l *templates.Ledger, p *templates.Plan) map[*templates.Column]*templates.Default {
	out := map[*templates.Column]*templates.Default{}
	for _, c := range l.FormColumns() {
		if meta[MetaVersion] == "" {
			if c.Default != nil {
				out[c] = c.Default
			}
			continue
		}
		for _, header := range append([]string{c.Name}, c.Former...) {
			if text := meta[metaDefault(l, header)]; text != "" && out[c] == nil {
				if d, err := p.ParseDefault(c, text); err == nil {
					out[c] = d
				}
			}
		}
	}
	return out
}

// standsAsGiven shows a default that nobody has changed, as what it is.
func (b *writer) standsAsGiven(c *templates.Column) []excelize.ConditionalFormatOptions {
	if !b.begins(c) {
		return nil
	}
	formula := b.defaultOf(c, dataRow, true)
	if formula == "" {
		return nil
	}
	me := at(c, false)
	return []excelize.ConditionalFormatOptions{{Type: "formula", Format: &b.asGiven,
		Criteria: fmt.Sprintf(`AND(%s<>"",IFERROR(%s=%s,FALSE))`, me, me, formula)}}
}

// defaultText tells the unit of a column's default.
func (b *writer) defaultText(c *templates.Column) string {
	if !b.begins(c) {
		return ""
	}
	return c.Default.Tell(c, b.dated) + "，不对的请改"
}

// prefill puts defaults into the blank cells of a new row.
func (b *writer) prefill(s *sheet, values []string) {
	for _, c := range s.ledger.FormColumns() {
		if v := b.beginning(c); v != "" && values[c.Index] == "" {
			values[c.Index] = v
		}
	}
}

// defaultStyle is how a default looks that nobody has changed.
var defaultStyle = book.Style{Italic: true, Ink: book.Grey}

package summary

import (
	"strconv"
	"strings"

	"taizhang/templates/book"
	canon "taizhang/templates/cell"
)

// table is a block before it has a place: what it says, not where it stands.
type table struct {
	title   string
	measure string // unit of measure of its numbers
	note    string // small print under the title
	columns []column
	rows    []row
	chart   *chart
	empty   string // printed when there are no rows
	marks   []string
}

// column is one column of a table.
type column struct {
	head   string
	group  string  // heading over neighbouring columns
	width  float64 // in characters; 0 = by content
	cap    float64 // widest it may become by content; 0 = 30
	align  string  // left center right
	format string  // number format of its numbers
	bars   bool    // data bars over the body rows
}

// row is one line of a table.
type row struct {
	cells []cell
	kind  rowKind
	tone  tone // of the whole line
}

type rowKind int

const (
	body rowKind = iota
	subtotal
	total
)

// cell is one value. A number stands as its decimal digits, so that the
// workbook holds exactly what was computed.
type cell struct {
	text   string
	number bool
	format string // overrides the column's
	tone   tone
	links  []string // where a click leads: the first of these marks that the workbook has
	marks  []string // what this place is called by links
	held   bool     // stands for a number that is not public
}

func text(s string) cell { return cell{text: canon.WithoutHidden(s)} }

// count is a number of rows, units or findings.
func count(n int) cell { return number(strconv.Itoa(n)) }

func number(s string) cell { return cell{text: s, number: s != ""} }

// blank reports whether there is nothing to show.
func (t *table) blank() bool { return len(t.rows) == 0 }

// heading is the measure as it stands at the end of a title line.
func heading(measures ...string) string {
	var out []string
	for _, m := range measures {
		out = appendNew(out, m)
	}
	if len(out) == 0 {
		return ""
	}
	return "计量单位：" + strings.Join(out, "、")
}

// titled adds the unit of measure to a chart's title.
func titled(title, measure string) string {
	if measure == "" {
		return title
	}
	return title + "（" + measure + "）"
}

// withMeasure adds the unit of measure to a column's heading.
func withMeasure(head, measure string) string {
	if measure == "" {
		return head
	}
	if book.Width(head) > 8 {
		return head + "\n（" + measure + "）"
	}
	return head + "（" + measure + "）"
}

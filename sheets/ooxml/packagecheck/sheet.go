package packagecheck

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"taizhang/sheets/ooxml"
)

var sheetOrder = strings.Fields(`sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
	autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions
	pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing
	legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst`)

// sheet checks one worksheet and says whether it is selected.
func (c *checker) sheet(part string) (selected bool) {
	root := c.parse(part)
	if root == nil {
		return false
	}
	c.order(part, root, sheetOrder)
	for _, v := range root.Child("sheetViews").All("sheetView") {
		selected = selected || v.Attr("tabSelected") == "1" || v.Attr("tabSelected") == "true"
	}
	c.cells(part, root.Child("sheetData"))
	c.columns(part, root.Child("cols"))
	merged := c.merges(part, root.Child("mergeCells"))
	c.validations(part, root.Child("dataValidations"))
	c.counts(part, root)
	c.formats(part, root)
	c.ranges(part, root)
	if hf := root.Child("headerFooter"); hf != nil {
		for _, n := range hf.Children {
			if units(n.Chars()) > 255 {
				c.say("%s: %s over 255 characters", part, n.Name)
			}
		}
	}
	c.tables(part, root, merged)
	c.comments(part, root)
	return selected
}

// formats: conditional formats stand on cells and have a style.
func (c *checker) formats(part string, root *ooxml.Node) {
	for _, f := range root.All("conditionalFormatting") {
		c.on(part, "conditional format", strings.Fields(f.Attr("sqref"))...)
		for _, r := range f.All("cfRule") {
			if id := r.Attr("dxfId"); id != "" && !index(id, c.dxfs) {
				c.say("%s: conditional format %s does not exist", part, id)
			}
		}
	}
}

// ranges: links and the ranges of the whole sheet name cells.
func (c *checker) ranges(part string, root *ooxml.Node) {
	links := root.Child("hyperlinks").All("hyperlink")
	if len(links) > 65_530 {
		c.say("%s: %d links", part, len(links))
	}
	for _, n := range links {
		c.on(part, "link", n.Attr("ref"))
	}
	for _, name := range []string{"dimension", "autoFilter"} {
		if n := root.Child(name); n != nil {
			if _, ok := areaOf(n.Attr("ref")); !ok {
				c.say("%s: %s of %q", part, name, n.Attr("ref"))
			}
		}
	}
}

// lists hold what they count; some may not be empty.
var lists = map[string]bool{
	"cols": true, "mergeCells": true, "dataValidations": true, "hyperlinks": true,
	"rowBreaks": false, "colBreaks": false, "tableParts": false,
}

func (c *checker) counts(part string, root *ooxml.Node) {
	for name, filled := range lists {
		n := root.Child(name)
		if n == nil {
			continue
		}
		if len(n.Children) == 0 && filled {
			c.say("%s: %s is empty", part, name)
		}
		if states := n.Attr("count"); states != "" && states != strconv.Itoa(len(n.Children)) {
			c.say("%s: %s holds %d, states %s", part, name, len(n.Children), states)
		}
	}
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

func (c *checker) cells(part string, data *ooxml.Node) {
	if data == nil {
		c.say("%s: no sheetData", part)
		return
	}
	last := 0
	for _, row := range data.All("row") {
		if r := row.Attr("r"); r != "" {
			n, err := strconv.Atoi(r)
			if err != nil || n <= last || n > 1<<20 {
				c.say("%s: row %s after %d", part, r, last)
			}
			last = n
		} else {
			last++
		}
		if h, _ := strconv.ParseFloat(row.Attr("ht"), 64); h > 409.5 {
			c.say("%s: row %d is %v high", part, last, h)
		}
		col := 0
		for _, cell := range row.All("c") {
			c.cell(part, cell, last, &col)
		}
	}
}

func (c *checker) cell(part string, n *ooxml.Node, row int, col *int) {
	ref := n.Attr("r")
	*col++
	if ref != "" {
		x, y, ok := address(ref)
		if !ok || y != row || x < *col {
			c.say("%s: cell %s out of order in row %d", part, ref, row)
		}
		*col = x
	}
	if s := n.Attr("s"); s != "" && c.xfs > 0 && !index(s, c.xfs) {
		c.say("%s: cell %s: style %s does not exist", part, ref, s)
	}
	if v := n.Child("v"); v != nil {
		c.value(part, ref, n.Attr("t"), v.Chars())
	}
	if f := n.Child("f"); units(f.Chars()) > 8192 {
		c.say("%s: cell %s: formula too long", part, ref)
	}
	if is := n.Child("is"); is != nil && units(is.Child("t").Chars()) > 32_767 {
		c.say("%s: cell %s: text too long", part, ref)
	}
}

func (c *checker) value(part, ref, kind, v string) {
	switch kind {
	case "s":
		if !index(v, c.strings) {
			c.say("%s: cell %s: text %s does not exist", part, ref, v)
		}
	case "", "n":
		if f, err := strconv.ParseFloat(v, 64); v != "" && (err != nil || math.IsNaN(f) || math.IsInf(f, 0)) {
			c.say("%s: cell %s: %q is no number", part, ref, v)
		}
	case "b":
		if v != "0" && v != "1" {
			c.say("%s: cell %s: %q is neither true nor false", part, ref, v)
		}
	}
}

func (c *checker) columns(part string, cols *ooxml.Node) {
	last := 0
	for _, n := range cols.All("col") {
		from, err1 := strconv.Atoi(n.Attr("min"))
		to, err2 := strconv.Atoi(n.Attr("max"))
		if err1 != nil || err2 != nil || from < 1 || to < from || to > 16_384 {
			c.say("%s: bad columns %s to %s", part, n.Attr("min"), n.Attr("max"))
			continue
		}
		if from <= last {
			c.say("%s: columns %d to %d overlap or stand before others", part, from, to)
		}
		last = max(last, to)
		if w, _ := strconv.ParseFloat(n.Attr("width"), 64); w > 255 {
			c.say("%s: column %d is %v wide", part, from, w)
		}
	}
}

func (c *checker) merges(part string, list *ooxml.Node) (seen []area) {
	for _, n := range list.All("mergeCell") {
		a, ok := areaOf(n.Attr("ref"))
		if !ok {
			c.say("%s: bad merge %q", part, n.Attr("ref"))
			continue
		}
		for _, b := range seen {
			if a.meets(b) {
				c.say("%s: merges %s and %s overlap", part, a.text, b.text)
			}
		}
		seen = append(seen, a)
	}
	return seen
}

func (c *checker) validations(part string, list *ooxml.Node) {
	if list == nil {
		return
	}
	for _, n := range list.All("dataValidation") {
		where := n.Attr("sqref")
		c.on(part, "validation", strings.Fields(where)...)
		for _, f := range []string{"formula1", "formula2"} {
			if x := n.Child(f); x != nil && units(strings.Trim(x.Chars(), `"`)) > 255 {
				c.say("%s: validation on %s: %s over 255 characters", part, where, f)
			}
		}
		for attr, most := range map[string]int{"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255} {
			if units(n.Attr(attr)) > most {
				c.say("%s: validation on %s: %s over %d characters", part, where, attr, most)
			}
		}
	}
}

// on: what stands on a range stands on cells.
func (c *checker) on(part, what string, refs ...string) {
	for _, r := range refs {
		if _, ok := areaOf(r); !ok {
			c.say("%s: %s on %q", part, what, r)
		}
	}
}

// area is a range of cells.
type area struct {
	text           string
	x1, y1, x2, y2 int
}

func (a area) meets(b area) bool {
	return a.x1 <= b.x2 && b.x1 <= a.x2 && a.y1 <= b.y2 && b.y1 <= a.y2
}

func areaOf(ref string) (area, bool) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		to = from
	}
	a := area{text: ref}
	var ok1, ok2 bool
	a.x1, a.y1, ok1 = address(from)
	a.x2, a.y2, ok2 = address(to)
	return a, ok1 && ok2 && a.x1 <= a.x2 && a.y1 <= a.y2
}

var addressText = regexp.MustCompile(`^\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})$`)

func address(ref string) (x, y int, ok bool) {
	m := addressText.FindStringSubmatch(ref)
	if m == nil {
		return 0, 0, false
	}
	for _, r := range m[1] {
		x = x*26 + int(r-'A') + 1
	}
	y, _ = strconv.Atoi(m[2])
	return x, y, x <= 16_384 && y <= 1<<20
}

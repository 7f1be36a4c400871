package packagecheck

import (
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
	c.merges(part, root.Child("mergeCells"))
	c.validations(part, root.Child("dataValidations"))
	for _, f := range root.All("conditionalFormatting") {
		for _, r := range f.All("cfRule") {
			if id := r.Attr("dxfId"); id != "" {
				if i, err := strconv.Atoi(id); err != nil || i < 0 || i >= c.dxfs {
					c.say("%s: conditional format %s does not exist", part, id)
				}
			}
		}
	}
	if links := root.Child("hyperlinks").All("hyperlink"); len(links) > 65_530 {
		c.say("%s: %d links", part, len(links))
	}
	if hf := root.Child("headerFooter"); hf != nil {
		for _, n := range hf.Children {
			if units(n.Chars()) > 255 {
				c.say("%s: %s over 255 characters", part, n.Name)
			}
		}
	}
	root.Walk(func(n *ooxml.Node) {
		id := n.PrefixedAttr("id")
		if id == "" || !strings.HasPrefix(id, "rId") && !n.Is("legacyDrawing") && !n.Is("drawing") {
			return
		}
		if _, ok := c.linked(part, id); !ok {
			c.say("%s: %s leads nowhere (%s)", part, n.Name, id)
		}
	})
	c.tables(part, root)
	c.comments(part, root)
	return selected
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
	if s := n.Attr("s"); s != "" && c.xfs > 0 {
		if i, err := strconv.Atoi(s); err != nil || i < 0 || i >= c.xfs {
			c.say("%s: cell %s: style %s does not exist", part, ref, s)
		}
	}
	v := n.Child("v")
	if n.Attr("t") == "s" && v != nil {
		if i, err := strconv.Atoi(v.Chars()); err != nil || i < 0 || i >= c.strings {
			c.say("%s: cell %s: text %s does not exist", part, ref, v.Chars())
		}
	}
	if is := n.Child("is"); is != nil && units(is.Child("t").Chars()) > 32_767 {
		c.say("%s: cell %s: text too long", part, ref)
	}
}

func (c *checker) columns(part string, cols *ooxml.Node) {
	taken := map[int]bool{}
	for _, n := range cols.All("col") {
		from, err1 := strconv.Atoi(n.Attr("min"))
		to, err2 := strconv.Atoi(n.Attr("max"))
		if err1 != nil || err2 != nil || from < 1 || to < from || to > 16_384 {
			c.say("%s: bad columns %s to %s", part, n.Attr("min"), n.Attr("max"))
			continue
		}
		for i := from; i <= to; i++ {
			if taken[i] {
				c.say("%s: columns %d to %d overlap others", part, from, to)
				break
			}
			taken[i] = true
		}
		if w, _ := strconv.ParseFloat(n.Attr("width"), 64); w > 255 {
			c.say("%s: column %d is %v wide", part, from, w)
		}
	}
}

func (c *checker) merges(part string, list *ooxml.Node) {
	var seen []area
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
}

func (c *checker) validations(part string, list *ooxml.Node) {
	if list == nil {
		return
	}
	all := list.All("dataValidation")
	if n := list.Attr("count"); n != "" && n != strconv.Itoa(len(all)) {
		c.say("%s: %d validations, states %s", part, len(all), n)
	}
	for _, n := range all {
		where := n.Attr("sqref")
		for _, r := range strings.Fields(where) {
			if _, ok := areaOf(r); !ok {
				c.say("%s: validation on %q", part, r)
			}
		}
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

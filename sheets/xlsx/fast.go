package xlsx

import "bytes"

// The spelling that nearly all cells and texts have is recognised as a whole,
// several times faster than tag by tag. Whatever deviates in the least is left
// untouched for the general reader, which knows all spellings and all errors.

// fastBytes must be in the window, so that tags need no further look at its
// edge. It is more than the tags around a value take.
const fastBytes = 160

// fastCell reads the next cell if it is spelled
//
//	<c r="C5" s="1" t="s"><v>12</v></c>
//
// where s and t may be absent, or <c r="C5" s="1"/>, or an inline string.
func (r *Rows) fastCell() bool {
	d := r.doc
	b := d.buf[d.pos:d.end]
	if len(b) < fastBytes || string(b[:6]) != `<c r="` || d.main != nsMain || d.closing {
		return false
	}
	var c Cell
	i := r.fastAddress(&c, b)
	if i == 0 {
		return false
	}
	t, n := r.fastAttributes(&c, b[i:])
	if n < 0 {
		return false
	}
	i += n
	s := span{from: -1}
	switch {
	case string(b[i:i+3]) == `"/>`:
		i, n = i+3, 0
	case string(b[i:i+5]) == `"><v>`:
		i += 5
		if n = r.fastValue(&c, b[i:], t, &s); n == 0 {
			return false
		}
	case t == typeInline && string(b[i:i+6]) == `"><is>`:
		i += 6
		if n = r.fastInline(&c, b[i:], &s); n == 0 {
			return false
		}
	default:
		return false
	}
	d.pos += i + n
	r.cell = c.Col
	r.cells++
	r.row.Cells = append(r.row.Cells, c)
	r.spans = append(r.spans, s)
	return true
}

// fastAddress reads the cell's address up to its closing quotation mark, and
// makes sure that there is room for the cell. It gives where it ends, or 0 to
// decline.
func (r *Rows) fastAddress(c *Cell, b []byte) int {
	i := 6
	for i < 9 && b[i]-'A' < 26 {
		c.Col = c.Col*26 + int(b[i]-'A') + 1
		i++
	}
	limits := &r.book.pkg.limits
	if c.Col <= r.cell || c.Col > limits.Columns || c.Col > maxCol || r.cells >= limits.Cells || int64(len(r.texts)) > limits.RowBytes {
		return 0
	}
	n := len(r.digits)
	if string(b[i:i+n]) != string(r.digits) {
		return 0
	}
	return i + n
}

// fastAttributes reads style and type. It gives their length, or -1 to decline.
func (r *Rows) fastAttributes(c *Cell, b []byte) (t cellType, i int) {
	t = typeNumber
	if string(b[:5]) == `" s="` {
		style, n := fastIndex(b[5:])
		if n == 0 || style >= len(r.book.styles.ids) {
			return t, -1
		}
		c.Style, i = style, 5+n
	}
	if string(b[i:i+5]) == `" t="` {
		n := bytes.IndexByte(b[i+5:i+16], '"')
		if n <= 0 {
			return t, -1
		}
		var ok bool
		if t, ok = parseCellType(b[i+5 : i+5+n]); !ok {
			return t, -1
		}
		i += 5 + n
	}
	st := r.book.styles
	c.Format, c.Percent, c.Code = st.ids[c.Style], st.formats[c.Style].percent, st.codes[c.Style]
	return t, i
}

// fastIndex reads digits. It gives how many, or 0 to decline.
func fastIndex(b []byte) (n, i int) {
	for i < 10 && i < len(b) && isDigit(b[i]) {
		n = n*10 + int(b[i]-'0')
		i++
	}
	return n, i % 10
}

const valueEnd = `</v></c>`

// fastValue reads a value and its end tags. It gives the length of both, or 0
// to decline.
func (r *Rows) fastValue(c *Cell, b []byte, t cellType, s *span) int {
	i := 0
	switch t {
	case typeShared:
		n := 0
		if n, i = fastIndex(b); i == 0 || n >= r.book.strings.count {
			return 0
		}
		c.Kind, c.Text = Text, r.book.strings.at(n)
	case typeNumber:
		i = max(0, bytes.IndexByte(b, '<'))
		format := r.book.styles.formats[c.Style]
		if format.missing || i > r.book.pkg.limits.StringLen || !isNumber(b[:i]) {
			return 0
		}
		c.Kind = Number
		if format.date {
			c.Kind = Date
		}
	case typeString:
		if i = plainText(b, r.book.pkg.limits.StringLen); i < 0 {
			return 0
		}
		c.Kind = Text
	default:
		return 0
	}
	if len(b)-i < len(valueEnd) || string(b[i:i+len(valueEnd)]) != valueEnd {
		return 0
	}
	if t != typeShared {
		*s = r.keep(b[:i])
	}
	return i + len(valueEnd)
}

// fastInline is fastValue for <is><t>text</t></is>.
func (r *Rows) fastInline(c *Cell, b []byte, s *span) int {
	from, to := fastItem(b, r.book.pkg.limits.StringLen)
	const end = `</is></c>`
	if to < 0 || len(b)-to < len(end)+4 || string(b[to+4:to+4+len(end)]) != end {
		return 0
	}
	c.Kind = Text
	*s = r.keep(b[from:to])
	return to + 4 + len(end)
}

// keep stores the text of a cell until the row is complete.
func (r *Rows) keep(text []byte) span {
	from := len(r.texts)
	r.texts = append(r.texts, text...)
	return span{from, len(r.texts)}
}

// fastItem finds the text in <t>text</t> at the start of b; to is -1 if b
// begins otherwise.
func fastItem(b []byte, limit int) (from, to int) {
	const plain, kept = `<t>`, `<t xml:space="preserve">`
	switch {
	case bytes.HasPrefix(b, []byte(plain)):
		from = len(plain)
	case bytes.HasPrefix(b, []byte(kept)):
		from = len(kept)
	default:
		return 0, -1
	}
	n := plainText(b[from:], limit)
	if to = from + n; n < 0 || !bytes.HasPrefix(b[to:], []byte(`</t>`)) {
		return 0, -1
	}
	return from, to
}

// plainText gives the length of the text at the start of b, up to a tag; -1 if
// something in it needs decoding, if it is long or if no tag is in sight.
func plainText(b []byte, limit int) int {
	for i, c := range b {
		switch c {
		case '<':
			if i > limit {
				return -1
			}
			return i
		case '&', '\r':
			return -1
		case '_':
			if i+1 < len(b) && b[i+1] == 'x' {
				return -1
			}
		}
	}
	return -1
}

// fastString reads the next shared string if it is <si><t>text</t></si>, with
// or without the note on phonetics that Excel adds to it.
func (d *document) fastString(dst []byte, limit int) ([]byte, bool) {
	const start, end, note = `<si>`, `</t></si>`, `</t><phoneticPr fontId="`
	b := d.buf[d.pos:d.end]
	if d.main != nsMain || d.closing || !bytes.HasPrefix(b, []byte(start)) {
		return dst, false
	}
	from, to := fastItem(b[len(start):], limit)
	if to < 0 {
		return dst, false
	}
	text := b[len(start)+from : len(start)+to]
	rest := b[len(start)+to:]
	n := len(end)
	if !bytes.HasPrefix(rest, []byte(end)) {
		if !bytes.HasPrefix(rest, []byte(note)) {
			return dst, false
		}
		for n = len(note); n < len(rest) && isDigit(rest[n]); n++ {
		}
		const noteEnd = `" type="noConversion"/></si>`
		if !bytes.HasPrefix(rest[n:], []byte(noteEnd)) {
			return dst, false
		}
		n += len(noteEnd)
	}
	d.pos += len(start) + to + n
	return append(dst, text...), true
}

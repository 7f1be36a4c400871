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
	i, col := 6, 0
	for i < 9 && b[i]-'A' < 26 {
		col = col*26 + int(b[i]-'A') + 1
		i++
	}
	if col <= r.cell || col > r.book.pkg.limits.Columns || col > maxCol ||
		r.cells >= r.book.pkg.limits.Cells || int64(len(r.texts)) > r.book.pkg.limits.RowBytes {
		return false
	}
	n := len(r.digits)
	if string(b[i:i+n]) != string(r.digits) {
		return false
	}
	i += n
	c := Cell{Col: col}
	if string(b[i:i+5]) == `" s="` {
		i += 5
		first := i
		for i < first+6 && isDigit(b[i]) {
			c.Style = c.Style*10 + int(b[i]-'0')
			i++
		}
		if i == first || c.Style >= len(r.book.styles.ids) {
			return false
		}
	}
	t := typeNumber
	if string(b[i:i+5]) == `" t="` {
		n := bytes.IndexByte(b[i+5:i+16], '"')
		if n <= 0 {
			return false
		}
		var ok bool
		if t, ok = parseCellType(b[i+5 : i+5+n]); !ok {
			return false
		}
		i += 5 + n
	}
	format := r.book.styles.formats[c.Style]
	c.Format, c.Percent = r.book.styles.ids[c.Style], format.percent
	s := span{from: -1}
	switch {
	case string(b[i:i+3]) == `"/>`:
		i += 3
	case string(b[i:i+5]) == `"><v>`:
		n := r.fastValue(&c, b[i+5:], t, format, &s)
		if n == 0 {
			return false
		}
		i += 5 + n
	case t == typeInline && string(b[i:i+6]) == `"><is>`:
		n := r.fastInline(&c, b[i+6:], &s)
		if n == 0 {
			return false
		}
		i += 6 + n
	default:
		return false
	}
	d.pos += i
	r.cell = col
	r.cells++
	r.row.Cells = append(r.row.Cells, c)
	r.spans = append(r.spans, s)
	return true
}

// fastValue reads a value and its end tags. It gives the length of both, or 0
// to decline.
func (r *Rows) fastValue(c *Cell, b []byte, t cellType, format numFormat, s *span) int {
	const end = `</v></c>`
	switch t {
	case typeShared:
		n, i := 0, 0
		for i < 10 && i < len(b) && isDigit(b[i]) {
			n = n*10 + int(b[i]-'0')
			i++
		}
		if i == 0 || i == 10 || n >= r.book.strings.count || len(b)-i < len(end) || string(b[i:i+len(end)]) != end {
			return 0
		}
		c.Kind, c.Text = Text, r.book.strings.at(n)
		return i + len(end)
	case typeNumber:
		i, ok := 0, false
		for i < len(b) && b[i] != '<' {
			i++
		}
		if ok = isNumber(b[:i]); !ok || format.missing || i > r.book.pkg.limits.StringLen ||
			len(b)-i < len(end) || string(b[i:i+len(end)]) != end {
			return 0
		}
		c.Kind = Number
		if format.date {
			c.Kind = Date
		}
		*s = r.keep(b[:i])
		return i + len(end)
	case typeString:
		i := plainText(b, r.book.pkg.limits.StringLen)
		if i < 0 || len(b)-i < len(end) || string(b[i:i+len(end)]) != end {
			return 0
		}
		c.Kind = Text
		*s = r.keep(b[:i])
		return i + len(end)
	}
	return 0
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

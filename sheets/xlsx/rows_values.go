package xlsx

import "strconv"

// readValue reads what is inside a cell and sets its kind, its text and
// whether it is a formula.
func (r *Rows) readValue(c *Cell, t cellType, format numFormat) span {
	d := r.doc
	from := len(r.texts)
	value, inline := false, false
	for d.err == nil {
		switch d.next() {
		case tokStart:
			switch {
			case d.is(nsMain, "v"):
				if value || inline {
					d.fail(msgCellTwice)
				}
				value = true
				r.texts = d.appendText(r.texts)
			case d.is(nsMain, "f"):
				if c.Formula {
					d.fail(msgCellTwice)
				}
				c.Formula = true
				r.formula = d.appendText(r.formula[:0])
			case d.is(nsMain, "is"):
				if value || inline {
					d.fail(msgCellTwice)
				}
				if t != typeInline {
					d.fail(msgCellType)
				}
				inline = true
				r.texts = d.appendRich(r.texts)
			default:
				r.stray()
			}
		case tokText:
			d.blank()
		case tokEnd:
			s := span{from: -1}
			if value || inline {
				s = r.interpret(c, t, format, from, inline)
			}
			if c.Cached = c.Formula && c.Kind != Empty; c.Formula && !c.Cached {
				c.Unsolved = string(r.formula)
			}
			return s
		}
	}
	return span{from: -1}
}

// interpret turns the text at the end of r.texts into the cell's value. An
// empty <v/> is no value, as some programs write it for a formula they did not
// calculate; only as text it is the empty text.
func (r *Rows) interpret(c *Cell, t cellType, format numFormat, from int, inline bool) span {
	v := r.texts[from:]
	own := true // the text is in r.texts
	switch t {
	case typeString, typeInline:
		c.Kind = Text
		if !inline {
			v = unescape(v)
		}
	case typeShared:
		c.Kind, own = Text, false
		i, ok := parseIndex(trim(v))
		if !ok || i >= r.book.strings.count {
			r.doc.fail(msgString)
			return span{from: -1}
		}
		c.Text = r.book.strings.at(i)
	default:
		v = append(v[:0], trim(v)...)
		if len(v) > 0 {
			own = r.interpretPlain(c, t, format, v)
		}
	}
	limits := &r.book.pkg.limits
	if longerThan(v, limits.StringLen) || int64(len(r.texts)) > limits.RowBytes {
		r.doc.err = tooMany(r.doc.part, "单元格里的文字过长。")
	}
	if c.Col > limits.Columns && c.Kind != Empty {
		r.doc.err = tooMany(r.doc.part, "内容超出了允许的列数。")
	}
	if !own {
		r.texts = r.texts[:from]
		return span{from: -1}
	}
	r.texts = r.texts[:from+len(v)]
	return span{from, from + len(v)}
}

// interpretPlain handles the types that are not text. It says whether v is the
// text of the cell.
func (r *Rows) interpretPlain(c *Cell, t cellType, format numFormat, v []byte) bool {
	fail := r.doc.fail
	switch t {
	case typeNumber:
		c.Kind = Number
		switch {
		case !isNumber(v):
			fail(msgNumber)
		case format.missing:
			fail(msgNumFmt)
		case format.date:
			c.Kind = Date
		}
	case typeBool:
		c.Kind = Bool
		b, ok := parseBool(v)
		if !ok {
			fail(msgBool)
		}
		c.Text = "FALSE"
		if b {
			c.Text = "TRUE"
		}
		return false
	case typeError:
		c.Kind = Error
	case typeDate:
		c.Kind = Date
		if _, ok := parseISO(string(v)); !ok {
			fail(msgISODate)
		}
	}
	return true
}

// trim cuts white space off both ends.
func trim(b []byte) []byte {
	for len(b) > 0 && class[b[0]]&isSpace != 0 {
		b = b[1:]
	}
	for len(b) > 0 && class[b[len(b)-1]]&isSpace != 0 {
		b = b[:len(b)-1]
	}
	return b
}

// isNumber says whether b is a decimal number of the format: digits with an
// optional sign, fraction and exponent, within the range of a float64.
func isNumber(b []byte) bool {
	i := sign(b)
	n := digitRun(b[i:])
	digits := n
	if i += n; i < len(b) && b[i] == '.' {
		n = digitRun(b[i+1:])
		i, digits = i+1+n, digits+n
	}
	switch {
	case digits == 0 || i < len(b) && !isExponent(b[i:]):
		return false
	case i == len(b) && digits < 300:
		return true
	}
	_, err := strconv.ParseFloat(string(b), 64)
	return err == nil
}

func isExponent(b []byte) bool {
	if b[0] != 'e' && b[0] != 'E' {
		return false
	}
	b = b[1:]
	b = b[sign(b):]
	return len(b) > 0 && digitRun(b) == len(b)
}

// sign is the length of a sign at the start of b, digitRun that of its digits.
func sign(b []byte) int {
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		return 1
	}
	return 0
}

func digitRun(b []byte) (n int) {
	for n < len(b) && isDigit(b[n]) {
		n++
	}
	return n
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

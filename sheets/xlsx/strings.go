package xlsx

// sharedStrings is the table of texts that cells refer to by number. Texts are
// kept in pages, one allocation for each, so that a table of millions neither
// is copied as it grows nor keeps the collector busy.
type sharedStrings struct {
	pages []*stringPage
	count int
}

const pageStrings = 1024

type stringPage struct {
	text string
	ends [pageStrings]uint32
}

// at gives a text. i must be within the table.
func (t *sharedStrings) at(i int) string {
	p := t.pages[i/pageStrings]
	i %= pageStrings
	from := uint32(0)
	if i > 0 {
		from = p.ends[i-1]
	}
	return p.text[from:p.ends[i]]
}

func (c *container) sharedStrings(part string) (*sharedStrings, error) {
	t := &sharedStrings{}
	if part == "" {
		return t, nil
	}
	b := stringsReader{sharedStrings: t, part: part, limits: &c.limits}
	d, err := c.document(part, c.ahead, c.limits.PartBytes)
	if err != nil {
		return nil, err
	}
	err = d.readAll(nsMain, "sst", func(d *document) {
		if d.is(nsMain, "si") {
			b.text = d.appendRich(b.open())
			b.close(d)
			for d.err == nil {
				var ok bool
				if b.text, ok = d.fastString(b.open(), c.limits.StringLen); !ok {
					break
				}
				b.close(d)
			}
			return
		}
		if d.ns == nsMain && string(d.name) != "extLst" {
			d.fail(msgPlace)
		}
	})
	if err != nil {
		return nil, err
	}
	b.seal()
	return t, nil
}

// stringsReader fills the table.
type stringsReader struct {
	*sharedStrings
	part   string
	limits *limits
	text   []byte // of the page that is being filled
	bytes  int64
}

// open gives what the next text is appended to.
func (b *stringsReader) open() []byte {
	if b.count%pageStrings == 0 && len(b.pages)*pageStrings == b.count {
		b.seal()
		b.text = b.text[:0]
		b.pages = append(b.pages, &stringPage{})
	}
	return b.text
}

// close ends the text that was appended.
func (b *stringsReader) close(d *document) {
	i := b.count % pageStrings
	page := b.pages[len(b.pages)-1]
	from := uint32(0)
	if i > 0 {
		from = page.ends[i-1]
	}
	b.bytes += int64(len(b.text)) - int64(from)
	if longerThan(b.text[from:], b.limits.StringLen) {
		d.err = tooMany(b.part, "有一段文字过长。")
	}
	if b.count >= b.limits.Strings || b.bytes > b.limits.TextBytes {
		d.err = tooMany(b.part, "文字过多。")
	}
	page.ends[i] = uint32(len(b.text))
	b.count++
}

// seal stores the texts of the last page.
func (b *stringsReader) seal() {
	if n := len(b.pages); n > 0 {
		b.pages[n-1].text = string(b.text)
	}
}

// appendRich appends the text of a string item: <t>, or runs of <r><t>. The
// phonetic guide that may stand beside it is not part of the text.
func (s *scanner) appendRich(dst []byte) []byte {
	from := len(dst)
	s.children(func() {
		switch {
		case s.is(nsMain, "t"):
			dst = s.appendText(dst)
		case s.is(nsMain, "r"):
			s.children(func() {
				switch {
				case s.is(nsMain, "t"):
					dst = s.appendText(dst)
					s.bound(len(dst) - from)
				case s.ns == nsMain && string(s.name) != "rPr":
					s.fail(msgPlace)
				case s.ns == nsCompat:
					s.fail(msgAlternates)
				}
			})
		case s.is(nsMain, "rPh"), s.is(nsMain, "phoneticPr"), s.is(nsMain, "extLst"):
		case s.ns == nsMain:
			s.fail(msgPlace)
		case s.ns == nsCompat:
			s.fail(msgAlternates)
		}
		s.bound(len(dst) - from)
	})
	return dst[:from+len(unescape(dst[from:]))]
}

package xlsx

// sharedStrings is the table of texts that cells refer to by number. Texts are
// kept in pages, one allocation for each, so that a table of millions neither
// is copied as it grows nor keeps the collector busy.
type sharedStrings struct {
	pages []stringPage
	count int
}

const pageStrings = 1024

type stringPage struct {
	text string
	ends [pageStrings]uint32
}

// at gives a text. i must be within the table.
func (t *sharedStrings) at(i int) string {
	p := &t.pages[i/pageStrings]
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
	var text []byte
	err := c.read(part, nsMain, "sst", func(d *document) {
		if !d.is(nsMain, "si") {
			if d.ns == nsMain && string(d.name) != "extLst" {
				d.fail(msgPlace)
			}
			return
		}
		i := t.count % pageStrings
		if i == 0 {
			t.seal(text)
			text = text[:0]
			t.pages = append(t.pages, stringPage{})
		}
		from := len(text)
		text = d.appendRich(text)
		if longerThan(text[from:], c.limits.StringLen) {
			d.err = tooMany(part, "有一段文字过长。")
		}
		if t.count >= c.limits.Strings {
			d.err = tooMany(part, "文字过多。")
		}
		t.pages[len(t.pages)-1].ends[i] = uint32(len(text))
		t.count++
	})
	if err != nil {
		return nil, err
	}
	t.seal(text)
	return t, nil
}

// seal stores the texts of the last page.
func (t *sharedStrings) seal(text []byte) {
	if n := len(t.pages); n > 0 {
		t.pages[n-1].text = string(text)
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
	})
	return dst[:from+len(unescape(dst[from:]))]
}

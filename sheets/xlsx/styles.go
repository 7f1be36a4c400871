package xlsx

import "strconv"

// styles knows the number format of each cell style.
type styles struct {
	formats []numFormat
	ids     []int
	codes   []string // of the formats that the file defines
}

// generalOnly stands in where a workbook has no styles: style 0, unformatted.
var generalOnly = &styles{formats: make([]numFormat, 1), ids: make([]int, 1), codes: make([]string, 1)}

func (c *container) styles(part string) (*styles, error) {
	if part == "" {
		return generalOnly, nil
	}
	s := &styles{}
	custom, codes := map[int]numFormat{}, map[int]string{}
	err := c.read(part, nsMain, "styleSheet", func(d *document) {
		switch {
		case d.is(nsMain, "numFmts"):
			d.children(func() {
				if !d.is(nsMain, "numFmt") {
					return
				}
				id := d.number("numFmtId")
				if len(custom) >= c.limits.Styles {
					d.err = tooMany(part, "数字格式过多。")
				}
				codes[id] = d.xstring("formatCode")
				custom[id] = parseFormat(codes[id])
			})
		case d.is(nsMain, "cellXfs"):
			d.children(func() {
				if !d.is(nsMain, "xf") {
					return
				}
				id := 0
				if d.attr("numFmtId") != nil {
					id = d.number("numFmtId")
				}
				if len(s.ids) >= c.limits.Styles {
					d.err = tooMany(part, "单元格样式过多。")
				}
				s.ids = append(s.ids, id)
			})
		}
	})
	if err != nil {
		return nil, err
	}
	for _, id := range s.ids {
		f, ok := custom[id]
		if !ok {
			f = builtinFormat(id)
		}
		s.formats = append(s.formats, f)
		s.codes = append(s.codes, codes[id])
	}
	if len(s.ids) == 0 {
		return generalOnly, nil
	}
	return s, nil
}

// number reads an attribute that is a count, an index or an id.
func (s *scanner) number(name string) int {
	n, err := strconv.ParseUint(string(s.attr(name)), 10, 31)
	if err != nil {
		s.fail(msgAttr)
	}
	return int(n)
}

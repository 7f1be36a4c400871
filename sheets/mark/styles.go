package mark

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets/ooxml"
)

// styles is the style part. Items are only ever added, and an equal one is used
// again, so marking twice adds nothing.
type styles struct {
	part  string
	root  *ooxml.Node
	fonts styleList
	fills styleList
	lines styleList
	cells styleList // cellXfs
}

type styleList struct {
	node  *ooxml.Node
	items []string // as written
	keys  []string // comparable
	old   int
}

const emptyStyles = `<styleSheet xmlns="%s"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>`

func (k *book) styles() (*styles, error) {
	part, err := k.relatedOrNew(k.main, "styles", "styles%d.xml", typeBase+"styles+xml", fmt.Sprintf(emptyStyles, k.ns))
	if err != nil {
		return nil, err
	}
	s := &styles{part: part}
	if s.root, err = k.pkg.Parse(s.part); err != nil {
		return nil, err
	}
	for name, list := range s.lists() {
		list.node = s.root.Child(name)
		if list.node == nil || list.node.Empty {
			return nil, errForm
		}
		for _, n := range list.node.Children {
			list.items = append(list.items, n.XML())
			list.keys = append(list.keys, canonical(n))
		}
		list.old = len(list.items)
	}
	return s, nil
}

func (s *styles) lists() map[string]*styleList {
	return map[string]*styleList{"fonts": &s.fonts, "fills": &s.fills, "borders": &s.lines, "cellXfs": &s.cells}
}

// ensure gives the index of an item, added where there is none like it. The
// item is written without prefixes.
func (s *styles) ensure(l *styleList, xml string) int {
	if p := s.root.Prefix(); p != "" {
		xml = withPrefix(xml, p)
	}
	return l.add(xml, 0)
}

// add gives the index of an item as it is written; otherwise, if it is none.
func (l *styleList) add(xml string, otherwise int) int {
	n, err := ooxml.Parse([]byte(xml))
	if err != nil {
		return otherwise
	}
	key := canonical(n)
	if i := slices.Index(l.keys, key); i >= 0 {
		return i
	}
	l.items, l.keys = append(l.items, xml), append(l.keys, key)
	return len(l.items) - 1
}

func withPrefix(xml, p string) string {
	return strings.NewReplacer("</", "</"+p, "<", "<"+p).Replace(xml)
}

func withoutPrefix(xml, p string) string {
	if p == "" {
		return xml
	}
	return strings.NewReplacer("</"+p, "</", "<"+p, "<").Replace(xml)
}

// canonical makes elements comparable: the order of attributes, applyFill and
// the way an empty element is closed do not matter.
func canonical(n *ooxml.Node) string {
	var b strings.Builder
	var walk func(*ooxml.Node)
	walk = func(n *ooxml.Node) {
		attrs := strings.Fields(strings.TrimRight(n.Text()[1+len(n.Name):], "/>"))
		attrs = slices.DeleteFunc(attrs, func(a string) bool { return strings.HasPrefix(a, "applyFill=") })
		slices.Sort(attrs)
		fmt.Fprintf(&b, "<%s %s>", n.Name, strings.Join(attrs, " "))
		if len(n.Children) == 0 {
			b.WriteString(strings.TrimSpace(n.Chars()))
		}
		for _, c := range n.Children {
			walk(c)
		}
		b.WriteByte('>')
	}
	walk(n)
	return b.String()
}

// fillOf is the index of a cell style's fill.
func (s *styles) fillOf(xf int) int {
	if xf < 0 || xf >= len(s.cells.items) {
		return 0
	}
	fill, _ := strconv.Atoi(s.tag(xf).Attr("fillId"))
	return fill
}

func (s *styles) tag(xf int) *ooxml.Tag {
	sc := ooxml.NewScanner([]byte(s.cells.items[xf]))
	sc.Next()
	return &sc.Tag
}

// withFill is the cell style that differs from xf in its fill alone.
func (s *styles) withFill(xf, fill int) int {
	if xf < 0 || xf >= len(s.cells.items) {
		xf = 0
	}
	item := s.cells.items[xf]
	t := s.tag(xf)
	head := t.With("fillId", strconv.Itoa(fill))
	sc := ooxml.NewScanner([]byte(head))
	sc.Next()
	return s.cells.add(sc.With("applyFill", "1")+item[t.End:], xf)
}

// save writes what was added.
func (s *styles) save(k *book) {
	var e ooxml.Edits
	for _, l := range s.lists() {
		if len(l.items) == l.old {
			continue
		}
		e.Replace(l.node.Start, l.node.End, l.node.With("count", strconv.Itoa(len(l.items))))
		e.Insert(l.node.Inner[1], strings.Join(l.items[l.old:], ""))
	}
	if !e.None() {
		k.pkg.Set(s.part, e.Apply(s.root.Src))
	}
}

package mark

import (
	"bytes"
	"slices"
	"strings"

	"taizhang/sheets/ooxml"
)

// scrubber takes out of one part what uses a link that is gone, and formulas
// that reach out of the workbook.
type scrubber struct {
	*ooxml.Scanner
	bad   map[string]bool
	take  func(what, at string)
	edits ooxml.Edits

	stack    []element
	cut      int // the depth of an element being cut out, 0 = none
	cutFrom  int
	links    int // hyperlinks of the sheet, and those cut
	gone     int
	holder   [2]int          // where hyperlinks begin and end
	shared   map[string]bool // groups of formulas that are gone
	cell     string
	formulas bool
}

type element struct {
	local string
	start int
	tag   ooxml.Tag
}

// whole are the elements directly under the root that do nothing but act.
var whole = []string{"oleObjects", "controls", "externalReferences", "functionGroups", "webPublishItems"}

// scrub gives the changed part, nil where nothing is changed, and whether
// formulas were taken.
func (s *scrubber) scrub() (changed []byte, formulas bool) {
	s.shared = map[string]bool{}
	for s.Next() {
		if s.Close {
			s.leave()
			continue
		}
		s.enter()
		if s.Empty {
			s.leave()
		}
	}
	if s.links > 0 && s.links == s.gone {
		s.edits.Replace(s.holder[0], s.holder[1], "")
	}
	if s.edits.None() {
		return nil, s.formulas
	}
	return s.edits.Apply(s.Src), s.formulas
}

func (s *scrubber) enter() {
	local := string(s.Name[bytes.IndexByte(s.Name, ':')+1:])
	s.stack = append(s.stack, element{local, s.Start, s.Tag})
	if s.cut > 0 {
		return
	}
	depth := len(s.stack)
	switch {
	case local == "c":
		s.cell = s.Attr("r")
	case local == "hyperlinks":
		s.holder[0] = s.Start
	case local == "hyperlink":
		s.links++
	case depth == 2 && slices.Contains(whole, local):
		s.cutHere(depth)
		return
	case local == "definedName" && (s.Attr("function") == "1" || s.Attr("vbProcedure") == "1" || s.Attr("xlm") == "1"):
		s.take("宏用的名称", "")
		s.cutHere(depth)
		return
	}
	if s.link() {
		s.unlink(local, depth)
	} else if macro := s.RawAttr("macro"); len(macro) > 0 {
		s.take("指到宏的图形", "")
		s.edits.Replace(s.Start, s.End, s.With("macro", ""))
	}
}

// unlink cuts out what uses a link that is gone: a hyperlink by itself, of
// anything else all that stands under the root.
func (s *scrubber) unlink(local string, depth int) {
	switch {
	case local == "hyperlink":
		s.gone++
		s.cutHere(depth)
	case strings.HasPrefix(local, "hlink"):
		s.cutHere(depth)
	case depth >= 2:
		s.cutHere(2)
	}
}

// link reports whether the element uses a link that is gone.
func (s *scrubber) link() bool {
	for _, name := range []string{"id", "embed", "link", "pict", "href"} {
		if v := s.PrefixedAttr(name); v != "" && s.bad[v] {
			return true
		}
	}
	return false
}

// cutHere cuts out the element that is open at a depth.
func (s *scrubber) cutHere(depth int) {
	s.cut, s.cutFrom = depth, s.stack[depth-1].start
}

func (s *scrubber) leave() {
	if len(s.stack) == 0 {
		return
	}
	e := s.stack[len(s.stack)-1]
	if s.cut == len(s.stack) {
		s.edits.Replace(s.cutFrom, s.End, "")
		s.cut = 0
	} else if s.cut == 0 {
		s.close(e)
	}
	s.stack = s.stack[:len(s.stack)-1]
}

// close looks at the text of an element that ends here.
func (s *scrubber) close(e element) {
	text := ""
	if !s.Empty {
		text = ooxml.Text(s.Src[e.tag.End:s.Start])
	}
	parent := ""
	if len(s.stack) > 1 {
		parent = s.stack[len(s.stack)-2].local
	}
	switch e.local {
	case "hyperlinks":
		s.holder[1] = s.End
	case "FmlaMacro":
		s.take("指到宏的图形", "")
		s.edits.Replace(e.start, s.End, "")
	case "f":
		if parent != "c" {
			s.blank(e, text)
			return
		}
		group := e.tag.Attr("si")
		if reachesOut(text) || s.shared[group] && group != "" || e.tag.Attr("t") == "dataTable" {
			s.formulas = true
			s.shared[group] = group != ""
			s.take("引用别的文件、能打开别处或执行别的程序的公式", s.cell)
			s.edits.Replace(e.start, s.End, "")
		}
	case "formula", "formula1", "formula2", "FmlaLink", "FmlaRange":
		s.blank(e, text)
	case "definedName":
		if reachesOut(text) || strings.HasPrefix(strings.ToLower(e.tag.Attr("name")), "auto_") || strings.HasPrefix(strings.ToLower(e.tag.Attr("name")), "_xlnm.auto_") {
			s.take("指向别处的名称", "")
			s.edits.Replace(e.start, s.End, "")
		}
	}
}

// blank puts a constant in the place of a rule's formula.
func (s *scrubber) blank(e element, text string) {
	if reachesOut(text) {
		s.take("引用别的文件的规则", "")
		s.edits.Replace(e.tag.End, s.Start, "FALSE")
	}
}

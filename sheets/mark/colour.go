package mark

import (
	"fmt"
	"regexp"
	"strconv"

	"taizhang/sheets/ooxml"
	"taizhang/templates/finding"
)

// A mark is a fill whose colour says what it covers: each fill that stood in a
// marked cell before has a shade of its own, too close to the others to see.
// Shades survive sorting, inserted rows and any program that saves the file;
// the record sheet tells which fill belongs to which.
const shades = 256

// shade is the colour of a mark: pale red for errors, pale yellow for warnings.
func shade(severity finding.Severity, n int) string {
	if severity == finding.Error {
		return fmt.Sprintf("FFFF%02X%02X", 0xB0+n/16, 0xA0+n%16)
	}
	return fmt.Sprintf("FFFF%02X%02X", 0xE0+n/16, 0x70+n%16)
}

var shadeText = regexp.MustCompile(`^[0-9A-Fa-f]{2}[Ff]{2}([BbEe])([0-9A-Fa-f])([Aa7])([0-9A-Fa-f])$`)

// shadeNumber tells our colours from others.
func shadeNumber(rgb string) (n int, ok bool) {
	m := shadeText.FindStringSubmatch(rgb)
	if m == nil || (m[1] == "B" || m[1] == "b") != (m[3] == "A" || m[3] == "a") {
		return 0, false
	}
	v, err := strconv.ParseUint(m[2]+m[4], 16, 8)
	return int(v), err == nil
}

func solid(rgb string) string {
	return `<fill><patternFill patternType="solid"><fgColor rgb="` + rgb + `"/><bgColor indexed="64"/></patternFill></fill>`
}

// fillShade reads the shade of a fill, if it is one of ours.
func fillShade(fill string) (n int, ok bool) {
	root, err := ooxml.Parse([]byte(fill))
	if err != nil {
		return 0, false
	}
	pattern := root.Child("patternFill")
	if pattern == nil || pattern.Attr("patternType") != "solid" || pattern.Child("fgColor") == nil {
		return 0, false
	}
	return shadeNumber(pattern.Child("fgColor").Attr("rgb"))
}

// palette gives marked styles and remembers what they cover.
type palette struct {
	styles  *styles
	covered []string       // fills by shade, without prefixes
	shade   map[string]int // by fill
}

func newPalette(s *styles) *palette { return &palette{styles: s, shade: map[string]int{}} }

// over is the style of a marked cell that had the style xf.
func (p *palette) over(xf int, severity finding.Severity) int {
	s := p.styles
	fill := s.fillOf(xf)
	if fill < 0 || fill >= len(s.fills.items) {
		fill = 0
	}
	old := withoutPrefix(s.fills.items[fill], s.root.Prefix())
	n, ok := p.shade[old]
	if !ok && len(p.covered) < shades {
		n = len(p.covered)
		p.covered = append(p.covered, old)
		p.shade[old] = n
	}
	return s.withFill(xf, s.ensure(&s.fills, solid(shade(severity, n))))
}

// restore maps every marked style to the one it covers.
func restore(s *styles, covered []string) map[int]int {
	back := map[int]int{}
	for xf := range s.cells.old {
		fill := s.fillOf(xf)
		if fill < 0 || fill >= s.fills.old {
			continue
		}
		n, ok := fillShade(s.fills.items[fill])
		if !ok {
			continue
		}
		old := 0
		if n < len(covered) {
			old = s.ensure(&s.fills, covered[n])
		}
		back[xf] = s.withFill(xf, old)
	}
	return back
}

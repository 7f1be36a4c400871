package mark

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets/ooxml"
)

// Comments are drawn by shapes in a part of an old format that some programs
// write as loose XML; it is edited as text.

const vmlHead = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">` +
	`<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>`

const shapeType = `<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">` +
	`<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`

const shapeXML = `<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel" ` +
	`id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;margin-left:80pt;margin-top:2pt;width:%dpt;height:%dpt;z-index:%d;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
	`<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>` +
	`<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>` +
	`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%s</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`

var (
	shapeNote   = regexp.MustCompile(`(?s)<\w+:shape[\s>].*?</\w+:shape>`)
	shapeID     = regexp.MustCompile(`_x0000_s(\d+)`)
	shapeRow    = regexp.MustCompile(`<\w+:Row>\s*(\d+)\s*</`)
	shapeColumn = regexp.MustCompile(`<\w+:Column>\s*(\d+)\s*</`)
	shapeAnchor = regexp.MustCompile(`(<\w+:Anchor>)([^<]*)(</)`)
	shapeHeight = regexp.MustCompile(`([;"' ]height:)([0-9.]+)(pt|px)`)
	otherShape  = regexp.MustCompile(`<\w+:(?:shape|group|rect|line|oval)[\s>]`)
)

// draw makes room for our text: shapes for new comments, taller ones for those
// we joined.
func (k *book) draw(s *sheet, l *layout, texts map[cell]string, joined, fresh []cell) error {
	part := k.drawing(s)
	if part == "" {
		var err error
		if part, err = k.addDrawing(s); err != nil {
			return err
		}
	}
	b, err := k.pkg.Read(part)
	if err != nil {
		return err
	}
	grow := map[cell]bool{}
	for _, c := range joined {
		grow[c] = true
	}
	drawn := map[cell]bool{}
	text := shapeNote.ReplaceAllStringFunc(string(b), func(shape string) string {
		c, ok := noteCell(shape)
		if !ok {
			return shape
		}
		drawn[c] = true
		if grow[c] {
			return taller(shape, l, c, texts[c])
		}
		return shape
	})
	var added strings.Builder
	if !strings.Contains(text, `id="_x0000_t202"`) {
		added.WriteString(shapeType)
	}
	id := 1024
	for _, m := range shapeID.FindAllStringSubmatch(text, -1) {
		if n, err := strconv.Atoi(m[1]); err == nil && n < 1<<30 {
			id = max(id, n)
		}
	}
	for i, c := range append(fresh, joined...) {
		if drawn[c] {
			continue
		}
		id++
		anchor, width, height := l.box(c, texts[c])
		fmt.Fprintf(&added, shapeXML, id, width, height, i+1, anchor, c.row-1, c.col-1)
	}
	at := strings.LastIndex(text, "</xml>")
	if at < 0 {
		return errForm
	}
	k.pkg.Set(part, []byte(text[:at]+added.String()+text[at:]))
	return nil
}

// drawing is the part that draws the comments of a sheet.
func (k *book) drawing(s *sheet) string {
	b, err := k.pkg.Read(s.part)
	if err != nil {
		return ""
	}
	id := ""
	for sc := ooxml.NewScanner(b); sc.Next(); {
		if sc.Is("legacyDrawing") && !sc.Close {
			id = sc.PrefixedAttr("id")
		}
	}
	rels, _ := k.pkg.Rels(s.part)
	if part := ooxml.Linked(rels, id); k.pkg.Has(part) {
		return part
	}
	return ""
}

// afterDrawing follows legacyDrawing in a worksheet.
var afterDrawing = []string{"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "AlternateContent", "webPublishItems", "tableParts", "extLst"}

func (k *book) addDrawing(s *sheet) (string, error) {
	if err := k.pkg.SetDefault("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"); err != nil {
		return "", err
	}
	part, id, err := k.attach(s.part, "drawings/vmlDrawing_taizhang%d.vml", "vmlDrawing", "", []byte(vmlHead))
	if err != nil {
		return "", err
	}
	b, err := k.pkg.Read(s.part)
	if err != nil {
		return "", err
	}
	var e ooxml.Edits
	at := -1
	sc := ooxml.NewScanner(b)
	prefix, depth := "", 0
	for sc.Next() {
		if sc.Is("legacyDrawing") { // it leads nowhere
			e.Replace(sc.Start, sc.End, "")
		}
		if sc.Close {
			depth--
			if depth == 0 && at < 0 {
				at = sc.Start
			}
			continue
		}
		if depth == 0 {
			prefix = sc.Prefix()
		}
		if depth == 1 && at < 0 && slices.ContainsFunc(afterDrawing, sc.Is) {
			at = sc.Start
		}
		if !sc.Empty {
			depth++
		}
	}
	if sc.Err() != nil || at < 0 {
		return "", errForm
	}
	e.Insert(at, fmt.Sprintf(`<%slegacyDrawing xmlns:r="%s" r:id="%s"/>`, prefix, strings.TrimSuffix(k.rels, "/"), id))
	k.pkg.Set(s.part, e.Apply(b))
	return part, nil
}

func noteCell(shape string) (cell, bool) {
	r, c := shapeRow.FindStringSubmatch(shape), shapeColumn.FindStringSubmatch(shape)
	if r == nil || c == nil || !strings.Contains(shape, `ObjectType="Note"`) {
		return cell{}, false
	}
	row, _ := strconv.Atoi(r[1])
	col, _ := strconv.Atoi(c[1])
	return cell{col + 1, row + 1}, true
}

const (
	boxPixels  = 300
	linePoints = 12
)

func boxHeight(text string) int {
	lines := 2
	for _, line := range strings.Split(text, "\n") {
		lines += 1 + len([]rune(line))*12/boxPixels
	}
	return lines*linePoints + 6
}

// box places a comment to the right of its cell: the corners as columns and
// rows with offsets in pixels, and its size in points.
func (l *layout) box(c cell, text string) (anchor string, width, height int) {
	height = boxHeight(text)
	left, x := c.col+1, 12 // 1-based column to the right
	right, rest := left, boxPixels+x
	for rest > l.pixels(right) && right < left+60 {
		rest -= l.pixels(right)
		right++
	}
	bottom, down := l.below(c.row, float64(height))
	return fmt.Sprintf("%d, %d, %d, %d, %d, %d, %d, %d", left-1, x, c.row-1, 4, right-1, rest, bottom-1, down), boxPixels * 3 / 4, height
}

func (l *layout) below(row int, points float64) (bottom, pixels int) {
	for points > l.points(row) && l.points(row) >= 1 {
		points -= l.points(row)
		row++
	}
	return row, int(points * 4 / 3)
}

// taller lets a comment that we joined show the whole text.
func taller(shape string, l *layout, c cell, text string) string {
	if !shapeAnchor.MatchString(shape) {
		return shapeHeight.ReplaceAllStringFunc(shape, func(h string) string {
			m := shapeHeight.FindStringSubmatch(h)
			if want := boxHeight(text) + 5*linePoints; number(m[2]) < float64(want) {
				return m[1] + strconv.Itoa(want) + "pt"
			}
			return h
		})
	}
	return shapeAnchor.ReplaceAllStringFunc(shape, func(a string) string {
		m := shapeAnchor.FindStringSubmatch(a)
		f := strings.Split(m[2], ",")
		if len(f) != 8 {
			return a
		}
		top, err1 := strconv.Atoi(strings.TrimSpace(f[2]))
		bottom, err2 := strconv.Atoi(strings.TrimSpace(f[6]))
		want, _ := l.below(top+1, float64(boxHeight(text)+5*linePoints))
		if err1 != nil || err2 != nil || want-1 <= bottom {
			return a
		}
		f[6] = " " + strconv.Itoa(want-1)
		return m[1] + strings.Join(f, ",") + m[3]
	})
}

// erase removes the shapes of comments that are gone, and the part where it
// draws nothing else.
func (k *book) erase(s *sheet, dropped map[cell]bool, none bool) error {
	part := k.drawing(s)
	if part == "" || len(dropped) == 0 {
		return nil
	}
	b, err := k.pkg.Read(part)
	if err != nil {
		return err
	}
	text := shapeNote.ReplaceAllStringFunc(string(b), func(shape string) string {
		if c, ok := noteCell(shape); ok && dropped[c] {
			return ""
		}
		return shape
	})
	if !none || otherShape.MatchString(text) {
		k.pkg.Set(part, []byte(text))
		return nil
	}
	src, err := k.pkg.Read(s.part)
	if err != nil {
		return err
	}
	var e ooxml.Edits
	for sc := ooxml.NewScanner(src); sc.Next(); {
		if sc.Is("legacyDrawing") {
			e.Replace(sc.Start, sc.End, "")
		}
	}
	k.pkg.Set(s.part, e.Apply(src))
	return k.pkg.Drop(s.part, part)
}

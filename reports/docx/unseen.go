package docx

import (
	"strconv"
	"strings"

	"taizhang/sheets/ooxml"
)

// What a reader does not see, or does not read as said: hidden, struck through, too
// small or white letters.

// smallest is the size in half points, and the width in percent, under which letters
// are no letters.
const (
	smallest  = 6
	narrowest = 20
)

// Kinds of letters that a reading leaves out.
const (
	hiddenText = "隐藏文字"
	struckText = "带删除线的文字"
	tinyText   = "小得看不见的文字"
	whiteText  = "白色的文字"
)

// unseenAs is the kind of letters that nobody reads that run properties make, "" for
// letters that are read. shaded says that white may stand on a colour.
func unseenAs(properties *ooxml.Node, shaded bool) string {
	if properties == nil {
		return ""
	}
	on := func(kind string) bool { return switchedOn(properties.ChildKind(kind)) }
	under := func(kind string, least int) bool {
		n, err := strconv.Atoi(strings.TrimSuffix(properties.ChildKind(kind).KindAttr("w:val"), "%"))
		return err == nil && n < least
	}
	colour := properties.ChildKind("w:color").KindAttr("w:val")
	ground := properties.ChildKind("w:shd").KindAttr("w:fill")
	switch {
	case on("w:vanish") || on("w:specVanish"):
		return hiddenText
	case on("w:strike") || on("w:dstrike"):
		return struckText
	case under("w:sz", smallest) || under("w:w", narrowest):
		return tinyText
	case pale(colour) && !shaded && properties.ChildKind("w:shd") == nil && properties.ChildKind("w:highlight") == nil,
		colour != "" && colour != "auto" && strings.EqualFold(colour, ground):
		return whiteText
	}
	return ""
}

// switchedOn: a property that is there holds unless it says that it does not.
func switchedOn(property *ooxml.Node) bool {
	v := property.KindAttr("w:val")
	return property != nil && v != "0" && v != "false" && v != "off"
}

// palest is how much of each colour letters have that are lost on white paper.
const palest = 0xE0

func pale(colour string) bool {
	rgb, err := strconv.ParseUint(colour, 16, 32)
	return err == nil && len(colour) == 6 && min(rgb>>16, rgb>>8&0xFF, rgb&0xFF) >= palest
}

// symbol is the character that a symbol font shows for a code.
func symbol(n *ooxml.Node) string {
	code, err := strconv.ParseUint(n.KindAttr("w:char"), 16, 32)
	if err != nil {
		return ""
	}
	if code >= 0xF000 && code <= 0xF0FF {
		code &= 0xFF
	}
	return string(rune(code))
}

// allText is all text under a node, boxes too.
func allText(n *ooxml.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	n.Walk(func(k *ooxml.Node) {
		if k.Kind == "w:t" || k.Kind == "m:t" {
			b.WriteString(k.Chars())
		}
	})
	return b.String()
}

// branches are those to read of content written in several ways: one, unless they say
// different things to different programs.
func branches(n *ooxml.Node) []*ooxml.Node {
	first := choice(n)
	out := []*ooxml.Node{first}
	for _, k := range n.Children {
		if k != first && (k.Kind == "mc:Choice" || k.Kind == "mc:Fallback") && allText(k) != allText(first) && allText(k) != "" {
			out = append(out, k)
		}
	}
	return out
}

// pictures says what stands in a paragraph that is no text: how many pictures and
// objects, and the words of a watermark.
func pictures(n *ooxml.Node) (out []string) {
	images, objects := 0, 0
	var visit func(n *ooxml.Node)
	visit = func(n *ooxml.Node) {
		for _, k := range n.Children {
			switch k.Kind {
			case "w:txbxContent", "w:del":
				continue
			case "mc:AlternateContent":
				visit(choice(k))
				continue
			}
			switch local := k.Kind[strings.IndexByte(k.Kind, ':')+1:]; local {
			case "pic", "imagedata", "chart", "relIds":
				images++
				continue
			case "OLEObject", "control":
				objects++
				continue
			case "textpath":
				if text := k.KindAttr("string"); text != "" {
					out = append(out, text)
				}
			}
			visit(k)
		}
	}
	visit(n)
	if images > 0 {
		out = append(out, "图片"+strconv.Itoa(images)+"幅")
	}
	if objects > 0 {
		out = append(out, "嵌入的对象"+strconv.Itoa(objects)+"个")
	}
	return out
}

// turned writes text that is set from right to left as it is seen.
func turned(text string) string {
	const override, end = '\u202e', '\u202c'
	if !strings.ContainsRune(text, override) {
		return text
	}
	var out, back []rune
	in := false
	for _, r := range text {
		switch {
		case r == override:
			in = true
		case in && r == end:
			out, back, in = append(out, back...), nil, false
		case in:
			back = append([]rune{r}, back...)
		default:
			out = append(out, r)
		}
	}
	return string(append(out, back...))
}

package docx

import (
	"strings"

	"taizhang/sheets/ooxml"
)

// Font is one of the typefaces of official documents.
type Font uint8

// Typefaces.
const (
	FontStyle        Font = iota // as the paragraph's style says
	FontFangSong                 // 仿宋_GB2312
	FontKaiTi                    // 楷体_GB2312
	FontHeiTi                    // 黑体
	FontSong                     // 宋体
	FontXiaoBiaoSong             // 方正小标宋简体
)

// face is a typeface: its East Asian name, the name to fall back on where it is not installed, and
// the typeface of Latin letters and digits beside it.
type face struct {
	name, fallback, latin string
	family                string
	panose                string
}

const latinFont = "Times New Roman"

// Headings in 黑体 and page numbers in 宋体 keep their own digits; elsewhere Times New Roman reads
// better, and its digits are half a character wide too.
var faces = [...]face{
	FontFangSong:     {"仿宋_GB2312", "仿宋", latinFont, "modern", "02010609030101010101"},
	FontKaiTi:        {"楷体_GB2312", "楷体", latinFont, "modern", "02010609030101010101"},
	FontHeiTi:        {"黑体", "SimHei", "黑体", "modern", "02010609060101010101"},
	FontSong:         {"宋体", "SimSun", "宋体", "auto", "02010600030101010101"},
	FontXiaoBiaoSong: {"方正小标宋简体", "华文中宋", latinFont, "auto", "02010601030101010101"},
}

// fontsXML is the rFonts element. The hint sends characters that both scripts use, above all curly
// quotes and dashes, to the East Asian typeface.
func fontsXML(f Font, hint bool) string {
	a := faces[f]
	var b strings.Builder
	b.WriteString(`<w:rFonts`)
	if hint {
		b.WriteString(` w:hint="eastAsia"`)
	}
	b.WriteString(` w:ascii="` + a.latin + `" w:eastAsia="` + a.name + `" w:hAnsi="` + a.latin + `" w:cs="` + latinFont + `"/>`)
	return b.String()
}

// fontTable is word/fontTable.xml. Word looks up altName where a font is not installed.
func fontTable() string {
	var b strings.Builder
	b.WriteString(ooxml.Head + `<w:fonts xmlns:w="` + wordNS + `">`)
	for _, a := range faces[FontFangSong:] {
		b.WriteString(`<w:font w:name="` + a.name + `"><w:altName w:val="` + a.fallback + `"/><w:panose1 w:val="` + a.panose +
			`"/><w:charset w:val="86"/><w:family w:val="` + a.family + `"/><w:pitch w:val="variable"/></w:font>`)
	}
	b.WriteString(`<w:font w:name="` + latinFont + `"><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/>` +
		`<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>`)
	return b.String()
}

package xlsx

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Shown is the text that Excel shows for a number or a date, by the format of
// the cell; false where that cannot be told for certain (conditions, fractions,
// scientific notation, eras), and for other kinds of value.
func (c Cell) Shown(date1904 bool) (string, bool) {
	if c.Kind != Number && c.Kind != Date {
		return "", false
	}
	code := c.Code
	if code == "" {
		code = builtinCodes[c.Format]
	}
	d, err := decimal.NewFromString(c.Text)
	if err != nil {
		return c.shownDate(code, date1904) // t="d"
	}
	section, minus := sectionFor(code, d.Sign())
	p, ok := parsePicture(section)
	switch {
	case !ok:
		return "", false
	case p.date:
		return c.shownDate(section, date1904)
	}
	if !minus {
		d = d.Abs()
	}
	return p.number(d)
}

func (c Cell) shownDate(section string, date1904 bool) (string, bool) {
	p, ok := parsePicture(section)
	t, err := Cell{Kind: Date, Text: c.Text}.Time(date1904)
	if !ok || !p.date || err != nil {
		return "", false
	}
	days, _ := strconv.ParseFloat(c.Text, 64)
	return p.moment(t, days)
}

// builtinCodes are the formats that need no definition in the file, as Chinese
// Excel shows them.
var builtinCodes = map[int]string{
	0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
	14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
	27: `yyyy"年"m"月"`, 28: `m"月"d"日"`, 29: `m"月"d"日"`, 30: "m-d-yy", 31: `yyyy"年"m"月"d"日"`, 32: `h"时"mm"分"`, 33: `h"时"mm"分"ss"秒"`,
	34: `上午/下午h"时"mm"分"`, 35: `上午/下午h"时"mm"分"ss"秒"`, 36: `yyyy"年"m"月"`,
	37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 49: "@",
	50: `yyyy"年"m"月"`, 51: `m"月"d"日"`, 52: `yyyy"年"m"月"`, 53: `m"月"d"日"`, 54: `m"月"d"日"`,
	55: `上午/下午h"时"mm"分"`, 56: `上午/下午h"时"mm"分"ss"秒"`, 57: `yyyy"年"m"月"`, 58: `m"月"d"日"`,
}

// sectionFor picks the section of a code that a number of a sign is shown by,
// and says whether a minus belongs before it.
func sectionFor(code string, sign int) (section string, minus bool) {
	var sections []string
	from := 0
	for i := 0; i < len(code); {
		switch code[i] {
		case ';':
			sections = append(sections, code[from:i])
			i++
			from = i
		case '"':
			i = after(code, i+1, '"')
		case '[':
			i = after(code, i+1, ']')
		case '\\', '_', '*':
			i = skipRune(code, i+1)
		default:
			i++
		}
	}
	sections = append(sections, code[from:])
	switch {
	case sign < 0 && len(sections) > 1:
		return sections[1], false
	case sign == 0 && len(sections) > 2:
		return sections[2], false
	}
	return sections[0], sign < 0
}

// picture is a section of a format code in its pieces.
type picture struct {
	pieces  []piece
	numeral int  // of DBNum
	date    bool // shows a date or a time
	chinese bool // names of months and days are Chinese
}

// piece is a text that is shown as it stands, or a code.
type piece struct {
	kind pieceKind
	text string
}

type pieceKind byte

const (
	literal  pieceKind = iota
	calendar           // a run of y, m, d, h, s, a or e
	elapsed            // [h], [mm], [ss]
	meridian           // AM/PM and the like: text is what mornings and afternoons are called
	digit              // 0, # or ?
	point
	comma
	percent
	general
	splitSec // .0 behind seconds: text is the noughts
)

// systemCodes are the forms that the system has for dates and times, whatever
// stands behind these marks.
var systemCodes = map[string]string{"[$-F800]": `yyyy"年"m"月"d"日"`, "[$-F400]": "h:mm:ss"}

// parsePicture takes a section apart; false for what is not shown here.
func parsePicture(code string) (p picture, ok bool) {
	for mark, own := range systemCodes {
		if strings.Contains(code, mark) {
			code = own
		}
	}
	for code != "" {
		x, rest := nextPiece(code)
		switch x := x.(type) {
		case nil:
			return p, false
		case piece:
			p.pieces = append(p.pieces, x)
			p.date = p.date || x.kind == calendar || x.kind == elapsed || x.kind == meridian
		case bracket:
			if !p.bracket(string(x)) {
				return p, false
			}
		}
		code = rest
	}
	return p, true
}

// bracket is the content of […].
type bracket string

// nextPiece reads what a code begins with; nil if it cannot be shown.
func nextPiece(code string) (any, string) {
	if n := generalName(code); n > 0 {
		return piece{general, ""}, code[n:]
	}
	if rest, found := strings.CutPrefix(code, "上午/下午"); found {
		return piece{meridian, "上午/下午"}, rest
	}
	if kind, simple := signs[code[0]]; simple {
		return piece{kind, code[:1]}, code[1:]
	}
	switch code[0] {
	case '"', '\\', '_', '*', '[':
		return enclosed(code)
	case '.':
		if n := len(code) - 1 - len(strings.TrimLeft(code[1:], "0")); n > 0 && n <= 3 {
			return piece{splitSec, code[1 : 1+n]}, code[1+n:] // a point and digits where no seconds are
		}
		return piece{point, ""}, code[1:]
	}
	if code[0]|0x20 >= 'a' && code[0]|0x20 <= 'z' {
		return letters(code)
	}
	end := skipRune(code, 0)
	return piece{literal, code[:end]}, code[end:]
}

// signs are pieces of one character.
var signs = map[byte]pieceKind{'0': digit, '#': digit, '?': digit, ',': comma, '%': percent, '@': general}

// enclosed reads what marks of the code enclose or escape.
func enclosed(code string) (any, string) {
	switch code[0] {
	case '"':
		end := after(code, 1, '"')
		return piece{literal, strings.TrimSuffix(code[1:end], `"`)}, code[end:]
	case '[':
		end := after(code, 1, ']')
		return bracket(strings.TrimSuffix(code[1:end], "]")), code[end:]
	case '\\':
		end := skipRune(code, 1)
		return piece{literal, code[min(1, end):end]}, code[end:]
	}
	return piece{literal, ""}, code[skipRune(code, 1):]
}

// letters reads a run of a letter: a part of a date, or one that is shown as it
// stands.
func letters(code string) (any, string) {
	if n := meridiem(code); n > 0 {
		return piece{meridian, code[:n]}, code[n:]
	}
	switch code[0] | 0x20 {
	case 'y', 'm', 'd', 'h', 's', 'a':
		return calendarRun(code)
	case 'e':
		if len(code) > 1 && (code[1] == '+' || code[1] == '-') {
			return nil, code // scientific notation
		}
		return calendarRun(code)
	case 'g', 'b':
		return nil, code // eras
	}
	return piece{literal, code[:1]}, code[1:]
}

func calendarRun(code string) (any, string) {
	n := len(code) - len(strings.TrimLeft(code, code[:1]+strings.ToLower(code[:1])+strings.ToUpper(code[:1])))
	return piece{calendar, strings.ToLower(code[:n])}, code[n:]
}

// bracket takes in what stands in […]; false if it is a condition.
func (p *picture) bracket(s string) bool {
	lower := strings.ToLower(s)
	switch {
	case strings.HasPrefix(lower, "dbnum") && len(s) == 6:
		p.numeral = int(s[5] - '0')
		return p.numeral >= 1 && p.numeral <= 3
	case strings.HasPrefix(s, "$"):
		symbol, locale, _ := strings.Cut(s[1:], "-")
		p.chinese = p.chinese || strings.HasSuffix(locale, "804")
		p.pieces = append(p.pieces, piece{literal, symbol})
		return true
	case isElapsed(s):
		p.pieces = append(p.pieces, piece{elapsed, lower})
		p.date = true
		return true
	}
	return !strings.ContainsAny(s, "<>=")
}

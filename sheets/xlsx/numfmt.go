package xlsx

import "strings"

// numFormat is what a number format says about a value: whether it shows a
// date or a percentage. A format is missing if the file should define it and
// does not: then nobody can say what the number means.
type numFormat struct{ date, percent, missing bool }

// firstCustom is the first id that belongs to the file.
const firstCustom = 164

// builtinFormat knows the formats that need no definition in the file. 27–36
// and 50–58 are dates in Chinese, Japanese and Korean Excel, 71–81 in Thai.
func builtinFormat(id int) numFormat {
	switch {
	case id == 9, id == 10:
		return numFormat{percent: true}
	case id >= 14 && id <= 22, id >= 27 && id <= 36, id >= 45 && id <= 47,
		id >= 50 && id <= 58, id >= 71 && id <= 81:
		return numFormat{date: true}
	}
	return numFormat{missing: id >= firstCustom}
}

// parseFormat reads a format code. Only the first section counts: it is the one
// for ordinary values.
func parseFormat(code string) (f numFormat) {
	for i := 0; i < len(code); {
		switch c := code[i]; c {
		case ';':
			return f
		case '"':
			i = after(code, i+1, '"')
		case '\\', '_', '*': // the next character is shown, skipped or repeated
			i = skipRune(code, i+1)
		case '[':
			end := after(code, i+1, ']')
			if isElapsed(strings.TrimSuffix(code[i+1:end], "]")) {
				f.date = true
			}
			i = end
		case '%':
			f.percent = true
			i++
		case 'G', 'g':
			if n := generalName(code[i:]); n > 0 {
				i += n
				continue
			}
			f.date = true // the name of an era
			i++
		case 'E', 'e':
			// "0.00E+00" is a number; a bare e is a year.
			if i+1 < len(code) && (code[i+1] == '+' || code[i+1] == '-') {
				i += 2
				continue
			}
			f.date = true
			i++
		case 'A', 'a':
			if n := meridiem(code[i:]); n > 0 {
				f.date = true
				i += n
				continue
			}
			if len(code)-i >= 3 && strings.EqualFold(code[i:i+3], "aaa") {
				f.date = true // the weekday in Chinese
			}
			i++
		case 'y', 'Y', 'm', 'M', 'd', 'D', 'h', 'H', 's', 'S':
			f.date = true
			i++
		default:
			i++
		}
	}
	return f
}

// generalName gives the length of the name of the open format at the start of s,
// which a localised Excel writes in its own language.
func generalName(s string) int {
	for _, name := range []string{"General", "G/通用格式", "G/標準", "G/标准"} {
		if len(s) >= len(name) && strings.EqualFold(s[:len(name)], name) {
			return len(name)
		}
	}
	return 0
}

// after gives the index behind the next c, or the end.
func after(s string, from int, c byte) int {
	if n := strings.IndexByte(s[from:], c); n >= 0 {
		return from + n + 1
	}
	return len(s)
}

// skipRune gives the index behind the character that starts at i.
func skipRune(s string, i int) int {
	for i++; i < len(s) && s[i]&0xC0 == 0x80; i++ {
	}
	return min(i, len(s))
}

// isElapsed recognises [h], [mm], [ss]: time that runs past a day.
func isElapsed(s string) bool {
	if s == "" {
		return false
	}
	rest := strings.Trim(strings.ToLower(s), s[:1]+strings.ToLower(s[:1]))
	return rest == "" && strings.ContainsAny(s[:1], "hHmMsS")
}

// meridiem gives the length of an AM/PM or A/P mark at the start of s.
func meridiem(s string) int {
	for _, mark := range []string{"AM/PM", "A/P"} {
		if len(s) >= len(mark) && strings.EqualFold(s[:len(mark)], mark) {
			return len(mark)
		}
	}
	return 0
}

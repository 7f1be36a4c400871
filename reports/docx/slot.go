package docx

import "strings"

// Slot is one {{…}} in a text.
type Slot struct {
	Start, End int    // bytes, braces included
	Expr       string // what stands between the braces, trimmed
}

// NormalizeSlots replaces, rune for rune, pairs of full-width braces by {{ and }} and, between them,
// curly and wide quotes by straight ones and wide or no-break spaces by spaces. The text outside
// slots is not touched.
func NormalizeSlots(text string) string {
	if !strings.ContainsAny(text, "｛｝{") {
		return text
	}
	rs := []rune(text)
	open := -1 // where the expression of a slot begins
	for i := 0; i+1 < len(rs); i++ {
		switch {
		case opens(rs[i]) && opens(rs[i+1]):
			rs[i], rs[i+1] = '{', '{'
			open = i + 2
			i++
		case closes(rs[i]) && closes(rs[i+1]):
			if i+2 < len(rs) && closes(rs[i+2]) && open >= 0 && holdsOpen(string(rs[open:i])) {
				i++
			}
			rs[i], rs[i+1] = '}', '}'
			for j := open; open >= 0 && j < i; j++ {
				rs[j] = plainMark(rs[j])
			}
			open = -1
			i++
		}
	}
	return string(rs)
}

func opens(r rune) bool  { return r == '{' || r == '｛' }
func closes(r rune) bool { return r == '}' || r == '｝' }

// holdsOpen reports whether a slot holds a {参数 whose } is still to come, so that of three braces
// the last two end the slot.
func holdsOpen(expr string) bool {
	depth := 0
	for _, r := range expr {
		switch {
		case opens(r):
			depth++
		case closes(r):
			depth--
		}
	}
	return depth > 0
}

// plainMark is the mark a formula means where Word or an input method has put its typographic twin.
func plainMark(r rune) rune {
	switch r {
	case '“', '”', '„', '‟', '＂':
		return '"'
	case '‘', '’', '‚', '‛', '＇':
		return '\''
	case '\u00A0', '\u3000', '\t', '\n':
		return ' '
	}
	return r
}

// FindSlots finds the slots of a normalised text, and the offsets of pairs of braces that have no
// partner. A slot ends at the first }}, of {{… {参数}}} at the last, and holds no {{.
func FindSlots(text string) (slots []Slot, broken []int) {
	for i := 0; i < len(text); {
		rest := text[i:]
		switch {
		case strings.HasPrefix(rest, "{{"):
			end := strings.Index(rest, "}}")
			if next := strings.Index(rest[2:], "{{"); end < 0 || next >= 0 && next+2 < end {
				broken = append(broken, i)
				i += 2
				continue
			}
			if strings.HasPrefix(rest[end+2:], "}") && holdsOpen(rest[2:end]) {
				end++
			}
			slots = append(slots, Slot{Start: i, End: i + end + 2, Expr: strings.TrimSpace(rest[2:end])})
			i += end + 2
		case strings.HasPrefix(rest, "}}"):
			broken = append(broken, i)
			i += 2
		default:
			i++
		}
	}
	return slots, broken
}

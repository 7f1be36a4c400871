package book

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// Width measures a text in the units of column widths: a Chinese character, and
// whatever else a Chinese font draws as wide, takes two.
func Width(s string) float64 {
	w := 0.0
	for _, r := range s {
		w += runeWidth(r)
	}
	return w
}

func runeWidth(r rune) float64 {
	if r < 0x80 {
		return 1
	}
	return 2
}

// Lines is how many lines a text of 11 points or less takes when it wraps in a
// column, a little on the safe side. Words of Latin letters and digits are kept
// whole where they fit.
func Lines(s string, width float64) float64 {
	room := max(width-1, 2)
	if float64(len(s)) <= room && !strings.Contains(s, "\n") {
		return 1
	}
	n := 0.0
	for line := range strings.SplitSeq(s, "\n") {
		n += wrapped(line, room)
	}
	return n
}

func wrapped(s string, room float64) float64 {
	n, used, word := 1.0, 0.0, 0.0 // word is what the word under way takes of used
	for _, r := range s {
		w := runeWidth(r)
		if r <= ' ' || r >= 0x80 {
			word = 0
		}
		if used+w > room {
			if word == used {
				word = 0 // longer than a line
			}
			n++
			used = word
		}
		used += w
		if r > ' ' && r < 0x80 {
			word += w
		}
	}
	return n
}

// Height is the height in points of some lines of a size, with room around them.
func Height(lines, size, around float64) float64 {
	return min(lines*size*1.5+around, excelize.MaxRowHeight)
}

// Middle takes the middle out of a name that is too wide: what tells names apart is at
// their beginning and at their end.
func Middle(name string, room float64, width func(string) float64) string {
	if width(name) <= room {
		return name
	}
	r := []rune(name)
	head, tail := 0, len(r)
	for room -= width("…"); tail > head; {
		// One from each end in turn, the end first.
		last, first := width(string(r[tail-1:tail])), width(string(r[head:head+1]))
		if last > room {
			break
		}
		tail, room = tail-1, room-last
		if first > room || head+1 >= tail {
			break
		}
		head, room = head+1, room-first
	}
	return string(r[:head]) + "…" + string(r[tail:])
}

package docx

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// titleWidth is how many characters of a title fit on a line.
const titleWidth = 19

// TitleLines breaks a long title between its words, as few lines as hold it, in the form
// of a trapezoid or a diamond: never in columns, and never wide, narrow, wide. words are
// what must stay whole; between two characters of none of them it is not broken either.
// A title that cannot be broken so is returned as it is.
func TitleLines(title string, words []string) string {
	n := utf8.RuneCountInString(title)
	if n <= titleWidth || strings.ContainsAny(title, "\n\t") {
		return title
	}
	parts := meaningful(title, words)
	for lines := (n + titleWidth - 1) / titleWidth; lines <= 4 && lines <= len(parts); lines++ {
		best, cost := "", math.Inf(1)
		eachBreak(parts, lines, func(broken []string) {
			if c := titleCost(broken); c < cost {
				best, cost = strings.Join(broken, "\n"), c
			}
		})
		if best != "" {
			return best
		}
	}
	return title
}

// meaningful cuts a title into pieces before and after which a line may end: its known
// words, with the small words that lean on them, and whatever stands between.
func meaningful(title string, words []string) []string {
	known := append([]string{"关于", "对", "集中整改", "整改", "情况", "通报", "巡察", "巡视", "报告", "工作", "进展", "落实", "反馈", "意见", "问题", "方案", "公告", "通知", "“回头看”"}, words...)
	slices.SortFunc(known, func(a, b string) int { return utf8.RuneCountInString(b) - utf8.RuneCountInString(a) })
	var out []string
	loose := false // the last piece is of no known word
	for rest := title; rest != ""; {
		word := ""
		for _, w := range known {
			if w != "" && strings.HasPrefix(rest, w) {
				word = w
				break
			}
		}
		if word == "" {
			_, size := utf8.DecodeRuneInString(rest)
			word = rest[:size]
			if loose || leaning(word) && len(out) > 0 {
				out[len(out)-1] += word
			} else {
				out = append(out, word)
			}
			loose = !leaning(word)
		} else {
			if n := len(out); n > 0 && strings.HasSuffix(out[n-1], "关于") {
				out[n-1] += word // 关于 stands with what it is about
			} else {
				out = append(out, word)
			}
			loose = false
		}
		rest = rest[len(word):]
	}
	return joinLast(out)
}

// leaning words end a line but never begin one.
func leaning(s string) bool { return strings.Contains("的和与及、，）》”", s) }

// joinLast keeps 的 with what it leads to at the end: 情况的通报.
func joinLast(parts []string) []string {
	if n := len(parts); n > 1 && strings.HasSuffix(parts[n-2], "的") && utf8.RuneCountInString(parts[n-2]+parts[n-1]) <= 8 {
		return append(parts[:n-2:n-2], parts[n-2]+parts[n-1])
	}
	return parts
}

// eachBreak visits every way of laying pieces on so many lines.
func eachBreak(parts []string, lines int, visit func([]string)) {
	var walk func(from int, done []string)
	walk = func(from int, done []string) {
		if len(done) == lines-1 {
			visit(append(slices.Clone(done), strings.Join(parts[from:], "")))
			return
		}
		for to := from + 1; to <= len(parts)-(lines-1-len(done)); to++ {
			walk(to, append(done, strings.Join(parts[from:to], "")))
		}
	}
	walk(0, nil)
}

// titleCost is what a form looks like: infinite for one that is not allowed.
func titleCost(lines []string) float64 {
	widths := make([]int, len(lines))
	for i, l := range lines {
		if widths[i] = utf8.RuneCountInString(l); widths[i] > titleWidth {
			return math.Inf(1)
		}
	}
	up, down, cost := false, false, 0.0
	for i := 1; i < len(widths); i++ {
		d := widths[i] - widths[i-1]
		switch {
		case d == 0:
			cost += 20 // a rectangle
		case d > 0 && down:
			return math.Inf(1) // an hourglass
		case d > 0:
			up = true
		default:
			down = true
		}
		cost += math.Abs(float64(d))
	}
	if slices.Min(widths) < 4 {
		cost += 30
	}
	if up && down {
		cost -= 2
	}
	return cost
}

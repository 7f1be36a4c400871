package cell

import "strings"

// Mask hides a sensitive value but for its first character.
func Mask(s string) string {
	for _, r := range s {
		return string(r) + "***"
	}
	return ""
}

// Shorten cuts a text to n characters; … stands for what is missing.
func Shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// Line is a text on one line, for a table: blanks and line breaks become one
// blank each.
func Line(s string) string { return strings.Join(strings.Fields(s), " ") }

// Show is the value as it may appear in a message: masked if the column is
// sensitive, shortened if long.
func (s *Spec) Show(v string) string {
	if s.Sensitive {
		return Mask(v)
	}
	return Shorten(v, 41)
}

// Print is the value as running text has it: dates in a style of theirs (年月日
// if none is given), several choices with 、, free text without its line breaks,
// which are layout of the sheet.
func (s *Spec) Print(v, style string) string {
	switch {
	case s.Type == Date:
		return PrintWritten(v, style)
	case s.Several():
		return Enumerate(v)
	case s.Free():
		return strings.NewReplacer("\n", "", "\r", "").Replace(v)
	}
	return v
}

// PrintWritten prints a date that is written in whatever form; another text is
// returned as it is.
func PrintWritten(v, style string) string {
	iso, ok := WrittenDate(v)
	if style == "" {
		style = "年月日"
	}
	if !ok || !DateStyle(style) {
		return v
	}
	return PrintDate(iso, style)
}

package main

import (
	"io"
	"os"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/term"

	workbook "taizhang/templates/book"
	"taizhang/templates/finding"
)

// defaultColumns is how wide a screen is taken to be that does not say.
const defaultColumns = 80

// screen is where a command writes for people: how wide it is, and whether it shows
// colours.
type screen struct {
	terminal bool
	columns  int
	colours  bool
}

// screenOf asks a stream; what is no terminal is 80 columns wide and plain.
func screenOf(w io.Writer) screen {
	f, ok := file(w)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return screen{columns: defaultColumns}
	}
	s := screen{terminal: true, columns: defaultColumns, colours: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
	if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 40 {
		s.columns = n
	}
	return s
}

// paint marks a severity where the screen has colours; the word stays.
func (s screen) paint(severity finding.Severity) string {
	label := severity.Label()
	switch {
	case !s.colours:
	case severity == finding.Error:
		return text.Colors{text.Bold, text.FgRed}.EscapeSeq() + label + text.Reset.EscapeSeq()
	case severity == finding.Warning:
		return text.FgYellow.EscapeSeq() + label + text.Reset.EscapeSeq()
	}
	return label
}

// width is how many columns a text takes.
func width(s string) int { return text.StringWidthWithoutEscSequences(s) }

// shorten takes the middle out of a name that is too wide: what tells files apart
// is at their beginning and at their end.
func shorten(name string, columns int) string {
	return workbook.Middle(name, float64(columns), func(s string) float64 { return float64(width(s)) })
}

// wrap breaks a text into lines of some columns, between any two wide characters
// and between words.
func wrap(s string, columns int) []string {
	var lines []string
	line, at := "", 0
	for _, word := range words(s) {
		if w := width(word); at+w > columns && at > 0 {
			lines, line, at = append(lines, strings.TrimRight(line, " ")), "", 0
			word = strings.TrimLeft(word, " ")
		}
		line += word
		at += width(word)
	}
	return append(lines, line)
}

// broken breaks the lines of a text that are too wide, leaving a place at the end for
// a mark that hangs over; what goes on is set in under its line.
func broken(s string, columns int) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		text, end := strings.TrimSuffix(line, "\n"), line[len(strings.TrimSuffix(line, "\n")):]
		if width(text) <= columns || strings.Contains(text, "\r") {
			b.WriteString(line)
			continue
		}
		bare := strings.TrimLeft(text, " ")
		indent := strings.Repeat(" ", min(len(text)-len(bare), columns/2))
		for i, part := range wrap(bare, columns-len(indent)-6) {
			if i > 0 {
				b.WriteString("\n" + indent + "  ")
			} else {
				b.WriteString(indent)
			}
			b.WriteString(part)
		}
		b.WriteString(end)
	}
	return b.String()
}

// words are the pieces between which a line may break. Marks that may not begin a
// line stay with what is before them.
func words(s string) (out []string) {
	piece := ""
	for _, r := range s {
		wide := width(string(r)) > 1
		closes := strings.ContainsRune("，。；：、！？”’）》】…", r)
		opens := piece != "" && strings.ContainsRune("“‘（《【", []rune(piece)[len([]rune(piece))-1])
		if piece != "" && !closes && !opens && (wide || r == ' ' || width(string([]rune(piece)[len([]rune(piece))-1])) > 1) {
			out, piece = append(out, piece), ""
		}
		piece += string(r)
	}
	return append(out, piece)
}

// aligned sets lines of “name<tab>meaning” in two columns, as wide characters need,
// and wraps what is too wide.
func aligned(s string, columns int) string {
	lines := strings.Split(s, "\n")
	left := 0
	for _, line := range lines {
		if name, _, found := strings.Cut(line, "\t"); found {
			left = max(left, min(width(name), 34))
		}
	}
	var out []string
	for _, line := range lines {
		name, meaning, found := strings.Cut(line, "\t")
		if !found {
			indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
			for i, part := range wrap(line, columns) {
				if i > 0 {
					part = indent + part
				}
				out = append(out, part)
			}
			continue
		}
		if width(name) > left {
			out, name = append(out, name), ""
		}
		for i, part := range wrap(meaning, columns-left-2) {
			if i > 0 {
				name = ""
			}
			out = append(out, strings.TrimRight(name+strings.Repeat(" ", left-width(name)+2)+part, " "))
		}
	}
	return strings.Join(out, "\n")
}

// print lists findings; on a terminal in colour, and broken where they would wrap.
func (s screen) print(w io.Writer, fs []finding.Finding, limit int) {
	if !s.terminal {
		finding.Print(w, fs, limit)
		return
	}
	var b strings.Builder
	finding.Print(visible{to: &b}, fs, limit)
	if v, ok := w.(visible); ok {
		w = v.to // the colours are ours
	}
	for line := range strings.Lines(b.String()) {
		for i, part := range wrap(strings.TrimSuffix(line, "\n"), s.columns-4) {
			if i > 0 {
				part = "    " + part
			}
			for _, severity := range []finding.Severity{finding.Error, finding.Warning} {
				if rest, found := strings.CutPrefix(part, "  "+severity.Label()+" "); found && i == 0 {
					part = "  " + s.paint(severity) + " " + rest
				}
			}
			io.WriteString(w, part+"\n")
		}
	}
}

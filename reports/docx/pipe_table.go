package docx

import (
	"regexp"
	"strings"
)

var ruleShape = regexp.MustCompile(`^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$`)

// tableLines counts the lines of the Markdown table that begins here; 0: none does.
func tableLines(lines []line) int {
	if len(lines) < 2 || !strings.Contains(lines[0].text, "|") || !strings.Contains(lines[1].text, "-") || !ruleShape.MatchString(lines[1].text) {
		return 0
	}
	n := 2
	for n < len(lines) && !lines[n].first && strings.Contains(lines[n].text, "|") {
		n++
	}
	return n
}

// pipeTable reads a Markdown table: a header, the rule with the alignments and widths, the
// rows.
func pipeTable(lines []line) Table {
	rule := splitPipes(lines[1].text)
	t := Table{Header: 1, Widths: ruleWidths(rule)}
	for i, l := range lines {
		if i == 1 {
			continue
		}
		var row Row
		for c, text := range splitPipes(l.text) {
			cell := Cell{Runs: parseInline(text)}
			if i > 0 && c < len(rule) {
				cell.Align = ruleAlign(rule[c])
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// ruleWidths are the widths that unequal rules give the columns, by their dashes.
func ruleWidths(rule []string) []int {
	widths := make([]int, len(rule))
	unequal := false
	for i, r := range rule {
		widths[i] = strings.Count(r, "-")
		unequal = unequal || min(widths[i], 3) != min(widths[0], 3) || max(widths[i], 3) != max(widths[0], 3)
	}
	if !unequal {
		return nil
	}
	return widths
}

func ruleAlign(rule string) Align {
	left, right := strings.HasPrefix(rule, ":"), strings.HasSuffix(rule, ":")
	switch {
	case left && right:
		return AlignCenter
	case right:
		return AlignRight
	}
	return AlignStyle
}

// splitPipes splits a table line into cells; \| is a pipe in the text.
func splitPipes(s string) []string {
	s = strings.TrimPrefix(s, "|")
	var cells []string
	start := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '|':
			cells = append(cells, strings.TrimSpace(s[start:i]))
			start = i + 1
		}
	}
	if last := strings.TrimSpace(s[start:]); last != "" {
		cells = append(cells, last)
	}
	return cells
}

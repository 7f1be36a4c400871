package docx

import (
	"regexp"
	"strings"
)

// ToMarkdown gives a document as Markdown that FromText reads back to the same roles.
func ToMarkdown(d *Document) string {
	var out []string
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case Paragraph:
			if s := markdownParagraph(b); s != "" {
				out = append(out, s)
			}
		case Table:
			out = append(out, markdownTable(b))
		}
	}
	return strings.Join(out, "\n\n") + "\n"
}

func markdownParagraph(p Paragraph) string {
	if strings.TrimSpace(p.Text()) == "" {
		return ""
	}
	text := strings.TrimLeft(strings.ReplaceAll(markdownRuns(p), "\n", ""), " \t")
	switch p.Style {
	case Title:
		return "# " + text
	case Level1:
		return "## " + text
	case Level2:
		if !hasRunIn(p) {
			return "### " + text
		}
	case Level3:
		return "#### " + text
	}
	return listShape.ReplaceAllString(text, `$1\$2`)
}

// listShape is what Markdown would take for a numbered list and renumber.
var listShape = regexp.MustCompile(`^(\d+)([.)] )`)

func hasRunIn(p Paragraph) bool {
	i := strings.Index(p.Text(), "。")
	return i >= 0 && i+len("。") < len(p.Text())
}

// markdownRuns gives the runs of a paragraph with bold text between stars.
func markdownRuns(p Paragraph) string {
	var b strings.Builder
	for _, r := range p.Runs {
		if r.Bold && strings.TrimSpace(r.Text) == r.Text && r.Text != "" {
			b.WriteString("**" + escapeMarkdown(r.Text) + "**")
		} else {
			b.WriteString(escapeMarkdown(r.Text))
		}
	}
	return b.String()
}

// Marks that Markdown reads wherever they stand, and what makes it a link of plain text.
const markdownMarks = "\\`*_~|<>[]{}&"

var (
	schemeShape = regexp.MustCompile(`([A-Za-z][A-Za-z0-9+.\-]*):`)
	hostShape   = regexp.MustCompile(`(?i)(www)\.`)
)

// escapeMarkdown escapes what Markdown would read as a mark: what stands in a document is text, so
// that it brings no links, pictures or HTML.
func escapeMarkdown(text string) string {
	var b strings.Builder
	for i := range len(text) {
		if strings.IndexByte(markdownMarks, text[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(text[i])
	}
	s := schemeShape.ReplaceAllString(b.String(), `$1\:`)
	s = hostShape.ReplaceAllString(s, `$1\.`)
	if s != "" && strings.IndexByte("#+-=", s[0]) >= 0 {
		s = `\` + s
	}
	return s
}

func markdownTable(t Table) string {
	cols := len(columnWidths(t))
	var b strings.Builder
	row := func(cells []string) {
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	rule := make([]string, cols)
	for i, r := range t.Rows {
		cells := make([]string, 0, cols)
		for _, c := range r.Cells {
			cells = append(cells, strings.ReplaceAll(escapeMarkdown(c.plain()), "\n", " "))
			for range c.span() - 1 {
				cells = append(cells, "")
			}
		}
		for len(cells) < cols {
			cells = append(cells, "")
		}
		row(cells)
		if i == 0 {
			for c := range rule {
				rule[c] = "---"
				if j := min(1, len(t.Rows)-1); c < len(t.Rows[j].Cells) && t.Rows[j].Cells[c].Align == AlignRight {
					rule[c] = "---:"
				}
			}
			row(rule)
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

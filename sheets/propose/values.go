package propose

import (
	"fmt"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// texts are the column's values that are not empty, several in a cell apart.
func (t *table) texts(c *column) []string {
	var out []string
	for i := range t.rows {
		if v := t.value(i, c); v != "" {
			out = append(out, several(v)...)
		}
	}
	return out
}

func several(v string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune("、，,；;", r) }) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// value is the canonical value of a row in a column, as far as it can be read.
func (t *table) value(i int, c *column) string {
	if c.at == 0 {
		if c.values == nil {
			return ""
		}
		return c.values[i]
	}
	if c.as != c.spec.Type {
		c.as, c.read = c.spec.Type, make([]string, len(t.rows))
		for n := range t.rows {
			c.read[n] = t.readValue(n, c)
		}
	}
	return c.read[i]
}

// readValue reads a cell as its column's type has it.
func (t *table) readValue(i int, c *column) string {
	x, ok := t.rows[i].cells[c.at]
	if !ok {
		return ""
	}
	s := c.spec
	if s.Type == cell.Choice || s.Type == cell.Choices || s.Type == cell.Ref || s.Type == cell.Refs {
		s.Type = cell.Text
	}
	v, issue := s.Read(x, t.rows[i].from.date1904)
	if issue != nil && issue.Severity == finding.Error {
		return ""
	}
	switch c.spec.Type {
	case cell.Choice:
		return c.option(v)
	case cell.Choices:
		var words []string
		for _, w := range several(v) {
			words = append(words, c.option(w))
		}
		return cell.JoinList(words)
	case cell.Refs:
		return cell.JoinList(several(v))
	}
	return v
}

// option is the spelling of a word that the list of choices has.
func (c *column) option(v string) string {
	for _, o := range c.options {
		if cell.Fold(o) == cell.Fold(v) {
			return o
		}
	}
	return v
}

// unread are the cells whose content could not be carried over.
func (t *table) unread(c *column) []finding.Finding {
	var out []finding.Finding
	for i, r := range t.rows {
		x, ok := r.cells[c.at]
		if c.at == 0 || !ok || dash(x.Text) || t.value(i, c) != "" {
			continue
		}
		s := c.spec
		s.Type = cell.Text
		message, fix := fmt.Sprintf("“%s”的“%s”没有读出内容。", c.spec.Name, s.Show(x.Text)), "请在期初表里补填。"
		if _, issue := s.Read(x, r.from.date1904); issue != nil {
			message, fix = issue.Message, issue.Fix+"方案期初表里这一格空着，请补填。"
		}
		out = append(out, finding.Finding{Severity: finding.Warning, Code: templates.CodeGuess, Sheet: r.from.name, Cell: xlsx.CellName(x.Col, r.number), Column: c.spec.Name, Message: message, Fix: fix})
	}
	return out
}

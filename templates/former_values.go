package templates

import (
	"slices"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates/cell"
)

// textLists are the lists whose names stand in text columns of a role, where a
// person may also write what is in none.
var textLists = map[string][]Role{
	SheetUnits:   {RoleUnit, RoleRecipient, RoleIssuer},
	SheetLeaders: {RoleLeader, RolePerson, RoleChecker},
}

// named is the list of which a text column may hold names; nil for any other.
func (p *Plan) named(c *Column) *Dict {
	for sheet, of := range textLists {
		if c.Free() && (slices.Contains(of, c.Role) || sheet == SheetUnits && c == c.Ledger.Route) {
			return p.Dicts[sheet]
		}
	}
	return nil
}

// Renames reports whether a value of the column may hold a name that is called
// otherwise by now.
func (c *Column) Renames() bool {
	return c.Vocabulary != nil || c.named != nil && len(c.named.former) > 0
}

// Present is a canonical value with present names for former ones.
func (c *Column) Present(value string) string {
	switch {
	case value == "" || !c.Renames():
		return value
	case c.Vocabulary == nil:
		return c.named.presentText(value)
	}
	words := cell.SplitList(value)
	for i, w := range words {
		if c.Vocabulary.Renamed(w) {
			words[i], _ = c.Vocabulary.Match(w)
		}
	}
	return cell.JoinList(words)
}

// presentText puts present names for former ones in a text that is a name, or
// several with marks between them; a name within a sentence stays.
func (d *Dict) presentText(text string) string {
	var b strings.Builder
	for text != "" {
		end := strings.IndexAny(text, "、，,；;|\n")
		if end < 0 {
			end = len(text)
		}
		word := strings.TrimSpace(text[:end])
		if at, renamed := d.former[word]; renamed {
			b.WriteString(strings.Replace(text[:end], word, d.Rows[at][d.Key], 1))
		} else {
			b.WriteString(text[:end])
		}
		mark := text[end:]
		if mark != "" {
			mark = mark[:len(mark)-len(strings.TrimLeft(mark, "、，,；;|\n"))]
		}
		b.WriteString(mark)
		text = text[end+len(mark):]
	}
	return b.String()
}

// Read is the canonical value of a workbook's cell, in present names.
func (c *Column) Read(x xlsx.Cell, date1904 bool) (string, *cell.Issue) {
	v, issue := c.Spec.Read(x, date1904)
	return c.presentName(v), issue
}

// ParseText is the canonical value of what a person typed, in present names.
func (c *Column) ParseText(raw string) (string, *cell.Issue) {
	v, issue := c.Spec.ParseText(raw)
	return c.presentName(v), issue
}

// presentName is Present of a text; the words of a vocabulary are read so already.
func (c *Column) presentName(v string) string {
	if c.named == nil {
		return v
	}
	return c.Present(v)
}

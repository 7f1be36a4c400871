package form

import (
	"slices"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

var totals = []string{"合计", "总计", "小计", "累计", "共计"}

// IsTotal reports whether the filled cells of a line are a sum of others: its
// only text is a word for one, and all the rest are numbers. What says more than
// that, or names something of the plan, is data.
func IsTotal(cells []xlsx.Cell, columns map[int]*templates.Column) bool {
	if !slices.ContainsFunc(cells, func(c xlsx.Cell) bool { return strings.Contains(c.Text, "计") }) {
		return false // cheap to rule out: every line is asked
	}
	word, labels := false, 0 // numbers that are typed where names stand: a building, a door
	for _, c := range cells {
		switch col := columns[c.Col]; {
		case numeric(c, col):
			if col != nil && col.Type == cell.Text && !c.Formula && strings.TrimSpace(c.Text) != "" {
				labels++
			}
		case word || !totalWord(c.Text) || names(col, c.Text):
			return false
		default:
			word = true
		}
	}
	return word && labels < 2
}

// totalWord: 合计, 合计：, 本页合计, 小计（3 处）, but no sentence that begins so.
func totalWord(text string) bool {
	key := strings.Trim(templates.HeaderKey(text), ":()")
	return len([]rune(key)) <= 8 && slices.ContainsFunc(totals, func(w string) bool {
		return strings.HasPrefix(key, w) || strings.HasSuffix(key, w)
	})
}

// numeric: blank, a number, or what stands for one in a total.
func numeric(c xlsx.Cell, col *templates.Column) bool {
	text := templates.HeaderKey(c.Text)
	switch {
	case c.Kind == xlsx.Date, col != nil && col.Type == cell.Date && strings.Trim(text, "-—/\\") != "":
		return false
	case c.Kind == xlsx.Number, c.Kind == xlsx.Bool, strings.Trim(text, "0123456789.,%+-—/\\¥") == "":
		return true
	case col == nil || col.Type != cell.Integer && col.Type != cell.Decimal:
		return false
	}
	_, issue := col.ParseText(c.Text)
	return issue == nil || issue.Severity != finding.Error
}

// names reports whether the text is one of those that the column offers.
func names(col *templates.Column, text string) bool {
	if col == nil || col.Group == nil && col.Dict == nil {
		return false
	}
	_, ok := col.Vocabulary.Match(text)
	return ok
}

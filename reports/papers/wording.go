package papers

import (
	"strings"

	"taizhang/templates"
)

// word is what a paper calls something: the plan's own word (参数“文书用语”), else
// the name that it goes by here.
func (g *generator) word(name string) string {
	if g.words == nil {
		g.words = templates.PaperWords(g.param(string(templates.ParamPaperWords)))
	}
	if w := g.words[name]; w != "" {
		return w
	}
	return name
}

// label is what a paper calls a column: the plan's word for its role, else the
// column's own name.
func (g *generator) label(c *templates.Column) string {
	if c == nil {
		return ""
	}
	if w := g.word(string(c.Role)); c.Role != "" && w != string(c.Role) {
		return w
	}
	return c.Name
}

// number is what a paper calls the key of the measures.
func (g *generator) keyLabel() string { return g.word("编号") }

// ledgerKey is the key's own name, where there is room for it.
func (g *generator) ledgerKey() string { return g.roles.ledger.Key[0].Name }

// narrow breaks a label of four characters for a narrow column.
func narrow(label string) string {
	if r := []rune(label); len(r) == 4 && !strings.Contains(label, "\n") {
		return string(r[:2]) + "\n" + string(r[2:])
	}
	return label
}

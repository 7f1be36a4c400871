package engine

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/jackc/pgx/v5"
	"golang.org/x/text/width"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/lang"
)

// elsewhere lends reports the rows that they print. Small ledgers are brought whole,
// of others those under a condition.
type elsewhere struct{ *Source }

// smallLedger is up to how many rows a ledger is brought at once.
const smallLedger = 1000

// All brings the rows of a ledger; of all offices, each row under its office's own
// numbers and names.
func (e elsewhere) All(l *templates.Ledger) []*sheets.Row { return e.rows(l, "true") }

// Under brings the rows of which a condition may hold: what has no SQL, or is said
// otherwise of several offices, is left to who asks.
func (e elsewhere) Under(l *templates.Ledger, when templates.Condition) ([]*sheets.Row, bool) {
	if e.size[l.Name] <= e.small || when.Empty() || when.Tree.Kind != lang.All {
		return nil, false
	}
	c := newCompiler(e.plan, e.Scope)
	var parts []string
	for _, n := range when.Tree.Args {
		if part, err := c.truth("t", n); err == nil && !e.lifts(n) {
			parts = append(parts, part)
		}
	}
	if parts == nil {
		return nil, false
	}
	if !l.Looks(when) {
		parts = append(parts, `t."_counts"`)
	}
	where := strings.Join(parts, " AND ")
	key := l.Name + "\x00" + where
	if _, asked := e.under[key]; !asked {
		e.under[key] = e.rows(l, where)
	}
	return slices.Clone(e.under[key]), true
}

// lifts reports whether a condition reads something that is another one where it
// stands beside what other offices say.
func (e elsewhere) lifts(n *lang.Node) (lifts bool) {
	n.Walk(func(leaf *lang.Node) {
		if p, ok := leaf.Ref.(templates.Path); ok && e.all() {
			lifts = lifts || p.Columns[len(p.Columns)-1].Lifted(true) != templates.LiftedPlain
		}
	})
	return lifts
}

// Within brings values of a column that stand in a text.
func (e elsewhere) Within(c *templates.Column, text string) []string {
	var pairs []string
	letters := []rune(text)
	for i := range len(letters) - 1 {
		pairs = append(pairs, string(letters[i:i+2]))
	}
	slices.Sort(pairs)
	rows, err := e.conn.Query(e.ctx, fmt.Sprintf(`SELECT v FROM (SELECT DISTINCT %s AS v FROM %s t WHERE %s) d WHERE EXISTS (SELECT 1 FROM unnest(string_to_array(translate(d.v, $3, $4), $5)) u(w), btrim(u.w, $6) x(w) WHERE CASE WHEN length(x.w) < 2 OR left(x.w, 2) = ANY($2::text[]) THEN x.w <> '' AND position(x.w IN $1) > 0 ELSE false END) ORDER BY 1`,
		asText("t", c), qualified(c.Ledger.Name), e.where("t")), text, slices.Compact(pairs), wide, narrow, width.Narrow.String(cell.ListSeparator), blanks)
	if err != nil {
		e.fail(err)
		return nil
	}
	out, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		e.fail(err)
	}
	return out
}

// wide are the letters that have a narrow form, narrow those forms in the same
// order, and blanks what is trimmed off.
var wide, narrow, blanks = func() (wide, narrow, blanks string) {
	for r := rune(1); r < 1<<16; r++ {
		if s := width.Narrow.String(string(r)); s != string(r) && r != unicode.ReplacementChar {
			wide, narrow = wide+string(r), narrow+s
		}
		if unicode.IsSpace(r) {
			blanks += string(r)
		}
	}
	return wide, narrow, blanks
}()

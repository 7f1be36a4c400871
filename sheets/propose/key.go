package propose

import (
	"fmt"
	"strings"

	"taizhang/templates/cell"
)

// chooseKey finds what tells the rows apart: a number of theirs, a name, two or
// three columns together, or else a number that the program gives.
func (t *table) chooseKey() {
	if t.key != nil {
		return // another table refers to it
	}
	var codes, plain []*column
	for _, c := range t.columns {
		switch {
		case c.spec.Type == cell.LongText || c.spec.Type == cell.Decimal || c.spec.Type == cell.YesNo || c.filledIn(t) < len(t.rows):
		case c.spec.Type == cell.Text && coded(c.spec.Name):
			codes = append(codes, c)
		default:
			plain = append(plain, c)
		}
	}
	for _, c := range codes {
		if t.unique(c) {
			t.key, t.keyWhy = []*column{c}, fmt.Sprintf("%d 行的“%s”都有，没有相同的", len(t.rows), c.spec.Name)
			return
		}
	}
	all := append(codes, plain...)
	for n := 1; n <= 3 && len(t.rows) > 2; n++ {
		if key := t.combination(all, nil, n); key != nil {
			t.key = key
			var names []string
			for _, c := range key {
				names = append(names, "“"+c.spec.Name+"”")
			}
			t.keyWhy = fmt.Sprintf("%d 行里%s没有重的", len(t.rows), strings.Join(names, "加"))
			return
		}
	}
	own := &column{spec: cell.Spec{Name: t.free(t.name + "编号"), Type: cell.Text}, role: "", why: "没有找到能认出一行的栏目，由系统编号"}
	own.values = make([]string, len(t.rows))
	t.columns = append([]*column{own}, t.columns...)
	t.key, t.keyWhy = []*column{own}, own.why
}

// system: the program numbers the rows.
func (c *column) system() bool {
	return c.at == 0 && c.filled == 0 && strings.HasSuffix(c.why, "由系统编号")
}

func (c *column) filledIn(t *table) int {
	n := 0
	for i := range t.rows {
		if t.value(i, c) != "" {
			n++
		}
	}
	return n
}

// combination is the first choice of n columns that no two rows agree in. One
// alone must be a text of its own, and no choice.
func (t *table) combination(from, chosen []*column, n int) []*column {
	if len(chosen) == n {
		if n == 1 && chosen[0].spec.Type != cell.Text && chosen[0].spec.Type != cell.Ref {
			return nil
		}
		if t.unique(chosen...) {
			return append([]*column{}, chosen...)
		}
		return nil
	}
	for i, c := range from {
		if key := t.combination(from[i+1:], append(chosen, c), n); key != nil {
			return key
		}
	}
	return nil
}

// unique: no two rows agree in all the columns, however they are spelt.
func (t *table) unique(cols ...*column) bool {
	seen := map[string]bool{}
	for i := range t.rows {
		key := ""
		for _, c := range cols {
			key += c.spec.Same(cell.NarrowCode(t.value(i, c))) + "\x00"
		}
		if seen[key] {
			return false
		}
		seen[key] = true
	}
	return true
}

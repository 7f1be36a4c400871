package templates

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"taizhang/templates/cell"
	"taizhang/templates/lang"
)

// seeColumns is what to do about a column's name that leads nowhere.
const seeColumns = "请对照“栏目”表填写。"

// farthest is over how many references a column is looked for.
const farthest = 3

// instead says what to write for a column that the ledger has not; paths tells
// whether references may be followed from there.
func (l *Ledger) instead(name string, paths bool) string {
	if c := l.alike(name); c != nil {
		return fmt.Sprintf("写成 %s。", c.Name)
	}
	for _, p := range l.paths(name) {
		if !paths && p.size == len(name) {
			return fmt.Sprintf("这里只能写“%s”自己的栏目。", l.Name) + p.carried()
		}
	}
	head, tail, dotted := strings.Cut(name, ".")
	if below := l.plan.ledgers[head]; below != nil && slices.ContainsFunc(below.Columns, func(c *Column) bool { return c.Target == l }) {
		return fmt.Sprintf("“%s”是引用本台账的各行，写成 计数(%s)、汇总(%[1]s.%[3]s) 的样子。", head, head, orWord(tail, "栏目"))
	}
	if c := l.Named(head); dotted && c != nil && c.Target == nil {
		extras := c.extras()
		if c.Type == cell.Date {
			extras = cell.PeriodUnits
		}
		if len(extras) > 0 {
			return fmt.Sprintf("“%s”后面可以取：%s。", head, strings.Join(extras, "、"))
		}
	}
	if via := l.reaches(name, farthest); paths && via != "" {
		return fmt.Sprintf("“%s”在引用的台账里，写成 %s。", name, via)
	}
	if c := l.nearly(name); c != nil {
		return fmt.Sprintf("是不是“%s”？%s", c.Name, seeColumns)
	}
	return seeColumns
}

// carried says how a value from elsewhere comes to stand in the row.
func (p Path) carried() string {
	if p.Type() == lang.Numeric {
		return fmt.Sprintf("请在“栏目”表给它加一栏公式“%s”，再写那一栏。", p.Text)
	}
	return fmt.Sprintf("按“%s”分的，可以写在“条件”和交叉表的“行”“列”里。", p.Text)
}

func orWord(word, other string) string {
	if word == "" {
		return other
	}
	return word
}

// plainName is a name without what people write differently: width, blanks, and
// brackets that are none of the language's.
func plainName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune("【】「」『』 \t　", r) {
			return -1
		}
		return r
	}, s)
	return width.Narrow.String(s)
}

func (l *Ledger) alike(name string) *Column {
	i := slices.IndexFunc(l.Columns, func(c *Column) bool { return plainName(c.Name) == plainName(name) })
	if i < 0 {
		return nil
	}
	return l.Columns[i]
}

// nearly is the one column of whose name the name is a part, or the other way
// round; nil where there are several.
func (l *Ledger) nearly(name string) *Column {
	var found *Column
	for _, c := range l.Columns {
		if len([]rune(name)) < 2 || !strings.Contains(c.Name, name) && !strings.Contains(name, c.Name) {
			continue
		}
		if found != nil {
			return nil
		}
		found = c
	}
	return found
}

// reaches is the shortest path over references to a column of that name; "" if
// there is none.
func (l *Ledger) reaches(name string, steps int) string {
	best := ""
	for _, c := range l.Columns {
		if c.Target == nil || c.Several() {
			continue
		}
		onward := ""
		if d := c.Target.Named(name); d != nil {
			onward = d.Name
		} else if steps > 1 {
			onward = c.Target.reaches(name, steps-1)
		}
		if onward != "" && (best == "" || strings.Count(onward, ".")+1 < strings.Count(best, ".")) {
			best = c.Name + "." + onward
		}
	}
	return best
}

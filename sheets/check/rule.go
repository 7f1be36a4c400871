package check

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// checks maps the names a plan may use to what they do. Checks over a draft's
// text belong to the notice.
var checks = map[string]func(*run, *templates.Rule, *batch){
	templates.RowCheck:  (*run).rowCheck,
	"下级存在":              (*run).subExists,
	"下级全部":              (*run).subAll,
	"下级合计":              (*run).subTotal,
	"组合唯一":              (*run).sameValues,
	"组合同值":              (*run).determined,
	"连续编号":              (*run).gapless,
	"指向限次":              (*run).pointedAt,
	"区间重叠":              (*run).intervals,
	"分组下限":              (*run).groupMinimum,
	"分组上限":              (*run).groupMaximum,
	"占比下限":              (*run).shareMinimum,
	"逐年填报":              (*run).everyYear,
	"书名登记":              (*run).titlesKnown,
	"书名重复":              (*run).titlesTwice,
	"文字雷同":              (*run).sameText,
	"佐证登记":              (*run).evidenceKnown,
	"号码":                (*run).numbers,
	"未收单位":              (*run).missingUnits,
	"提醒":                (*run).reminder,
	templates.LateCheck: (*run).late,
	templates.GapCheck:  (*run).formulaGap,
}

// rows are the ledger's rows on which the rule's condition holds. Repetitions
// are looked at like any other row, withdrawn ones only where it asks for them.
func (r *run) rows(rule *templates.Rule) []*sheets.Row {
	return slices.DeleteFunc(r.everyRow(rule), func(row *sheets.Row) bool { return row.Withdrawn() && !row.Ledger.Looks(rule.When) })
}

// everyRow includes what is withdrawn: it keeps its number.
func (r *run) everyRow(rule *templates.Rule) []*sheets.Row {
	var out []*sheets.Row
	env := r.data.Env()
	for _, row := range r.data.Rows(rule.Ledger) {
		if readable(row, rule.When.Columns()) && rule.When.Holds(row.Values, env) {
			out = append(out, row)
		}
	}
	return out
}

// clouded: a cell that a check over the whole ledger would count can't be read,
// so that what it finds missing may well be there.
func (r *run) clouded(rule *templates.Rule) bool {
	cols := rule.Must.Columns()
	for _, named := range rule.Columns {
		cols = append(cols, named...)
	}
	return slices.ContainsFunc(r.data.Rows(rule.Ledger), func(row *sheets.Row) bool { return !readable(row, cols) })
}

// readable is false when the rule would look at a cell that could not be read.
func readable(row *sheets.Row, cols []*templates.Column) bool {
	return len(row.Bad) == 0 || !slices.ContainsFunc(cols, func(c *templates.Column) bool { return row.Bad[c.Index] })
}

func (r *run) rowCheck(rule *templates.Rule, b *batch) {
	env := r.data.Env()
	for _, row := range r.rows(rule) {
		if readable(row, rule.Must.Columns()) && !rule.Must.Holds(row.Values, env) {
			b.add(row, nil)
		}
	}
}

// batch collects a rule's findings; a grouped rule ends in a single one.
type batch struct {
	run   *run
	rule  *templates.Rule
	first *sheets.Row
	words map[string]string
	n     int
}

func (b *batch) add(row *sheets.Row, words map[string]string) {
	b.n++
	if b.rule.Grouped {
		if b.first == nil {
			b.first, b.words = row, words
		}
		return
	}
	b.run.report(b.rule, row, words)
}

func (b *batch) end() {
	if b.rule.Grouped && b.n > 0 {
		words := map[string]string{}
		maps.Copy(words, b.words)
		words["数"] = strconv.Itoa(b.n)
		b.run.report(b.rule, b.first, words)
	}
}

// report puts a rule's finding at its column of the row; without a row it
// speaks of the ledger as a whole.
func (r *run) report(rule *templates.Rule, row *sheets.Row, words map[string]string) {
	message, fix := r.fill(rule.Message, row, words), r.fill(rule.Fix, row, words)
	if row == nil {
		f := finding.Finding{Severity: rule.SeverityOn(r.plan, r.asOf()), Code: rule.Code, Message: message, Fix: fix, Unit: words["单位"]}
		if rule.Ledger != nil {
			f.Ledger, f.Sheet = rule.Ledger.Name, rule.Ledger.Name
		}
		r.add(f)
		return
	}
	c := rule.Column
	if c != nil && c.Ledger != row.Ledger {
		c = nil
	}
	r.add(row.Finding(rule.SeverityOn(r.plan, r.asOf()), rule.Code, c, message, fix))
}

var slot = regexp.MustCompile(`\{([^{}]+)\}`)

// fill replaces {…} in a message: the check's own words, a column of the row
// (or a path from it), a parameter.
func (r *run) fill(text string, row *sheets.Row, words map[string]string) string {
	return slot.ReplaceAllStringFunc(text, func(m string) string {
		name := strings.Trim(m, "{}")
		if v, ok := words[name]; ok {
			return v
		}
		if row != nil {
			if p, err := r.plan.ParsePath(name, row.Ledger, nil); err == nil {
				v := p.Value(row.Values, r.data.Env())
				if last := p.Columns[len(p.Columns)-1]; p.Extra == "" {
					v = last.Show(v)
				}
				if v == "" {
					return "空"
				}
				return cell.Enumerate(v)
			}
		}
		if param := templates.ParamName(name); r.plan.HasParam(param) {
			return cmp.Or(r.plan.Param(param), "未定")
		}
		if f := r.plan.Figure(name); f != nil {
			return r.set.Get(f).Printed()
		}
		return m
	})
}

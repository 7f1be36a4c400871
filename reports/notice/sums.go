package notice

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// codeSums is the code of findings about figures that do not add up.
const codeSums = "通报合计"

// sum is what the groups of a run have printed of a figure.
type sum struct {
	value decimal.Decimal
	seen  map[*scope]bool
}

// additive figures of parts make that of the whole.
func additive(f *templates.Figure) bool {
	return f.Op == templates.OpCount || f.Op == templates.OpSum || f.Op == templates.OpLate
}

// count adds what a group has printed.
func (r *run) count(s *scope, f *templates.Figure, set *figure.Set) {
	if r == nil || !additive(f) {
		return
	}
	if r.sums == nil {
		r.sums = map[*templates.Figure]*sum{}
	}
	of := r.sums[f]
	if of == nil {
		of = &sum{seen: map[*scope]bool{}}
		r.sums[f] = of
	}
	if !of.seen[s] {
		of.seen[s] = true
		of.value = of.value.Add(set.Get(f).Value)
	}
}

// sumsUp compares the groups of a loop, and what it left out, with the total.
func (d *draft) sumsUp(r *run) {
	if !r.top {
		return
	}
	for _, f := range d.in.Plan.Figures {
		of := r.sums[f]
		if _, printed := d.totals[f]; of == nil || !printed {
			continue
		}
		whole := d.in.Set.Get(f)
		parts := of.value
		if rest := slices.Concat(r.left, r.behind); len(rest) > 0 {
			parts = parts.Add(d.in.Set.Within(rest).Get(f).Value)
		}
		if !parts.Equal(whole.Value) {
			if d.in.Control.Covers(r.loop.ledger) {
				d.add(finding.Finding{Severity: finding.Error, Code: codeSums, Sheet: Variant(true), Ledger: r.loop.ledger.Name,
					Message: fmt.Sprintf("按“%s”分组印出的“%s”加起来与稿里印的合计对不上。", r.loop.group.Text, f.Name),
					Fix:     "请核对 {{每组 …}} 的条件是不是只取了一部分行；只列一部分的，请另设一个同样条件的指标作合计。"})
				continue
			}
			d.add(finding.Finding{Severity: finding.Error, Code: codeSums, Sheet: Variant(true), Ledger: r.loop.ledger.Name,
				Message: fmt.Sprintf("按“%s”分组印出的“%s”加起来是 %s，稿里印的合计是 %s，对不上。", r.loop.group.Text, f.Name, parts, whole.Value),
				Fix:     "请核对 {{每组 …}} 的条件是不是只取了一部分行；只列一部分的，请另设一个同样条件的指标作合计。"})
		}
	}
}

// state notes the rows that a printed figure is made of.
func (e *eval) state(f *templates.Figure, set *figure.Set, whole bool) {
	r := set.Get(f)
	e.wrong.speaksOf(r.Rows...)
	rows := r.Rows
	f.Expr.Walk(func(leaf *templates.Expr) {
		if input, ok := leaf.Ref.(*templates.Figure); ok {
			e.state(input, set, false)
			rows = append(rows, set.Get(input).Rows...)
		}
	})
	if whole {
		e.totals[f] = rows
	}
}

// hollow notes a loop inside a paragraph that has printed nothing.
func (e *eval) hollow() {
	if len(e.out) > 0 && !e.nested {
		e.empty = append(e.empty, len(e.text(e.out[len(e.out)-1])))
	}
}

var (
	leadsIn = regexp.MustCompile(`(?:主要是|主要有|主要为|主要包括|包括|分别是|分别为|分别有|其中|如下|有以下|即|涉及|属于|有|是|为|：|:|——)[“"‘（(]?$`)
	stops   = regexp.MustCompile(`^[”"’）)]?(?:$|[。；;，,！!？?])`)
)

// leads finds what announces a list that is empty: 主要是。
func (e *eval) leads(paragraph int) {
	text := e.text(e.out[paragraph])
	for _, at := range e.empty {
		if at > len(text) {
			continue
		}
		before := strings.TrimRight(text[:at], " 　")
		if lead := leadsIn.FindString(before); lead != "" && stops.MatchString(strings.TrimLeft(text[at:], " 　")) {
			e.add(finding.Finding{Severity: finding.Error, Code: codeSums, File: e.name, Sheet: Variant(e.in.Public),
				Message: fmt.Sprintf("“%s”后面的循环一项也没有印，句子不完整。", excerpt(before, max(0, len(before)-len(lead)), len(before))),
				Fix:     "请核对循环的条件和各行的公开级别；可能一项也没有的，用 {{如果 …}}…{{否则}}…{{完}} 写另一句话。"})
		}
	}
	e.empty = e.empty[:0]
}

// bare finds a table's loop that has printed no row.
func (e *eval) bare(n *loopNode) {
	if n.copy == copyRow {
		e.add(finding.Finding{Severity: finding.Error, Code: codeSums, File: e.name, Sheet: Variant(e.in.Public), Ledger: n.loop.ledger.Name,
			Message: fmt.Sprintf("按“%s”列的表格一行也没有。", n.loop.ledger.Name),
			Fix:     "请核对循环的条件和各行的公开级别；可能一行也没有的，把整张表放在 {{如果 …}} 和 {{完}} 之间。"})
	}
}

// stateRow notes a row that a loop prints.
func (e *eval) stateRow(s *scope) {
	e.wrong.speaksOf(s.row)
	e.wrong.speaksOf(s.rows...)
}

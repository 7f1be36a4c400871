package notice

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// run is one run of a loop: what it printed, and what it left out because it
// must not appear.
type run struct {
	loop   *loop
	top    bool          // no loop stands around it
	left   []*sheets.Row // left out
	behind []*sheets.Row // of the groups that stand behind the first ones asked for
	told   bool          // the draft says so
	// table: it is no loop but a table of the summary
	table bool
	sums  map[*templates.Figure]*sum
}

// withheldWord begins the slot that says what the loops before it have left out.
const withheldWord = "不公开"

// withheld prints 另有9处不公开 for what the loops before it have left out of a
// ledger, the last one's unless it is named, and nothing where they have not.
// Behind the colon stand marks and a word of measure, ，处。 — or figures instead
// of the word, which print what they count of those rows.
func (c *compiler) withheld(it item, name, format string) value {
	l := c.in.Plan.Ledger(name)
	if l == nil && name != "" {
		c.fault(it, fmt.Sprintf("没有台账“%s”", name), suggest(name, c.ledgerNames()))
		return unknown(it.token.expr)
	}
	lead, words, tail := cutMarks(format)
	var figures []*templates.Figure
	for _, name := range strings.FieldsFunc(words, func(r rune) bool { return r == '、' || r == ',' || r == '，' }) {
		if f := c.in.Plan.Figure(strings.TrimSpace(name)); f != nil {
			figures = append(figures, f)
		}
	}
	return func(e *eval, _ *scope) []fill {
		rows := e.tell(l)
		if len(rows) == 0 {
			return nil
		}
		if c := e.in.control(); c.Covers(rows[0].Ledger) {
			return []fill{{text: lead + "另有部分" + templates.HeldWords + tail, code: withheldWord}}
		}
		said := []string{fmt.Sprintf("%d%s", len(rows), words)}
		if words == "" {
			said[0] += countMeasure(e.in.Plan, rows[0].Ledger)
		}
		if figures != nil {
			set := e.in.Set.Within(rows)
			said = said[:0]
			for _, f := range figures {
				if foreign(f, rows[0].Ledger) == nil && !(e.in.Public && f.Private()) {
					said = append(said, set.Get(f).Printed()+strings.TrimPrefix(f.Measure, "%"))
				}
			}
		}
		return []fill{{text: lead + "另有" + strings.Join(said, "、") + "不公开" + tail, code: withheldWord}}
	}
}

// tell gives what the runs before this have left out of a ledger, nil for that of
// the last of them, and takes it as said. How much a 限阅 ledger holds is not.
func (e *eval) tell(l *templates.Ledger) []*sheets.Row {
	for i := len(e.runs) - 1; i >= 0 && l == nil; i-- {
		if r := e.runs[i]; len(r.left) > 0 && !r.told && !e.concealed(r) {
			l = r.loop.ledger
		}
	}
	var out []*sheets.Row
	for _, r := range e.runs {
		if r.loop.ledger != l || r.told || e.concealed(r) {
			continue
		}
		r.told = true
		for _, row := range r.left {
			if !slices.Contains(out, row) {
				out = append(out, row)
			}
		}
	}
	return out
}

func (e *eval) concealed(r *run) bool { return e.in.Public && r.loop.ledger.Restricted }

// cutMarks parts a format into the marks around it and what stands between.
func cutMarks(format string) (lead, words, tail string) {
	const marks = "，。；、：（）,.;:()"
	words = strings.TrimLeft(format, marks)
	lead = format[:len(format)-len(words)]
	trimmed := strings.TrimRight(words, marks)
	return lead, trimmed, words[len(trimmed):]
}

// countMeasure is the unit in which a ledger's rows are counted.
func countMeasure(p *templates.Plan, l *templates.Ledger) string {
	for _, f := range p.Figures {
		if f.Ledger == l && f.Op == templates.OpCount && f.Measure != "" {
			return f.Measure
		}
	}
	return "项"
}

// publicOnly prints a figure of the rows that the public may see, in both
// variants.
func (c *compiler) publicOnly(it item, code string) value {
	f := c.in.Plan.Figure(code)
	if f == nil {
		c.fault(it, fmt.Sprintf("没有叫“%s”的指标", code), suggest(code, c.figureNames()))
		return unknown(it.token.expr)
	}
	return c.figure(it, f, "", func(e *eval, _ *scope) (*figure.Set, fill) {
		return e.publicSet(), fill{group: "公开", by: string(templates.RolePublicity)}
	})
}

func (e *eval) publicSet() *figure.Set {
	if e.public == nil {
		as := *e.compiler
		as.in.Public = true
		seen := &eval{compiler: &as}
		var rows []*sheets.Row
		for _, l := range e.in.Plan.Ledgers {
			for _, r := range e.in.Set.Data().Rows(l) {
				if seen.open(r) {
					rows = append(rows, r)
				}
			}
		}
		e.public = e.in.Set.Within(rows)
	}
	return e.public
}

// balance looks whether what the draft prints adds up: nothing is left out of a
// list that a total counts, unless the draft says so, and the groups of a loop
// make the total that is printed beside them.
func (d *draft) balance() {
	told := map[*sheets.Row]bool{} // once said, of a table further on too
	for _, r := range d.runs {
		for _, row := range r.left {
			told[row] = told[row] || r.told
		}
	}
	for _, r := range d.runs {
		if left := slices.DeleteFunc(slices.Clone(r.left), func(row *sheets.Row) bool { return told[row] }); len(left) > 0 {
			d.silent(r, left)
		}
		d.sumsUp(r)
	}
}

// silent finds a total that counts what a loop has left out.
func (d *draft) silent(r *run, rows []*sheets.Row) {
	left := map[*sheets.Row]bool{}
	for _, row := range rows {
		left[row] = true
	}
	for _, f := range d.in.Plan.Figures {
		n := 0
		for _, row := range d.totals[f] {
			if left[row] {
				n++
			}
		}
		if n == 0 {
			continue
		}
		if d.in.Control.Covers(r.loop.ledger) { // how much is left out must not be worked out
			d.add(finding.Finding{Severity: finding.Error, Code: codeSums, Sheet: Variant(true), Ledger: r.loop.ledger.Name,
				Message: fmt.Sprintf("“%s”有不公开的，稿里没有列出，而“%s”把它们算在内，数字对不上。", r.loop.ledger.Name, f.Name),
				Fix:     fmt.Sprintf("请在通报模板%s后面写上 {{%s:，}}，印成“，另有部分不公开”。", r.end(), withheldWord)})
			return
		}
		measure := countMeasure(d.in.Plan, r.loop.ledger)
		d.add(finding.Finding{Severity: finding.Error, Code: codeSums, Sheet: Variant(true), Ledger: r.loop.ledger.Name,
			Message: fmt.Sprintf("“%s”有%d%s不公开，稿里没有列出，而“%s”（%s）把它们算在内，数字对不上。", r.loop.ledger.Name, len(rows), measure, f.Name, d.in.Set.Get(f).Printed()),
			Fix:     fmt.Sprintf("请在通报模板%s后面写上 {{%s:，%s}}，印成“，另有%d%s不公开”；或者把合计写成 {{公开:%s}}。", r.end(), withheldWord, measure, len(rows), measure, f.Code)})
		return
	}
}

// end is where the run ends in the template.
func (r *run) end() string {
	if r.table {
		return "这张表"
	}
	return "这个循环的 {{完}} "
}

package merge

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// claims are the lines of all books that mean one record.
type claims struct {
	record *sheets.Row
	lines  []*line
}

// decideRecords decides every record that books speak of, over all units at
// once, so that the order of files cannot matter.
func (j *job) decideRecords(all []*claims) {
	for _, c := range all {
		l := c.record.Ledger
		state := recordState{cells: make([]cellState, len(l.Columns)), tied: j.tied(l), broken: j.ruleBreaks(l)}
		who := make([][]*line, len(l.Columns)) // whose saying is which
		for _, col := range l.Columns {
			cell := &state.cells[col.Index]
			cell.value = c.record.Values[col.Index]
			for _, ln := range c.lines {
				if ln.reports(col) {
					cell.says = append(cell.says, j.says(ln, col))
					who[col.Index] = append(who[col.Index], ln)
				}
			}
			if len(cell.says) == 0 {
				continue
			}
			cell.writer, cell.refused, cell.moves = j.writerOf(c.record, col), j.refusedOf(c.record, col), j.moves(c.record, col)
			cell.held = cmp.Or(c.record.Withdrawal(), c.approved(col))
		}
		for _, ln := range c.lines {
			state.told = append(state.told, ln.told())
		}
		j.carryOut(c, decideRecord(state), who)
	}
}

// moves reports whether who is responsible for a row changes with the column.
func (j *job) moves(row *sheets.Row, c *templates.Column) bool {
	return row.Values[c.Index] != "" && (c == row.Ledger.Route || c == row.Ledger.Role(templates.RoleUnit))
}

// carryOut writes what was decided of a record, asks what a person has to
// decide, and gives every line its fate.
func (j *job) carryOut(c *claims, decisions []decision, who [][]*line) {
	l := c.record.Ledger
	seen := map[*line]map[outcome]bool{}
	for _, ln := range c.lines {
		seen[ln] = map[outcome]bool{}
	}
	fresh := j.madeBy[c.record] != nil
	if slices.ContainsFunc(decisions, func(d decision) bool { return d.why != "" }) {
		j.ask(c, decisions)
		if fresh {
			c.record.Pending = true
		}
	}
	for _, col := range l.Columns {
		d := decisions[col.Index]
		for i, o := range d.each {
			ln := who[col.Index][i]
			seen[ln][o] = seen[ln][o] || ln.says(col).wishes()
			if o == adopted && c.record.Values[col.Index] != d.value {
				j.adopt(c.record, col, ln)
			}
		}
		j.explain(c.record, col, d, who[col.Index])
	}
	for _, ln := range c.lines {
		switch s := seen[ln]; {
		case s[waiting]:
			ln.fate = master.Undecided
		case s[adopted] && j.history.Adopted(ln.from.item.Digest, l.Name, c.record.ID):
			ln.fate = master.Adopted
		case s[older] && !s[same] && !s[adopted]:
			ln.fate = master.Superseded
		default:
			ln.fate = master.Unchanged
		}
	}
}

// explain tells the unit what of its book was left aside.
func (j *job) explain(row *sheets.Row, col *templates.Column, d decision, who []*line) {
	for i, o := range d.each {
		ln := who[i]
		v := ln.row.Values[col.Index]
		switch {
		case o == unsaid && v != d.value && !slices.Contains(d.each, adopted) && j.writerOf(row, col).unit == ln.from.Unit.Name:
			ln.kept++
		case o == older:
			ln.from.Findings = append(ln.from.Findings, ln.row.Finding(finding.Warning, codeOlder, col,
				fmt.Sprintf("“%s”报的“%s”没有采用：%s在更近的一份表里报过“%s”。", col.Name, orBlank(col.Show(v)), ln.from.Unit.Name, orBlank(col.Show(d.value))), "如果应以这一份为准，请在最近一份表里改好再报。"))
		case o == refused:
			ln.from.Findings = append(ln.from.Findings, ln.row.Finding(finding.Info, codeOlder, col,
				fmt.Sprintf("“%s”报的“%s”整改办已经裁定不采用。", col.Name, orBlank(col.Show(v))), "有异议的，请与整改办联系。"))
		}
	}
}

const (
	codeOlder     = "未采用" // what a book says that is not taken
	codeStillBack = "退回"  // what still waits to come again
	codeKept      = "已保留" // what a book leaves as issued although the unit has reported it since
)

// tellKept says once a sheet what was kept of the unit's earlier reports.
func (r *received) tellKept() {
	bySheet := map[string][]*line{}
	var order []string
	for _, ln := range r.lines {
		if ln.kept == 0 {
			continue
		}
		if bySheet[ln.row.Sheet] == nil {
			order = append(order, ln.row.Sheet)
		}
		bySheet[ln.row.Sheet] = append(bySheet[ln.row.Sheet], ln)
	}
	for _, sheet := range order {
		lines := bySheet[sheet]
		var ids []string
		cells := 0
		for _, ln := range lines {
			cells += ln.kept
			if len(ids) < 5 {
				ids = append(ids, ln.record.ID)
			}
		}
		what := strings.Join(ids, "、")
		if len(lines) > len(ids) {
			what += " 等"
		}
		r.add(finding.Finding{Severity: finding.Warning, Code: codeKept, Sheet: sheet, Ledger: lines[0].row.Ledger.Name,
			Message: fmt.Sprintf("“%s”有 %d 行 %d 栏（%s）这一份仍是下发时的内容，前一份报的已保留。", sheet, len(lines), cells, what),
			Fix:     "不用处理；确实要退回下发时的内容，请在那一行的备注栏开头写“" + takesBack + "”再报。"})
	}
}

// tied are a ledger's groups of columns, worked out once.
func (j *job) tied(l *templates.Ledger) [][]int {
	if _, ok := j.ties[l]; !ok {
		j.ties[l] = tied(l)
	}
	return j.ties[l]
}

// adopt takes a line's value into the master.
func (j *job) adopt(row *sheets.Row, col *templates.Column, ln *line) {
	r := ln.from
	change := master.Change{Kind: master.Changed, By: r.Unit.Name, Unit: r.Unit.Name, New: ln.row.Values[col.Index],
		File: r.File, Digest: r.item.Digest, Sheet: ln.row.Sheet, Cell: ln.row.Cell(col)}
	if j.rebound(row, col, ln) {
		change.Kind = master.Reopened
	}
	j.set(row, col, change)
	row.Unit = r.Unit.Name
	if row.Source.Unit == "" || row.Source.Unit == r.Unit.Name {
		row.Source = j.source(ln)
	}
}

// source is where a line stands.
func (j *job) source(ln *line) sheets.Source {
	r := ln.from
	return sheets.Source{Unit: r.Unit.Name, File: r.File, Digest: r.item.Digest, Sheet: ln.row.Sheet, Row: ln.row.Number, Updated: j.AsOf, Filler: r.Filler, Version: r.Version}
}

// rebound lists a closed item that a unit reports open again.
func (j *job) rebound(row *sheets.Row, col *templates.Column, ln *line) bool {
	c := row.Ledger.Role(templates.RoleState)
	if c != col {
		return false
	}
	v := ln.row.Values[col.Index]
	was, now := c.Meaning(row.Values[c.Index]), c.Meaning(v)
	if was != templates.MeansDone && was != templates.MeansClosed || now == templates.MeansDone || now == templates.MeansClosed {
		return false
	}
	ln.from.Findings = append(ln.from.Findings, ln.row.Finding(finding.Warning, "R-101", c,
		fmt.Sprintf("“%s”原来是“%s”，现在报“%s”，按反弹重开。", row.ID, row.Values[c.Index], v), "请核实原因，重新落实措施。"))
	if closing, ok := deadline.ClosingOf(row.Ledger); ok {
		j.unsign(row, closing, master.Change{Kind: master.Reopened, File: ln.from.File, Digest: ln.from.item.Digest})
	}
	return true
}

// ask puts a record's open cells on 冲突. Columns that rules tie together stand
// there with all that the book says of them and are chosen together.
func (j *job) ask(c *claims, decisions []decision) {
	l := c.record.Ledger
	group := recordState{cells: make([]cellState, len(l.Columns)), tied: j.tied(l)}.groups()
	open := map[int]string{} // group → the reason
	for _, col := range l.Columns {
		if why := decisions[col.Index].why; why != "" && (open[group[col.Index]] == "" || open[group[col.Index]] == whyTied) {
			open[group[col.Index]] = why
		}
	}
	for _, ln := range c.lines {
		told := ln.told()
		for _, col := range l.Columns {
			why := open[group[col.Index]]
			if why == "" || told[col.Index] == c.record.Values[col.Index] || !ln.reports(col) {
				continue
			}
			if own := decisions[col.Index].why; own != "" {
				why = own
			}
			j.raise(c, ln, col, group[col.Index], told[col.Index], why)
		}
	}
}

// atOdds reports whether another book of a line's own unit says otherwise.
func (c *claims) atOdds(ln *line, col *templates.Column) bool {
	return slices.ContainsFunc(c.lines, func(o *line) bool {
		return o.from.Unit == ln.from.Unit && o.reports(col) && o.says(col).wishes() && o.row.Values[col.Index] != ln.row.Values[col.Index]
	})
}

func (j *job) raise(c *claims, ln *line, col *templates.Column, group int, value, why string) {
	r, row := ln.from, c.record
	issued, current := ln.says(col).issued, row.Values[col.Index]
	if why == whyParts && !c.atOdds(ln, col) {
		why = whyUnits // it is another unit whose books disagree
	}
	if why == whyParts && r.Filled != "" && !slices.ContainsFunc(c.lines, func(o *line) bool { return o.from.Unit == r.Unit && o.from.Filled >= r.Filled && o != ln }) {
		why += "；这一份填报日期（" + r.Filled + "）较晚，建议采用"
	}
	conflict := master.Conflict{
		Ledger: row.Ledger.Name, RowID: row.ID, Column: col.Name, Base: issued, Current: current, Value: value,
		Unit: r.Unit.Name, File: r.File, Digest: r.item.Digest, Cell: ln.row.Cell(col), Why: why, Filled: r.Filled,
	}
	if group >= 0 {
		conflict.Group = fmt.Sprintf("%s-%d", row.ID, group+1)
	}
	j.m.Conflicts = append(j.m.Conflicts, conflict)
	r.Findings = append(r.Findings, ln.row.Finding(finding.Warning, "R-04", col,
		fmt.Sprintf("“%s”有冲突（%s）：下发时“%s”，总台账“%s”，报送“%s”。", col.Name, why, orBlank(col.Show(issued)), orBlank(col.Show(current)), orBlank(col.Show(value))),
		"请整改办在总台账“冲突”表的“选用”栏填“是”或“否”，再合并一次。"))
}

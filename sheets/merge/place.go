package merge

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// place finds for every row of a return the row of the master that it means, or
// adds one. Rows with an id go first, so that a line without cannot take theirs.
func (j *job) place(r *received) {
	if !r.base.known && r.Issue > 0 {
		j.warn(finding.Finding{Severity: finding.Warning, Code: "下发留底", Unit: r.Unit.Name, File: r.File,
			Message: fmt.Sprintf("找不到第 %d 次下发给%s的留底，只能与总台账比较。", r.Issue, r.Unit.Name), Fix: "请恢复“1-下发/历史”里的文件。"})
	}
	r.claimed = map[*sheets.Row]bool{}
	for _, s := range r.Sheets {
		r.rows += len(s.Rows)
		at := j.count(r, s)
		for _, withID := range []bool{true, false} {
			for _, row := range s.Rows {
				if (row.ID != "") != withID {
					continue
				}
				current, rejected := j.match(r, row)
				switch {
				case rejected:
					j.decide(r, at, master.SentBack)
				case current == nil:
					j.later = append(j.later, newcomer{r, row, s.LastID, at, nil})
					if r.base.row(row.Ledger, row.ID) != nil {
						j.later[len(j.later)-1].base = r.base
					}
				default:
					j.claim(r, at, j.existing(r, row, current))
				}
			}
		}
		if !r.rejected[s.Name][0] {
			j.goneRows(r, s)
		}
	}
	j.goneSheets(r)
}

// claim keeps a placed row for the decision on its fate; nil sends it back.
func (j *job) claim(r *received, at int, cl *claim) {
	if cl == nil {
		j.decide(r, at, master.SentBack)
		return
	}
	cl.from, cl.count = r, at
	j.claims = append(j.claims, cl)
}

// match finds the row of the master that a row means, and says whether the row
// goes back for its errors.
func (j *job) match(r *received, row *sheets.Row) (current *sheets.Row, rejected bool) {
	rejected = r.isRejected(row.Sheet, row.Number) || len(row.Bad) > 0
	if row.ID != "" {
		return j.lines.byID[row.Ledger][row.ID], rejected
	}
	if current = j.find(r, row); current == nil || r.claimed[current] {
		return nil, rejected // one line has one row; whether another says the same is seen later
	}
	row.ID = current.ID
	if current.Source.Unit == r.Unit.Name {
		// The next merge must know the line again, whatever becomes of the row.
		current.Source.File, current.Source.Digest, current.Source.Sheet, current.Source.Row = r.File, r.item.Digest, row.Sheet, row.Number
	}
	return current, rejected
}

// existing compares a returned row with the master's, column by column.
func (j *job) existing(r *received, row, current *sheets.Row) *claim {
	l := row.Ledger
	r.claimed[current] = true
	issued := r.base.row(l, row.ID)
	own := current.Source.Unit == r.Unit.Name || !r.base.known && l.Gives(current.Record, r.Unit, current.Source.Unit)
	if issued == nil && !own {
		return j.sendBack(r, row, nil, fmt.Sprintf("行标识“%s”不是发给%s的。", row.ID, r.Unit.Name), "请把这一行的行标识清空，系统会给它新的编号。")
	}
	cl := &claim{current: current}
	for _, c := range l.Columns {
		if c.Computed != nil || row.Cols[c.Index] == 0 || c.FilledBySystem() {
			continue
		}
		v := row.Values[c.Index]
		if !c.FilledBy(r.Unit) {
			j.guard(r, issued, row, current, c)
			continue
		}
		was := r.base.value(current, c)
		if v == was && !j.finishedAgain(r, current, c, v) {
			continue
		}
		if l.Role("状态") == c && c.Meaning(v) == "销号" {
			return j.sendBack(r, row, c, fmt.Sprintf("“%s”由整改办办理，单位不能自己填。", v), "请填写完成状态并附佐证，由整改办审核销号。")
		}
		cl.proposals = append(cl.proposals, &proposal{cl, row, c, was, v})
	}
	return cl
}

// finishedAgain: an item that the program reopened is reported done by a return
// seen for the first time. That the unit said so before does not matter.
func (j *job) finishedAgain(r *received, current *sheets.Row, c *templates.Column, v string) bool {
	return r.before == nil && c.Ledger.Role("状态") == c && c.Meaning(v) == "完成" &&
		c.Meaning(current.Values[c.Index]) == "进行" && j.beforeSystem(current, c) != current.Values[c.Index]
}

func (j *job) sendBack(r *received, row *sheets.Row, c *templates.Column, message, fix string) *claim {
	j.warn(row.Finding(finding.Error, intake.CodeID, c, message, fix))
	r.Findings = append(r.Findings, j.findings[len(j.findings)-1])
	return nil
}

// guard reports a unit's change to a cell that is not its own; it is never
// merged.
func (j *job) guard(r *received, issued, row, current *sheets.Row, c *templates.Column) {
	was := current.Values[c.Index]
	if issued != nil {
		was = issued.Values[c.Index]
	}
	v := row.Values[c.Index]
	if v == was || v == current.Values[c.Index] || issued == nil && v == "" {
		return
	}
	j.warn(row.Finding(finding.Warning, "权限", c,
		fmt.Sprintf("“%s”由%s填写，下发时是“%s”，现在是“%s”；改动没有采用。", c.Name, strings.Join(c.Owners, "、"), orBlank(c.Show(was)), orBlank(c.Show(v))),
		"请改回原值；需要调整的，请向整改办说明。"))
}

func orBlank(s string) string {
	if s == "" {
		return "空"
	}
	return s
}

// repeated says that a row is in the master already.
func (j *job) repeated(row, current *sheets.Row) *claim {
	j.warn(row.Finding(finding.Info, "重复", nil, fmt.Sprintf("与%s报的一行（%s）完全相同，只留一行。", orOffice(current.Source.Unit), current.ID), ""))
	return &claim{current: current, repeated: true}
}

// newcomer is a row that the master does not know.
type newcomer struct {
	from   *received
	row    *sheets.Row
	lastID string // of its sheet
	count  int
	base   *base // of a row the unit was issued, which another may add again
}

// newcomers adds the new rows of all returns, once the rows that stood there
// before have their values.
func (j *job) newcomers() {
	foreign := func(n newcomer) bool {
		series, _ := master.SplitID(n.row.ID)
		return n.base != nil && series != seriesOf(n.from.Unit, n.row.Ledger)
	}
	for _, n := range j.later {
		if !foreign(n) {
			j.claim(n.from, n.count, j.newRow(n.from, n.row, n.lastID))
		}
	}
	for _, n := range j.later {
		if !foreign(n) {
			continue
		}
		if current := j.lines.byID[n.row.Ledger][n.row.ID]; current != nil {
			n.from.base = n.base
			j.claim(n.from, n.count, j.existing(n.from, n.row, current))
			n.from.base = nil
			continue
		}
		j.claim(n.from, n.count, j.newRow(n.from, n.row, n.lastID))
	}
	j.later = nil
	j.resolve()
}

// newRow adds a row a unit filled in on a line of its own.
func (j *job) newRow(r *received, row *sheets.Row, lastID string) *claim {
	l := row.Ledger
	if !l.Adds {
		return j.sendBack(r, row, nil, fmt.Sprintf("“%s”不能新增行，这一行不是下发的。", l.Name), "请在下发的行里填写；确需增加的，请告诉整改办。")
	}
	if series, _ := master.SplitID(row.ID); row.ID != "" && series != seriesOf(r.Unit, l) {
		return j.sendBack(r, row, nil, fmt.Sprintf("行标识“%s”不是%s的编号。", row.ID, r.Unit.Name), "请把这一行的行标识清空，系统会给它新的编号。")
	}
	n := &sheets.Row{Record: templates.Record{ID: row.ID, Version: 1, Values: make([]string, len(l.Columns))}, Ledger: l, Unit: r.Unit.Name,
		Source: sheets.Source{Unit: r.Unit.Name, File: r.File, Digest: r.item.Digest, Sheet: row.Sheet, Row: row.Number, Updated: j.AsOf}}
	for _, c := range l.Columns {
		switch {
		case c.Computed != nil || c.FilledBySystem():
		case c.FilledBy(r.Unit):
			n.Values[c.Index] = row.Values[c.Index]
		case row.Values[c.Index] != "":
			j.guard(r, nil, row, n, c)
		}
	}
	what := content(r.Unit, n)
	if done, ok := j.decided[decidedKey(r.Unit.Name, l.Name, what)]; ok {
		return &claim{current: n, changed: done == master.Chosen, repeated: done == master.Declined}
	}
	twins := j.lines.withKey(n)
	if row.ID == "" && naturalKey(n) == "" {
		if own := j.find(r, row); own != nil {
			twins = append(slices.Clip(twins), own)
		}
	}
	for _, twin := range twins {
		if content(r.Unit, twin) == what {
			return j.repeated(row, twin)
		}
	}
	if row.ID == "" {
		row.ID = j.lines.nextID(r.Unit, l, lastID)
		n.ID = row.ID
	}
	l.Number(n.Record)
	l.Compute(n.Values)
	r.claimed[n], j.fresh[n] = true, true
	j.m.Rows[l] = append(j.m.Rows[l], n)
	j.lines.add(n)
	if seen := j.lines.byContent[contentKey(r.Unit, l)]; seen != nil && seen[what] == nil {
		seen[what] = n
	}
	j.log(master.Change{Kind: master.Added, By: r.Unit.Name, Unit: r.Unit.Name, Ledger: l.Name, RowID: n.ID,
		File: r.File, Digest: r.item.Digest, Sheet: row.Sheet, Cell: row.Cell(nil)})
	return &claim{current: n, changed: true}
}

// goneRows reports rows that a return no longer holds: issued ones, and those
// the unit reported before. Nothing is deleted.
func (j *job) goneRows(r *received, s *intake.Sheet) {
	have := map[string]bool{}
	for _, row := range s.Rows {
		have[row.ID] = true
	}
	issued := r.base.issued[s.Ledger]
	missing := sortedRows(issued)
	for _, m := range j.m.Rows[s.Ledger] {
		if m.Source.Unit == r.Unit.Name && m.Source.Digest != "" && issued[m.ID] == nil && !m.Duplicate() {
			missing = append(missing, m)
		}
	}
	for _, row := range missing {
		if have[row.ID] {
			continue
		}
		when := "以前报过"
		if issued[row.ID] != nil {
			when = "下发时有"
		}
		j.warn(finding.Finding{
			Severity: finding.Warning, Code: "R-75", Unit: r.Unit.Name, File: r.File, Sheet: s.Name, Ledger: s.Ledger.Name, RowID: row.ID,
			Message: fmt.Sprintf("%s的一行（%s）在报回的表里不见了，总台账里照旧保留。", when, row.ID),
			Fix:     "请补回这一行；确实不再需要的，填写状态或销账原因，不要删行。",
		})
	}
}

// goneSheets reports issued sheets that a return lacks altogether.
func (j *job) goneSheets(r *received) {
	for _, l := range j.Plan.Ledgers {
		n := len(r.base.issued[l])
		if said, listed := r.Nil[l]; listed && !said.Whole {
			continue // reading has said so
		}
		if n == 0 || slices.ContainsFunc(r.Sheets, func(s *intake.Sheet) bool { return s.Ledger == l }) {
			continue
		}
		j.warn(finding.Finding{
			Severity: finding.Warning, Code: "R-75", Unit: r.Unit.Name, File: r.File, Ledger: l.Name,
			Message: fmt.Sprintf("下发时有的工作表“%s”在报回的文件里不见了，其中 %d 行在总台账里照旧保留。", l.Name, n),
			Fix:     "请从下发的表里把这张工作表补回来，不要删表。",
		})
	}
}

func sortedRows(m map[string]*sheets.Row) []*sheets.Row {
	out := make([]*sheets.Row, 0, len(m))
	for _, r := range m {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b *sheets.Row) int { return cell.Natural(a.ID, b.ID) })
	return out
}

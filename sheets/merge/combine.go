package merge

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/form"
)

func sortedRows(m map[string]*sheets.Row) []*sheets.Row {
	var out []*sheets.Row
	for _, r := range m {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b *sheets.Row) int { return master.NaturalCompare(a.ID, b.ID) })
	return out
}

// proposal is one unit's wish to change one cell.
type proposal struct {
	from  *received
	row   *sheets.Row // in the return
	col   *templates.Column
	base  string
	value string
}

// claim is one returned row that belongs to a row of the master.
type claim struct {
	from      *received
	count     int         // index of its Count
	row       *sheets.Row // in the return
	current   *sheets.Row // in the master
	proposals []*proposal
	waits     bool // some cell waits for a decision
	changed   bool
}

// combine takes the newest returns into the master. First every row finds its
// counterpart or becomes a new one; then each cell is decided over all units'
// wishes at once, so that the order of files cannot matter.
func (j *job) combine() error {
	j.m.Conflicts = nil
	ids := j.rowsByID()
	var claims []*claim
	for _, r := range j.returns {
		if !r.newest || r.Refused {
			continue
		}
		b := j.baseOf(r)
		if !b.known && r.Issue > 0 {
			j.warn(templates.Finding{Severity: templates.Warning, Code: "下发留底", Unit: r.Unit.Name, File: r.File,
				Message: fmt.Sprintf("找不到第 %d 次下发给%s的留底，只能与总台账比较。", r.Issue, r.Unit.Name), Fix: "请恢复“1-下发/历史”里的文件。"})
		}
		for _, s := range r.Sheets {
			at := j.count(r, s)
			for _, row := range s.Rows {
				cl := j.place(r, b, s, row, ids)
				if cl == nil {
					j.decide(r, at, master.SentBack)
					continue
				}
				cl.from, cl.count = r, at
				claims = append(claims, cl)
			}
			if b.known && !r.rejected[s.Name][0] {
				b.gone(r, s)
			}
		}
	}
	j.resolve(claims)
	for _, cl := range claims {
		j.decide(cl.from, cl.count, j.fate(cl))
	}
	return nil
}

// rowsByID indexes the master for this merge.
func (j *job) rowsByID() map[*templates.Ledger]map[string]*sheets.Row {
	out := map[*templates.Ledger]map[string]*sheets.Row{}
	for _, l := range j.Plan.Ledgers {
		out[l] = map[string]*sheets.Row{}
		for _, r := range j.m.Rows[l] {
			out[l][r.ID] = r
		}
	}
	return out
}

// place finds the row of the master that a returned row means, or adds one;
// nil sends the row back.
func (j *job) place(r *received, b *base, s *intake.Sheet, row *sheets.Row, ids map[*templates.Ledger]map[string]*sheets.Row) *claim {
	l := row.Ledger
	if r.isRejected(row.Sheet, row.Number) || len(row.Bad) > 0 {
		return nil
	}
	current := ids[l][row.ID]
	if row.ID == "" {
		current = j.withoutID(r, row)
	}
	if current == nil {
		return j.newRow(r, s, row, ids[l])
	}
	issued := b.row(l, row.ID)
	if issued == nil && current.Source.Unit != r.Unit.Name && b.known {
		return j.sendBack(r, row, nil, fmt.Sprintf("行标识“%s”不是发给%s的。", row.ID, r.Unit.Name), "请把这一行的行标识清空，系统会给它新的编号。")
	}
	cl := &claim{row: row, current: current}
	for _, c := range l.Columns {
		if c.Computed != nil || row.Cols[c.Index] == 0 || c.FilledBySystem() {
			continue
		}
		v := row.Values[c.Index]
		if !c.FilledBy(r.Unit) {
			j.guard(r, issued, row, current, c)
			continue
		}
		was := b.value(current, c)
		if v == was {
			continue
		}
		if role := l.Role("状态"); role == c && c.Meaning(v) == "销号" {
			return j.sendBack(r, row, c, fmt.Sprintf("“%s”由整改办办理，单位不能自己填。", v), "请填写完成状态并附佐证，由整改办审核销号。")
		}
		cl.proposals = append(cl.proposals, &proposal{r, row, c, was, v})
	}
	return cl
}

func (j *job) sendBack(r *received, row *sheets.Row, c *templates.Column, message, fix string) *claim {
	j.warn(row.Finding(templates.Error, intake.CodeID, c, message, fix))
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
	j.warn(row.Finding(templates.Warning, "权限", c,
		fmt.Sprintf("“%s”由%s填写，下发时是“%s”，现在是“%s”；改动没有采用。", c.Name, strings.Join(c.Owners, "、"), orBlank(c.Show(was)), orBlank(c.Show(v))),
		"请改回原值；需要调整的，请向整改办说明。"))
}

func orBlank(s string) string {
	if s == "" {
		return "空"
	}
	return s
}

// withoutID finds the row that an earlier reading of the same line, or of a
// line with the same key or content, made of it.
func (j *job) withoutID(r *received, row *sheets.Row) *sheets.Row {
	key := row.Key()
	for _, m := range j.m.Rows[row.Ledger] {
		if m.Source.Unit != r.Unit.Name {
			continue
		}
		if m.Source.Digest == r.item.Digest && m.Source.Sheet == row.Sheet && m.Source.Row == row.Number {
			return m
		}
		if key != "" && m.Key() == key || key == "" && j.sameContent(r.Unit, row, m) {
			return m
		}
	}
	return nil
}

func (j *job) sameContent(u *templates.Unit, a, b *sheets.Row) bool {
	for _, c := range a.Ledger.Columns {
		if c.Computed == nil && !c.FilledBySystem() && c.FilledBy(u) && a.Values[c.Index] != b.Values[c.Index] {
			return false
		}
	}
	return true
}

// newRow adds a row a unit filled in on a line of its own.
func (j *job) newRow(r *received, s *intake.Sheet, row *sheets.Row, ids map[string]*sheets.Row) *claim {
	l := row.Ledger
	if !l.Adds {
		return j.sendBack(r, row, nil, fmt.Sprintf("“%s”不能新增行，这一行不是下发的。", l.Name), "请在下发的行里填写；确需增加的，请告诉整改办。")
	}
	prefix := strings.TrimSuffix(form.RowID(r.Unit.Code, l.Code, 0), "0000")
	if row.ID != "" && !strings.HasPrefix(row.ID, prefix) {
		return j.sendBack(r, row, nil, fmt.Sprintf("行标识“%s”不是%s的编号。", row.ID, r.Unit.Name), "请把这一行的行标识清空，系统会给它新的编号。")
	}
	if row.ID == "" {
		row.ID = j.nextID(r, s, ids)
	}
	n := &sheets.Row{Record: templates.Record{ID: row.ID, Version: 1, Values: make([]string, len(l.Columns))}, Ledger: l, Unit: r.Unit.Name,
		Source: sheets.Source{Unit: r.Unit.Name, File: r.File, Digest: r.item.Digest, Sheet: row.Sheet, Row: row.Number, Updated: j.AsOf}}
	for _, c := range l.Columns {
		switch {
		case c.Computed != nil:
		case c.FilledBySystem():
		case c.FilledBy(r.Unit):
			n.Values[c.Index] = row.Values[c.Index]
		case row.Values[c.Index] != "":
			j.guard(r, nil, row, n, c)
		}
	}
	l.Number(n.Record)
	l.Compute(n.Values)
	if done := j.decidedBefore(r, n); done != "" {
		return &claim{row: row, current: n, changed: done == master.Chosen, waits: false}
	}
	cl := &claim{row: row, current: n, changed: true}
	if twin := j.twin(n); twin != nil {
		if j.sameContent(r.Unit, n, twin) {
			j.warn(row.Finding(templates.Info, "重复", nil, fmt.Sprintf("与%s报的一行（%s）完全相同，只留一行。", orBlank(twin.Source.Unit), twin.ID), ""))
			cl.current = nil
			return cl
		}
		cl.waits, n.Pending = true, true
		twin.Pending = twin.Pending || twin.Source.Updated == j.AsOf && twin.Version == 1 && twin.Source.Digest != ""
		j.m.Conflicts = append(j.m.Conflicts, master.Conflict{Ledger: l.Name, RowID: n.ID, Current: twin.ID, Value: n.Key(), Unit: r.Unit.Name, File: r.File, Digest: r.item.Digest,
			Cell: row.Cell(l.Key[0]), Why: fmt.Sprintf("与“%s”主键相同、内容不同", twin.ID)})
		j.warn(row.Finding(templates.Error, "R-04", l.Key[0], fmt.Sprintf("与%s报的一行（%s）主键相同，内容不同，列入冲突，暂不计数。", orBlank(twin.Source.Unit), twin.ID), "请两家核对；由整改办在“冲突”表选定。"))
	}
	j.m.Rows[l] = append(j.m.Rows[l], n)
	ids[n.ID] = n
	j.log(master.Change{Kind: master.Added, By: r.Unit.Name, Unit: r.Unit.Name, Ledger: l.Name, RowID: n.ID, File: r.File, Digest: r.item.Digest, Sheet: row.Sheet, Cell: row.Cell(nil)})
	return cl
}

// twin is another row with the same natural key.
func (j *job) twin(n *sheets.Row) *sheets.Row {
	key := n.Key()
	if key == "" || key == n.ID {
		return nil
	}
	for _, o := range j.m.Rows[n.Ledger] {
		if o.ID != n.ID && o.Key() == key {
			return o
		}
	}
	return nil
}

// decidedBefore is the decision a person already took on a row that was in
// conflict.
func (j *job) decidedBefore(r *received, n *sheets.Row) master.ChangeKind {
	for _, i := range j.history[cellKey{n.Ledger.Name, n.ID, ""}] {
		c := j.m.Changes[i]
		if c.Unit == r.Unit.Name && (c.Kind == master.Chosen || c.Kind == master.Declined) {
			return c.Kind
		}
	}
	return ""
}

// nextID is the first number of the unit beyond those prepared or used.
func (j *job) nextID(r *received, s *intake.Sheet, ids map[string]*sheets.Row) string {
	l, n := s.Ledger, 0
	prefix := strings.TrimSuffix(form.RowID(r.Unit.Code, l.Code, 0), "0000")
	used := func(id string) {
		if rest, ok := strings.CutPrefix(id, prefix); ok {
			serial, _ := strconv.Atoi(rest)
			n = max(n, serial)
		}
	}
	for id := range ids {
		used(id)
	}
	used(s.LastID)
	return form.RowID(r.Unit.Code, l.Code, n+1)
}

// fate is what became of a placed row.
func (j *job) fate(cl *claim) master.Fate {
	switch {
	case cl.current == nil:
		return master.Repeated
	case cl.waits || cl.current.Pending:
		return master.Undecided
	case cl.changed || j.adopted[cl.from.item.Digest+cl.current.Ledger.Name+"\x00"+cl.current.ID]:
		return master.Adopted
	}
	return master.Unchanged
}

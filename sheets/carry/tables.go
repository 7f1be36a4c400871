package carry

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// Names that a carried plan has beside the earlier one's.
const (
	OldNumber  = "上一活动编号"
	Story      = "上一活动情况"
	Candidates = "回头看候选"
	begunDay   = "接续日" // tells which year a campaign without days of its own belongs to
)

// tables is the new plan: the earlier one's sheets, without what belonged to that
// campaign alone, and with the rows that go on.
func (c *carrier) tables() {
	var out []*templates.Table
	for _, t := range c.Tables {
		switch {
		case t.Sheet == templates.SheetParams:
			t = c.params(t)
		case t.Sheet == templates.SheetReviews:
			t = without(t, func(int) bool { return true })
		case t.Sheet == templates.SheetLedgers:
			t = c.ledgersTable(t)
		case t.Sheet == templates.SheetColumns:
			t = c.columnsTable(t)
		case strings.HasPrefix(t.Sheet, templates.SeedPrefix):
			continue
		}
		out = append(out, t)
	}
	for _, l := range c.ledgers {
		out = append(out, c.seeds(l))
		c.res.Carried = append(c.res.Carried, Count{l.Name, len(c.rows[l])})
	}
	for _, t := range templates.EmptySeeds(c.Plan) {
		if l := c.Plan.Ledger(strings.TrimPrefix(t.Sheet, templates.SeedPrefix)); !slices.Contains(c.ledgers, l) && l.Name != Candidates {
			out = append(out, t)
		}
	}
	if c.source() != nil {
		out = append(out, c.candidates())
	}
	c.res.Tables = out
	for _, u := range c.Plan.Units {
		if u.Until != "" && u.Until < c.AsOf && slices.ContainsFunc(c.ledgers, func(l *templates.Ledger) bool {
			return slices.ContainsFunc(c.rows[l], func(r *sheets.Row) bool {
				return slices.Contains(cell.SplitList(r.Value(l.Role(templates.RoleUnit))), u.Name)
			})
		}) {
			c.res.Gone = append(c.res.Gone, u.Name)
		}
	}
}

// without is a table without the rows that drop names.
func without(t *templates.Table, drop func(n int) bool) *templates.Table {
	out := *t
	out.Rows = nil
	for n, r := range t.Rows {
		if !drop(n) {
			out.Rows = append(out.Rows, r)
		}
	}
	return &out
}

// params empties what the earlier campaign's days and counts were; its code is
// counted on, so that its forms are known to be another campaign's.
func (c *carrier) params(t *templates.Table) *templates.Table {
	out := without(t, func(int) bool { return false })
	name, value := slices.Index(t.Header, "参数"), slices.Index(t.Header, "值")
	for i, r := range out.Rows {
		p := templates.ParamName(strings.TrimSpace(r.Cells[name]))
		cells := slices.Clone(r.Cells)
		switch v := strings.TrimSpace(cells[value]); {
		case p == templates.ParamCampaignCode:
			cells[value] = next(v)
		case v != "" && ofOneCampaign(p, v):
			cells[value] = ""
			c.res.Cleared = append(c.res.Cleared, string(p))
		}
		out.Rows[i].Cells = cells
	}
	begun := tableRow(t.Header, map[string]string{"参数": begunDay, "值": c.AsOf, "说明": "从上一次活动接着做的日期。"})
	at := slices.IndexFunc(out.Rows, func(r templates.TableRow) bool { return strings.TrimSpace(r.Cells[name]) == begunDay })
	if at < 0 {
		out.Rows = append(out.Rows, begun)
	} else {
		out.Rows[at] = begun
	}
	return out
}

// ofOneCampaign: a day, or a number that the standard plan leaves to each campaign.
func ofOneCampaign(p templates.ParamName, v string) bool {
	if _, day := cell.ISODate(v); day {
		return true
	}
	if p == templates.ParamTelephone || p == templates.ParamPostBox {
		return false
	}
	_, err := strconv.ParseFloat(v, 64)
	return err == nil && templates.IsStandardBlank(p)
}

// next counts a campaign's code on: XCZG, XCZG2, XCZG3.
func next(code string) string {
	head := strings.TrimRight(code, "0123456789")
	n, err := strconv.Atoi(code[len(head):])
	if err != nil {
		n = 1
	}
	return head + strconv.Itoa(n+1)
}

// seeds are a ledger's carried rows as its 期初 sheet.
func (c *carrier) seeds(l *templates.Ledger) *templates.Table {
	t := &templates.Table{Sheet: templates.SeedPrefix + l.Name, HeaderRow: templates.PlanHeaderRow,
		Note: fmt.Sprintf("从“%s”带过来没有完成的内容，已重新编号；“%s”写着原来的编号，请逐条核对。只在第一次下发、合并时读取，以后请在总台账里改。", c.Plan.Param(templates.ParamCampaign), OldNumber)}
	for _, name := range seedColumns(l) {
		if name != OldNumber && name != Story {
			t.Header = append(t.Header, name)
		}
	}
	t.Header = append(t.Header, OldNumber, Story)
	for _, r := range c.rows[l] {
		add(t, c.seed(r))
	}
	return t
}

// seedColumns are the columns of a form that a 期初 sheet fills in.
func seedColumns(l *templates.Ledger) (names []string) {
	for _, col := range l.FormColumns() {
		if col.Computed == nil && !col.FilledBySystem() {
			names = append(names, col.Name)
		}
	}
	return names
}

func add(t *templates.Table, values map[string]string) {
	cells := make([]string, len(t.Header))
	for i, h := range t.Header {
		cells[i] = values[h]
	}
	t.Rows = append(t.Rows, templates.TableRow{Number: templates.PlanHeaderRow + 1 + len(t.Rows), Cells: cells})
}

// columnsTable adds the columns of the history to the ledgers that go on, before
// those that stand on no form, and the columns of 回头看候选.
func (c *carrier) columnsTable(t *templates.Table) *templates.Table {
	out := without(t, func(int) bool { return false })
	ledger, column := slices.Index(t.Header, "台账"), slices.Index(t.Header, "栏目")
	for _, l := range c.ledgers {
		at := 0
		for i, r := range out.Rows {
			if col := l.Column(r.Cells[column]); c.Plan.Ledger(r.Cells[ledger]) == l && (col == nil || !col.Withdraws()) {
				at = i + 1
			}
		}
		for _, row := range []map[string]string{
			{"栏目": OldNumber, "类型": "文本", "宽度": "10", "说明": "这一行在上一次活动里的编号，由系统带来。"},
			{"栏目": Story, "类型": "长文本", "宽度": "40", "说明": "这一行在上一次活动里的经过，由系统带来。"},
		} {
			if l.Column(row["栏目"]) == nil {
				row["台账"], row["必填"], row["填写方"], row["敏感"] = l.Name, "选", templates.OwnerOffice, "否"
				out.Rows = slices.Insert(out.Rows, at, tableRow(t.Header, row))
				at++
			}
		}
	}
	if c.source() != nil && c.Plan.Ledger(Candidates) == nil {
		for _, row := range c.candidateColumns() {
			out.Rows = append(out.Rows, tableRow(t.Header, row))
		}
	}
	return out
}

func tableRow(header []string, values map[string]string) templates.TableRow {
	cells := make([]string, len(header))
	for i, h := range header {
		cells[i] = values[h]
	}
	return templates.TableRow{Cells: cells}
}

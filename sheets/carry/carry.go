// Package carry makes the plan of a new campaign from an earlier one: what is still
// open goes on under new numbers with its history, what was closed is listed to be
// looked at again. It writes nothing and changes nothing of the earlier campaign.
package carry

import (
	"fmt"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// Input is the earlier campaign.
type Input struct {
	Plan   *templates.Plan
	Tables []*templates.Table // of its 方案.xlsx
	Master *master.Master
	AsOf   string // ISO date: what is due before it needs a new deadline
	Due    string // the new deadline of those, "" to leave it to the office
}

// Result is the plan of the new campaign and what went into it.
type Result struct {
	Tables     []*templates.Table
	Carried    []Count // by ledger
	Candidates int     // rows on 回头看候选
	Undated    int     // carried rows that need a new deadline
	Waiting    int     // rows left behind because a person had not decided on them
	Below      int     // rows left behind because the office below that reported them goes on with them
	Cleared    []string
	Gone       []string // units that no longer are asked and still answer for a row
}

// Count is how many rows of a ledger go on.
type Count struct {
	Ledger string `json:"ledger"`
	Rows   int    `json:"rows"`
}

// carrier is one carrying-over under way.
type carrier struct {
	Input
	day     *deadline.Day
	ledgers []*templates.Ledger
	rows    map[*templates.Ledger][]*sheets.Row
	numbers map[*templates.Ledger]map[string]string // old key → new key
	changes map[string][]master.Change              // by ledger and row
	res     Result
}

// Plan makes the tables of the new campaign's plan.
func Plan(in Input) *Result {
	c := &carrier{Input: in, day: deadline.On(in.AsOf, in.Master.Data()),
		rows: map[*templates.Ledger][]*sheets.Row{}, numbers: map[*templates.Ledger]map[string]string{}, changes: map[string][]master.Change{}}
	for _, ch := range in.Master.Changes {
		k := ch.Ledger + "\x00" + ch.RowID
		c.changes[k] = append(c.changes[k], ch)
	}
	c.ledgers = carried(in.Plan)
	for _, l := range c.ledgers {
		c.choose(l)
	}
	for _, l := range slices.Backward(c.ledgers) { // what is added has rows above it in its turn
		c.withParents(l)
	}
	for _, l := range c.ledgers {
		c.number(l)
	}
	c.tables()
	return &c.res
}

// carried are the ledgers whose open rows go on, those above first: what has a
// state and a deadline, what stands above such rows, and needs nothing else.
func carried(p *templates.Plan) []*templates.Ledger {
	in := map[*templates.Ledger]bool{}
	for _, l := range p.Ledgers {
		if l.Role(templates.RoleState) == nil || l.Role(templates.RoleDue) == nil {
			continue
		}
		for up := l; up != nil && up.Role(templates.RoleState) != nil && !in[up]; up = ledgerAbove(up) {
			in[up] = true
		}
	}
	for dropped := true; dropped; {
		dropped = false
		for l := range in {
			if slices.ContainsFunc(l.Columns, func(c *templates.Column) bool {
				return c.Required == templates.Always && c.Target != nil && !in[c.Target]
			}) {
				delete(in, l)
				dropped = true
			}
		}
	}
	var out []*templates.Ledger
	for _, l := range p.Ledgers {
		if in[l] {
			out = append(out, l)
		}
	}
	slices.SortStableFunc(out, func(a, b *templates.Ledger) int { return depth(a) - depth(b) })
	return out
}

// depth counts the ledgers above one.
func depth(l *templates.Ledger) int {
	n := 0
	for up := ledgerAbove(l); up != nil && n < 9; up = ledgerAbove(up) {
		n++
	}
	return n
}

// ledgerAbove is the ledger above one; nil if there is none.
func ledgerAbove(l *templates.Ledger) *templates.Ledger {
	if up := l.Role(templates.RoleAbove); up != nil && up.Target != l {
		return up.Target
	}
	return nil
}

// choose takes the open rows of a ledger.
func (c *carrier) choose(l *templates.Ledger) {
	for _, r := range c.Master.Rows[l] {
		switch {
		case r.Scope != "":
			c.res.Below++
		case r.Pending:
			c.res.Waiting++
		case r.Withdrawn() || r.Duplicate() || done(r):
		default:
			c.rows[l] = append(c.rows[l], r)
		}
	}
}

func done(r *sheets.Row) bool {
	state := r.Ledger.Role(templates.RoleState)
	return deadline.Done(state.Meaning(r.Value(state)))
}

// withParents adds the rows above open ones, whatever their own state, in the
// master's order.
func (c *carrier) withParents(l *templates.Ledger) {
	up := l.Role(templates.RoleAbove)
	if up == nil || up.Target == nil || !slices.Contains(c.ledgers, up.Target) {
		return
	}
	wanted := map[string]bool{}
	for _, r := range c.rows[l] {
		wanted[r.Value(up)] = true
	}
	have := map[*sheets.Row]bool{}
	for _, r := range c.rows[up.Target] {
		have[r] = true
	}
	var out []*sheets.Row
	for _, r := range c.Master.Rows[up.Target] {
		if have[r] || wanted[r.Key()] && r.Scope == "" {
			out = append(out, r)
		}
	}
	c.rows[up.Target] = out
}

// told lists what a person has to see to.
func (r *Result) Told() (out []string) {
	if r.Undated > 0 {
		out = append(out, fmt.Sprintf("%d 行的期限已经过了，新期限空着：请在期初各表里补上（或用 --due 一次写好）。", r.Undated))
	}
	if r.Waiting > 0 {
		out = append(out, fmt.Sprintf("%d 行在旧活动里还待决，没有带过来：请先在旧活动的“%s”表定下来，再另建一次。", r.Waiting, master.ConflictSheet))
	}
	if r.Below > 0 {
		out = append(out, fmt.Sprintf("%d 行是下级报来的，没有带过来：由下级在自己的活动里接着做，再报上来。", r.Below))
	}
	for _, u := range r.Gone {
		out = append(out, fmt.Sprintf("“%s”已经停用，还有没完成的内容：请在期初各表里改由别的单位负责。", u))
	}
	return out
}

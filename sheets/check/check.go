package check

import (
	"cmp"
	"context"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/deadline"
	"taizhang/sheets/figure"
	"taizhang/sheets/intake"
	"taizhang/sheets/level"
	"taizhang/sheets/master"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// Checker holds a plan's compiled checks.
type Checker struct {
	plan *templates.Plan
	rows map[*templates.Ledger]*templates.RowValidator
}

// New compiles the checks of a plan.
func New(p *templates.Plan) (*Checker, error) {
	c := &Checker{plan: p, rows: map[*templates.Ledger]*templates.RowValidator{}}
	for _, l := range p.Ledgers {
		v, err := p.NewRowValidator(l)
		if err != nil {
			return nil, err
		}
		c.rows[l] = v
	}
	return c, nil
}

// Facts is what checks over a whole campaign know besides the rows.
type Facts struct {
	// AsOf is the day that lateness is judged on; "" for the plan's own.
	AsOf string
	// Evidence reports whether a unit's folder of evidence holds a file; nil
	// where there is no such folder.
	Evidence func(unit, name string) bool
	// Returns say where the units stand with their returns.
	Returns []returns.Unit
	// Office are the cells that the office wrote last: ledger, row id, column.
	Office map[[3]string]bool
	// Nil are the units' statements that they have nothing to report.
	Nil map[string]map[*templates.Ledger]intake.NilReport
	// Below holds the figures against what the offices below say of theirs.
	Below []level.Sum
	// Approved are the changes of what an office above has approved.
	Approved []finding.Finding
}

// Known is what a campaign's folder and its master say on a day, the same
// whichever command asks; set is of the master's rows.
func Known(ctx context.Context, d campaign.Dir, m *master.Master, set *figure.Set, asOf string) (Facts, error) {
	units, err := returns.Standing(ctx, m.Plan, m.Receipts, asOf, returns.Of(d))
	if err != nil {
		return Facts{}, err
	}
	below, err := level.Sums(ctx, d, m, set)
	return Facts{AsOf: asOf, Evidence: d.HasEvidence(), Returns: units, Nil: returns.Nil(m.Plan, m.Receipts, asOf), Office: byOffice(m),
		Below: below, Approved: level.Findings(ctx, d, m)}, err
}

func byOffice(m *master.Master) map[[3]string]bool {
	out := map[[3]string]bool{}
	for _, c := range m.Changes {
		k := [3]string{c.Ledger, c.RowID, c.Column}
		switch {
		case !c.Writes():
		case c.Digest == "" && c.By == templates.OwnerOffice:
			out[k] = true
		case out[k]:
			delete(out, k)
		}
	}
	return out
}

// run is one pass of checks over one set of rows.
type run struct {
	*Checker
	ctx   context.Context // once it has ended nothing more is found
	data  *sheets.Data
	stage templates.Stage
	facts Facts
	set   *figure.Set
	units []string // who must have rows, for checks by unit
	// sheets are the ledgers at hand, nil where all are.
	sheets map[*templates.Ledger]bool
	out    []finding.Finding
	tally  tally
}

// Return checks one return against itself and, for references, the master.
func (c *Checker) Return(ctx context.Context, ret *intake.Return, master *sheets.Data) []finding.Finding {
	found, _ := c.ReturnAlone(ctx, ret, master)
	return found
}

// ReturnAlone says besides whether that is so whatever the master holds.
func (c *Checker) ReturnAlone(ctx context.Context, ret *intake.Return, master *sheets.Data) (found []finding.Finding, alone bool) {
	data := sheets.NewData(c.plan)
	data.Fallback = master
	have := map[*templates.Ledger]bool{}
	for _, s := range ret.Sheets {
		have[s.Ledger] = true
		for _, r := range s.Rows {
			data.Add(r)
		}
	}
	data.Derive()
	r := &run{Checker: c, ctx: ctx, data: data, stage: templates.StageReturn, set: figure.New(data), sheets: have}
	if ret.Unit != nil {
		r.units = []string{ret.Unit.Name}
		r.facts.Nil = map[string]map[*templates.Ledger]intake.NilReport{ret.Unit.Name: ret.Nil}
	}
	for _, s := range ret.Sheets {
		r.tags(s.Ledger, filledBy(ret.Unit))
		r.references(s.Ledger, r.settledFor(ret.Unit))
		r.unique(s.Ledger)
		r.spellings(s.Ledger)
		r.doubts(s.Ledger, filledBy(ret.Unit))
	}
	if ret.Unit != nil {
		r.nilReports(ret)
	}
	r.rules()
	ret.Unlisted += r.tally.left
	for i := range r.out {
		if r.out[i].File == "" {
			r.out[i].File = ret.File
		}
		if r.out[i].Unit == "" && ret.Unit != nil {
			r.out[i].Unit = ret.Unit.Name
		}
	}
	return OnePerCell(r.out), !data.Beyond
}

// Master checks the merged rows and their figures: what only the office can set,
// references between units, the rules of stages 总账 and 指标, the cross-checks, and
// what offices below and above say.
func (c *Checker) Master(ctx context.Context, set *figure.Set, facts Facts) []finding.Finding {
	data := set.Data()
	r := &run{Checker: c, ctx: ctx, data: data, stage: templates.StageMaster, facts: facts, set: set}
	for _, u := range c.plan.Units {
		r.units = append(r.units, u.Name)
	}
	for _, l := range c.plan.Ledgers {
		data.Rows(l) // brought, if they are elsewhere, before several look at them
	}
	spelt := r.beside((*run).spellings)
	doubted := r.beside(func(r *run, l *templates.Ledger) {
		r.doubts(l, func(*sheets.Row, *templates.Column) bool { return true })
	})
	for _, l := range c.plan.Ledgers {
		if ctx.Err() != nil {
			return nil
		}
		// A row nobody has filled in yet is not wrong, only open.
		r.tags(l, func(row *sheets.Row, col *templates.Column) bool {
			return slices.Contains(col.Owners, templates.OwnerOffice) || row.Unit != ""
		})
		r.references(l, func(*templates.Ledger, string) bool { return true })
		r.unique(l)
		r.unclosed(l)
		r.joined(l)
		r.out = append(append(r.out, <-spelt...), <-doubted...)
	}
	r.rules()
	r.stage = templates.StageFigure
	r.rules()
	return OnePerCell(slices.Concat(r.out, figure.Findings(set.Checks()), level.SumFindings(facts.Below), facts.Approved))
}

// beside looks through the ledgers, one after the other, on a core of its own, and
// sends what it finds in each. What it does must only read.
func (r *run) beside(look func(*run, *templates.Ledger)) <-chan []finding.Finding {
	found := make(chan []finding.Finding, len(r.plan.Ledgers))
	own := *r
	go func() {
		for _, l := range own.plan.Ledgers {
			if own.out = nil; own.ctx.Err() == nil {
				look(&own, l)
			}
			found <- own.out
		}
	}()
	return found
}

func (r *run) asOf() string { return cmp.Or(r.facts.AsOf, r.plan.Param(templates.ParamAsOf)) }

// unclosed reports what the office has dated as closed and what stands in the
// way.
func (r *run) unclosed(l *templates.Ledger) {
	c, ok := deadline.ClosingOf(l)
	if !ok {
		return
	}
	for _, row := range r.data.Rows(l) {
		if state := row.Value(c.State); row.Value(c.Closed) == "" || state == "" || row.Withdrawn() || c.State.Meaning(state) == templates.MeansClosed {
			continue
		}
		if reasons := deadline.Obstacles(row, r.asOf()); len(reasons) > 0 {
			r.add(row.Finding(finding.Error, "R-13", c.Closed, deadline.NotClosed(row, reasons), c.Remedy()))
		}
	}
}

func (r *run) rules() {
	for _, rule := range r.plan.Rules {
		if r.ctx.Err() != nil {
			return
		}
		if rule.Stage == r.stage && r.has(rule) {
			if f := checks[rule.Check]; f != nil {
				b := &batch{run: r, rule: rule}
				f(r, rule, b)
				b.end()
			}
		}
	}
}

// has: the return holds the sheets that the rule compares.
func (r *run) has(rule *templates.Rule) bool {
	return r.sheets == nil || (rule.Ledger == nil || r.sheets[rule.Ledger]) && (rule.Sub == nil || r.sheets[rule.Sub.Ledger])
}

// OnePerCell keeps the most serious finding of each cell, the first among
// equals, so that one mistake does not echo.
func OnePerCell(fs []finding.Finding) []finding.Finding {
	type cell struct{ file, sheet, cell string }
	finding.Sort(fs)
	seen := map[cell]bool{}
	return slices.DeleteFunc(fs, func(f finding.Finding) bool {
		k := cell{f.File, f.Sheet, f.Cell}
		if f.Cell == "" {
			return false
		}
		if seen[k] {
			return true
		}
		seen[k] = true
		return false
	})
}

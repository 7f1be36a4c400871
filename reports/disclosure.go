package reports

import (
	"context"

	"taizhang/reports/notice"
	"taizhang/reports/summary"
	"taizhang/sheets/disclosure"
	"taizhang/sheets/figure"
	"taizhang/templates"
)

// control decides which numbers of small groups the public outputs show, over all of
// them together: what one withholds must not follow from another.
func (in Input) control(ctx context.Context, set *figure.Set) (*disclosure.Control, error) {
	c := disclosure.New(set.Data())
	if c == nil {
		return nil, nil
	}
	for _, leaders := range []bool{false, true} {
		if _, err := summary.Pages(ctx, summary.Input{Plan: in.Plan, Set: set, AsOf: in.AsOf, Leaders: leaders, Control: c}); err != nil {
			return nil, err
		}
	}
	name, template, err := Template(in.Dir)
	if err != nil {
		return nil, err
	}
	if _, _, err := notice.Text(template, name, notice.Input{Plan: in.Plan, Set: set, AsOf: in.AsOf, Public: true, Control: c}); err != nil {
		return nil, TemplateError(name, err)
	}
	return c, c.Decide(ctx)
}

// Shown is what the public outputs show of numbers of small groups; nil where no ledger
// has a limit.
func Shown(ctx context.Context, in Input, set *figure.Set) (*disclosure.Control, error) {
	return in.control(ctx, set)
}

// Public says which figures the public may see.
func Public(ctx context.Context, in Input, set *figure.Set) (func(*templates.Figure) bool, error) {
	control, err := in.control(ctx, set)
	return func(f *templates.Figure) bool {
		return !f.Private() && control.Figure(set, f, disclosure.OfFigure) == disclosure.Shown
	}, err
}

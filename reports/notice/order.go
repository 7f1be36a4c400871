package notice

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/templates"
)

// sortKey is one thing that a loop orders by: a column, or of groups a figure.
type sortKey struct {
	path       templates.Path
	figure     *templates.Figure
	descending bool
}

// sortKey reads 栏目, -栏目 or, of groups, -组内:指标.
func (c *compiler) sortKey(text string, l *loop) (sortKey, error) {
	name, descending := strings.CutPrefix(text, "-")
	k := sortKey{descending: descending}
	if code, grouped := cutGrouped(name); grouped {
		f := c.in.Plan.Figure(code)
		switch {
		case f == nil:
			return k, fmt.Errorf("没有指标“%s”", code)
		case l.group == nil:
			return k, errors.New("只有 {{每组 …}} 能按组内的指标排")
		case foreign(f, l.ledger) != nil:
			return k, fmt.Errorf("指标“%s”数的不是“%s”", code, l.ledger.Name)
		case f.Lists():
			return k, fmt.Errorf("指标“%s”是一列内容，不能用来排先后", code)
		}
		k.figure = f
		return k, nil
	}
	var err error
	k.path, err = c.in.Plan.ParsePath(name, l.ledger, nil)
	return k, err
}

// sign turns an order round where the larger one comes first.
func (k sortKey) sign() int {
	if k.descending {
		return -1
	}
	return 1
}

// sort orders rows by the columns among the keys; what is missing comes last,
// either way round.
func (e *eval) sort(rows []*sheets.Row, order []sortKey, env templates.Env) {
	slices.SortStableFunc(rows, func(a, b *sheets.Row) int {
		for _, k := range order {
			if k.figure == nil {
				if d := e.byColumn(k, a, b, env); d != 0 {
					return d
				}
			}
		}
		return 0
	})
}

func (e *eval) byColumn(k sortKey, a, b *sheets.Row, env templates.Env) int {
	x, y := k.path.Value(a.Values, env), k.path.Value(b.Values, env)
	if x == "" || y == "" {
		return missingLast(x == "", y == "")
	}
	return k.sign() * e.compare(k.path, x, y)
}

// missingLast orders two values of which one is missing at least.
func missingLast(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// sortGroups orders groups by the figures among the keys.
func (e *eval) sortGroups(l *loop, groups []*scope) {
	if !slices.ContainsFunc(l.order, func(k sortKey) bool { return k.figure != nil }) {
		return
	}
	for _, k := range l.order {
		if k.figure != nil && e.in.Public && k.figure.Private() {
			e.add(e.private("{{每组 " + l.ledger.Name + "." + l.group.Text + "}} 的先后取自限阅台账或敏感栏"))
			return
		}
	}
	defer e.heldLast(l, groups)
	slices.SortStableFunc(groups, func(a, b *scope) int {
		for _, k := range l.order {
			if k.figure != nil {
				if d := e.byFigure(k, a, b); d != 0 {
					return d
				}
			}
		}
		return 0
	})
}

func (e *eval) byFigure(k sortKey, a, b *scope) int {
	x, y := e.narrowed(a).Get(k.figure), e.narrowed(b).Get(k.figure)
	if x.Exact == nil || y.Exact == nil {
		return missingLast(x.Exact == nil, y.Exact == nil)
	}
	return k.sign() * x.Exact.Cmp(y.Exact)
}

// places numbers the turns by the loop's order; equal ones share a place.
func (e *eval) places(l *loop, turns []*scope, env templates.Env) {
	for i, s := range turns {
		s.place = i + 1
		if i > 0 && e.level(l, turns[i-1], s, env) {
			s.place = turns[i-1].place
		}
	}
}

// level reports whether two turns are equal by every key.
func (e *eval) level(l *loop, a, b *scope, env templates.Env) bool {
	return !slices.ContainsFunc(l.order, func(k sortKey) bool {
		if k.figure != nil {
			return e.byFigure(k, a, b) != 0
		}
		return e.byColumn(k, a.row, b.row, env) != 0
	})
}

package figure

import (
	"fmt"
	"math/big"

	"github.com/shopspring/decimal"

	"taizhang/templates"
	"taizhang/templates/finding"
	"taizhang/templates/lang"
)

// Check is one cross-check with both sides and the difference.
type Check struct {
	Relation    *templates.Relation
	Left, Right decimal.Decimal
	Difference  decimal.Decimal
	// Skipped checks have a side without a value, such as an empty parameter.
	Skipped, OK bool
}

// Verdict is the check in one word for people.
func (c Check) Verdict() string {
	switch {
	case c.Skipped:
		return "未核"
	case c.OK:
		return "相符"
	case c.Relation.Excuse != "":
		return "不符（已说明）"
	}
	return "不符"
}

// Blocks reports whether the broken check keeps the public notice from being
// finished.
func (c Check) Blocks() bool {
	return !c.OK && !c.Skipped && c.Relation.Excuse == "" && c.Relation.Severity == finding.Error
}

// Checks evaluates every cross-check of the plan.
func (s *Set) Checks() []Check {
	var out []Check
	for _, r := range s.data.Plan.Relation {
		out = append(out, s.check(r))
	}
	return out
}

func (s *Set) check(r *templates.Relation) Check {
	c := Check{Relation: r}
	left, right := s.exact(r.Left), s.exact(r.Right)
	if left == nil || right == nil {
		c.Skipped = true
		return c
	}
	d := new(big.Rat).Sub(left, right)
	c.Left, c.Right, c.Difference = lang.Round(left, lang.DivisionDigits), lang.Round(right, lang.DivisionDigits), lang.Round(d, lang.DivisionDigits)
	if new(big.Rat).Abs(d).Cmp(s.Tolerance(r)) <= 0 {
		d.SetInt64(0)
	}
	c.OK = r.Op.Of(d.Sign())
	return c
}

// Tolerance is how far the sides may differ: as the plan says, and no less than
// what printing takes off where a figure as printed is held against one that is
// not.
func (s *Set) Tolerance(r *templates.Relation) *big.Rat {
	own := new(big.Rat)
	if d, err := decimal.NewFromString(r.Tolerance); err == nil {
		own = d.Rat()
	}
	var rounded []*templates.Expr
	mixed := false
	for _, side := range []*templates.Expr{r.Left, r.Right} {
		side.Walk(func(leaf *templates.Expr) {
			f, ok := leaf.Ref.(*templates.Figure)
			if ok && leaf.Printed && !f.Lossless() {
				rounded = append(rounded, leaf)
			} else if ok && !leaf.Printed {
				mixed = true
			}
		})
	}
	if !mixed {
		return own
	}
	lost := new(big.Rat)
	for _, leaf := range rounded {
		for _, side := range []*templates.Expr{r.Left, r.Right} {
			lost.Add(lost, s.moves(side, leaf))
		}
	}
	if lost.Cmp(own) > 0 {
		return lost
	}
	return own
}

// moves is how far a formula moves with half a step of one of its figures.
func (s *Set) moves(e, leaf *templates.Expr) *big.Rat {
	half := decimal.New(5, -int32(leaf.Ref.(*templates.Figure).Decimals)-1).Rat()
	at, shifted := s.exact(e), e.Of(moved{source{s}, leaf, half}).Number
	if at == nil || shifted == nil {
		return new(big.Rat)
	}
	d := new(big.Rat).Sub(shifted, at) // values are shared: never written to
	return d.Abs(d)
}

// moved is a source in which one figure is a little larger.
type moved struct {
	source
	leaf *lang.Node
	by   *big.Rat
}

func (m moved) Leaf(n *lang.Node) lang.Value {
	v := m.source.Leaf(n)
	if n == m.leaf && v.Number != nil {
		v.Number = new(big.Rat).Add(v.Number, m.by)
	}
	return v
}

// Findings are the broken cross-checks.
func Findings(checks []Check) []finding.Finding {
	var out []finding.Finding
	for _, c := range checks {
		if c.OK || c.Skipped {
			continue
		}
		r := c.Relation
		f := finding.Finding{
			Severity: r.Severity, Code: r.Code, Sheet: "勾稽",
			Message: fmt.Sprintf("%s：左边 %s，应%s右边 %s，相差 %s。%s", r.Name, shown(c.Left), r.Op.NumberWords(), shown(c.Right), shown(c.Difference), r.Message),
			Fix:     "请按“指标来源”找到两边的行核对；确有原因的，在方案“勾稽”表写明允许不符的理由。",
		}
		if r.Excuse != "" {
			f.Severity = finding.Info
			f.Message += "已说明：" + r.Excuse
			f.Fix = ""
		}
		out = append(out, f)
	}
	return out
}

// shown is a side for people: no more digits than tell it from another.
func shown(d decimal.Decimal) decimal.Decimal { return d.Round(6) }

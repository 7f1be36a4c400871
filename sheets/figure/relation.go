package figure

import (
	"fmt"

	"github.com/shopspring/decimal"

	"taizhang/templates"
	"taizhang/templates/finding"
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
	var okLeft, okRight bool
	c.Left, okLeft = s.Eval(r.Left)
	c.Right, okRight = s.Eval(r.Right)
	if !okLeft || !okRight {
		c.Skipped = true
		return c
	}
	c.Difference = c.Left.Sub(c.Right)
	d := c.Difference
	if t, err := decimal.NewFromString(r.Tolerance); err == nil && d.Abs().LessThanOrEqual(t) {
		d = decimal.Zero
	}
	c.OK = r.Op.Of(d.Sign())
	return c
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
			Message: fmt.Sprintf("%s：左边 %s，应%s右边 %s，相差 %s。%s", r.Name, c.Left, r.Op.NumberWords(), c.Right, c.Difference, r.Message),
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

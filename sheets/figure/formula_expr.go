package figure

import (
	"errors"
	"fmt"
	"strings"

	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
	"taizhang/templates/lang"
)

// expr compiles a formula over figures and parameters; what has no number
// makes it an error, as it leaves the plan's formula without a value.
func (w *Formulas) expr(e *templates.Expr) (string, error) {
	x, err := e.Excel(false, func(leaf *templates.Expr) (string, error) {
		switch ref := leaf.Ref.(type) {
		case *templates.Figure:
			return w.leaf(ref, leaf.Printed), nil
		case *templates.Former: // it does not change any more
			if v := w.set.Former(ref); v.Number != nil {
				return lang.Round(v.Number, ref.Decimals).String(), nil
			}
			return "NA()", nil
		}
		return w.param(leaf), nil
	})
	if errors.Is(err, lang.ErrUnwritten) {
		return "", only(err.Error())
	}
	return x, err
}

// param is the cell of a parameter, or what the parameter holds where a cell
// would not show it as it is meant.
func (w *Formulas) param(n *lang.Node) string {
	text := strings.TrimSpace(w.set.data.Plan.Param(templates.ParamName(n.Text)))
	if n.Type == lang.Day {
		if iso, ok := cell.ISODate(text); ok && iso == text {
			return w.at.Param(n.Text)
		}
		return "NA()"
	}
	d, ok := cell.ReadNumber(text)
	switch {
	case !ok:
		return "NA()"
	case d.String() == text:
		return w.at.Param(n.Text)
	}
	return d.String()
}

func (w *Formulas) leaf(f *templates.Figure, printed bool) string {
	r := w.set.Get(f)
	switch {
	case f.Type() == lang.Text:
		return "NA()"
	case printed && f.Type() == lang.Numeric:
		return w.rounded(f, w.at.Figure(f))
	case r.OK && r.Exact == nil && f.Type() == lang.Numeric:
		return "NA()"
	}
	return w.at.Figure(f)
}

// rounded is Result.Rounded over a cell. What doubles leave behind the
// fifteenth digit is taken off first, for it may stand on the wrong side of a
// half.
func (w *Formulas) rounded(f *templates.Figure, cell string) string {
	d := f.Decimals
	whole := w.set.Get(f).Value.Truncate(0).NumDigits()
	if inner := min(14-whole, d+9); !f.Lossless() && inner > d {
		return fmt.Sprintf("ROUND(ROUND(%s,%d),%d)", cell, inner, d)
	}
	return fmt.Sprintf("ROUND(%s,%d)", cell, d)
}

// Printed is Result.Printed over the cell of the figure's value.
func (w *Formulas) Printed(f *templates.Figure) string {
	cell := w.at.Figure(f)
	return "IF(ISNUMBER(" + cell + ")," + w.printed(f, cell) + `,"—")`
}

func (w *Formulas) printed(f *templates.Figure, x string) string {
	if f.Column != nil && f.Column.Type == cell.Date && (f.Op == templates.OpMin || f.Op == templates.OpMax) {
		switch f.Style {
		case "月日":
			return fmt.Sprintf(`MONTH(%s)&"月"&DAY(%[1]s)&"日"`, x)
		case "年月":
			return fmt.Sprintf(`YEAR(%s)&"年"&MONTH(%[1]s)&"月"`, x)
		case "年月日":
			return fmt.Sprintf(`YEAR(%s)&"年"&MONTH(%[1]s)&"月"&DAY(%[1]s)&"日"`, x)
		}
		return `TEXT(` + x + `,"yyyy-mm-dd")`
	}
	fixed := fmt.Sprintf(`TEXT(%s,"%s")`, w.rounded(f, x), book.NumberFormat(f.Decimals))
	switch f.Style {
	case "定长":
		return fixed
	case "百分比":
		return fmt.Sprintf(`IF(%s=100,"100%%",%s&"%%")`, x, fixed)
	}
	return w.rounded(f, x) + `&""`
}

// Side compiles one side of a cross-check; "" where no formula says it.
func (w *Formulas) Side(e *templates.Expr) string {
	x, err := w.expr(e)
	if err != nil {
		return ""
	}
	return orDash(x)
}

// Difference compiles left − right. What doubles leave behind the fifteenth
// digit is none.
func (w *Formulas) Difference(r *templates.Relation, left, right string) string {
	a, _ := w.set.Eval(r.Left)
	b, _ := w.set.Eval(r.Right)
	digits := max(0, min(10, 14-max(a.Truncate(0).NumDigits(), b.Truncate(0).NumDigits())))
	return orDash(fmt.Sprintf("ROUND(%s-%s,%d)", left, right, digits))
}

// Verdict is Check.Verdict over the cell of the difference.
func (w *Formulas) Verdict(r *templates.Relation, difference string) string {
	d := difference
	if t := w.set.Tolerance(r); t.Sign() > 0 {
		d = fmt.Sprintf("IF(ABS(%s)<=%s,0,%[1]s)", d, lang.Round(t, 15))
	}
	broken := Check{Relation: r}.Verdict()
	return fmt.Sprintf(`IF(ISNUMBER(%s),IF(%s%s0,"相符","%s"),"未核")`, difference, d, r.Op.Excel(), broken)
}

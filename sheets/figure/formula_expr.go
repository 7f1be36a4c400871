package figure

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// expr compiles arithmetic over figures and parameters; what has no number
// makes it an error, as it leaves the plan's formula without a value.
func (w *Formulas) expr(e *templates.Expr) string {
	return e.Excel(func(leaf *templates.Expr) string {
		if f, ok := leaf.Ref.(*templates.Figure); ok {
			return w.leaf(f, leaf.Printed)
		}
		if _, err := decimal.NewFromString(strings.TrimSpace(w.set.data.Plan.Param(templates.ParamName(leaf.Text)))); err != nil {
			return "NA()"
		}
		return w.at.Param(leaf.Text)
	})
}

func (w *Formulas) leaf(f *templates.Figure, printed bool) string {
	r := w.set.Get(f)
	switch {
	case f.Op == templates.OpList && r.List == nil:
		return "0"
	case r.List != nil || f.Column != nil && f.Column.Type == cell.Date && (f.Op == templates.OpMin || f.Op == templates.OpMax):
		return "NA()"
	case printed:
		return rounded(f, w.at.Figure(f))
	}
	return w.at.Figure(f)
}

// rounded is Result.Rounded over a cell.
func rounded(f *templates.Figure, cell string) string {
	if f.Style == "" && f.Decimals == 0 {
		return cell
	}
	return fmt.Sprintf("ROUND(%s,%d)", cell, f.Decimals)
}

// Printed is Result.Printed over the cell of the figure's value.
func (w *Formulas) Printed(f *templates.Figure) string {
	cell := w.at.Figure(f)
	return "IF(ISNUMBER(" + cell + ")," + printed(f, cell) + `,"—")`
}

func printed(f *templates.Figure, x string) string {
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
	fixed := fmt.Sprintf(`TEXT(%s,"%s")`, rounded(f, x), book.NumberFormat(f.Decimals))
	switch f.Style {
	case "定长":
		return fixed
	case "百分比":
		return fmt.Sprintf(`IF(%s=100,"100%%",%s&"%%")`, x, fixed)
	}
	return rounded(f, x) + `&""`
}

// Side compiles one side of a cross-check.
func (w *Formulas) Side(e *templates.Expr) string { return orDash(w.expr(e)) }

// Difference compiles left − right. What doubles leave behind the tenth
// decimal is none.
func (w *Formulas) Difference(left, right string) string {
	return orDash("ROUND(" + left + "-" + right + ",10)")
}

// Verdict is Check.Verdict over the cell of the difference.
func (w *Formulas) Verdict(r *templates.Relation, difference string) string {
	d := difference
	if r.Tolerance != "" {
		d = fmt.Sprintf("IF(ABS(%s)<=%s,0,%[1]s)", d, r.Tolerance)
	}
	broken := Check{Relation: r}.Verdict()
	return fmt.Sprintf(`IF(ISNUMBER(%s),IF(%s%s0,"相符","%s"),"未核")`, difference, d, r.Op.Excel(), broken)
}

package figure

import (
	"strings"

	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/lang"
)

// Definition says in words how a figure is made.
func Definition(f *templates.Figure) string {
	if f.Op == templates.OpFormula {
		return Operation(f)
	}
	rows := "“" + f.Ledger.Name + "”的全部行"
	if c := ConditionWords(f.When); c != "" {
		rows = "“" + f.Ledger.Name + "”中" + c + "的行"
	}
	return rows + "，" + Operation(f)
}

// Operation is what is done with the rows.
func Operation(f *templates.Figure) string {
	column, word := "", ""
	if f.Column != nil {
		var names []string
		for _, c := range f.Columns() {
			names = append(names, "“"+c.Name+"”")
		}
		column = strings.Join(names, "、")
	}
	switch f.Op {
	case templates.OpFormula:
		word = ExprWords(f.Expr)
	case templates.OpCount:
		word = "数行数"
	case templates.OpLate:
		word = "数过了现行期限（批准延期或回头看定了新期限的，按新期限）还没有完成的行数"
	case templates.OpSum:
		word = column + "求和"
	case templates.OpAverage:
		word = column + "的平均（没填的不算）"
	case templates.OpDistinct:
		word = column + "去掉重复后的个数"
		if len(f.Further) > 0 {
			word = column + "合起来去掉重复后的个数（有一栏没填的不算）"
		}
	case templates.OpMin, templates.OpMax:
		word = map[string]string{templates.OpMin: "最小的", templates.OpMax: "最大的"}[f.Op] + column
		if f.Column.Type == cell.Date {
			word = map[string]string{templates.OpMin: "最早的", templates.OpMax: "最晚的"}[f.Op] + column
		}
	case templates.OpList:
		word = "逐个列出" + column
	}
	if f.WithDups {
		word += "（重复的也算）"
	}
	return word + divisorWords(f)
}

func divisorWords(f *templates.Figure) string {
	if f.Divisor == "" {
		return ""
	}
	return "，再除以" + f.Divisor
}

// ConditionWords says a condition as a person would; "" for the empty one.
func ConditionWords(c templates.Condition) string { return c.Words() }

// ExprWords writes a formula with the figures' names.
func ExprWords(e *templates.Expr) string {
	return e.Say(func(leaf *templates.Expr) string {
		if was, ok := leaf.Ref.(*templates.Former); ok {
			return was.Name + map[string]string{templates.LastTime: "（上一期）", templates.LastYear: "（去年）"}[was.When]
		}
		f, ok := leaf.Ref.(*templates.Figure)
		switch {
		case leaf.Kind == lang.Param:
			return "参数“" + leaf.Text + "”"
		case ok && leaf.Printed:
			return f.Name + "（按印出的数）"
		case ok:
			return f.Name
		}
		return leaf.Text
	})
}

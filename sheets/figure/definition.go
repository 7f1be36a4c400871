package figure

import (
	"strings"

	"taizhang/templates"
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
		column = "“" + f.Column.Name + "”"
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
	case templates.OpDistinct:
		word = column + "去掉重复后的个数"
	case templates.OpMin, templates.OpMax:
		word = map[string]string{templates.OpMin: "最小的", templates.OpMax: "最大的"}[f.Op] + column
		if f.Column.Type == templates.Date {
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
func ConditionWords(c templates.Condition) string {
	var out []string
	for _, t := range c {
		right := strings.Join(t.Value.Words, "、")
		switch {
		case t.Value.Param != "":
			right = "参数“" + t.Value.Param + "”"
		case t.Value.Path != nil:
			right = "同一行的“" + t.Value.Path.Text + "”"
		}
		words := map[string]string{
			"=": "为", "≠": "不为", ">": "大于", "≥": "不小于", "<": "小于", "≤": "不大于",
			"属于": "为", "不属于": "不为", "含": "含有", "不含": "不含", "为空": "没有填", "非空": "已填",
		}
		if (t.Op == "属于" || t.Op == "不属于") && len(t.Value.Words) > 1 {
			right = strings.Join(t.Value.Words, "或")
		}
		out = append(out, strings.ReplaceAll(t.Path.Text, ".", "的")+words[t.Op]+right)
	}
	return strings.Join(out, " 且 ")
}

// ExprWords writes a formula with the figures' names.
func ExprWords(e *templates.Expr) string {
	switch e.Op {
	case 'n':
		return e.Number.String()
	case 'p':
		return "参数“" + e.Name + "”"
	case 'c':
		return e.Column.Name
	case 'f':
		if e.Printed {
			return e.Figure.Name + "（按印出的数）"
		}
		return e.Figure.Name
	}
	sign := map[byte]string{'+': " + ", '-': " − ", '*': " × ", '/': " ÷ "}[e.Op]
	left, right := ExprWords(e.Left), ExprWords(e.Right)
	if e.Op == '*' || e.Op == '/' {
		if sums(e.Left) {
			left = "（" + left + "）"
		}
		if sums(e.Right) || e.Op == '/' && e.Right.Op == '*' {
			right = "（" + right + "）"
		}
	}
	if e.Op == '-' && sums(e.Right) {
		right = "（" + right + "）"
	}
	return left + sign + right
}

func sums(e *templates.Expr) bool { return e.Op == '+' || e.Op == '-' }

package lang

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"taizhang/templates/cell"
)

// ErrUnwritten is what a workbook's formula cannot say.
var ErrUnwritten = errors.New("表格公式写不出这样的算法")

// Excel writes a formula or condition for one cell of a workbook; leaf writes
// names and parameters. Where one of them holds no number the formula is wrong
// in one way or another; strict, it is #N/A wherever the value is needed.
func (n *Node) Excel(strict bool, leaf func(*Node) (string, error)) (string, error) {
	return (&excel{leaf: leaf, strict: strict}).write(n)
}

type excel struct {
	leaf         func(*Node) (string, error)
	strict, zero bool
}

// value writes a leaf where its number is needed.
func (x *excel) value(n *Node) (string, error) {
	s, err := x.leaf(n)
	switch {
	case n.Type == Text || n.Type == Period:
		return s, err
	case x.zero && n.Type == Numeric:
		return "N(" + s + ")", err
	case x.strict:
		return "IF(ISNUMBER(" + s + ")," + s + ",NA())", err
	}
	return s, err
}

func (x *excel) write(n *Node) (string, error) {
	switch n.Kind {
	case Number:
		return n.Value.String(), nil
	case Literal:
		return literal(n)
	case Name, Param:
		return x.value(n)
	case Part:
		return x.part(n)
	case Arithmetic:
		args, err := x.all(n.Args)
		if err != nil {
			return "", err
		}
		return "(" + args[0] + string(n.Sign) + args[1] + ")", nil
	case Call:
		return x.call(n)
	case Comparison:
		return x.compare(n)
	case All, Any:
		args, err := x.all(n.Args)
		if err != nil {
			return "", err
		}
		return map[Kind]string{All: "AND(", Any: "OR("}[n.Kind] + strings.Join(args, ",") + ")", nil
	}
	return "", ErrUnwritten
}

func (x *excel) all(nodes []*Node) ([]string, error) {
	var out []string
	for _, n := range nodes {
		s, err := x.write(n)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func literal(n *Node) (string, error) {
	switch n.Type {
	case Day:
		return ExcelDay(n.Words[0])
	case Numeric:
		return n.Words[0], nil
	case Text:
		return ExcelText(n.Words[0]), nil
	}
	return "", ErrUnwritten
}

// ExcelText is a text as a formula has it.
func ExcelText(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }

// ExcelDay is an ISO date as a formula has it.
func ExcelDay(iso string) (string, error) {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return "", ErrUnwritten
	}
	return t.Format("DATE(2006,1,2)"), nil
}

func (x *excel) part(n *Node) (string, error) {
	day, err := x.write(n.Args[0])
	return ExcelPeriod(day, n.Unit), err
}

// ExcelPeriod is a number that days of one period share.
func ExcelPeriod(day, unit string) string {
	return strings.ReplaceAll(map[string]string{
		cell.Year:     "YEAR(@)",
		cell.HalfYear: "(YEAR(@)*2+(MONTH(@)>6))",
		cell.Quarter:  "(YEAR(@)*4+INT((MONTH(@)-1)/3))",
		cell.Month:    "(YEAR(@)*12+MONTH(@))",
		cell.TenDays:  "((YEAR(@)*12+MONTH(@))*3+(DAY(@)>10)+(DAY(@)>20))",
		cell.Week:     "INT((@-2)/7)",
		cell.DayUnit:  "(@)",
	}[unit], "@", day)
}

func (x *excel) call(n *Node) (string, error) {
	switch n.Func {
	case If:
		args, err := x.all(n.Args)
		if err != nil {
			return "", err
		}
		return "IF(" + strings.Join(args, ",") + ")", nil
	case BlankAsZero:
		return (&excel{leaf: x.leaf, strict: x.strict, zero: true}).write(n.Args[0])
	}
	return "", ErrUnwritten
}

// compare writes orders of numbers and days, and words of a text.
func (x *excel) compare(n *Node) (string, error) {
	if n.Args[0].Type == Text {
		return x.words(n)
	}
	inner := &excel{leaf: x.leaf, strict: !n.Cells(), zero: x.zero}
	left, err := inner.write(n.Args[0])
	switch {
	case err != nil:
		return "", err
	case n.Op.Unary() && n.Cells():
		return map[Op]string{Empty: "LEN(" + left + ")=0", Filled: "LEN(" + left + ")>0"}[n.Op], nil
	case n.Op.Excel() == "":
		return "", ErrUnwritten
	}
	right := n.Args[1]
	y, err := inner.write(right)
	if right.Kind == Literal && right.Type == Period {
		y, err = periodLiteral(right)
	}
	if err != nil {
		return "", err
	}
	if !n.Cells() {
		return "IFERROR(" + left + n.Op.Excel() + y + ",FALSE)", nil
	}
	op, not := n.Op.Positive()
	out := "IFERROR(AND(ISNUMBER(" + x.blankable(n.Args[0], left) + "),ISNUMBER(" + x.blankable(right, y) + ")," + left + op.Excel() + y + "),FALSE)"
	if op == Equal && right.Kind == Name {
		out = "OR(" + out + ",AND(LEN(" + left + ")=0,LEN(" + y + ")=0))"
	}
	if not {
		out = "NOT(" + out + ")"
	}
	return out, nil
}

// blankable is the cell that decides whether a side has a value.
func (x *excel) blankable(n *Node, written string) string {
	if n.Kind == Part {
		s, _ := x.leaf(n.Args[0])
		return s
	}
	return written
}

// words compares a text.
func (x *excel) words(n *Node) (string, error) {
	left, err := x.leaf(n.Args[0])
	if n.Args[0].Kind != Name && n.Args[0].Kind != Param {
		return "", ErrUnwritten
	}
	switch {
	case err != nil:
		return "", err
	case n.Op == Empty:
		return "LEN(" + left + ")=0", nil
	case n.Op == Filled:
		return "LEN(" + left + ")>0", nil
	case n.Args[1].Kind != Literal:
		return "", ErrUnwritten
	}
	op, not := n.Op.Positive()
	var tests []string
	for _, w := range n.Args[1].Words {
		switch {
		case len(w) > 200:
			return "", ErrUnwritten
		case op == Contains:
			tests = append(tests, "ISNUMBER(FIND("+ExcelText(w)+","+left+"))")
		case w != "":
			tests = append(tests, fmt.Sprintf(`ISNUMBER(FIND(%s,"；"&SUBSTITUTE(%s,"、","；")&"；"))`, ExcelText("；"+w+"；"), left))
		}
	}
	if len(tests) == 0 {
		return "", ErrUnwritten
	}
	out := tests[0]
	if len(tests) > 1 {
		out = "OR(" + strings.Join(tests, ",") + ")"
	}
	if not {
		out = "NOT(" + out + ")"
	}
	return out, nil
}

func periodLiteral(n *Node) (string, error) {
	day, ok := cell.PeriodStart(n.Words[0], n.Unit)
	if !ok {
		return "", ErrUnwritten
	}
	x, err := ExcelDay(day)
	return ExcelPeriod(x, n.Unit), err
}

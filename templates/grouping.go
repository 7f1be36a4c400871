package templates

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taizhang/templates/cell"
	"taizhang/templates/lang"

	"github.com/shopspring/decimal"
)

// Grouping is what a block groups rows by: where a path leads, the period of a
// date (发现日期:月), or the steps of a number (建筑面积:0,100,500).
type Grouping struct {
	Path   Path
	Period string
	Bounds []decimal.Decimal
}

// Grouping reads what a block's 行, 列, 栏目 or 排序 says.
func (p *Plan) Grouping(spec string, l *Ledger) (Grouping, error) {
	name, behind := cutColon(strings.TrimPrefix(spec, "-"))
	if strings.ContainsAny(name, "|｜") {
		return Grouping{}, lang.Wrong("另一栏写在“列”里，或者另列一块。", "“%s”是几栏，这里只写一栏", spec)
	}
	path, err := p.ParsePath(name, l, nil)
	g := Grouping{Path: path}
	switch {
	case err != nil || !strings.ContainsAny(spec, ":："):
		return g, err
	case path.Type() == lang.Numeric:
		g.Bounds, err = bounds(spec, behind)
		return g, err
	case path.Type() == lang.Day && cell.IsPeriod(behind):
		g.Period = behind
		return g, nil
	case path.Type() == lang.Day:
		return g, lang.Wrong("可填："+strings.Join(cell.PeriodUnits, "、")+"。", "“%s”冒号后面不能是“%s”", spec, behind)
	}
	return g, lang.Wrong("日期栏可以按年、半年、季、月、旬、周、日分组，数字栏可以写几个界限，如 面积:0,100,500。", "“%s”不是日期，也不是数，不能按“%s”分组", name, behind)
}

// bounds are the steps of a number, rising.
func bounds(spec, text string) ([]decimal.Decimal, error) {
	var out []decimal.Decimal
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '，' || r == '、' }) {
		d, ok := cell.ReadNumber(strings.TrimSpace(s))
		if !ok || len(out) > 0 && !d.GreaterThan(out[len(out)-1]) {
			return nil, lang.Wrong("写成 面积:0,100,500 的样子。", "“%s”冒号后面要写几个从小到大的数", spec)
		}
		out = append(out, d)
	}
	if len(out) == 0 {
		return nil, lang.Wrong("写成 面积:0,100,500 的样子。", "“%s”冒号后面要写几个从小到大的数", spec)
	}
	return out, nil
}

// Step is the number of the step that a value falls into, as text that Steps
// prints; "" for what is no number.
func (g Grouping) Step(value string) string {
	d, err := decimal.NewFromString(value)
	if err != nil {
		return ""
	}
	n := 0
	for n < len(g.Bounds) && d.GreaterThanOrEqual(g.Bounds[n]) {
		n++
	}
	return strconv.Itoa(n)
}

// PrintStep says a step: 0 and more, under 100.
func (g Grouping) PrintStep(step string) string {
	n, err := strconv.Atoi(step)
	switch {
	case err != nil || n < 0 || n > len(g.Bounds):
		return step
	case n == 0:
		return "不到 " + g.Bounds[0].String()
	case n == len(g.Bounds):
		return g.Bounds[n-1].String() + " 及以上"
	}
	return g.Bounds[n-1].String() + "—" + g.Bounds[n].String() + "（不含）"
}

// Steps lists the steps from the first bound on, and the one below it.
func (g Grouping) Steps() (all []string, below string) {
	for i := range g.Bounds {
		all = append(all, strconv.Itoa(i+1))
	}
	return all, "0"
}

// Tally is one value of a cross table: an operation over a path, or a figure of
// the rows of a cell.
type Tally struct {
	Op     string
	Path   Path
	Figure *Figure
}

// Tallies reads a block's 值; the empty one counts rows.
func (p *Plan) Tallies(b *Block) ([]Tally, error) {
	var out []Tally
	for _, spec := range strings.Split(b.Value, "|") {
		t, err := p.tally(strings.TrimSpace(spec), b.Ledger)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

func (p *Plan) tally(spec string, l *Ledger) (Tally, error) {
	if spec == "" || spec == OpCount {
		return Tally{Op: OpCount}, nil
	}
	if f := p.figures[spec]; f != nil {
		if other := f.beyond(l); other != nil {
			return Tally{}, lang.Wrong("交叉表里只能用“"+l.Name+"”的指标。", "指标“%s”数的是“%s”", spec, other.Name)
		}
		if f.Type() != lang.Numeric || f.LooksBack() {
			return Tally{}, lang.Wrong("", "指标“%s”不是数，或者用到以前的数，不能放进交叉表", spec)
		}
		return Tally{Op: f.Op, Figure: f}, nil
	}
	op, column := cutColon(spec)
	if column == "" || !slices.Contains([]string{OpSum, OpDistinct, OpAverage}, op) {
		return Tally{}, lang.Wrong("可填：计数、求和:栏目、平均:栏目、去重:栏目，或同一台账的指标代号，几个用 | 隔开。", "“值”不能是“%s”", spec)
	}
	path, err := p.ParsePath(column, l, nil)
	if err == nil && op != OpDistinct && path.Type() != lang.Numeric {
		err = fmt.Errorf("“%s”不是数字栏，不能%s", column, op)
	}
	return Tally{Op: op, Path: path}, err
}

// beyond is a ledger that the figure counts besides one; nil if there is none.
func (f *Figure) beyond(l *Ledger) *Ledger {
	if f.Op != OpFormula {
		if f.Ledger != l {
			return f.Ledger
		}
		return nil
	}
	var other *Ledger
	f.Expr.Walk(func(leaf *Expr) {
		if in, ok := leaf.Ref.(*Figure); ok && other == nil {
			other = in.beyond(l)
		}
	})
	return other
}

// Ranking is how a cross table orders its lines: by which of its values, the
// largest first or last, and how many of them before 其余. By is -1 where the
// order is the plan's.
type Ranking struct {
	By         int
	Descending bool
	First      int
}

// orderByValue stands in 排序 for the first value.
const orderByValue = "值"

// Ranking reads a cross table's 排序: 值 or one of its values, - before it for the
// largest first, and 前10.
func (b *Block) Ranking() (Ranking, error) {
	r := Ranking{By: -1}
	for _, spec := range b.Order {
		if n, ok := strings.CutPrefix(spec, "前"); ok {
			count, err := strconv.Atoi(n)
			if err != nil || count < 1 {
				return r, lang.Wrong("写成 前10 的样子。", "“%s”不是“前几”", spec)
			}
			r.First = count
			continue
		}
		name, descending := strings.CutPrefix(spec, "-")
		r.Descending = descending
		if name == orderByValue {
			r.By = 0
		} else if r.By = slices.Index(strings.Split(b.Value, "|"), name); r.By < 0 {
			return r, lang.Wrong("按值排写“-值”或“值”，几个值的写其中一个；只列前几个的加上“前10”。", "交叉表不能按“%s”排序", spec)
		}
	}
	return r, nil
}

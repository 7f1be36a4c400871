package lang

import "fmt"

// Func names a function.
type Func string

// The functions there are.
const (
	If          Func = "如果"   // 如果(条件, 是, 否)
	BlankAsZero Func = "空作0"  // 空作0(式子)
	WorkingDays Func = "工作日"  // 工作日(起, 止): how many, the first not counted
	AfterDays   Func = "工作日后" // 工作日后(日期, 天数)
	Sum         Func = "汇总"   // of the rows below: 汇总(台账.栏目)
	Count       Func = "计数"   // 计数(台账)
	Average     Func = "平均"
	Least       Func = "最小"
	Most        Func = "最大"
)

// function is all that is known of one. A spelling stands before those that
// begin it.
type function struct {
	name  Func
	takes []Type // of its arguments; Whatever takes any
	gives Type   // Whatever: the type of the last argument
	total bool   // it goes over the rows below
	usage string
}

var functions = []function{
	{name: If, takes: []Type{Truth, Whatever, Whatever}, usage: "如果(条件, 成立时的值, 不成立时的值)"},
	{name: BlankAsZero, takes: []Type{Numeric}, gives: Numeric, usage: "空作0(式子)"},
	{name: AfterDays, takes: []Type{Day, Numeric}, gives: Day, usage: "工作日后(日期, 天数)"},
	{name: WorkingDays, takes: []Type{Day, Day}, gives: Numeric, usage: "工作日(起, 止)"},
	{name: Sum, total: true, usage: "汇总(台账.栏目)"},
	{name: Count, total: true, usage: "计数(台账)"},
	{name: Average, total: true, usage: "平均(台账.栏目)"},
	{name: Least, total: true, usage: "最小(台账.栏目)"},
	{name: Most, total: true, usage: "最大(台账.栏目)"},
}

// call reads the function that stands at the place with its opening bracket;
// nil if there is none.
func (l *lexer) call() *function {
	for i, f := range functions {
		if !hasFolded(l.text[l.at:], string(f.name)) {
			continue
		}
		at := *l
		at.at += widthOf(l.text[l.at:], string(f.name))
		if at.accept("(") != 0 {
			l.at = at.at
			return &functions[i]
		}
	}
	return nil
}

// called reads the arguments of a function behind its opening bracket.
func (p *parser) called(from int, f *function) (*Node, error) {
	out := &Node{Kind: Call, Type: f.gives, At: from, Func: f.name}
	outer, left := p.lexer, p.left
	p.nest, p.commas, p.left = p.nest+1, true, nil
	defer func() { p.nest, p.commas, p.condition, p.left = outer.nest, outer.commas, outer.condition, left }()
	var err error
	if f.total {
		at := p.at
		text := p.words()
		if out.Ref, out.Type, err = p.scope.Total(f.name, text); err != nil {
			return nil, p.fail(at, err.Error(), "写成“"+f.usage+"”；那本台账要有一栏引用本台账。")
		}
	}
	for i, want := range f.takes {
		if i > 0 && p.accept(",") == 0 {
			return nil, p.fail(p.at, fmt.Sprintf("“%s”还缺少第 %d 项", f.name, i+1), "写成“"+f.usage+"”。")
		}
		n, err := p.argument(want)
		if err != nil {
			return nil, err
		}
		if n.Type != want && want != Whatever && n.Type != Whatever {
			return nil, p.fail(n.At, fmt.Sprintf("“%s”的第 %d 项应是%s，现在是%s", f.name, i+1, typeWords[want], typeWords[n.Type]), "写成“"+f.usage+"”。")
		}
		out.Args = append(out.Args, n)
	}
	if f.name == If {
		if out.Type, err = p.branches(out); err != nil {
			return nil, err
		}
		if out.Type == Period {
			out.Unit = out.Args[1].Unit
		}
	}
	if f.total && p.accept(",") != 0 {
		return nil, p.fail(p.at, fmt.Sprintf("“%s”里只写一项，不能再写条件", f.name), "只算合条件的下级，先在那本台账加一栏公式，如 如果(条件, 1, 0)，再写 汇总(台账.那一栏)。")
	}
	if p.accept(")") == 0 {
		return nil, p.fail(p.at, fmt.Sprintf("“%s”没有用 ) 结束，或者写多了", f.name), "写成“"+f.usage+"”。")
	}
	out.Text = p.text[from:p.at]
	return out, nil
}

func (p *parser) argument(want Type) (*Node, error) {
	if p.condition = want == Truth; p.condition {
		return p.junction(false)
	}
	p.space()
	n, err := p.sum()
	if err == nil && n.Type == Truth {
		err = p.fail(n.At, "这里要写算式，不能写条件", "条件只写在“如果”的第一项。")
	}
	return n, err
}

// branches is the type that both values of a 如果 have.
func (p *parser) branches(n *Node) (Type, error) {
	yes, no := n.Args[1], n.Args[2]
	switch {
	case yes.Type == Whatever:
		return no.Type, nil
	case no.Type == Whatever || no.Type == yes.Type && (no.Type != Period || no.Unit == yes.Unit):
		return yes.Type, nil
	}
	return yes.Type, p.fail(no.At, fmt.Sprintf("“如果”的两个值，一个是%s，一个是%s", typeWords[yes.Type], typeWords[no.Type]), "两个值要是同一种。")
}

package lang

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

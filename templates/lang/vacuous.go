package lang

import (
	"fmt"
	"slices"
	"strings"
)

// maxCases bounds how many combinations of cases a condition is tried with; one
// with more is taken for meant.
const maxCases = 1 << 15

// vacuous refuses a condition, or a part of one in brackets or inside of 如果,
// that nothing can satisfy, and one that everything satisfies: whoever wrote it
// meant something else.
func (p *parser) vacuous(n *Node) error {
	for _, a := range n.Args {
		if err := p.vacuous(a); err != nil {
			return err
		}
	}
	if n.Kind == Comparison && len(n.Args) == 2 && n.Args[0].constant() && n.Args[1].constant() {
		return p.fail(n.Args[0].At, "两边都没有栏目，比出来总是一样的", "请在一边写上栏目、指标或参数。")
	}
	if n.Kind != All && n.Kind != Any || len(n.Args) < 2 {
		return nil
	}
	never, always := n.tried()
	switch {
	case never && n.Kind == All:
		return p.fault(n, "不会同时成立", "其中一个成立就行的，用“ 或 ”连接，或者写成 属于 甲|乙；一格里有几项、都要有的，写成 含 甲 且 … 含 乙；界限写反了的，请改正。")
	case never:
		return p.fault(n, "没有一个会成立", "请核对每一个条件。")
	case always:
		return p.fault(n, "总是成立，等于没有条件", "几个都要排除的，用“ 且 ”连接，或者写成 不属于 甲|乙；不需要条件的，请删去。")
	}
	return nil
}

// fault says which terms of a junction are at fault together.
func (p *parser) fault(n *Node, message, fix string) *Error {
	never, _ := n.tried()
	core := *n
	for i := len(core.Args) - 1; i >= 0 && len(core.Args) > 2; i-- {
		less := core
		less.Args = slices.Delete(slices.Clone(core.Args), i, i+1)
		if no, yes := less.tried(); n.Kind == All && no || n.Kind == Any && !never && yes {
			core = less
		}
	}
	var said []string
	for _, a := range core.Args {
		said = append(said, paired(p.text[a.At:a.End]))
	}
	joint := map[Kind]string{All: " 且 ", Any: " 或 "}[n.Kind]
	return p.fail(core.Args[0].At, "“"+strings.Join(said, joint)+"”"+message, fix)
}

// paired is a text without the brackets around it that it does not both open and
// close.
func paired(text string) string {
	text = strings.TrimSpace(text)
	folded := strings.NewReplacer("（", "(", "）", ")").Replace(text)
	for n := strings.Count(folded, ")") - strings.Count(folded, "("); n > 0; n-- {
		text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(text, ")"), "）"))
	}
	return text
}

// tried holds the tree against every case of what it speaks of.
func (n *Node) tried() (never, always bool) {
	subjects, ok := n.subjects()
	if !ok {
		return false, false
	}
	truths := map[*Node]bool{}
	never, always = true, true
	var try func(i int)
	try = func(i int) {
		if i == len(subjects) {
			holds := n.given(truths)
			never, always = never && !holds, always && holds
			return
		}
		for _, c := range subjects[i].cases {
			for j, atom := range subjects[i].atoms {
				truths[atom] = c[j]
			}
			if try(i + 1); !never && !always {
				return
			}
		}
	}
	try(0)
	return never, always
}

// given is the tree's truth where that of its comparisons is known.
func (n *Node) given(truths map[*Node]bool) bool {
	switch n.Kind {
	case All:
		return !slices.ContainsFunc(n.Args, func(a *Node) bool { return !a.given(truths) })
	case Any:
		return slices.ContainsFunc(n.Args, func(a *Node) bool { return a.given(truths) })
	}
	return truths[n]
}

// subject is what some comparisons of a condition speak of: a cell, a figure or a
// computation. Its cases are the ways in which those come out together.
type subject struct {
	node  *Node // what stands on the left, below a .月
	atoms []*Node
	cases [][]bool
}

// subjects lists them; false where there are too many cases.
func (n *Node) subjects() ([]*subject, bool) {
	var out []*subject
	n.comparisons(func(c *Node) {
		node := c.Args[0]
		for node.Kind == Part {
			node = node.Args[0]
		}
		at := slices.IndexFunc(out, func(s *subject) bool {
			return s.node.Kind == node.Kind && strings.Join(strings.Fields(s.node.Text), "") == strings.Join(strings.Fields(node.Text), "")
		})
		if at < 0 {
			at, out = len(out), append(out, &subject{node: node})
		}
		out[at].atoms = append(out[at].atoms, c)
	})
	total := 1
	for _, s := range out {
		s.judge()
		if total *= max(1, len(s.cases)); total > maxCases || len(s.cases) == 0 {
			return nil, false
		}
	}
	return out, true
}

// comparisons visits those that a condition is made of, not those inside of a 如果
// that is compared.
func (n *Node) comparisons(visit func(*Node)) {
	if n.Kind == Comparison {
		visit(n)
		return
	}
	for _, a := range n.Args {
		a.comparisons(visit)
	}
}

// judge finds the cases: every value that makes a difference, with every way in
// which it may stand to what is not known.
func (s *subject) judge() {
	open := s.open()
	ways := 1
	for _, o := range open {
		if ways *= len(o.stands); ways > maxWays {
			return
		}
	}
	seen := map[string]bool{}
	for _, v := range s.values() {
		for way := range ways {
			for i := range open {
				open[i].now = open[i].stands[way%len(open[i].stands)]
				way /= len(open[i].stands)
			}
			c := make([]bool, len(s.atoms))
			key := make([]byte, len(s.atoms))
			for i, a := range s.atoms {
				if c[i] = s.holds(a, v, open); c[i] {
					key[i] = 1
				}
			}
			if !seen[string(key)] {
				seen[string(key)] = true
				s.cases = append(s.cases, c)
			}
		}
	}
}

// maxWays bounds in how many ways a value may stand to all that is not known.
const maxWays = 1 << 10

// side is a right side that is no constant, with the ways that make a difference.
type side struct {
	key    string
	stands []stand
	now    stand
}

func (s *subject) open() (out []side) {
	for _, a := range s.atoms {
		key := a.against()
		if key == "" || slices.ContainsFunc(out, func(o side) bool { return o.key == key }) {
			continue
		}
		o := side{key: key}
		seen := map[string]bool{}
		for _, w := range stands {
			said := ""
			for _, b := range s.atoms {
				if b.against() == key {
					said += fmt.Sprint(w.holds(b, false), w.holds(b, true))
				}
			}
			if !seen[said] {
				seen[said] = true
				o.stands = append(o.stands, w)
			}
		}
		out = append(out, o)
	}
	return out
}

// stand is a way in which a value stands to another that is not known: it is less
// or greater, or the other is blank; a text may be listed there, or hold a word of it.
type stand struct {
	sign   int
	blank  bool
	listed bool // it is one of the other's words
	part   bool // it holds one of them
}

var stands = func() (out []stand) {
	for i := range 4 {
		listed, part := i&1 > 0, i&2 > 0
		out = append(out, stand{-1, false, listed, part}, stand{0, false, listed, part}, stand{1, false, listed, part}, stand{0, true, listed, part})
	}
	return out
}()

// against is what the comparison's other side is called; "" of a constant.
func (n *Node) against() string {
	if n.Op.Unary() || n.Args[1].Kind == Literal || n.Args[1].Kind == Number {
		return ""
	}
	return n.Args[0].Text + "\x00" + n.Args[1].Text
}

// holds: the comparison of the value comes out true, where it stands to the open
// sides as they say now.
func (s *subject) holds(a *Node, v Value, open []side) bool {
	key := a.against()
	for _, o := range open {
		if o.key == key {
			return o.now.holds(a, v.Missing())
		}
	}
	return s.put(a).Holds(assigned{v})
}

// holds: the comparison of a value, or of none, comes out true.
func (w stand) holds(a *Node, missing bool) bool {
	op, not := a.Op.Positive()
	switch {
	case (missing || w.blank) && !a.Cells():
		return false
	case op == In:
		return w.listed != not
	case op == Contains:
		return w.part != not
	case missing || w.blank:
		return (op == Equal && missing && w.blank) != not
	}
	return op.Of(w.sign) != not
}

// put is the comparison of what has the subject's value.
func (s *subject) put(a *Node) *Node {
	out := *a
	out.Args = slices.Clone(a.Args)
	out.Args[0] = s.stead(a.Args[0])
	return &out
}

func (s *subject) stead(n *Node) *Node {
	out := *n
	if n.Kind == Part {
		out.Args = []*Node{s.stead(n.Args[0])}
		return &out
	}
	out.Kind, out.Args, out.Cell = Name, nil, n.Kind == Name && n.Cell
	return &out
}

// assigned is a Source of one value.
type assigned struct{ value Value }

func (a assigned) Leaf(*Node) Value                      { return a.value }
func (assigned) Working(string, string) (int, bool)      { return 0, false }
func (assigned) After(string, int) (day string, ok bool) { return "", false }

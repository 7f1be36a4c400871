package summary

import (
	"bytes"
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/disclosure"
	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/plantest"
)

// petitions is a plan of one ledger with a 公开下限, and several tables over it.
func petitions(t testing.TB, few, blocks string, less ...string) *templates.Plan {
	t.Helper()
	lists := map[string]string{"单位": "U1|一社区|社区\nU2|二社区|社区\nU3|三社区|社区", "选项": "类别|作风\n类别|廉洁\n类别|纪律\n状态|已办结|完成\n状态|在办|进行\n状态|未办|未开始"}
	for _, line := range less {
		lists["单位"], lists["选项"] = strings.ReplaceAll(lists["单位"], "\n"+line, ""), strings.ReplaceAll(lists["选项"], "\n"+line, "")
	}
	p, err := plantest.Plan(map[string]string{
		"参数": "截至日|2026-07-31",
		"单位": lists["单位"],
		"选项": lists["选项"],
		"台账": "X|信访|编号|社区||||||||||" + few,
		"栏目": `信访|编号|文本||||必|单位
信访|社区|引用||单位:社区||选|单位|责任单位
信访|类别|选项||类别||选|单位
信访|状态|选项||状态||选|单位|状态
信访|金额|小数|2|||选|单位||||元`,
		"指标": `信.总数|信访总数|信访|计数|||||||件
信.办结|办结数|信访|计数||状态 = 已办结|||||件
信.作风|作风问题数|信访|计数||类别 = 作风|||||件
信.廉洁|廉洁问题数|信访|计数||类别 = 廉洁|||||件
信.办结率|办结率||公式|||100*[信.办结]/[信.总数]||1|百分比|%`,
		"报表": blocks,
	})
	if err != nil {
		for _, f := range err.(*templates.PlanError).Findings {
			t.Log(f.Sheet, f.Cell, f.Message)
		}
		t.Fatal(err)
	}
	return p
}

// tables are those of the plan: rows, columns, condition.
var fewTables = []struct{ title, rows, cols, state string }{
	{"甲", "社区", "类别", ""}, {"乙", "社区", "", ""}, {"丙", "类别", "状态", ""}, {"丁", "社区", "类别", "已办结"}, {"戊", "社区", "状态", ""},
}

func fewBlocks(n int) string {
	var out []string
	for _, x := range fewTables[:n] {
		when := ""
		if x.state != "" {
			when = "状态 = " + x.state
		}
		out = append(out, fmt.Sprintf("表|%s|交叉表|信访|%s|%s|计数||%s", x.title, x.rows, x.cols, when))
	}
	return strings.Join(out, "\n")
}

// cube is how many rows there are of each community, kind and state.
type cube map[[3]string]int

func (c cube) data(p *templates.Plan) *sheets.Data {
	d := sheets.NewData(p)
	l := p.Ledgers[0]
	n := 0
	for _, k := range slices.SortedFunc(keysOf(c), func(a, b [3]string) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) }) {
		for range c[k] {
			n++
			id := "X-" + strconv.Itoa(n)
			d.Add(&sheets.Row{Record: templates.Record{ID: id, Values: []string{id, k[0], k[1], k[2], "1"}}, Ledger: l, Number: n})
		}
	}
	return d
}

func keysOf(c cube) func(func([3]string) bool) {
	return func(yield func([3]string) bool) {
		for k := range c {
			if !yield(k) {
				return
			}
		}
	}
}

// count is how many rows something is said of.
func (c cube) count(s said) (n int) {
	for k := range c {
		if s.at(k) {
			n += c[k]
		}
	}
	return n
}

// said is what a public table says of some cells of the cube.
type said struct {
	where string
	at    func([3]string) bool
	text  string
}

// printedFew makes the public pages and lists what they say.
func printedFew(t testing.TB, p *templates.Plan, d *sheets.Data, n int) []said {
	t.Helper()
	in := Input{Plan: p, Set: figure.New(d), AsOf: "2026-07-31", Control: disclosure.New(d)}
	if _, err := Pages(context.Background(), in); err != nil {
		t.Fatal(err)
	}
	if err := in.Control.Decide(context.Background()); err != nil {
		t.Fatal(err)
	}
	pages, err := Pages(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	var out []said
	for i, x := range fewTables[:n] {
		b := pages[0].Blocks[i]
		for _, r := range b.Grid.Rows {
			for k, c := range r.Cells[1:] {
				head := b.Grid.Head[k+1].Text
				if head == "占比" {
					continue
				}
				row := r.Cells[0].Text
				out = append(out, said{x.title + row + head, func(cell [3]string) bool {
					return fits(x.rows, row, cell) && fits(x.cols, head, cell) && (x.state == "" || cell[2] == x.state)
				}, c.Text})
			}
		}
	}
	return out
}

func fits(dim, name string, cell [3]string) bool {
	i := slices.Index([]string{"社区", "类别", "状态"}, dim)
	return i < 0 || name == "合计" || cell[i] == name
}

// Whoever tries every table that would print the same finds no number that is
// withheld: of one under the limit every value stays possible.
func TestFewAgainstEveryTable(t *testing.T) {
	p := petitions(t, "少于 3 不公开", fewBlocks(4), "U3|三社区|社区", "类别|纪律", "状态|未办|未开始")
	var cells [][3]string
	for _, a := range []string{"一社区", "二社区"} {
		for _, b := range []string{"作风", "廉洁"} {
			for _, c := range []string{"已办结", "在办"} {
				cells = append(cells, [3]string{a, b, c})
			}
		}
	}
	rounds := 60
	if testing.Short() {
		rounds = 10
	}
	withheld, shown := 0, 0
	for seed := range uint64(rounds) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		c, total := cube{}, 0
		for _, k := range cells {
			if n := rnd.IntN(4); rnd.IntN(3) > 0 && total+n <= 11 {
				c[k], total = n, total+n
			}
		}
		statements := printedFew(t, p, c.data(p), 4)
		possible := make([]map[int]bool, len(statements))
		for i := range possible {
			possible[i] = map[int]bool{}
		}
		worlds(cells, statements, total+6, func(values []int) {
			for i, v := range values {
				possible[i][v] = true
			}
		})
		for i, s := range statements {
			switch {
			case c.count(s) == 0: // nobody is singled out
			case strings.HasPrefix(s.text, "少于"):
				withheld++
				if len(possible[i]) < 2 {
					t.Errorf("seed %d: %s is withheld and follows: %v\n%v", seed, s.where, possible[i], texts(statements))
				}
			case s.text == "不公开":
				withheld++
				if len(possible[i]) < 2 {
					t.Errorf("seed %d: %s is withheld and follows: %v\n%v", seed, s.where, possible[i], texts(statements))
				}
			case s.text != "0" && s.text != "–":
				shown++
				if n, err := strconv.Atoi(s.text); err != nil || n < 3 {
					t.Errorf("seed %d: %s prints %s", seed, s.where, s.text)
				}
			}
		}
	}
	if withheld == 0 || shown == 0 {
		t.Fatal("nothing was tried")
	}
}

// covers reports whether all that one speaks of is part of what another does.
func covers(whole, part said, cells [][3]string) bool {
	more := false
	for _, c := range cells {
		if part.at(c) && !whole.at(c) {
			return false
		}
		more = more || whole.at(c) && !part.at(c)
	}
	return more
}

func texts(all []said) (out []string) {
	for _, s := range all {
		out = append(out, s.where+"="+s.text)
	}
	return out
}

// worlds goes through every cube that prints the same.
func worlds(cells [][3]string, all []said, most int, visit func(values []int)) {
	counts := make([]int, len(cells))
	values := make([]int, len(all))
	at := make([][]int, len(cells))
	upper := make([]int, len(all))
	for j, s := range all {
		upper[j] = most
		if n, err := strconv.Atoi(s.text); err == nil {
			upper[j] = n
		} else if strings.HasPrefix(s.text, "少于") {
			upper[j] = 2
		}
		for i, c := range cells {
			if s.at(c) {
				at[i] = append(at[i], j)
			}
		}
	}
	// One that is withheld is not nought, unless it is a part of such
	// a one: a nought anywhere else is printed.
	least := make([]int, len(all))
	for j, s := range all {
		if strings.Contains(s.text, "不公开") && !slices.ContainsFunc(all, func(o said) bool {
			return strings.Contains(o.text, "不公开") && o.where != s.where && covers(o, s, cells)
		}) {
			least[j] = 1
		}
	}
	var step func(i int)
	step = func(i int) {
		if i == len(cells) {
			for j, s := range all {
				n, err := strconv.Atoi(s.text)
				switch {
				case err == nil && values[j] != n, values[j] < least[j]:
					return
				}
			}
			visit(values)
			return
		}
		for n := 0; ; n++ {
			over := n > most
			for _, j := range at[i] {
				values[j] += n
				over = over || values[j] > upper[j]
			}
			counts[i] = n
			if !over {
				step(i + 1)
			}
			for _, j := range at[i] {
				values[j] -= n
			}
			if over {
				return
			}
		}
	}
	step(0)
}

// Whoever solves the printed sums over larger tables finds no number that is withheld.
func TestFewAgainstSums(t *testing.T) {
	p := petitions(t, "少于 3 不公开", fewBlocks(5))
	var cells [][3]string
	for _, a := range []string{"一社区", "二社区", "三社区"} {
		for _, b := range []string{"作风", "廉洁", "纪律"} {
			for _, c := range []string{"已办结", "在办", "未办"} {
				cells = append(cells, [3]string{a, b, c})
			}
		}
	}
	withheld, shown := 0, 0
	seeds := uint64(25)
	if testing.Short() {
		seeds = 4
	}
	for seed := range seeds {
		rnd := rand.New(rand.NewPCG(seed, 2))
		c := cube{}
		for _, k := range cells {
			if rnd.IntN(3) > 0 {
				c[k] = rnd.IntN(8)
			}
		}
		statements := printedFew(t, p, c.data(p), 5)
		var known [][]*big.Rat
		for _, s := range statements {
			if _, err := strconv.Atoi(s.text); err == nil {
				known = append(known, vector(s, cells))
				shown++
			}
		}
		basis := reduced(known)
		for _, s := range statements {
			if strings.Contains(s.text, "不公开") && c.count(s) > 0 {
				withheld++
				if spanned(basis, vector(s, cells)) {
					t.Errorf("seed %d: %s follows from the sums printed\n%v", seed, s.where, texts(statements))
				}
			}
		}
	}
	if withheld == 0 || shown == 0 {
		t.Fatal("nothing was tried")
	}
}

func vector(s said, cells [][3]string) []*big.Rat {
	out := make([]*big.Rat, len(cells))
	for i, c := range cells {
		out[i] = new(big.Rat)
		if s.at(c) {
			out[i].SetInt64(1)
		}
	}
	return out
}

// reduced brings vectors into steps.
func reduced(rows [][]*big.Rat) (basis [][]*big.Rat) {
	for _, r := range rows {
		if r = rest(basis, r); r != nil {
			basis = append(basis, r)
		}
	}
	return basis
}

func spanned(basis [][]*big.Rat, v []*big.Rat) bool { return rest(basis, v) == nil }

// rest is what is left of a vector when the basis is taken off; nil for nothing.
func rest(basis [][]*big.Rat, v []*big.Rat) []*big.Rat {
	out := make([]*big.Rat, len(v))
	for i := range v {
		out[i] = new(big.Rat).Set(v[i])
	}
	for _, b := range basis {
		lead := slices.IndexFunc(b, func(x *big.Rat) bool { return x.Sign() != 0 })
		if out[lead].Sign() != 0 {
			by := new(big.Rat).Quo(out[lead], b[lead])
			for i := range out {
				out[i].Sub(out[i], new(big.Rat).Mul(by, b[i]))
			}
		}
	}
	if !slices.ContainsFunc(out, func(x *big.Rat) bool { return x.Sign() != 0 }) {
		return nil
	}
	return out
}

// Inside the office nothing is withheld.
func TestFewInside(t *testing.T) {
	blocks := fewBlocks(5) + "\n表|明细|明细|信访||||编号|"
	c := cube{{"一社区", "作风", "已办结"}: 1, {"二社区", "廉洁", "在办"}: 9}
	limited, free := petitions(t, "少于 3 不公开", blocks), petitions(t, "", blocks)
	dl, df := c.data(limited), c.data(free)
	in := Input{Plan: limited, Set: figure.New(dl), AsOf: "2026-07-31", Internal: true, Control: disclosure.New(dl)}
	with, err := Pages(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	without, err := Pages(context.Background(), Input{Plan: free, Set: figure.New(df), AsOf: "2026-07-31", Internal: true, Control: disclosure.New(df)})
	if err != nil || fmt.Sprintf("%+v", grids(with)) != fmt.Sprintf("%+v", grids(without)) {
		t.Errorf("an internal summary differs: %v", err)
	}
	in.Internal = false
	if _, err := Pages(context.Background(), in); err != nil {
		t.Fatal(err)
	}
	if err := in.Control.Decide(context.Background()); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Write(context.Background(), &b, in); err != nil {
		t.Fatal(err)
	}
	if text := string(readable(t, b.Bytes())); !strings.Contains(text, "少于3，不公开") || strings.Contains(text, "X-1") {
		t.Error("the public summary lists rows, or withholds nothing")
	}
}

func grids(pages []Page) (out []Grid) {
	for _, b := range pages[0].Blocks {
		out = append(out, *b.Grid)
	}
	return out
}

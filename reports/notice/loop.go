package notice

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"taizhang/templates"
)

// loop is the head of a 每行 or 每组.
type loop struct {
	ledger  *templates.Ledger
	group   *templates.Path // of 每组
	when    templates.Condition
	order   []sortKey
	first   int // how many turns at most; 0 = all
	between string
	dups    bool // rows marked 重复于 are asked for
	broken  bool // the head could not be read; its body stays silent
}

var (
	betweenOption = regexp.MustCompile(`[；;]\s*间隔`)
	orderOption   = regexp.MustCompile(`[；;]\s*按\s*([^；;]*)$`)
	firstOption   = regexp.MustCompile(`[；;]\s*前\s*([0-9]+)\s*([；;]|$)`)
)

// loop reads what follows 每行 or 每组: 台账[.栏目][：条件][；按 …][；前 n][；间隔 …].
func (c *compiler) loop(it item, word, head string, f *frame) *loop {
	l := &loop{}
	bad := func(message, fix string) *loop {
		l.broken = true
		c.fault(it, "{{"+it.token.expr+"}} 看不懂："+message, fix)
		return l
	}
	if f.broken() {
		l.broken = true
		return l
	}
	if m := firstOption.FindStringSubmatchIndex(head); m != nil {
		l.first, _ = strconv.Atoi(head[m[2]:m[3]])
		if head = head[:m[0]] + head[m[4]:]; l.first == 0 {
			return bad("“前 0”什么也不印", "写成“前 3”的样子。")
		}
	}
	name, when, order, between := cutHead(head)
	l.between = between
	column := ""
	if l.ledger = c.in.Plan.Ledger(name); l.ledger == nil {
		name, column, _ = strings.Cut(name, ".")
		l.ledger = c.in.Plan.Ledger(name)
	}
	if l.ledger == nil {
		return bad(fmt.Sprintf("没有台账“%s”", name), suggest(name, c.ledgerNames()))
	}
	switch {
	case word == "每组" && column == "":
		return bad("没有写按哪一栏分组", "写成 {{每组 "+name+".栏目：条件}}。")
	case word == "每行" && column != "":
		return bad("每行只写台账名称", "要按栏目分组，请用 {{每组 …}}。")
	case column != "":
		p, err := c.in.Plan.ParsePath(column, l.ledger, nil)
		if err != nil {
			return bad(err.Error(), suggest(column, columnNames(l.ledger)))
		}
		l.group = &p
	}
	cond, err := c.scope(&frame{outer: f, loop: &loop{ledger: l.ledger}}).Condition(when)
	if err != nil {
		return bad(err.Error(), hint(err, "条件的写法与方案“规则”表相同；外层那一行的栏目写成 [外.栏目]。"))
	}
	l.when = cond
	l.dups = slices.Contains(cond.Columns(), l.ledger.Role(templates.RoleRepeats))
	for _, o := range strings.FieldsFunc(order, func(r rune) bool { return r == '、' || r == '，' || r == ',' }) {
		k, err := c.sortKey(strings.TrimSpace(o), l)
		if err != nil {
			return bad(err.Error(), suggest(o, append(columnNames(l.ledger), c.figureNames()...)))
		}
		l.order = append(l.order, k)
	}
	return l
}

// cutHead parts 台账[.栏目][：条件][；按 …][；间隔 …]; the options may come in either
// order, and 间隔 may itself be a ；.
func cutHead(head string) (name, when, order, between string) {
	head, order = cutOption(head, orderOption)
	if at := betweenOption.FindStringIndex(head); at != nil {
		rest := head[at[1]:]
		head = head[:at[0]]
		if order == "" {
			rest, order = cutOption(rest, orderOption)
		}
		between = unquote(strings.TrimSpace(rest))
		if order == "" {
			head, order = cutOption(head, orderOption)
		}
	}
	if i := strings.IndexAny(head, "：:"); i >= 0 {
		head, when = head[:i], strings.TrimLeft(head[i:], "：:")
	}
	return strings.TrimSpace(head), when, order, between
}

func cutOption(text string, option *regexp.Regexp) (head, value string) {
	m := option.FindStringSubmatchIndex(text)
	if m == nil {
		return text, ""
	}
	return text[:m[0]], text[m[2]:m[3]]
}

func unquote(s string) string {
	if len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' {
		return s[1 : len(s)-1]
	}
	return s
}

// ledger is the ledger of the loop at the frame; nil outside loops.
func (f *frame) ledger() *templates.Ledger {
	if f == nil || f.loop == nil {
		return nil
	}
	return f.loop.ledger
}

// group is the nearest place inside a 每组, and how many levels further out it
// is; nil where there is none.
func (f *frame) group() (at *frame, levels int) {
	for f != nil && (f.loop == nil || f.loop.group == nil) {
		f, levels = f.outer, levels+1
	}
	return f, levels
}

// broken says whether a loop around the place could not be read.
func (f *frame) broken() bool {
	for ; f != nil; f = f.outer {
		if f.loop != nil && f.loop.broken {
			return true
		}
	}
	return false
}

// copies decides what a loop over paragraphs repeats, by where its head and
// its end stand.
func (c *compiler) copies(from, to int) copyOf {
	a, b := c.sources[from], c.sources[to]
	switch {
	case a.Table == 0 || a.Table != b.Table:
		return copyTable
	case a.Row == b.Row && a.Cell == b.Cell:
		return copyNothing
	}
	return copyRow
}

func (c *compiler) ledgerNames() []string {
	var out []string
	for _, l := range c.in.Plan.Ledgers {
		out = append(out, l.Name)
	}
	return out
}

func columnNames(l *templates.Ledger) []string {
	if l == nil {
		return nil
	}
	var out []string
	for _, c := range l.Columns {
		out = append(out, c.Name)
	}
	return out
}

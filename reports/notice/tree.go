package notice

import "taizhang/templates"

// A template is a tree. At its top stand paragraphs, and loops and conditions
// over paragraphs; inside a paragraph stand text, slots, and loops and
// conditions over text. The same four kinds of node serve both.
type (
	// paraNode is a paragraph of the template.
	paraNode struct {
		source int
		body   []node
		// fixed paragraphs stand even when empty; others vanish when all their
		// conditions and loops print nothing.
		fixed bool
	}
	// textNode is text kept as it stands in the template.
	textNode struct{ from, to int }
	// slotNode is filled with what its value prints.
	slotNode struct {
		at    int // a byte of the source, whose formatting it takes
		value value
	}
	// loopNode repeats its body for rows or groups of rows.
	loopNode struct {
		at     int
		loop   *loop
		body   []node
		inside bool // of a paragraph
		copy   copyOf
	}
	// branchNode is a condition.
	branchNode struct {
		test    templates.Condition
		yes, no []node
	}
)

type node interface{ isNode() }

func (*paraNode) isNode()   {}
func (*textNode) isNode()   {}
func (*slotNode) isNode()   {}
func (*loopNode) isNode()   {}
func (*branchNode) isNode() {}

// copyOf says what a loop over paragraphs repeats besides them.
type copyOf uint8

const (
	copyNothing copyOf = iota
	copyRow            // begins and ends in different cells of one table
	copyTable          // begins outside the tables it holds
)

// frame is what is known of a place in the template before any row is seen:
// the ledger of every loop around it.
type frame struct {
	outer  *frame
	loop   *loop
	levels int
}

// item is a token, or a paragraph of tokens, on its way into the tree.
type item struct {
	token  token
	source int
	inner  []token // of a paragraph
	para   bool
	fixed  bool
	inside bool // of a paragraph
	// report takes faults of a value's own slots; nil in the template.
	report func(message, fix string)
}

// maxDepth bounds loops within loops.
const maxDepth = 12

// builder turns items into nodes.
type builder struct {
	*compiler
	items []item
	at    int
}

// build reads a whole list of items.
func (c *compiler) build(items []item, f *frame) []node {
	b := &builder{compiler: c, items: items}
	var out []node
	for b.at < len(b.items) {
		out = append(out, b.until(f)...)
		if b.at < len(b.items) { // a 否则 or 完 that closes nothing
			it := b.items[b.at]
			c.fault(it, "{{"+it.token.expr+"}} 前面没有与它相配的 {{每行}}、{{每组}} 或 {{如果}}", "请删去它，或者补上开头。")
			b.at++
		}
	}
	return out
}

// until reads nodes up to the next 否则 or 完 of its own level.
func (b *builder) until(f *frame) []node {
	var out []node
	for b.at < len(b.items) {
		it := b.items[b.at]
		switch {
		case it.para:
			b.at++
			out = append(out, &paraNode{source: it.source, body: b.build(inline(it), f), fixed: it.fixed})
		case it.token.kind == literal:
			b.at++
			out = append(out, &textNode{it.token.from, it.token.to})
		case it.token.kind == unclosed:
			b.at++
			b.fault(it, "有一对花括号没有配对", "填空处要写成 {{…}}，前后各两个花括号。")
			out = append(out, &textNode{it.token.from, it.token.to})
		case it.token.kind == slot:
			b.at++
			out = append(out, &slotNode{at: it.token.from, value: b.slot(it, f)})
		case it.token.kind == opener:
			out = append(out, b.open(f))
		default:
			return out
		}
	}
	return out
}

// open reads a loop or condition with its body up to its 完.
func (b *builder) open(f *frame) node {
	it := b.items[b.at]
	b.at++
	if f.levels >= maxDepth {
		b.fault(it, "循环和条件套得太深", "请减少层数。")
		return &textNode{}
	}
	inner := &frame{outer: f.outer, loop: f.loop, levels: f.levels + 1}
	word, rest := it.token.expr[:len(openers[0])], it.token.expr[len(openers[0]):]
	if word == "如果" {
		n := &branchNode{test: b.test(it, rest, f), yes: b.until(inner)}
		if b.next(divider) {
			n.no = b.until(inner)
		}
		b.close(it)
		return n
	}
	n := &loopNode{at: it.token.from, loop: b.loop(it, word, rest, f), inside: it.inside}
	n.body = b.until(&frame{outer: f, loop: n.loop, levels: f.levels + 1})
	if b.at < len(b.items) && b.items[b.at].token.kind == divider {
		b.fault(b.items[b.at], "{{否则}} 只能用在 {{如果}} 里", "循环没有内容时要写别的话，请在循环外面用 {{如果}}。")
		b.at++
		b.until(inner) // not printed
	}
	if b.close(it) && !it.inside {
		n.copy = b.copies(it.source, b.items[b.at-1].source)
	}
	return n
}

func (b *builder) next(k kind) bool {
	if b.at < len(b.items) && !b.items[b.at].para && b.items[b.at].token.kind == k {
		b.at++
		return true
	}
	return false
}

func (b *builder) close(it item) bool {
	if b.next(closer) {
		return true
	}
	b.fault(it, "{{"+it.token.expr+"}} 没有结束", "请在它管到的地方写 {{完}}；开头和结尾要么各自单独成段，要么在同一段里。")
	return false
}

// inline lists the tokens of a paragraph as items.
func inline(p item) []item {
	out := make([]item, len(p.inner))
	for i, t := range p.inner {
		out[i] = item{token: t, source: p.source, inside: true}
	}
	return out
}

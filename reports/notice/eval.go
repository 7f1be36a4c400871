package notice

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/reports/docx"
	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// eval walks the tree over the rows and collects paragraphs.
type eval struct {
	*compiler
	out     []filled
	missed  []string
	counts  map[string]int // named counts
	reviews []Review
	turn    int // turns of loops so far
	row     int // the copy of a table's row being filled
	table   int
	runs    []*run                              // of loops, as they ended
	totals  map[*templates.Figure][]*sheets.Row // figures printed whole, and what they count
	wrong   *outstanding                        // what is wrong with what the draft speaks of
	empty   []int                               // where loops inside the paragraph have printed nothing
	tests   []templates.Condition               // of the branches around
	public  *figure.Set                         // what the public may see, made on first use
	nested  bool                                // inside the slots of a value
}

// filled is one paragraph of the result.
type filled struct {
	source     int
	pieces     []piece
	row, table int
}

// piece is text kept from the template, or put in.
type piece struct {
	docx.Piece
	fill fill
	kept bool
}

func (e *eval) walk(nodes []node, s *scope) {
	for _, n := range nodes {
		switch n := n.(type) {
		case *paraNode:
			e.out = append(e.out, filled{source: n.source, row: e.row, table: e.table})
			e.empty = e.empty[:0]
			e.walk(n.body, s)
			last := len(e.out) - 1
			if !n.fixed && strings.TrimSpace(e.text(e.out[last])) == "" {
				e.out = e.out[:last]
			} else {
				e.leads(last)
				e.zeros(last)
			}
		case *textNode:
			e.put(piece{Piece: docx.Keep(n.from, n.to), kept: true})
		case *slotNode:
			for _, f := range n.value(e, s) {
				e.insert(n.at, f)
			}
		case *branchNode:
			e.tests = append(e.tests, n.test)
			switch {
			case e.conceals(n.test), e.testsFew(n.test, s): // either text would tell
			case e.holds(n.test, s):
				e.walk(n.yes, s)
			default:
				e.walk(n.no, s)
			}
			e.tests = e.tests[:len(e.tests)-1]
		case *loopNode:
			e.repeat(n, s)
		}
	}
}

// maxTurns bounds loops within loops that forgot their conditions.
const maxTurns = 50_000

func (e *eval) repeat(n *loopNode, s *scope) {
	row, table := e.row, e.table
	turns, left, behind := e.turns(n.loop, s)
	r := &run{loop: n.loop, top: s == nil, left: left, behind: behind}
	for i, turn := range turns {
		turn.run = r
		e.stateRow(turn)
		if i > 0 && n.inside {
			e.insert(n.at, fill{text: n.loop.between})
		}
		if e.turn++; e.turn > maxTurns {
			e.add(finding.Finding{Severity: finding.Error, Code: codeTemplate, File: e.name,
				Message: fmt.Sprintf("循环超过 %d 次，后面的没有印。", maxTurns), Fix: "请在循环的条件里少取一些行；循环套循环时，里面的要用 [外.栏目] 限定。"})
			break
		}
		switch n.copy {
		case copyRow:
			e.row = e.turn
		case copyTable:
			e.table = e.turn
		}
		e.walk(n.body, turn)
	}
	e.row, e.table = row, table
	if n.loop.broken {
		return
	}
	e.adds(r, turns)
	e.runs = append(e.runs, r)
	switch {
	case len(turns) > 0:
	case n.inside:
		e.hollow()
	default:
		e.bare(n)
	}
}

func (e *eval) put(p piece) {
	if len(e.out) == 0 { // a slot outside any paragraph cannot be
		return
	}
	last := &e.out[len(e.out)-1]
	last.pieces = append(last.pieces, p)
}

func (e *eval) insert(at int, f fill) {
	if f.text = cell.WithoutHidden(f.text); f.text != "" {
		e.put(piece{Piece: docx.Piece{From: at, To: at, Text: f.text, Mark: f.mark}, fill: f})
	}
}

// missing prints what a person still has to supply.
func (e *eval) missing(what string) []fill {
	if what == "" {
		what = "文字"
	}
	if !slices.Contains(e.missed, what) {
		e.missed = append(e.missed, what)
	}
	return []fill{{text: "【待补充：" + what + "】", mark: true}}
}

func (e *eval) narrowed(s *scope) *figure.Set {
	if s.within == nil {
		s.within = e.in.Set.Within(s.rows)
	}
	return s.within
}

// expand fills the slots of a value that is itself text of a template, one
// level deep. What it does not fill keeps the value's own source.
func (e *eval) expand(v fill, f *frame, s *scope, report func(message, fix string)) []fill {
	text := docx.NormalizeSlots(v.text)
	ts := tokens(text)
	if !slices.ContainsFunc(ts, func(t token) bool { return t.kind != literal }) {
		return []fill{v}
	}
	if e.nested {
		report("自己又有填空处", "填空处里的文字只能再套一层，请直接写成文字。")
		return []fill{{text: text, mark: true}}
	}
	e.nested = true
	items := make([]item, len(ts))
	for i, t := range ts {
		items[i] = item{token: t, inside: true, report: report}
	}
	// The value is walked as a paragraph of its own, taken off again.
	e.out = append(e.out, filled{})
	e.walk(e.build(items, f), s)
	last := len(e.out) - 1
	pieces := e.out[last].pieces
	e.out = e.out[:last]
	e.nested = false
	out := make([]fill, len(pieces))
	for i, pc := range pieces {
		out[i] = pc.fill
		if pc.kept {
			out[i] = v
			out[i].text = text[pc.From:pc.To]
		}
	}
	return out
}

// text is the plain text of a paragraph of the result.
func (e *eval) text(p filled) string {
	var b strings.Builder
	for _, pc := range p.pieces {
		if pc.kept {
			b.WriteString(e.sources[p.source].Text[pc.From:pc.To])
		} else {
			b.WriteString(pc.Text)
		}
	}
	return b.String()
}

package notice

import (
	"slices"
	"strings"

	"taizhang/templates"
)

// printed is a figure in a paragraph: which piece it is and where it
// stands.
type printed struct {
	piece, start int
	figure       *templates.Figure
	zero         bool
}

// zeros marks the figures of a sentence that speaks of nothing, 共0次召开, as a
// text that somebody has to write anew. A condition around a figure that asks for
// it says that nought was thought of; in a table nought is a figure like others.
func (e *eval) zeros(paragraph int) {
	p := &e.out[paragraph]
	if e.nested || e.sources[p.source].Table > 0 {
		return
	}
	text := e.text(*p)
	numbers := e.numbersIn(*p)
	for len(numbers) > 0 {
		end := len(text)
		if i := strings.IndexAny(text[numbers[0].start:], "。；！？;!?\n"); i >= 0 {
			end = numbers[0].start + i
		}
		n := 0
		for n < len(numbers) && numbers[n].start <= end {
			n++
		}
		if sentence := numbers[:n]; !slices.ContainsFunc(sentence, func(x printed) bool { return !x.zero }) {
			for _, x := range sentence {
				e.nothing(&p.pieces[x.piece], x.figure)
			}
		}
		numbers = numbers[n:]
	}
}

func (e *eval) numbersIn(p filled) []printed {
	var out []printed
	at := 0
	for i, pc := range p.pieces {
		if pc.kept {
			at += pc.To - pc.From
			continue
		}
		if f := e.in.Plan.Figure(pc.fill.code); f != nil && f.Op != templates.OpList {
			out = append(out, printed{i, at, f, pc.fill.zero})
		}
		at += len(pc.Text)
	}
	return out
}

func (e *eval) nothing(p *piece, f *templates.Figure) {
	said := e.missing(f.Name + "现在是" + p.Text)[0]
	p.Text, p.Mark, p.fill.text, p.fill.mark = said.text, true, said.text, true
}

// asked: a condition around asks for the figure.
func (e *eval) asked(f *templates.Figure) bool {
	found := false
	for _, c := range e.tests {
		c.Tree.Walk(func(leaf *templates.Expr) {
			switch ref := leaf.Ref.(type) {
			case *templates.Figure:
				found = found || ref == f
			case grouping:
				found = found || ref.Figure == f
			}
		})
	}
	return found
}

package notice

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"taizhang/sheets/pii"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// sensitive reports what stands in sensitive columns and in the text as well.
// A word that somebody has looked at in 公开审核 may stand.
func (d *draft) sensitive() {
	texts := make([]string, len(d.text))
	for i, p := range d.text {
		texts[i] = width.Narrow.String(d.unfigured(p))
	}
	values := d.sensitiveValues(strings.Join(texts, "\n"))
	d.secret = values
	// By their first two letters, so that the text is gone through once.
	type key [2]rune
	starts := map[key][]string{}
	for v := range values {
		r := []rune(v)
		starts[key{r[0], r[1]}] = append(starts[key{r[0], r[1]}], v)
	}
	for i, text := range texts {
		var last rune
		lastAt := 0
		for at, r := range text {
			for _, v := range starts[key{last, r}] {
				if end := lastAt + len(v); strings.HasPrefix(text[lastAt:], v) && (!latin(v) || !pii.InWord(text, lastAt, end)) {
					c := values[v]
					d.find(finding.Error, "R-111", i, fmt.Sprintf("出现了“%s”敏感栏“%s”里的内容“%s”。", c.Ledger.Name, c.Name, cell.Mask(v)),
						"请改写这一句；确认可以公开的，在方案“公开审核”表登记并在“已核”填“是”。")
				}
			}
			last, lastAt = r, at
		}
	}
}

// sensitiveValues are what stands in sensitive columns and may stand in the text, and
// in which, but for what everybody knows.
func (d *draft) sensitiveValues(text string) map[string]*templates.Column {
	known := d.commonWords()
	values := map[string]*templates.Column{}
	for _, l := range d.in.Plan.Ledgers {
		for _, c := range l.Columns {
			if !c.Sensitive || c.Group != nil || c.Type == cell.Date || c.Type == cell.YesNo {
				continue
			}
			for _, listed := range d.in.Set.Data().Within(c, text) {
				for _, v := range cell.SplitList(listed) {
					if v = width.Narrow.String(strings.TrimSpace(v)); values[v] == nil && !known[v] && telling(v) && !(d.edited && plainDigits(v)) {
						values[v] = c
					}
				}
			}
		}
	}
	return values
}

// telling values are long enough to mean something where they are found.
func telling(v string) bool {
	n := utf8.RuneCountInString(v)
	if latin(v) {
		return n >= 4
	}
	return n >= 2
}

func latin(v string) bool {
	for _, r := range v {
		if r >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// commonWords are names that everybody knows: of units, offices and estates,
// of options, of parameters, and what has been looked at.
func (e *eval) commonWords() map[string]bool {
	out := map[string]bool{}
	add := func(words ...string) {
		for _, w := range words {
			out[width.Narrow.String(w)] = true
		}
	}
	p := e.in.Plan
	for _, d := range p.Dicts {
		add(d.Names()...)
	}
	for _, u := range p.Units {
		add(u.Name)
	}
	for _, g := range p.Groups {
		for _, o := range g.Options {
			add(o.Name)
		}
	}
	for _, v := range p.Params {
		add(v.Value)
	}
	for _, r := range p.Reviews {
		if r.Checked {
			add(r.Word)
		}
	}
	return out
}

// unfigured is a paragraph's text with the printed figures blanked: a figure
// may well be as large as somebody's amount.
func (d *draft) unfigured(p Paragraph) string {
	b := []byte(p.Text)
	for _, s := range p.Spans {
		if f := d.in.Plan.Figure(s.Code); f != nil && f.Op != templates.OpList {
			for i := s.Start; i < s.End; i++ {
				b[i] = ' '
			}
		}
	}
	return string(b)
}

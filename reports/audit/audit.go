package audit

import (
	"cmp"
	"fmt"
	"strings"

	"taizhang/reports/notice"
	"taizhang/templates"
)

// Audit holds the paragraphs of an edited notice against the campaign: the
// template filled as the variant that the text says it is, or that it is most
// like.
func Audit(text []string, template []byte, name string, in notice.Input) (*Report, error) {
	var best *Report
	for _, public := range variants(text) {
		in.Public = public
		filled, _, err := notice.Text(template, name, in)
		if err != nil {
			return nil, err
		}
		if r := New(in, filled).Audit(text); best == nil || r.Unknown < best.Unknown {
			best = r
		}
	}
	return best, nil
}

// variants lists which variants a text may be, by the mark under its title.
func variants(text []string) []bool {
	for _, p := range text[:min(len(text), 8)] {
		switch {
		case strings.Contains(p, "社会公开"):
			return []bool{true}
		case strings.Contains(p, "党内通报"):
			return []bool{false}
		}
	}
	return []bool{true, false}
}

// Auditor holds a campaign's notice as it would be filled today. It serves one
// goroutine at a time.
type Auditor struct {
	in      notice.Input
	plan    *templates.Plan
	fresh   *stream
	numbers []number
	sources []source // of the numbers
	aligner *aligner
	labels  []map[[2]rune]bool // what each number is called
	alike   map[*templates.Figure][]*templates.Figure
}

// source says where a number of the filled notice comes from.
type source struct {
	code, group, by string
	whole           string // all that was filled in, of which the number may be a part
}

// New prepares an audit against the paragraphs of a filled notice.
func New(in notice.Input, filled []notice.Paragraph) *Auditor {
	texts := make([]string, len(filled))
	for i, p := range filled {
		texts[i] = p.Text
	}
	a := &Auditor{in: in, plan: in.Plan, fresh: newStream(texts), alike: map[*templates.Figure][]*templates.Figure{}}
	a.numbers = a.fresh.numbers()
	for _, n := range a.numbers {
		var src source
		for _, s := range filled[n.where.paragraph].Spans {
			if s.Start <= n.where.start && n.where.end <= s.End {
				src = source{s.Code, s.Group, s.By, filled[n.where.paragraph].Text[s.Start:s.End]}
			}
		}
		a.sources = append(a.sources, src)
		a.labels = append(a.labels, pairs(a.fresh.label(n.where), a.name(src)))
	}
	a.aligner = newAligner(a.numbers)
	return a
}

// Audit holds the paragraphs of an edited notice against the filled one.
func (a *Auditor) Audit(text []string) *Report {
	edited := newStream(text)
	numbers := edited.numbers()
	place := a.aligner.align(numbers)
	doubtful := a.refine(edited, numbers, place)
	r := &Report{Variant: notice.Variant(a.in.Public), Entries: []Entry{}, Identities: []Identity{}, Missing: []Missing{}}
	for i := range numbers {
		e := a.judge(edited, &numbers[i], place[i])
		if doubtful[i] && e.Status == Contradicts {
			e.Status = Unknown
			e.Note = fmt.Sprintf("文字改动较大；如果说的是“%s”，应为“%s”，请人工核对。", cmp.Or(e.Name, e.Figure), e.Expected)
		}
		e.Paragraph, e.Sentence = numbers[i].where.paragraph+1, edited.sentence(numbers[i].where)
		switch e.Status {
		case Agrees:
			r.Agree++
		case Contradicts:
			r.Contradict++
		default:
			r.Unknown++
		}
		r.Entries = append(r.Entries, e)
	}
	a.missing(r, place)
	r.Identities = append(r.Identities, a.identities(numbers, place)...)
	return r
}

// judge says what is known of one number, given the number in its place.
func (a *Auditor) judge(edited *stream, n *number, at int) Entry {
	e := Entry{Number: n.text + shown(n.unit), Status: Unknown}
	if at < 0 {
		e.Note = fmt.Sprintf("“%s”在按台账填出的通报里找不到，无法核对。%s", edited.clause(n.where), a.hint(n))
		return e
	}
	f, src := &a.numbers[at], a.sources[at]
	e.Figure, e.Name = src.code, a.name(src)
	agree := n.same(f) && (!a.verbatim(src) || n.digits == f.digits)
	switch {
	case agree:
		e.Status = Agrees
		if src.code == "" {
			e.Note = "模板里的原文。"
		}
		if n.unit != f.unit && n.unit != "" && f.unit != "" && a.plan.Figure(src.code) != nil {
			e.Note = fmt.Sprintf("量词由“%s”改成了“%s”。", f.unit, n.unit)
		}
		return e
	case src.code == "":
		e.Note = fmt.Sprintf("模板原文是“%s”，台账里没有这个数，请人工核对。", f.text+shown(f.unit))
	case src.code == "序":
		e.Note = fmt.Sprintf("编号应为“%s”；有意增删条目的，请人工核对。", f.text)
	default:
		e.Status = Contradicts
		if strings.Trim(src.whole, "0123456789.%") != "" {
			e.Note = "应为“" + src.whole + "”。"
		}
	}
	e.Expected = f.text + shown(f.unit)
	return e
}

// verbatim sources must stand digit for digit, like telephone numbers.
func (a *Auditor) verbatim(s source) bool { return strings.HasPrefix(s.code, "参数:") }

// shown is what of a unit is printed with its number.
func shown(unit string) string {
	if _, base := scale(unit); base != unit || base == "㎡" || base == "%" || base == "元" {
		return unit
	}
	return ""
}

// name is a source in words.
func (a *Auditor) name(s source) string {
	name := ""
	if f := a.plan.Figure(s.code); f != nil {
		name = f.Name
	}
	if s.group != "" && name != "" {
		name += "（" + s.group + "）"
	}
	return name
}

// missing lists the figures that no number of the edited text stands for.
func (a *Auditor) missing(r *Report, place []int) {
	found := map[int]bool{}
	for _, p := range place {
		found[p] = true
	}
	for i, n := range a.numbers {
		if src := a.sources[i]; !found[i] && a.plan.Figure(src.code) != nil {
			r.Missing = append(r.Missing, Missing{src.code, a.name(src), n.text + shown(n.unit), a.fresh.sentence(n.where)})
		}
	}
}

package notice

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/reports/docx"
	"taizhang/sheets"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// codeReview is the code of findings about what nobody has looked at.
const codeReview = "公开审核"

// Review is something in a draft that a person of the office looks at before
// it goes out, as it stands in 公开审核.
type Review struct {
	Kind    string // 类别
	Word    string // 词语
	Value   string // what slots print now
	Where   string
	Checked bool
}

// review notes what is to be looked at, each once.
func (e *eval) review(r Review) {
	if !slices.ContainsFunc(e.reviews, func(o Review) bool { return o.Kind == r.Kind && o.Word == r.Word }) {
		e.reviews = append(e.reviews, r)
	}
}

// returned fills the slots of a text that a unit may have written. It is data,
// so it may name figures and nothing else, and those only when somebody of the
// office has looked at this very text; whatever else stands in braces is text.
func (e *eval) returned(v fill, row *sheets.Row, col *templates.Column) []fill {
	text := docx.NormalizeSlots(v.text)
	ts := tokens(text)
	figures, foreign := e.slotsOf(ts)
	if len(figures)+len(foreign) == 0 {
		return []fill{v}
	}
	if len(foreign) > 0 {
		e.add(row.Finding(finding.Error, codeTemplate, col,
			fmt.Sprintf("“%s”的文字里的 %s 不是指标；报来的文字里只能用 {{指标}}，这里照字面印出。", col.Name, strings.Join(few(foreign), "、")),
			"请改成方案“指标”表里的代号，或者去掉花括号写成文字。"))
	}
	values := e.printed(figures)
	if len(figures) > 0 {
		e.review(Review{Kind: templates.ReviewSlots, Word: v.text, Value: values, Where: strings.TrimSpace(row.Key() + " " + col.Name), Checked: e.in.Plan.Approved(v.text)})
	}
	approved := e.in.Plan.Approved(v.text) && len(foreign) == 0
	if len(figures) > 0 && !approved && len(foreign) == 0 {
		e.add(row.Finding(finding.Error, codeReview, col,
			fmt.Sprintf("“%s”的文字里有填空处，还没有人核过这段文字：%s。", col.Name, values),
			"请核对文字和数值；可以用的，把整段文字原样贴进方案“公开审核”表的“词语”，类别写“"+templates.ReviewSlots+"”，“已核”填“是”（内部汇总表的“公开审核”里有现成的一行）；不可以的，请单位改写。"))
	}
	var out []fill
	for _, t := range ts {
		part := v
		part.text = text[t.from:t.to]
		switch {
		case t.kind == literal:
		case t.kind == slot && approved:
			f := e.in.Plan.Figure(t.expr)
			e.state(f, e.in.Set, true)
			out = append(out, e.valueOf(e.in.Set, f, fill{})...)
			continue
		case t.kind == slot && len(foreign) == 0:
			part.text, part.mark = "【待核："+t.expr+"】", true
		default:
			part.mark = true
		}
		out = append(out, part)
	}
	return out
}

// slotsOf parts the slots of a text that name figures from everything else in
// braces.
func (e *eval) slotsOf(ts []token) (figures []*templates.Figure, foreign []string) {
	for _, t := range ts {
		if t.kind == literal {
			continue
		}
		if f := e.in.Plan.Figure(t.expr); f != nil && t.kind == slot {
			figures = append(figures, f)
			continue
		}
		what := "{{" + t.expr + "}}"
		if t.kind == unclosed {
			what = "没有配对的花括号"
		}
		if !slices.Contains(foreign, what) {
			foreign = append(foreign, what)
		}
	}
	return figures, foreign
}

// printed lists figures with what they print.
func (e *eval) printed(figures []*templates.Figure) string {
	var out []string
	for _, f := range figures {
		said := fmt.Sprintf("{{%s}} 现在是 %s", f.Code, e.in.Set.Get(f).Printed())
		if f.Private() {
			said = fmt.Sprintf("{{%s}} 取自限阅台账或敏感栏，不公开", f.Code)
		}
		if e.in.Control.Counts(f) {
			said = fmt.Sprintf("{{%s}} 现在是多少见内部汇总表，少的不公开", f.Code)
		}
		if !slices.Contains(out, said) {
			out = append(out, said)
		}
	}
	return strings.Join(out, "，")
}

// few is a list short enough for a message.
func few(list []string) []string {
	const most = 3
	if len(list) > most {
		return append(slices.Clone(list[:most]), "……")
	}
	return list
}

package notice

import (
	"strings"
	"unicode/utf8"

	"taizhang/sheets/title"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// rules applies the plan's rules for drafts (阶段 成稿).
func (d *draft) rules() {
	for _, r := range d.in.Plan.Rules {
		if r.Stage != templates.StageDraft {
			continue
		}
		switch r.Check {
		case "号码":
			d.allowed.And(r.Arg(d.in.Plan, "放行"))
			d.numbers(r)
		case "书名登记":
			d.registered(r)
		case "书名重复":
			d.repeated(r)
		case "数量措辞":
			d.unitWords(r)
		case "提醒":
			d.add(finding.Finding{Severity: r.SeverityOn(d.in.Plan, d.in.AsOf), Code: r.Code, Sheet: Variant(d.in.Public), Message: phrase(d.in.Plan, r.Message), Fix: r.Fix})
		}
	}
}

// rule reports a broken rule at the i-th paragraph.
func (d *draft) rule(r *templates.Rule, i int, words ...string) {
	d.find(r.SeverityOn(d.in.Plan, d.in.AsOf), r.Code, i, phrase(d.in.Plan, r.Message, words...), phrase(d.in.Plan, r.Fix, words...))
}

// phrase puts words, given as name and value, and parameters into a message.
func phrase(p *templates.Plan, message string, words ...string) string {
	var pairs []string
	for i := 0; i+1 < len(words); i += 2 {
		pairs = append(pairs, "{"+words[i]+"}", words[i+1])
	}
	for _, v := range p.Params {
		pairs = append(pairs, "{"+v.Name+"}", v.Value)
	}
	return strings.NewReplacer(pairs...).Replace(message)
}

// unitWords compares the words of measure after two figures of a pair.
func (d *draft) unitWords(r *templates.Rule) {
	a, b := d.in.Plan.Figure(r.Args["甲"]), d.in.Plan.Figure(r.Args["乙"])
	if a == nil || b == nil {
		return
	}
	_, first := d.unitAfter(a)
	if at, second := d.unitAfter(b); first != "" && second != "" && first != second {
		d.rule(r, at, "值", first, "另", second)
	}
}

// unitAfter is the word after the first place where a figure is printed.
func (d *draft) unitAfter(f *templates.Figure) (paragraph int, word string) {
	for i, p := range d.text {
		for _, s := range p.Spans {
			if s.Code == f.Code && s.Group == "" {
				return i, UnitWord(p.Text[s.End:])
			}
		}
	}
	return 0, ""
}

// longUnits are units of measure of more than one letter.
var longUnits = []string{"万平方米", "平方米", "万㎡", "万元", "亿元", "户次", "人次", "件次", "个月", "小时", "公里"}

// UnitWord is the unit of measure a text begins with, "" if it begins with
// none.
func UnitWord(text string) string {
	text = strings.TrimLeft(text, " 　”\"’")
	for _, u := range longUnits {
		if strings.HasPrefix(text, u) {
			return u
		}
	}
	r, n := utf8.DecodeRuneInString(text)
	if strings.ContainsRune("，。；：、！？（）()《》“”,.;:", r) {
		return ""
	}
	return text[:n]
}

// registered finds titles that are not closed, or not in the ledger.
func (d *draft) registered(r *templates.Rule) {
	known := map[string]bool{}
	for _, c := range r.Columns["登记"] {
		for _, row := range d.in.Set.Data().Rows(c.Ledger) {
			known[title.Bare(row.Value(c))] = true
		}
	}
	for i, p := range d.text {
		for _, t := range title.Find(p.Text) {
			if !t.Closed || !known[title.Bare(t.Name)] {
				d.rule(r, i, "值", t.Name)
			}
		}
	}
}

// repeated finds titles cited twice in one enumeration.
func (d *draft) repeated(r *templates.Rule) {
	for i, p := range d.text {
		for _, name := range title.Repeated(p.Text) {
			d.rule(r, i, "值", name, "数", "2")
		}
	}
}

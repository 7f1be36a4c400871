package notice

import (
	"fmt"
	"strings"
	"unicode/utf8"

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
			for _, s := range longNumber.FindAllString(r.Arg(d.in.Plan, "放行"), -1) {
				d.allowed[onlyDigits(s)] = true
			}
			d.numbers(r)
		case "书名登记":
			d.registered(r)
		case "书名重复":
			d.repeated(r)
		case "数量措辞":
			d.unitWords(r)
		case "提醒":
			d.add(finding.Finding{Severity: r.Severity, Code: r.Code, Sheet: Variant(d.in.Public), Message: phrase(d.in.Plan, r.Message), Fix: r.Fix})
		}
	}
}

// rule reports a broken rule at the i-th paragraph.
func (d *draft) rule(r *templates.Rule, i int, words ...string) {
	d.find(r.Severity, r.Code, i, phrase(d.in.Plan, r.Message, words...), phrase(d.in.Plan, r.Fix, words...))
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
			known[bareTitle(row.Value(c))] = true
		}
	}
	for i, p := range d.text {
		for _, t := range Titles(p.Text) {
			if !t.Closed || !known[bareTitle(t.Name)] {
				d.rule(r, i, "值", t.Name)
			}
		}
	}
}

// repeated finds titles cited twice in one paragraph.
func (d *draft) repeated(r *templates.Rule) {
	for i, p := range d.text {
		seen := map[string]int{}
		for _, t := range Titles(p.Text) {
			name := bareTitle(t.Name)
			if seen[name]++; seen[name] == 2 && t.Closed {
				d.rule(r, i, "值", t.Name, "数", fmt.Sprint(2))
			}
		}
	}
}

// Title is the name of a work between 《 and 》.
type Title struct {
	Name   string
	Closed bool
}

// Titles finds the titles in a text. One that is not closed is cut at the next
// mark or opening; a 》 without an opening is a title without a name.
func Titles(text string) []Title {
	var out []Title
	for {
		at := strings.IndexAny(text, "《》")
		if at < 0 {
			return out
		}
		opens := strings.HasPrefix(text[at:], "《")
		before := text[:at]
		text = text[at+len("《"):]
		if !opens {
			out = append(out, Title{Name: tail(before, 12)})
			continue
		}
		end := strings.IndexAny(text, "《》")
		if end >= 0 && strings.HasPrefix(text[end:], "》") {
			out = append(out, Title{Name: text[:end], Closed: true})
			text = text[end+len("》"):]
			continue
		}
		name := text
		if end >= 0 {
			name = text[:end]
		}
		if cut := strings.IndexAny(name, "，。；,;"); cut >= 0 {
			name = name[:cut]
		}
		out = append(out, Title{Name: name})
	}
}

func tail(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}

// bareTitle is a title without blanks and with one kind of quotes and brackets.
func bareTitle(s string) string {
	return strings.NewReplacer(" ", "", "　", "", "《", "", "》", "", "〈", "", "〉", "", "“", `"`, "”", `"`, "‘", `"`, "’", `"`, "(", "（", ")", "）").Replace(s)
}

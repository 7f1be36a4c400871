package notice

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"taizhang/templates"
	"taizhang/templates/finding"
)

// names lists the persons, firms and estates that appear, until somebody has
// ticked them in 公开审核. Where estates lie is no secret; until persons, firms
// and the words that the plan lists are ticked, the draft is not finished.
func (d *draft) names() {
	checked, kinds, listed := d.reviewWords()
	told := map[string]bool{}
	tell := func(i int, kind, word string) {
		if told[word] || reviewed(word, checked) || reviewed(word, told) {
			return
		}
		told[word] = true
		severity := finding.Error
		if kind == templates.SheetEstates && !listed[word] {
			severity = finding.Warning
		}
		d.review(Review{Kind: kind, Word: word, Where: fmt.Sprintf("第 %d 段", i+1)})
		d.find(severity, "R-112", i, fmt.Sprintf("出现了%s“%s”，还没有人核过能不能公开。", kind, word),
			"请核对；可以公开的，在方案“公开审核”表登记并在“已核”填“是”，不能公开的请改写。")
	}
	words := slices.Sorted(maps.Keys(kinds))
	for i, p := range d.text {
		for _, w := range words {
			if strings.Contains(p.Text, w) {
				tell(i, kinds[w], w)
			}
		}
		for _, w := range firmShape.FindAllString(p.Text, -1) {
			if w = firm(w); w != "" && !d.isUnit(w) {
				tell(i, "企业", w)
			}
		}
		for _, w := range personShape.FindAllString(p.Text, -1) {
			tell(i, "人名", w)
		}
		for _, w := range persons(p.Text) {
			if d.secret[w] == nil { // told already, and not by name
				tell(i, "人名", w)
			}
		}
	}
}

// reviewWords are the words that somebody has ticked, and those to look for with
// the kind of each; listed are those that 公开审核 itself names.
func (d *draft) reviewWords() (checked map[string]bool, kinds map[string]string, listed map[string]bool) {
	checked, kinds, listed = map[string]bool{}, map[string]string{}, map[string]bool{}
	if estates := d.in.Plan.Dicts[templates.SheetEstates]; estates != nil {
		for _, n := range estates.Names() {
			kinds[n] = templates.SheetEstates
		}
	}
	if leaders := d.in.Plan.Dicts[templates.SheetLeaders]; leaders != nil {
		for _, n := range leaders.Names() {
			if personal(n) {
				kinds[n] = "人名"
			}
		}
	}
	for _, r := range d.in.Plan.Reviews {
		switch {
		case r.Kind == templates.ReviewSlots || r.Word == "":
		case r.Checked:
			checked[r.Word] = true
		default:
			kinds[r.Word], listed[r.Word] = r.Kind, true
		}
	}
	return checked, kinds, listed
}

// reviewed words are in the list or hold a word that is; a single letter is in too many.
func reviewed(word string, list map[string]bool) bool {
	for c := range list {
		if c == word || utf8.RuneCountInString(c) > 1 && strings.Contains(word, c) {
			return true
		}
	}
	return false
}

func (d *draft) isUnit(word string) bool {
	return slices.ContainsFunc(d.in.Plan.Units, func(u *templates.Unit) bool { return strings.HasSuffix(word, u.Name) })
}

var firmShape = regexp.MustCompile(`[\p{Han}（）()]{2,24}?(?:有限责任公司|股份有限公司|有限公司|合作社|商行|经营部)`)

// leadIn are words after which a firm's name begins; Chinese sets no blanks.
var leadIn = []*regexp.Regexp{regexp.MustCompile(`.*(?:相对人|负责人|业主|企业|单位)`), regexp.MustCompile(`.*[与和同向对由为是的于在将被经及、]`)}

// firm cuts what stands before a firm's name.
func firm(match string) string {
	name := match
	for _, l := range leadIn {
		if at := l.FindStringIndex(name); at != nil {
			name = name[at[1]:]
		}
	}
	if utf8.RuneCountInString(name) < 6 { // cut too far
		return match
	}
	return name
}

// officeWords are what titles of office are made of; what is left of a title
// without them is somebody's name.
var officeWords = strings.NewReplacer("党工委", "", "纪工委", "", "工委", "", "党委", "", "办事处", "", "街道", "", "人大", "", "武装部", "", "部长", "",
	"副书记", "", "书记", "", "副主任", "", "主任", "", "委员", "", "组织", "", "宣传", "", "统战", "", "政法", "", "纪检监察", "", "常务", "", "调研员", "", "同志", "",
	"大队长", "", "大队", "", "执法", "", "综合", "", "队长", "", "所长", "", "站长", "", "科长", "", "副", "")

func personal(title string) bool {
	rest := officeWords.Replace(title)
	n := utf8.RuneCountInString(rest)
	return n >= 2 && n <= 4
}

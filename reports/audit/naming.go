package audit

import (
	"slices"
	"strings"

	"taizhang/reports/audit/quantity"
	"taizhang/templates"
)

// naming says how much some words name each figure.
type naming struct {
	plan    *templates.Plan
	figures []spoken
	weight  map[[2]rune]float64 // of a pair of letters, by how few figures have it
	abbrev  *strings.Replacer   // 违法建设 to 违建
	labels  map[string]bool     // names of groups
}

// spoken is a figure with the ways in which it is spoken of.
type spoken struct {
	figure  *templates.Figure
	phrases [][][2]rune
	ledger  map[[2]rune]bool
	name    string             // in keys
	unit    *quantity.Quantity // one of its measure, for what can be compared
	measure string
}

// tailWords end the names of figures and say nothing of what is counted.
var tailWords = []string{"个数", "户数", "件数", "处数", "项数", "人数", "次数", "家数", "起数", "条数", "名数", "总数", "数量", "数"}

// measured are words that a unit of measure says as well.
var measured = []string{"面积", "金额", "比例", "占比"}

func newNaming(c Campaign) *naming {
	n := &naming{plan: c.Plan, weight: map[[2]rune]float64{}, labels: map[string]bool{}}
	for _, l := range groupLabels(c.Plan) {
		n.labels[l] = true
	}
	n.abbreviate(c.Plan)
	said := spokenOf(c.Drafts)
	for _, f := range c.Plan.Figures {
		if f.Op == templates.OpList || strings.Contains(f.Style, "日") {
			continue
		}
		n.figures = append(n.figures, n.spokenBy(f, said[f.Code]))
	}
	n.weigh()
	return n
}

// spokenBy gathers the ways in which a figure is spoken of: its name, and the words
// before it in the notices.
func (n *naming) spokenBy(f *templates.Figure, said []string) spoken {
	x := spoken{figure: f, ledger: map[[2]rune]bool{}, unit: soleQuantity("10" + f.Measure), measure: f.Measure}
	if f.Style == "百分比" {
		x.unit = soleQuantity("10%")
	}
	name := f.Name
	if i := strings.LastIndexAny(name, "（("); i > 0 && strings.HasSuffix(strings.ReplaceAll(name, ")", "）"), "）") {
		name = name[:i]
	}
	x.name = joinKeys(name)
	for _, tail := range tailWords {
		if rest, ok := strings.CutSuffix(name, tail); ok && len([]rune(rest)) >= 2 {
			name = rest
			break
		}
	}
	names := []string{joinKeys(name)}
	for _, tail := range measured { // the unit says it
		if rest, ok := strings.CutSuffix(name, tail); ok && len([]rune(rest)) >= 3 {
			names = append(names, joinKeys(rest))
		}
	}
	for _, words := range append(names, said...) {
		if ps := pairsOf(n.short(words)); len(ps) > 0 {
			x.phrases = append(x.phrases, ps)
		}
	}
	if f.Ledger != nil {
		for _, p := range pairsOf(n.short(f.Ledger.Name)) {
			x.ledger[p] = true
		}
	}
	return x
}

// weigh gives pairs of letters that many figures have less weight.
func (n *naming) weigh() {
	have := map[[2]rune]int{}
	for _, x := range n.figures {
		seen := map[[2]rune]bool{}
		for _, ps := range x.phrases {
			for _, p := range ps {
				if !seen[p] {
					seen[p] = true
					have[p]++
				}
			}
		}
	}
	for p, k := range have {
		n.weight[p] = 1 / (1 + float64(k)/4)
	}
}

// abbreviate finds names of ledgers that figures call by their first and third
// letters: 违法建设, 违建.
func (n *naming) abbreviate(p *templates.Plan) {
	var short []string
	for _, l := range p.Ledgers {
		name := []rune(l.Name)
		if len(name) != 4 {
			continue
		}
		ac := string([]rune{name[0], name[2]})
		for _, f := range p.Figures {
			if f.Ledger == l && strings.Contains(f.Name, ac) {
				short = append(short, l.Name, ac)
				break
			}
		}
	}
	n.abbrev = strings.NewReplacer(short...)
}

func (n *naming) short(words string) string { return n.abbrev.Replace(words) }

// spokenOf gives for every figure the words before it in the notices.
func spokenOf(drafts []*Draft) map[string][]string {
	out := map[string][]string{}
	for _, d := range drafts[max(0, len(drafts)-2):] { // as they would be filled today
		t := newText(d.Paragraphs)
		for j := range t.tokens {
			s := t.span(j)
			if s == nil || s.Name == "" || !t.stated(j) || s.Group != "" {
				continue
			}
			words := []rune(t.claim(j).close)
			out[s.Code] = append(out[s.Code], string(words[max(0, len(words)-12):]))
		}
	}
	return out
}

// pairsOf are the neighbouring letters of some words.
func pairsOf(words string) (out [][2]rune) {
	var last rune
	for _, r := range words {
		if r == ' ' {
			last = 0
			continue
		}
		if last != 0 {
			out = append(out, [2]rune{last, r})
		}
		last = r
	}
	return out
}

// How sure it must be that a figure is meant.
const (
	meant    = 0.62 // it is
	inTable  = 0.80 // it is, by the labels of a table
	resemble = 0.45 // it may be
	apart    = 0.10 // by how much more than any other
)

// match is a figure that may be meant, and how much.
type match struct {
	figure *templates.Figure
	score  float64
	full   bool // by its whole name
}

// of lists the figures that a claim may mean, the best first.
func (n *naming) of(c claim) []match {
	near := map[[2]rune]float64{}
	for _, p := range pairsOf(n.short(c.wide)) {
		near[p] = 0.55
	}
	for _, p := range pairsOf(n.short(c.after)) {
		near[p] = 0.75
	}
	for _, p := range pairsOf(n.short(c.close)) {
		near[p] = 1
	}
	must, after := pairsOf(n.short(c.must)), pairsOf(n.short(c.counted()))
	var out []match
	for _, x := range n.figures {
		fit := x.fits(c)
		if fit == 0 || c.column != "" && !n.labels[c.column] && !x.has(must) {
			continue
		}
		top := 0.0
		for _, ps := range x.phrases {
			got, all := 0.0, 0.0
			for _, p := range ps {
				all += n.weight[p]
				got += n.weight[p] * near[p]
			}
			if got /= all; after != nil && !slices.ContainsFunc(after, func(p [2]rune) bool { return slices.Contains(ps, p) }) {
				got *= 0.75 // 6个镇街: something else is counted
			}
			top = max(top, got)
		}
		full := strings.Contains(c.close, x.name)
		if full { // in full: the longer the surer
			top += 0.15 + 0.01*float64(len([]rune(x.name)))
		}
		for p := range x.ledger {
			if near[p] > 0 && top > 0.2 {
				top += 0.02
			}
		}
		if top *= fit; top > 0.3 {
			out = append(out, match{x.figure, top, full})
		}
	}
	sortMatches(out)
	return out
}

// has says whether one of the pairs of letters is in the figure's name.
func (x spoken) has(pairs [][2]rune) bool {
	for _, ps := range x.phrases {
		for _, p := range ps {
			if slices.Contains(pairs, p) {
				return true
			}
		}
	}
	return false
}

func sortMatches(ms []match) {
	for i := range ms { // few
		for j := i + 1; j < len(ms); j++ {
			if ms[j].score > ms[i].score {
				ms[i], ms[j] = ms[j], ms[i]
			}
		}
	}
}

// countWords are words of measure by which things are counted.
const countWords = "户处项件次个名家人起条元宗栋篇场期批类种天份张套"

// counts says whether a claim has a word of measure or a unit.
func (c claim) counts() bool {
	return c.said.Kind == quantity.Share || c.said.Unit != "" || c.measure != "" && strings.Contains(countWords, c.measure)
}

// counted is what stands right behind the word of measure.
func (c claim) counted() string {
	words := []rune(strings.TrimPrefix(c.after, c.measure))
	return string(words[:min(len(words), 3)])
}

// fits says how well the measure of a claim suits a figure; 0 where they cannot be
// compared.
func (x spoken) fits(c claim) float64 {
	if c.table && c.measure == "" && c.said.Unit == "" && c.said.Kind == quantity.Number {
		return 1 // no unit is written
	}
	if x.unit == nil {
		return 0.8
	}
	if x.unit.Kind != c.said.Kind || x.unit.Unit != c.said.Unit {
		return 0
	}
	money := strings.Contains(x.measure, "元")
	switch {
	case c.said.Kind == quantity.Share || c.said.Unit != "" || c.table:
		return 1
	case !c.counts():
		return 0.6 // 问题2: hardly a count
	case money != strings.Contains(c.measure, "元"):
		return 0
	case strings.HasPrefix(x.measure, c.measure) || strings.HasSuffix(x.measure, c.measure):
		return 1
	}
	return 0.85
}

package templates

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Word is what stands in a text of the plan in place of a name in braces.
type Word struct {
	Text  string
	Count bool // it says how many
}

var (
	braces   = regexp.MustCompile(`\{([^{}]*)\}`)
	brackets = regexp.MustCompile(`（[^（）]*）|\([^()]*\)`)
	parts    = regexp.MustCompile(`[^；。！？\n]*[；。！？\n]?`)
)

// Fill replaces every name in braces. What counts nothing is not said: a bracket, or a
// part of a sentence, all of whose counts are nought.
func Fill(text string, word func(name string) Word) string {
	empty := func(part string) bool {
		counts := 0
		for _, m := range braces.FindAllStringSubmatch(part, -1) {
			if w := word(m[1]); w.Count && !isZero(w.Text) {
				return false
			} else if w.Count {
				counts++
			}
		}
		return counts > 0
	}
	text = brackets.ReplaceAllStringFunc(text, func(s string) string {
		if empty(s) {
			return ""
		}
		return s
	})
	said := slices.DeleteFunc(parts.FindAllString(text, -1), empty)
	filled := braces.ReplaceAllStringFunc(strings.Join(said, ""), func(s string) string { return word(s[1 : len(s)-1]).Text })
	if strings.HasSuffix(strings.TrimSpace(text), "。") && strings.HasSuffix(filled, "；") {
		filled = strings.TrimSuffix(filled, "；") + "。"
	}
	return filled
}

// isZero: a count of nothing.
func isZero(s string) bool { return isNumber(s) && strings.Trim(s, "0.") == "" }

// ruleWords are what a check itself puts in place of a name in braces.
var ruleWords = []string{"数", "应", "值", "期", "单位", "另", "期限", "剩余"}

// spoken: every name in braces in a sentence of the rule is known.
func (e entry) spoken(at string, r *Rule, text string) {
	p := e.ld.plan
	for _, m := range braces.FindAllStringSubmatch(text, -1) {
		name := m[1]
		if slices.Contains(ruleWords, name) || p.HasParam(ParamName(name)) || p.figures[name] != nil {
			continue
		}
		fix := "花括号里写这本台账的栏目、参数、指标，或者 {" + strings.Join(ruleWords, "}、{") + "}。"
		if r.Ledger != nil {
			if _, err := p.ParsePath(name, r.Ledger, nil); err == nil {
				continue
			}
			if known := r.Ledger.instead(name, true); known != seeColumns {
				fix = known
			}
		}
		e.bad(at, fmt.Sprintf("这句话里的{%s}不知道是什么，会照样印出来", name), fix)
	}
}

package audit

import (
	"math/rand/v2"
	"regexp"
	"strings"
)

// An edit changes a text somewhere, as a person or a word processor does; false
// where the text has nothing to change in that way.
type editClass struct {
	name string
	do   func(r *rand.Rand, ps []Paragraph) bool
}

// at picks one place where a pattern matches, in any paragraph.
func at(r *rand.Rand, ps []Paragraph, pattern *regexp.Regexp) (p, from, to int, ok bool) {
	type place struct{ p, from, to int }
	var all []place
	for i := range ps {
		for _, m := range pattern.FindAllStringSubmatchIndex(ps[i].Text, -1) {
			if len(m) > 2 && m[2] >= 0 {
				all = append(all, place{i, m[2], m[3]})
			} else {
				all = append(all, place{i, m[0], m[1]})
			}
		}
	}
	if len(all) == 0 {
		return 0, 0, 0, false
	}
	x := all[r.IntN(len(all))]
	return x.p, x.from, x.to, true
}

// swap puts other words in the place of a match; "" as the answer is no edit.
func swap(pattern string, other func(r *rand.Rand, old string) string) func(*rand.Rand, []Paragraph) bool {
	re := regexp.MustCompile(pattern)
	return func(r *rand.Rand, ps []Paragraph) bool {
		p, from, to, ok := at(r, ps, re)
		if !ok {
			return false
		}
		old := ps[p].Text[from:to]
		is := other(r, old)
		if is == old {
			return false
		}
		ps[p].Text = ps[p].Text[:from] + is + ps[p].Text[to:]
		return true
	}
}

// all puts other words in the place of every match, each with even odds; at
// least one changes.
func all(pattern string, other func(r *rand.Rand, old string) string) func(*rand.Rand, []Paragraph) bool {
	re := regexp.MustCompile(pattern)
	return func(r *rand.Rand, ps []Paragraph) bool {
		odds, changed := 1+r.IntN(20), false
		for i := range ps {
			ps[i].Text = re.ReplaceAllStringFunc(ps[i].Text, func(old string) string {
				if r.IntN(odds) > 0 {
					return old
				}
				is := other(r, old)
				changed = changed || is != old
				return is
			})
		}
		return changed
	}
}

// one picks another of some words.
func one(words ...string) func(*rand.Rand, string) string {
	return func(r *rand.Rand, old string) string {
		for {
			if w := words[r.IntN(len(words))]; w != old {
				return w
			}
		}
	}
}

// pairs puts for a word one of those that mean something else.
func pairs(words map[string][]string) (pattern string, other func(*rand.Rand, string) string) {
	var keys []string
	for k := range words {
		keys = append(keys, regexp.QuoteMeta(k))
	}
	sortLongest(keys)
	return strings.Join(keys, "|"), func(r *rand.Rand, old string) string {
		return words[old][r.IntN(len(words[old]))]
	}
}

func sortLongest(words []string) {
	for i := range words {
		for j := i + 1; j < len(words); j++ {
			if len(words[j]) > len(words[i]) || len(words[j]) == len(words[i]) && words[j] < words[i] {
				words[i], words[j] = words[j], words[i]
			}
		}
	}
}

// sentencesOf parts a paragraph behind its full stops.
func sentencesOf(text string) []string {
	var out []string
	for text != "" {
		end := len(text)
		if i := strings.IndexAny(text, "。；！？"); i >= 0 {
			end = i + len("。")
		}
		out = append(out, text[:end])
		text = text[end:]
	}
	return out
}

// sentenceIn picks a sentence that a pattern matches.
func sentenceIn(r *rand.Rand, ps []Paragraph, pattern *regexp.Regexp) (p, k int, all []string, ok bool) {
	type place struct{ p, k int }
	var found []place
	for i := range ps {
		if ps[i].Row > 0 {
			continue
		}
		for k, s := range sentencesOf(ps[i].Text) {
			if pattern.MatchString(s) {
				found = append(found, place{i, k})
			}
		}
	}
	if len(found) == 0 {
		return 0, 0, nil, false
	}
	x := found[r.IntN(len(found))]
	return x.p, x.k, sentencesOf(ps[x.p].Text), true
}

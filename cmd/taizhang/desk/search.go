package desk

import (
	"slices"
	"sort"
	"strings"

	"taizhang/sheets"
	"taizhang/templates"
)

// haystack is what a ledger's rows say, one after the other in one text: half a
// million rows are searched in the time that a page has.
type haystack struct {
	text   string
	starts []int // of each row
	rows   []*sheets.Row
	often  [256]int // how often each byte stands in it
}

func newHaystack(rows []*sheets.Row) *haystack {
	h := &haystack{starts: make([]int, 0, len(rows)), rows: rows}
	var b strings.Builder
	for _, r := range rows {
		h.starts = append(h.starts, b.Len())
		for _, s := range []string{r.ID, r.Source.Unit, r.Source.File} {
			b.WriteString(s)
			b.WriteByte('\n')
		}
		for _, c := range r.Ledger.Columns {
			if v := r.Values[c.Index]; v != "" && !c.Sensitive {
				b.WriteString(v)
				b.WriteByte('\n')
			}
		}
	}
	h.text = strings.ToLower(b.String())
	if len(h.text) != b.Len() { // letters that change their length: places would not fit
		h.text = b.String()
	}
	for i := range len(h.text) {
		h.often[h.text[i]]++
	}
	return h
}

// index is where a word stands next, by the one of its bytes that the text has least
// of: Chinese words begin with the same few, which would stop a search at every one.
func (h *haystack) index(word string, from int) int {
	k := 0
	for i := range len(word) {
		if h.often[word[i]] < h.often[word[k]] {
			k = i
		}
	}
	for at := from + k; at < len(h.text); at++ {
		i := strings.IndexByte(h.text[at:], word[k])
		if i < 0 {
			return -1
		}
		if at += i; strings.HasPrefix(h.text[at-k:], word) {
			return at - k
		}
	}
	return -1
}

// find gives the rows of which every word of a query is found, in order, as far as
// they are wanted.
func (h *haystack) find(query string, want func(*sheets.Row) bool) {
	words := strings.Fields(strings.ToLower(query))
	if len(words) == 0 {
		return
	}
	longest := slices.MaxFunc(words, func(a, b string) int { return len(a) - len(b) })
	for at := 0; ; {
		i := h.index(longest, at)
		if i < 0 {
			return
		}
		n := sort.SearchInts(h.starts, i+1) - 1
		end := len(h.text)
		if n+1 < len(h.starts) {
			end = h.starts[n+1]
		}
		row := h.text[h.starts[n]:end]
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(row, w) }) && !want(h.rows[n]) {
			return
		}
		if at = end; at >= len(h.text) {
			return
		}
	}
}

// search lists the rows of a ledger that say the words of a query.
func (st *state) search(l *templates.Ledger, query string) (out []*sheets.Row) {
	st.hay[l].find(query, func(r *sheets.Row) bool {
		out = append(out, r)
		return true
	})
	return out
}

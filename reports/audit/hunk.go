package audit

import "slices"

// hunk is one difference within a sentence of the draft.
type hunk struct {
	old  []int   // tokens of the draft that are gone or changed
	new  stretch // of the edited text
	at   int     // the draft's token behind it
	torn bool    // the sentence goes on elsewhere
}

// hunks lists the differences of every sentence of the draft, and what was added
// between sentences.
func (c *comparison) hunks() (of [][]hunk, added []stretch) {
	of = make([][]hunk, len(c.draft.sentences))
	for k, s := range c.draft.sentences {
		of[k] = c.inside(s)
	}
	for j := 0; j < len(c.edited.tokens); j++ {
		if c.to[j] >= 0 {
			continue
		}
		end := j
		for end < len(c.edited.tokens) && c.to[end] < 0 {
			end++
		}
		added = append(added, c.place(of, stretch{j, end})...)
		j = end
	}
	for k := range of {
		slices.SortStableFunc(of[k], func(x, y hunk) int { return x.at - y.at })
	}
	return of, added
}

// inside lists the differences between the words of a sentence that are still
// there. A sentence that is gone altogether has none.
func (c *comparison) inside(s stretch) (out []hunk) {
	before := -1
	var open hunk
	for i := s.from; i < s.to; i++ {
		j := c.of[i]
		if j < 0 {
			open.old = append(open.old, i)
			continue
		}
		if !c.same(i, j) && !c.draft.stated(i) { // another number in an idiom
			out = append(out, hunk{old: []int{i}, new: stretch{j, j + 1}, at: i + 1})
		}
		if before >= 0 && j != before+1 {
			if j > before && free(c.to[before+1:j]) {
				open.new = stretch{before + 1, j}
			} else {
				open.torn = true
				open.new = stretch{j, j}
			}
		}
		if len(open.old) > 0 || open.new.size() > 0 || open.torn {
			open.at = i
			if open.new.size() == 0 {
				open.new = stretch{j, j}
			}
			out = append(out, open)
			open = hunk{}
		}
		before = j
	}
	if before >= 0 && len(open.old) > 0 {
		open.at, open.new = s.to, stretch{before + 1, before + 1}
		out = append(out, open)
	}
	return out
}

// place gives what was added between sentences to the one it is joined to, and
// returns the sentences that stand alone.
func (c *comparison) place(of [][]hunk, s stretch) (alone []stretch) {
	left, right := c.neighbours(s)
	if left >= 0 && right > left && c.draft.within[left] == c.draft.within[right] {
		return nil // inside
	}
	parts := c.edited.parts(s)
	if left >= 0 && !c.edited.parted(s.from) {
		c.join(of, c.draft.within[left], left+1, parts[0])
		parts = parts[1:]
	}
	joined := right >= 0 && (!c.edited.ended(s.to) || !c.edited.parted(s.to) && c.states(s))
	if n := len(parts); n > 0 && joined {
		c.join(of, c.draft.within[right], right, parts[n-1])
		parts = parts[:n-1]
	}
	return parts
}

// neighbours are the tokens of the draft on both sides of an addition; -1 for
// none.
func (c *comparison) neighbours(s stretch) (left, right int) {
	left, right = -1, -1
	if s.from > 0 {
		left = c.to[s.from-1]
	}
	if s.to < len(c.edited.tokens) {
		right = c.to[s.to]
	}
	return left, right
}

// parts are the sentences of a stretch.
func (t *text) parts(s stretch) (out []stretch) {
	for i := s.from; i < s.to; {
		end := i + 1
		for end < s.to && !t.parted(end) {
			end++
		}
		out = append(out, stretch{i, end})
		i = end
	}
	return out
}

// join puts added words at the edge of a sentence, with what they replace there.
func (c *comparison) join(of [][]hunk, k, at int, added stretch) {
	for x := range of[k] {
		if h := &of[k][x]; !h.torn && h.new.size() == 0 && (h.new.from == added.from || h.new.to == added.to) {
			h.new = added
			return
		}
	}
	of[k] = append(of[k], hunk{new: added, at: at})
}

// states says whether some words of the edited text state a quantity.
func (c *comparison) states(s stretch) bool {
	for i := s.from; i < s.to; i++ {
		if c.edited.stated(i) {
			return true
		}
	}
	return false
}

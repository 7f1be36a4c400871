package pii

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// number is groups of a run that identify somebody.
type number struct {
	run
	kind string
}

// find lists the numbers of a run: what stands beside one is a run of its own.
// Numbers that stand on one side of a mark come before those that reach over it.
func (r run) find() []number {
	if len(r.groups) == 0 {
		return nil
	}
	i, j, kind := r.plain()
	if kind == "" {
		parts := r.parts()
		if len(parts) > 0 && r.far() > spaced {
			return parts
		}
		i, j, kind = r.joined()
		switch first := r.groups[0].digits; {
		case kind == "" && len(parts) == 0 && len(r.groups) > 1 && (first == country || first == "00"+country): // +86(138)…
			return r.part(1, len(r.groups)).find()
		case kind == "":
			return parts
		}
	}
	i = r.dialled(i, kind)
	found := number{r.part(i, j), kind}
	if j-i > 1 && r.groups[i].digits == country && r.groups[i+1].gap.level > spaced {
		found.run = r.part(i+1, j) // （86）138…
	}
	return append(append(r.part(0, i).find(), found), r.part(j, len(r.groups)).find()...)
}

// dialled is where a mobile number begins with a prefix that stands apart.
func (r run) dialled(i int, kind string) int {
	if kind != Mobile {
		return i
	}
	k := i
	for k > 0 && r.groups[k].gap.level <= spaced {
		k--
	}
	prefix := r.part(k, i).digits()
	if prefix == country || prefix == "00"+country || prefix == "00" && strings.HasPrefix(r.groups[i].digits, country) {
		return k
	}
	return i
}

// parts lists the numbers on either side of what sets groups farthest apart.
func (r run) parts() []number {
	far := r.far()
	if far == unseen {
		return nil
	}
	var out []number
	from := 0
	for k := 1; k <= len(r.groups); k++ {
		if k == len(r.groups) || r.groups[k].gap.level == far {
			out = append(out, r.part(from, k).find()...)
			from = k
		}
	}
	return out
}

// plain is a number beyond doubt: an identity number with the right check digit,
// the longest stretch grouped as people group such numbers, or a group by itself.
func (r run) plain() (from, to int, kind string) {
	if from, to, kind = r.longest(run.certified); kind != "" {
		return from, to, kind
	}
	if from, to, kind = r.longest(run.grouped); kind != "" {
		return from, to, kind
	}
	for i := range r.groups {
		if kind := r.kind(i, i+1); kind != "" && !r.decimal(i) {
			return i, i + 1, kind
		}
	}
	return 0, 0, ""
}

// certified: the digits are an identity number, check digit and all, and nothing
// that may belong to it stands beside them.
func (r run) certified() bool {
	if r.length() != 18 {
		return false
	}
	n := r.digits()
	if classify(n, r.grown) != IdentityCard || checkDigit(n) != n[17] {
		return false
	}
	end := r.from + len(r.groups)
	edge := (r.from == 0 || r.groups[0].gap.level > spaced) && (end == len(r.all) || r.all[end].gap.level > spaced)
	return edge && r.far() <= spaced || len(r.groups) == len(r.all) && r.far() < listed && !r.pair()
}

// pair: the two sides of a decimal.
func (r run) pair() bool { return len(r.groups) == 2 && r.groups[1].gap.marks == "." }

// joined is all of the groups together, or the longest stretch that may be one
// number.
func (r run) joined() (from, to int, kind string) {
	if r.length() <= longest {
		if kind := r.kind(0, len(r.groups)); kind != "" && r.together(kind) {
			return 0, len(r.groups), kind
		}
	}
	return r.longest(run.written)
}

// longest is the first stretch that is a number and like one, as long as it goes.
func (r run) longest(like func(run) bool) (from, to int, kind string) {
	n := make([]byte, 0, longest)
	for i := range r.groups {
		if r.fraction(i) {
			continue
		}
		n = n[:0]
		for j := i; j < len(r.groups) && len(n)+len(r.groups[j].digits) <= longest; j++ {
			n = append(n, r.groups[j].digits...)
			if j == i || !likely(n) || !like(r.part(i, j+1)) {
				continue
			}
			if k := r.kind(i, j+1); k != "" {
				from, to, kind = i, j+1, k
			}
		}
		if kind != "" {
			break
		}
	}
	return from, to, kind
}

func (r run) kind(i, j int) string {
	part := r.part(i, j)
	kind := classify(part.digits(), r.grown)
	switch {
	case kind == IdentityCard && len(r.groups) > 1 && len(part.digits()) != 18 && len(part.digits()) != 15: // a neighbour's digit
		return ""
	case kind != "" && kind != IdentityCard && part.measured():
		return ""
	}
	return kind
}

// grouped: in the groups in which people write such numbers. The last is
// not bound to what follows.
func (r run) grouped() bool {
	if !r.usual() {
		return false
	}
	if end := r.from + len(r.groups); end < len(r.all) && r.all[end].gap.marks != "" && r.all[end].gap.level < min(r.far(), listed) {
		return false
	}
	return r.uniform() || !r.hasRange() || strings.HasPrefix(r.digits(), unionPay)
}

// written: in groups of three and more with the same between them, or digit by
// digit; the figures of a table, or dates, are not.
func (r run) written() bool {
	if len(r.groups[0].digits) == 1 && r.each(func(g group) bool { return len(g.digits) == 1 }) {
		return r.uniform() && r.alone(-1) && r.alone(len(r.groups))
	}
	long := r.each(func(g group) bool { return len(g.digits) >= 3 || g.digits == country || g.digits == "X" })
	return long && !r.hasDate() && !r.hasRange() && r.part(1, len(r.groups)).uniform() && r.groups[1].gap.level <= spaced
}

// alone: no single digit stands at a place beside the groups.
func (r run) alone(i int) bool {
	i += r.from
	return i < 0 || i >= len(r.all) || len(r.all[i].digits) > 1
}

// together: all of a run are one number, unless they look like several others.
func (r run) together(kind string) bool {
	n, far := r.digits(), r.far()
	switch {
	case len(r.groups) == 1:
		return false
	case far <= spaced && kind == BankCard && strings.HasPrefix(n, unionPay):
		return true
	case r.pair(), r.hasDate(), r.hasRange(), r.address():
		return false
	case far <= spaced:
		return true
	case far >= listed:
		return r.uniform() && (len(n) == len(r.groups) || far == broken && kind != BankCard)
	}
	return len(n) < 2*len(r.groups) || r.uniform() && (len(r.groups) > 2 || kind != BankCard)
}

// far is how far apart the groups stand at most.
func (r run) far() level {
	far := unseen
	for _, g := range r.groups[1:] {
		far = max(far, g.gap.level)
	}
	return far
}

// usual: as many in each group as people write of such a number.
func (r run) usual() bool {
	groups := r.groups
	if first := groups[0].digits; first == country || first == "00"+country {
		groups = groups[1:]
	}
	return slices.ContainsFunc(usualGroups, func(lens []int) bool {
		return slices.EqualFunc(groups, lens, func(g group, n int) bool { return len(g.digits) == n })
	})
}

var usualGroups = [][]int{{3, 4, 4}, {6, 6, 3}, {6, 8, 4}, {6, 8, 3, 1}, {6, 4, 4, 4}, {4, 4, 4, 4}, {4, 4, 4, 4, 1}, {4, 4, 4, 4, 2}, {4, 4, 4, 4, 3}}

func (r run) each(is func(group) bool) bool {
	return !slices.ContainsFunc(r.groups, func(g group) bool { return !is(g) })
}

// uniform: the same stands between all of them.
func (r run) uniform() bool {
	for k := 2; k < len(r.groups); k++ {
		if !r.groups[k].gap.like(r.groups[1].gap) {
			return false
		}
	}
	return true
}

// point: a decimal point stands before a group.
func (r run) point(i int) bool {
	i += r.from
	return i > 0 && i < len(r.all) && r.all[i].gap.marks == "." && !r.all[i].gap.wide
}

// fraction: the group stands behind a decimal point. 12.138… at the beginning of
// a line is a number behind that of an item.
func (r run) fraction(i int) bool {
	if !r.point(i) || r.point(i-1) || r.point(i+1) {
		return false
	}
	whole := r.all[r.from+i-1]
	return len(whole.digits) > 2 || whole.digits[0] == '0' || !r.opensLine(whole) || measuredAt(r.text, 0, r.groups[i].end)
}

// decimal: the group is one side of a decimal.
func (r run) decimal(i int) bool {
	if r.fraction(i) {
		return true
	}
	if !r.point(i+1) || r.point(i+2) {
		return false
	}
	fraction := r.all[r.from+i+1]
	after := strings.TrimLeftFunc(r.text[fraction.end:], unicode.IsSpace)
	day := slices.ContainsFunc([]string{"月", "日", "号", "年"}, func(s string) bool { return strings.HasPrefix(after, s) })
	return len(fraction.digits) == 2 && fraction.digits != "00" && !day || measuredAt(r.text, 0, fraction.end)
}

func (r run) opensLine(g group) bool {
	before := strings.TrimRight(r.text[:g.start], " \t　")
	return before == "" || strings.HasSuffix(before, "\n")
}

// measures are what stands behind amounts and areas.
var measures = []string{"元", "万", "亿", "㎡", "㎥", "平方", "平米", "亩", "公顷", "%", "％", "‰", "吨", "公里", "千米", "立方", "美元", "港元", "欧元"}

// measured: the number is an amount or an area.
func (r run) measured() bool { return measuredAt(r.text, r.start(), r.end()) }

func measuredAt(text string, start, end int) bool {
	after := strings.TrimLeftFunc(text[end:], func(c rune) bool { return levelOf(c) == unseen || blank(c) })
	before := strings.TrimRightFunc(text[:start], func(c rune) bool { return levelOf(c) == unseen || blank(c) })
	return slices.ContainsFunc(measures, func(m string) bool { return strings.HasPrefix(after, m) }) ||
		slices.ContainsFunc([]string{"¥", "￥", "$", "＄", "€"}, func(m string) bool { return strings.HasSuffix(before, m) })
}

// hasDate: three of the groups are a day, year first or last.
func (r run) hasDate() bool {
	for i := 0; i+2 < len(r.groups); i++ {
		a, b, c := r.groups[i], r.groups[i+1], r.groups[i+2]
		if b.gap.like(c.gap) && b.gap.marks != "" && upTo(b.digits, 12) && (year(a.digits) && upTo(c.digits, 31) || year(c.digits) && upTo(a.digits, 31)) {
			return true
		}
	}
	return false
}

// hasRange: two of the groups are years from and to.
func (r run) hasRange() bool {
	for i := 1; i < len(r.groups); i++ {
		if a, b := r.groups[i-1].digits, r.groups[i].digits; year(a) && year(b) && a <= b && r.groups[i].gap.marks != "" {
			return true
		}
	}
	return false
}

// address: four numbers up to 255, of a computer.
func (r run) address() bool {
	return len(r.groups) == 4 && r.uniform() && r.groups[1].gap.marks == "." && r.each(func(g group) bool { return len(g.digits) <= 3 && g.digits <= "255" || len(g.digits) < 3 })
}

func year(s string) bool { return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") }

func upTo(s string, most int) bool {
	n, err := strconv.Atoi(s)
	return err == nil && len(s) <= 2 && n >= 1 && n <= most
}

package audit

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"taizhang/reports/audit/quantity"
	"taizhang/sheets/figure"
	"taizhang/templates"
)

// Reader holds documents of any kind against the figures of the campaign as they
// were on the day of each.
type Reader struct {
	Campaign
	history History
	naming  *naming
	labels  []string // names of groups, the longest first
	keys    map[string]string
	sets    map[int]*figure.Set
}

// NewReader prepares the reading of documents.
func NewReader(c Campaign, h History) *Reader {
	r := &Reader{Campaign: c, history: h, naming: newNaming(c), labels: groupLabels(c.Plan), keys: map[string]string{}, sets: map[int]*figure.Set{}}
	for _, l := range r.labels {
		r.keys[l] = joinKeys(l)
	}
	return r
}

// Text holds a document of prose and tables.
func (r *Reader) Text(t Text, day string) *Report {
	return r.claims(claims(newText(t.Paragraphs)), day)
}

func (r *Reader) claims(all []claim, day string) *Report {
	rep := &Report{AsOf: day, Counts: map[Status]int{}, Entries: []Entry{}, Identities: []Identity{}}
	then, known := r.history.on(day)
	rep.Merge = then.Merge
	entries := make([]Entry, len(all))
	for i, c := range all {
		entries[i] = r.judge(c, then, known)
	}
	ofRows(all, entries)
	for _, e := range entries {
		if e.Status == Unknown && e.Minor {
			rep.Others++
		} else {
			rep.add(e)
		}
	}
	slices.SortStableFunc(rep.Entries, func(x, y Entry) int {
		switch {
		case x.Sheet != y.Sheet || x.From == y.From:
			return 0
		case before(x.From, y.From):
			return -1
		}
		return 1
	})
	return rep
}

// judge says what is known of a number.
func (r *Reader) judge(c claim, then figure.Moment, known bool) Entry {
	e := Entry{Paragraph: c.from.Paragraph + 1, Sentence: c.sentence, Number: c.number, Status: Unknown, From: c.from, To: c.to, Sheet: c.sheet, Cell: c.cell}
	matches := r.naming.of(c)
	if len(matches) == 0 || matches[0].score < resemble {
		if f, v := r.otherUnit(c, then); f != nil {
			e.Status, e.Figure, e.Name, e.Expected = Contradicts, f.Code, f.Name, shownValue(v, f)
			e.Note = fmt.Sprintf("数与“%s”相同，单位不是：应为“%s”，请改正。", f.Name, e.Expected)
			return e
		}
		e.Minor, e.Note = true, "看不出说的是台账的哪个指标，没有核对。"
		return e
	}
	f, of, sure := r.choose(c, matches, then)
	e.Figure, e.Name = f.Code, f.Name
	if of.label != "" {
		e.Name += "（" + of.label + "）"
	}
	if !known {
		e.Note = fmt.Sprintf("像是“%s”，但文件的日期在第一次合并以前，没有那时的数，无法核对。", e.Name)
		return e
	}
	was, ok := r.value(f, then, of)
	if !ok {
		e.Minor, e.Note = true, fmt.Sprintf("像是“%s”，那时台账里没有这个数。", e.Name)
		return e
	}
	verdict := compare(c.said, was, f)
	switch {
	case verdict != Contradicts:
		r.then(&e, verdict, f, was, of)
	case strings.HasPrefix(c.number, "一") && c.said.Value.Equal(decimal.NewFromInt(1)):
		e.Minor = true // 同一个, 回头看一次: one of them, not how many
	case !sure && (c.table || !c.counts()):
		e.Minor = true // of many numbers, and few are figures
	case !sure:
		e.Expected = was + f.Measure
		e.Note = fmt.Sprintf("可能说的是“%s”（应为 %s），也可能不是，请人工核对。", e.Name, e.Expected)
	default:
		e.Status, e.Expected = Contradicts, shownValue(was, f)
		e.Note = r.wrong(c, f, then, of, e.Expected)
	}
	return e
}

// choose is the figure that is meant: the one that is named best; of those named
// about as well, the one that the number equals; if it equals none of them, it is
// wrong whichever is meant.
func (r *Reader) choose(c claim, ms []match, then figure.Moment) (f *templates.Figure, of part, sure bool) {
	best := ms[0]
	sure = best.score >= meant && (!c.table && c.counts() || c.table && best.full && best.score >= inTable)
	for _, m := range ms {
		if m.score < best.score-apart || m.score < resemble {
			break
		}
		known := false
		for _, of := range r.parts(c, m.figure) {
			v, ok := r.value(m.figure, then, of)
			if known = known || ok; ok && compare(c.said, v, m.figure) != Contradicts {
				return m.figure, of, true
			}
		}
		sure = sure && known
	}
	if f := r.whole(c, best.figure, then); f != nil {
		return f, part{}, true
	}
	if c.table && c.measure == "" {
		if f, of, others := r.sameRows(c, best.figure, then); f != nil {
			return f, of, true
		} else if others {
			sure = sure && best.full
		}
	}
	return best.figure, r.parts(c, best.figure)[0], sure
}

// leastDigits is how many digits a number has that is no other by chance.
const leastDigits = 4

var plainNumber = regexp.MustCompile(`\d+(?:\.\d+)?`)

// otherUnit is a figure that prose names and whose digits stand there behind another unit,
// or none: 86.304 or 86.304个百分点 for 86.304%.
func (r *Reader) otherUnit(c claim, then figure.Moment) (f *templates.Figure, printed string) {
	digits := plainNumber.FindString(strings.ReplaceAll(c.number, ",", ""))
	if c.table || len(strings.Trim(strings.ReplaceAll(digits, ".", ""), "0")) < leastDigits {
		return nil, ""
	}
	bare := c
	bare.table, bare.measure, bare.said = true, "", &quantity.Quantity{Value: decimal.RequireFromString(digits)}
	for _, m := range r.naming.of(bare) {
		v, ok := r.value(m.figure, then, part{})
		if !ok || m.score < meant {
			continue
		}
		is := soleQuantity(shownValue(v, m.figure))
		if is != nil && (is.Kind != c.said.Kind || is.Unit != c.said.Unit) && plainNumber.FindString(strings.ReplaceAll(v, ",", "")) == digits {
			return m.figure, v
		}
	}
	return nil, ""
}

// whole is a figure over all the rows of which the figure that is named counts some,
// where a text adds up: of 存量及新增违建共计 the last part is named best.
func (r *Reader) whole(c claim, best *templates.Figure, then figure.Moment) *templates.Figure {
	if best.Ledger == nil || !slices.ContainsFunc(sumRows, func(w string) bool { return strings.Contains(c.close, w) }) {
		return nil
	}
	asked := best.When.Facts()
	for _, f := range r.Plan.Figures {
		facts := f.When.Facts()
		if f.Ledger != best.Ledger || f.Op != best.Op || f.Column != best.Column || len(facts) >= len(asked) || slices.ContainsFunc(facts, func(x string) bool { return !slices.Contains(asked, x) }) {
			continue
		}
		if v, ok := r.value(f, then, part{}); ok && compare(c.said, v, f) != Contradicts {
			return f
		}
	}
	return nil
}

// sameRows is a count or sum of the same rows as a figure that a number equals,
// for a table that writes no units; others says whether there are any.
func (r *Reader) sameRows(c claim, best *templates.Figure, then figure.Moment) (f *templates.Figure, of part, others bool) {
	for _, f := range r.Plan.Figures {
		if f == best || f.Ledger == nil || f.Ledger != best.Ledger || !reflect.DeepEqual(f.When, best.When) {
			continue
		}
		others = true
		for _, of := range r.parts(c, f) {
			if v, ok := r.value(f, then, of); ok && compare(c.said, v, f) != Contradicts {
				return f, of, true
			}
		}
	}
	return nil, part{}, others
}

// then says of a number that was right what has become of it.
func (r *Reader) then(e *Entry, verdict Status, f *templates.Figure, was string, of part) {
	e.Status = verdict
	if verdict == Rounded {
		e.Expected, e.Note = shownValue(was, f), fmt.Sprintf("由“%s”四舍五入而来。", shownValue(was, f))
	}
	now, ok := r.value(f, r.history.last(), of)
	if !ok || now == was {
		return
	}
	e.Status, e.Minor, e.Expected = Changed, true, shownValue(now, f)
	e.Note = fmt.Sprintf("当时是“%s”，没有写错；此后有变，现在是“%s”。再用时请换成现在的数，或写明截至哪一天。", shownValue(was, f), e.Expected)
}

// wrong says how a number is wrong that was wrong then.
func (r *Reader) wrong(c claim, f *templates.Figure, then figure.Moment, of part, should string) string {
	if of.label == "" {
		for _, m := range slices.Backward(r.history.Moments) {
			if v, ok := m.Figures[f.Code]; ok && m.Merge != then.Merge && compare(c.said, v, f) == Agrees {
				return fmt.Sprintf("当时就错：截至 %s 应为“%s”；这里是第 %d 次合并（截至 %s）的数。请改正，并核对用的是哪一天的数。", then.AsOf, should, m.Merge, m.AsOf)
			}
		}
	}
	return fmt.Sprintf("当时就错：截至 %s 应为“%s”，请改正。", then.AsOf, should)
}

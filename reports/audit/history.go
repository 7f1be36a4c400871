package audit

import (
	"regexp"
	"strconv"
	"time"

	"taizhang/sheets/figure"
)

// History is what the figures were after every merge, the first merge first.
type History struct {
	Moments []figure.Moment
	// Set gives all figures as they were after a merge; nil where the master of
	// that merge is gone.
	Set func(merge int) *figure.Set
}

// on is the moment that counts on a day: the last one up to it. False where the
// day lies before the first.
func (h History) on(day string) (m figure.Moment, ok bool) {
	for _, x := range h.Moments {
		if x.AsOf <= day {
			m, ok = x, true
		}
	}
	return m, ok
}

// last is the latest moment.
func (h History) last() (m figure.Moment) {
	if n := len(h.Moments); n > 0 {
		m = h.Moments[n-1]
	}
	return m
}

var (
	upTo     = regexp.MustCompile(`截至|截止到?`)
	dayShape = regexp.MustCompile(`((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})`)
	bareDay  = regexp.MustCompile(`((?:19|20)\d\d)(\d\d)(\d\d)`)
)

// Day is the day of which a document speaks: the one that it says it goes up to,
// else the one it is dated with, else the one in its name, else that of the
// file.
func Day(t Text, name string, file time.Time) (day, by string) {
	for _, p := range t.Paragraphs {
		if at := upTo.FindStringIndex(p.Text); at != nil {
			if m := dayShape.FindStringSubmatchIndex(p.Text[at[1]:]); m != nil && m[0] <= 6 {
				if d := iso(dayShape.FindStringSubmatch(p.Text[at[1]:])); d != "" {
					return d, "文中写明的截至日"
				}
			}
		}
	}
	for i := len(t.Paragraphs) - 1; i >= max(0, len(t.Paragraphs)-6); i-- {
		if d := wholeDay(t.Paragraphs[i].Text); d != "" {
			return d, "落款的日期"
		}
	}
	for _, p := range t.Paragraphs[:min(len(t.Paragraphs), 4)] {
		if d := wholeDay(p.Text); d != "" {
			return d, "文首的日期"
		}
	}
	for _, shape := range []*regexp.Regexp{dayShape, bareDay} {
		if d := iso(shape.FindStringSubmatch(name)); d != "" {
			return d, "文件名里的日期"
		}
	}
	return file.Format(time.DateOnly), "文件保存的日期"
}

// wholeDay is the day that a paragraph consists of, but for brackets and blanks.
func wholeDay(text string) string {
	ts := scan([]Paragraph{{Text: text}})
	if len(ts) != 1 || len(ts[0].Key) < 3 || ts[0].Key[:2] != "D:" {
		return ""
	}
	m := regexp.MustCompile(`^D:(\d{4})-(\d+)-(\d+)$`).FindStringSubmatch(ts[0].Key)
	return iso(m)
}

func iso(m []string) string {
	if len(m) < 4 {
		return ""
	}
	y, _ := strconv.Atoi(m[1])
	mo, _ := strconv.Atoi(m[2])
	d, _ := strconv.Atoi(m[3])
	t := time.Date(y, time.Month(mo), d, 0, 0, 0, 0, time.UTC)
	if int(t.Month()) != mo || t.Day() != d {
		return ""
	}
	return t.Format(time.DateOnly)
}

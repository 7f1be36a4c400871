package audit

import (
	"os"
	"strings"
	"testing"

	"taizhang/reports/notice"
	"taizhang/reports/notice/noticetest"
)

// tanggu is the sample campaign's public notice, to be audited against.
func tanggu(t testing.TB) (*Auditor, []Paragraph) {
	t.Helper()
	c, err := noticetest.Tanggu()
	if err != nil {
		t.Fatal(err)
	}
	d := filled(t, c, c.Template, "通报模板.txt", true)
	return New(Campaign{Plan: c.Plan, Set: c.Set}, d), d.Paragraphs
}

func filled(t testing.TB, c *noticetest.Campaign, template []byte, name string, public bool) *Draft {
	t.Helper()
	in := notice.Input{Plan: c.Plan, Set: c.Set, AsOf: "2021-11-20", Public: public}
	text, _, err := notice.Text(template, name, in)
	if err != nil {
		t.Fatal(err)
	}
	d, err := NewDraft(in, 1, text, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// wide is a notice with what the sample has none of: a table, every way of
// writing numbers, units that look alike.
func wide(t testing.TB) (*Auditor, []Paragraph) {
	t.Helper()
	c, err := noticetest.Tanggu()
	if err != nil {
		t.Fatal(err)
	}
	template, err := os.ReadFile("testdata/各种写法.md")
	if err != nil {
		t.Fatal(err)
	}
	d := filled(t, c, template, "各种写法.md", true)
	return New(Campaign{Plan: c.Plan, Set: c.Set}, d), d.Paragraphs
}

// published is the notice as it was published, damaged places and all.
func published(t testing.TB) []Paragraph {
	t.Helper()
	b, err := os.ReadFile("testdata/通报原文.txt")
	if err != nil {
		t.Fatal(err)
	}
	text, err := Read(b, "通报原文.txt")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// alarms lists the entries that somebody has to see to.
func alarms(r *Report) (out []Entry) {
	for _, e := range r.Entries {
		if e.Alarm() {
			out = append(out, e)
		}
	}
	return out
}

// edit replaces words in a text.
func edit(text []Paragraph, pairs ...string) []Paragraph {
	out := make([]Paragraph, len(text))
	for i, p := range text {
		out[i] = Paragraph{Text: strings.NewReplacer(pairs...).Replace(p.Text), Row: p.Row}
	}
	return out
}

package audit

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of README.md")

// try makes an edit of a class in a text, and audits it.
func try(c editClass, r *rand.Rand, a *Auditor, text []Paragraph) (edited []Paragraph, report *Report) {
	edited = slices.Clone(text)
	for i := range edited {
		edited[i].Spans = nil
	}
	if !c.do(r, edited) || same(edited, text) {
		return nil, nil
	}
	return edited, a.Audit(Text{Paragraphs: edited})
}

func same(a, b []Paragraph) bool {
	return slices.EqualFunc(a, b, func(x, y Paragraph) bool { return x.Text == y.Text })
}

type audited struct {
	a    *Auditor
	text []Paragraph
}

type rate struct{ tried, alarmed int }

// TestRates makes edits of every class and counts those that are reported. The
// table in README.md is this test's.
func TestRates(t *testing.T) {
	each := 50
	if testing.Short() {
		each = 4
	}
	sample, text := tanggu(t)
	table, other := wide(t)
	texts := []audited{{table, other}, {sample, text}}
	var b strings.Builder
	for _, kind := range []struct {
		title    string
		classes  []editClass
		harmful  bool
		expected float64
	}{{"有害的改动", slices.Concat(harmful, harmfulWords, harmfulMore), true, 0.99}, {"无害的改动", slices.Concat(harmless, harmlessMore), false, 0.01}} {
		fmt.Fprintf(&b, "\n| %s | 改了 | 报出 | 比例 |\n|---|---:|---:|---:|\n", kind.title)
		total := rate{}
		for k, c := range kind.classes {
			got := measure(t, texts, c, uint64(k), each, kind.harmful)
			fmt.Fprintf(&b, "| %s | %d | %d | %.1f%% |\n", c.name, got.tried, got.alarmed, 100*float64(got.alarmed)/float64(max(1, got.tried)))
			total.tried, total.alarmed = total.tried+got.tried, total.alarmed+got.alarmed
			if got.tried < each/2 {
				t.Errorf("%s: only %d edits", c.name, got.tried)
			}
		}
		share := float64(total.alarmed) / float64(total.tried)
		fmt.Fprintf(&b, "| **合计** | %d | %d | %.2f%% |\n", total.tried, total.alarmed, 100*share)
		if kind.harmful && share < kind.expected || !kind.harmful && share > kind.expected {
			t.Errorf("%s: %.4f of %d", kind.title, share, total.tried)
		}
	}
	t.Log(b.String())
	if testing.Short() {
		return
	}
	golden(t, b.String())
}

func measure(t *testing.T, texts []audited, c editClass, seed uint64, each int, bad bool) (got rate) {
	r := rand.New(rand.NewPCG(20211125, seed))
	told := 0
	for n := 0; n < each*4 && got.tried < each; n++ {
		of := texts[n%2]
		edited, report := try(c, r, of.a, of.text)
		if report == nil {
			continue
		}
		got.tried++
		if !report.Clean() {
			got.alarmed++
		}
		if report.Clean() == bad && told < 3 {
			told++
			t.Logf("%s: %s", c.name, explain(of.text, edited, report))
		}
	}
	return got
}

// explain shows where two texts differ, and what was said.
func explain(was, is []Paragraph, r *Report) string {
	var b strings.Builder
	for i := range was {
		if i < len(is) && was[i].Text != is[i].Text {
			x, y := around(was[i].Text, is[i].Text)
			fmt.Fprintf(&b, "\n    %s\n →  %s", x, y)
		}
	}
	for _, e := range alarms(r) {
		fmt.Fprintf(&b, "\n    %s %q %s %s", e.Status.Label(), e.Number, e.Expected, e.Note)
	}
	for _, x := range r.Identities {
		if !x.OK {
			fmt.Fprintf(&b, "\n    %s", x.Name)
		}
	}
	if s := b.String(); len(s) > 1500 {
		return s[:1500]
	}
	return b.String()
}

func around(a, b string) (string, string) {
	x, y := []rune(a), []rune(b)
	from := 0
	for from < len(x) && from < len(y) && x[from] == y[from] {
		from++
	}
	end := 0
	for end < len(x)-from && end < len(y)-from && x[len(x)-1-end] == y[len(y)-1-end] {
		end++
	}
	cut := func(r []rune) string { return string(r[max(0, from-12):min(len(r), len(r)-end+12)]) }
	return cut(x), cut(y)
}

const begin, finish = "<!-- rates -->\n", "<!-- end -->\n"

func golden(t *testing.T, table string) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(string(text), begin)
	was, tail, ok := strings.Cut(rest, finish)
	switch {
	case !ok:
		t.Fatal("README.md has no place for the table")
	case was == table:
	case *update:
		if err := os.WriteFile("README.md", []byte(head+begin+table+finish+tail), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Error("the table in README.md is another; look at the difference and run with -update")
	}
}

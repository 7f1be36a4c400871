package notice

import (
	"strings"

	"taizhang/templates/finding"
)

// Examine looks over a public notice that was edited by hand for what must not be
// public: numbers of persons, what stands in sensitive columns, names that nobody has
// looked at. What stands as it was filled in has been looked over already.
func Examine(template []byte, name string, in Input, text []string) ([]finding.Finding, error) {
	in.Public = true
	_, e, err := fillIn(template, name, in)
	if err != nil {
		return nil, err
	}
	filled := map[string]bool{}
	for _, p := range e.paragraphs() {
		filled[p.Text] = true
	}
	c := *e.compiler
	c.findings, c.seen = nil, map[finding.Finding]bool{}
	d := &draft{eval: &eval{compiler: &c}, allowed: e.allowedNumbers(), edited: true}
	for _, t := range text {
		if filled[t] {
			t = "" // it keeps its place
		}
		d.text = append(d.text, Paragraph{Text: t})
	}
	d.numbers(nil)
	d.sensitive()
	d.names()
	return c.findings, nil
}

// plainDigits: an amount, which may as well be a figure that is printed.
func plainDigits(v string) bool { return strings.Trim(v, "0123456789.,-%") == "" }

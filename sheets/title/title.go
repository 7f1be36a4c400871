// Package title finds the titles of documents, 《…》, in a text, and says which
// are one and the same. Ledger and notice ask here, so that what the one lets
// pass does not stop the other.
package title

import "strings"

// Title is the name of a work between 《 and 》.
type Title struct {
	Name   string
	Closed bool // both marks are there
}

// Find lists the titles in a text. One that is not closed is cut at the next
// mark or opening; a 》 without an opening is a title without a name, told by
// what stands before it.
func Find(text string) []Title {
	var out []Title
	for {
		at := strings.IndexAny(text, "《》")
		if at < 0 {
			return out
		}
		opens := strings.HasPrefix(text[at:], "《")
		before := text[:at]
		text = text[at+len("《"):]
		if !opens {
			out = append(out, Title{Name: tail(before, 12)})
			continue
		}
		end := strings.IndexAny(text, "《》")
		if end >= 0 && strings.HasPrefix(text[end:], "》") {
			out = append(out, Title{Name: text[:end], Closed: true})
			text = text[end+len("》"):]
			continue
		}
		name := text
		if end >= 0 {
			name = text[:end]
		}
		if cut := strings.IndexAny(name, "，。；,;"); cut >= 0 {
			name = name[:cut]
		}
		out = append(out, Title{Name: name})
	}
}

func tail(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}

var bare = strings.NewReplacer(" ", "", "　", "", "《", "", "》", "", "〈", "", "〉", "",
	"“", `"`, "”", `"`, "‘", `"`, "’", `"`, "(", "（", ")", "）", ",", "，")

// Bare is a title without blanks and marks and with one kind of quotes,
// brackets and commas: two titles are one if they are bare the same.
func Bare(s string) string { return bare.Replace(s) }

// Cited lists what a cell of evidence names, one thing after the other.
func Cited(text string) (out []string) {
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("；;、\n", r) }) {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// Repeated lists the titles that a text cites twice within one enumeration
// (《甲》、《甲》), each once; to cite it again in another sentence is no mistake.
func Repeated(text string) []string {
	var out []string
	said := map[string]bool{}
	for _, list := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("。；;！？\n", r) }) {
		seen := map[string]bool{}
		for _, t := range Find(list) {
			name := Bare(t.Name)
			if t.Closed && seen[name] && !said[name] {
				said[name] = true
				out = append(out, t.Name)
			}
			seen[name] = seen[name] || t.Closed
		}
	}
	return out
}

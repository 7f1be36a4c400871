package finding

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Text is what is wrong and what to do, as sentences.
func (f Finding) Text() string { return sentence(f.Message) + f.Fix }

// Line is a finding as one line: how serious, which rule, where, what, what to
// do.
func (f Finding) Line() string {
	place := f.Place()
	if place != "" {
		place += "："
	}
	return fmt.Sprintf("%s %s %s%s", f.Severity.Label(), f.Code, place, f.Text())
}

// Print lists findings in their order, all of them if there is no limit. With
// one, at most so many errors of a kind are printed, then how many more there
// are, and of what is no error one of a kind, with the places of the rest: what
// matters is not buried under what comes again and again.
func Print(w io.Writer, fs []Finding, limit int) {
	of := map[kind][]Finding{}
	for _, f := range fs {
		of[f.kind()] = append(of[f.kind()], f)
	}
	shown := map[kind]int{}
	var cut []kind
	for _, f := range fs {
		k := f.kind()
		shown[k]++
		switch {
		case limit == 0 || f.Severity == Error && shown[k] <= limit || f.Severity != Error && len(of[k]) <= fewOfAKind:
			fmt.Fprintln(w, "  "+f.Line())
		case f.Severity == Error && shown[k] == limit+1:
			cut = append(cut, k)
		case f.Severity != Error && shown[k] == 1:
			printKind(w, of[k])
		}
	}
	for _, k := range cut {
		fmt.Fprintf(w, "  …… %s %s 还有 %d 处\n", k.severity.Label(), k.code, shown[k]-limit)
	}
}

// Count says how many there are of each severity.
func Count(fs []Finding) string {
	n := map[Severity]int{}
	for _, f := range fs {
		n[f.Severity]++
	}
	return fmt.Sprintf("错误 %d 处，警告 %d 处，提示 %d 处", n[Error], n[Warning], n[Info])
}

// sentence ends a message that something follows.
func sentence(s string) string {
	ends := []string{"", "。", "！", "？", "；", ".", "!", "?"}
	if slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(s, end) && (end != "" || s == "") }) {
		return s
	}
	return s + "。"
}

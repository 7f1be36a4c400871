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

// Print lists findings in their order; at most limit of a kind (0 = all), then
// how many more there are of it.
func Print(w io.Writer, fs []Finding, limit int) {
	type kind struct {
		severity Severity
		code     string
	}
	shown := map[kind]int{}
	var cut []kind
	for _, f := range fs {
		k := kind{f.Severity, f.Code}
		if shown[k]++; limit == 0 || shown[k] <= limit {
			fmt.Fprintln(w, "  "+f.Line())
		} else if shown[k] == limit+1 {
			cut = append(cut, k)
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

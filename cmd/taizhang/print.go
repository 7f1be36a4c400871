package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"taizhang/sheets/master"
	"taizhang/sheets/merge"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// printFindings lists findings with place, sentence and advice; at most limit
// of a kind (0 = all), errors first.
func printFindings(w io.Writer, fs []finding.Finding, limit int) {
	shown := map[string]int{}
	more := map[string]int{}
	var order []string
	for _, f := range fs {
		kind := f.Code + string(f.Severity)
		if shown[kind]++; limit > 0 && shown[kind] > limit {
			if more[kind] == 0 {
				order = append(order, kind)
			}
			more[kind]++
			continue
		}
		place := f.Place()
		if place != "" {
			place += "："
		}
		fmt.Fprintf(w, "  %s %s %s%s%s\n", f.Severity.Label(), f.Code, place, sentence(f.Message), f.Fix)
	}
	for _, kind := range order {
		for _, f := range fs {
			if f.Code+string(f.Severity) == kind {
				fmt.Fprintf(w, "  …… %s %s 还有 %d 处\n", f.Severity.Label(), f.Code, more[kind])
				break
			}
		}
	}
}

// countFindings says how many there are of each severity.
func countFindings(fs []finding.Finding) string {
	n := map[finding.Severity]int{}
	for _, f := range fs {
		n[f.Severity]++
	}
	return fmt.Sprintf("错误 %d 处，警告 %d 处，提示 %d 处", n[finding.Error], n[finding.Warning], n[finding.Info])
}

// kindLimit is how many findings of a kind the terminal shows.
func kindLimit(p *templates.Plan) int {
	if n, err := strconv.Atoi(p.Param("每类显示条数")); err == nil && n > 0 {
		return n
	}
	return 5
}

// printConservation prints where every returned row went, a line a return.
func printConservation(w io.Writer, counts []merge.Count) {
	t := table.NewWriter()
	t.SetOutputMirror(w)
	t.SetStyle(table.StyleLight)
	head := table.Row{"单位", "文件", "读入"}
	for _, f := range master.Fates {
		head = append(head, string(f))
	}
	t.AppendHeader(head)
	type line struct {
		unit, file string
		returned   int
		fates      map[master.Fate]int
	}
	byFile := map[string]*line{}
	var order []string
	total := &line{unit: "合计", fates: map[master.Fate]int{}}
	for _, c := range counts {
		l := byFile[c.File]
		if l == nil {
			l = &line{c.Unit, c.File, 0, map[master.Fate]int{}}
			byFile[c.File] = l
			order = append(order, c.File)
		}
		for _, into := range []*line{l, total} {
			into.returned += c.Returned
			for f, n := range c.Fates {
				into.fates[f] += n
			}
		}
	}
	row := func(l *line) table.Row {
		r := table.Row{l.unit, l.file, l.returned}
		for _, f := range master.Fates {
			r = append(r, l.fates[f])
		}
		return r
	}
	for _, file := range order {
		t.AppendRow(row(byFile[file]))
	}
	t.AppendFooter(row(total))
	t.Render()
}

// sentence ends a message that something follows.
func sentence(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") || slices.ContainsFunc([]string{"。", "！", "？", "；"}, func(end string) bool { return strings.HasSuffix(s, end) }) {
		return s
	}
	return s + "。"
}

package main

import (
	"io"
	"strconv"

	"github.com/jedib0t/go-pretty/v6/table"

	"taizhang/sheets/master"
	"taizhang/sheets/merge"
	"taizhang/templates"
)

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

package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/urfave/cli/v2"

	"taizhang/sheets/master"
	"taizhang/sheets/merge"
	"taizhang/templates"
)

// kindLimit is how many findings of a kind the terminal shows.
func kindLimit(p *templates.Plan) int {
	if n, err := strconv.Atoi(p.Param(templates.ParamListed)); err == nil && n > 0 {
		return n
	}
	return 5
}

// printConservation prints where every returned row went, a line a return. What
// earlier merges have settled is one line.
func printConservation(w io.Writer, counts []merge.Count) {
	type line struct {
		unit, file string
		returned   int
		fates      map[master.Fate]int
	}
	settled := map[string]bool{}
	for _, c := range counts {
		if _, seen := settled[c.File]; !seen {
			settled[c.File] = true
		}
		settled[c.File] = settled[c.File] && c.Settled()
	}
	byFile := map[string]*line{}
	var order []string
	total := &line{unit: "合计", fates: map[master.Fate]int{}}
	for _, c := range counts {
		unit, file := c.Unit, c.File
		if settled[file] {
			unit, file = "以前合并过、没有变化的", settledFiles(settled)
		}
		l := byFile[file]
		if l == nil {
			l = &line{unit, file, 0, map[master.Fate]int{}}
			byFile[file] = l
			order = append(order, file)
		}
		for _, into := range []*line{l, total} {
			into.returned += c.Returned
			for f, n := range c.Fates {
				into.fates[f] += n
			}
		}
	}
	var fates []master.Fate // what no row met is left out
	for i, f := range master.Fates {
		if i < 2 || total.fates[f] > 0 {
			fates = append(fates, f)
		}
	}
	head := table.Row{"单位", "文件", "读入"}
	for _, f := range fates {
		head = append(head, string(f))
	}
	// Names share what the numbers leave of the screen.
	names := screenOf(w).columns - 1 - 5 - 5
	for _, f := range fates {
		names -= max(width(string(f)), 4) + 3
	}
	t := table.NewWriter()
	t.SetOutputMirror(w)
	t.SetStyle(table.StyleLight)
	t.AppendHeader(head)
	units := 4
	for _, l := range byFile {
		units = max(units, width(l.unit))
	}
	units = min(units, max(names*2/5, 12))
	row := func(l *line) table.Row {
		r := table.Row{shorten(l.unit, units), shorten(l.file, max(names-units-7, 12)), l.returned}
		for _, f := range fates {
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

func settledFiles(settled map[string]bool) string {
	n := 0
	for _, s := range settled {
		if s {
			n++
		}
	}
	return fmt.Sprintf("%d 个文件", n)
}

// printTold says what this merge did, apart from what earlier ones had done.
func (e *env) printTold(c *cli.Context, t merge.Told) {
	if t.Files > 0 {
		e.say(c, "本次新收 %d 个文件，%d 行：新增 %d 行，改动 %d 行（%d 处），没有变化 %d 行。", t.Files, t.Returned, t.Added, t.Changed, t.Cells, t.Kept)
	} else if t.Added+t.Cells > 0 {
		e.say(c, "本次没有新收的文件；按整改办的选定，新增 %d 行，改动 %d 行（%d 处）。", t.Added, t.Changed, t.Cells)
	}
	if t.Waiting+t.SentBack > 0 {
		e.say(c, "全部文件里还有 %d 行待决，%d 行退回后没有更正。", t.Waiting, t.SentBack)
	}
	var more []string
	for _, x := range []struct {
		n    int
		what string
	}{{t.Office, "整改办手工改动 %d 处"}, {t.Closed, "销号 %d 条"}, {t.Reopened, "重开 %d 条"}, {t.Reverted, "撤回 %d 处"}} {
		if x.n > 0 {
			more = append(more, fmt.Sprintf(x.what, x.n))
		}
	}
	if len(more) > 0 {
		e.say(c, "本次%s，逐处列在总台账“变更记录”。", strings.Join(more, "，"))
	}
}

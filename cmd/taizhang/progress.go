package main

import (
	"fmt"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v2"
	"golang.org/x/term"
)

// patience is how long a command may take before it shows how far it has come.
const patience = 2 * time.Second

// bar shows on a terminal how far a long work has come, and nothing anywhere else.
type bar struct {
	what  string
	begun time.Time
	on    *os.File // the terminal, nil for none
	shown *progressbar.ProgressBar
	watch func(done, total int)
}

func (e *env) progress(c *cli.Context, what string) *bar {
	b := &bar{what: what, begun: time.Now()}
	if e.watch != nil {
		b.watch = func(done, total int) { e.watch(what, done, total) }
		return b
	}
	f, ok := file(e.err)
	if ok && !c.Bool("quiet") && !c.Bool("json") && term.IsTerminal(int(f.Fd())) {
		b.on = f
	}
	return b
}

// step says that some of all files are done, with the rows that were in them.
func (b *bar) step(done, total, rows int) {
	if b.watch != nil {
		b.watch(done, total)
	}
	took := time.Since(b.begun)
	if b.on == nil || took < patience {
		return
	}
	if b.shown == nil {
		b.shown = progressbar.NewOptions(total, progressbar.OptionSetWriter(b.on), progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(false), progressbar.OptionClearOnFinish())
	}
	b.shown.ChangeMax(total)
	b.shown.Describe(b.words(done, total, rows, took))
	_ = b.shown.Set(done)
}

// words say how far the work has come, and how long the rest will take at this pace.
func (b *bar) words(done, total, rows int, took time.Duration) string {
	left := (took / time.Duration(max(done, 1)) * time.Duration(total-done)).Round(time.Second)
	return fmt.Sprintf("%s：%d/%d 份，%d 行，还要约 %d 秒", b.what, done, total, rows, int(left.Seconds()))
}

func (b *bar) end() {
	if b.shown != nil {
		_ = b.shown.Finish()
	}
}

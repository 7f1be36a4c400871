package main

import (
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	workbook "taizhang/templates/book"
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
	if took := time.Since(b.begun); took >= patience {
		b.show(b.words(done, total, rows, took), done, total)
	}
}

// rows says how many rows of a ledger or workbook are done; of is 0 where nobody
// knows of how many.
func (b *bar) rows(done, of int) {
	if b.watch != nil && of > 0 {
		b.watch(done, of)
	}
	took := time.Since(b.begun)
	switch {
	case took < patience:
	case of > 0:
		b.show(fmt.Sprintf("%s：%d/%d 行，还要约 %d 秒", b.what, done, of, remaining(done, of, took)), min(done, of), of)
	default:
		b.show(fmt.Sprintf("%s：%d 行", b.what, done), done, -1)
	}
}

func (b *bar) show(words string, done, total int) {
	if b.on == nil {
		return
	}
	if b.shown == nil {
		b.shown = progressbar.NewOptions(total, progressbar.OptionSetWriter(b.on), progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(false), progressbar.OptionClearOnFinish())
	}
	b.shown.ChangeMax(total)
	b.shown.Describe(words)
	_ = b.shown.Set(done)
}

// remaining is how many seconds the rest takes at this pace.
func remaining(done, total int, took time.Duration) int {
	return int((took / time.Duration(max(done, 1)) * time.Duration(max(total-done, 0))).Round(time.Second).Seconds())
}

// watcher shows how far the reading and writing of large workbooks has come, one
// after the other.
func (e *env) watcher(c *cli.Context) workbook.Watcher {
	var b *bar
	var one sync.Mutex
	return func(what string, rows, of int) {
		one.Lock()
		defer one.Unlock()
		if b != nil && b.what != what {
			b.end()
			b = nil
		}
		if rows < 0 {
			return
		}
		if b == nil {
			b = e.progress(c, what)
		}
		b.rows(rows, of)
	}
}

// words say how far the work has come, and how long the rest will take at this pace.
func (b *bar) words(done, total, rows int, took time.Duration) string {
	return fmt.Sprintf("%s：%d/%d 份，%d 行，还要约 %d 秒", b.what, done, total, rows, remaining(done, total, took))
}

func (b *bar) end() {
	if b.shown != nil {
		_ = b.shown.Finish()
	}
}

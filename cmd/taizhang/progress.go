package main

import (
	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v2"
	"golang.org/x/term"
)

// bar is a progress bar on a terminal, and nothing anywhere else.
type bar struct {
	*progressbar.ProgressBar
	watch func(done, total int)
}

func (e *env) progress(c *cli.Context, what string) bar {
	if e.watch != nil {
		return bar{watch: func(done, total int) { e.watch(what, done, total) }}
	}
	f, ok := file(e.err)
	if !ok || c.Bool("quiet") || c.Bool("json") || !term.IsTerminal(int(f.Fd())) {
		return bar{}
	}
	return bar{ProgressBar: progressbar.NewOptions(-1, progressbar.OptionSetWriter(f), progressbar.OptionSetDescription(what), progressbar.OptionClearOnFinish(), progressbar.OptionShowCount())}
}

func (b bar) step(done, total int) {
	if b.watch != nil {
		b.watch(done, total)
	}
	if b.ProgressBar != nil {
		b.ChangeMax(total)
		_ = b.Set(done)
	}
}

func (b bar) end() {
	if b.ProgressBar != nil {
		_ = b.Finish()
	}
}

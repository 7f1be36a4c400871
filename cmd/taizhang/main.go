// Command taizhang carries an office through one campaign of ledgers: it sends
// out forms, checks and merges what comes back, and prints the summary and the
// notice.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

// garbage is how much of what is in use may pile up before it is collected, in
// percent: a ledger is held once, and not twice over.
const garbage = 60

func main() {
	debug.SetGCPercent(garbage)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	code := run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

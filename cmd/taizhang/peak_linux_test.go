package main

import (
	"os"
	"syscall"
)

// peakMB is the most memory that a process held.
func peakMB(p *os.ProcessState) int {
	usage, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	return int(usage.Maxrss >> 10)
}

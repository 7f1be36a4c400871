package main

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"time"
)

// withinTool: within MB SECONDS COMMAND… runs a command and fails if it takes
// more memory or time than that.
func withinTool(args []string) error {
	mb, _ := strconv.Atoi(args[0])
	seconds, _ := strconv.Atoi(args[1])
	cmd := exec.Command(args[2], args[3:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	start := time.Now()
	err := cmd.Run()
	if peak := peakMB(cmd.ProcessState); peak > mb {
		return fmt.Errorf("%s took %d MB", args[2], peak)
	}
	if took := time.Since(start); took > time.Duration(seconds)*time.Second {
		return fmt.Errorf("%s took %s", args[2], took)
	}
	if exit, ok := err.(*exec.ExitError); ok && exit.ExitCode() > 0 {
		os.Exit(exit.ExitCode())
	}
	return err
}

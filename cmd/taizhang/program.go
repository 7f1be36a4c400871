package main

import (
	"fmt"
	"os"
	"runtime/debug"
)

// thisProgram tells this build of the program from any other; "" if the system
// does not say.
func thisProgram() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	build, _ := debug.ReadBuildInfo()
	return fmt.Sprint(info.Size(), " ", info.ModTime().UnixNano(), " ", build)
}

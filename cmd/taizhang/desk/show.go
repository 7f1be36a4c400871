package desk

import (
	"net/url"
	"os/exec"
	"runtime"
	"time"
)

// openFor is how long a restricted ledger stays open once somebody asked for it.
const openFor = 15 * time.Minute

// Browse opens an address in the browser of this computer.
func Browse(address string) error { return start(address) }

// show opens a file or folder with the program that the system has for it.
func show(path string) error { return start(path) }

func start(what string) error {
	var c *exec.Cmd
	switch runtime.GOOS {
	case "windows":
		c = exec.Command("rundll32", "url.dll,FileProtocolHandler", what)
	case "darwin":
		c = exec.Command("open", what)
	default:
		c = exec.Command("xdg-open", what)
	}
	if err := c.Start(); err != nil {
		return err
	}
	go func() { _ = c.Wait() }()
	return nil
}

// disposition names a file that is handed out.
func disposition(name string) string {
	return "attachment; filename*=UTF-8''" + url.PathEscape(name)
}

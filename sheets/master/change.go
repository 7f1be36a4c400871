package master

import (
	"strconv"
	"strings"
)

// System is who the log names where no person decided.
const System = "系统"

// Writes reports whether the change gave what it names its value: a comment, a
// decision against a report and another name for the same leave it as it is.
func (c Change) Writes() bool { return c.ofValue() && c.Kind != Declined }

// ofValue: somebody said something of the value.
func (c Change) ofValue() bool { return c.Kind != Noted && c.Kind != Renamed }

// Line is the line that the change was taken from or made in; 0 if it names none.
func (c Change) Line() int {
	n, _ := strconv.Atoi(strings.TrimLeft(c.Cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return n
}

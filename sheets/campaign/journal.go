package campaign

import (
	"os"
	"slices"
	"strings"
	"time"
)

// journalFile lists what was done at the desk and by whom, one a line.
const journalFile = "操作记录.tsv"

// Deed is one thing that somebody did.
type Deed struct {
	When, Who, What, Came string // Came is what came of it
}

// oneLine keeps a deed on its line.
var oneLine = strings.NewReplacer("\t", " ", "\r", "", "\n", " ")

// Journal adds a deed to the campaign's list. It needs no lock: a line is written
// at once.
func (d Dir) Journal(now time.Time, who, what, came string) error {
	if err := os.MkdirAll(d.Path(Ledger), 0o755); err != nil {
		return err
	}
	path := d.Path(Ledger, journalFile)
	line := ""
	if !exists(path) {
		line = "\ufeff时间\t谁\t做了什么\t结果\r\n"
	}
	for i, s := range []string{now.Format("2006-01-02 15:04:05"), who, what, came} {
		if i > 0 {
			line += "\t"
		}
		line += oneLine.Replace(s)
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.WriteString(line + "\r\n"); err != nil {
		return err
	}
	return f.Close()
}

// Deeds lists what was done, the last first.
func (d Dir) Deeds() []Deed {
	text, err := os.ReadFile(d.Path(Ledger, journalFile))
	if err != nil {
		return nil
	}
	var out []Deed
	for line := range strings.Lines(string(text)) {
		part := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if len(part) == 4 && !strings.HasSuffix(part[0], "时间") {
			out = append(out, Deed{part[0], part[1], part[2], part[3]})
		}
	}
	slices.Reverse(out)
	return out
}

package templates

import (
	"os"
	"strings"
	"testing"
)

// The README lists every sheet of the plan with its columns.
func TestReadmeListsColumns(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range planSheets {
		_, row, _ := strings.Cut(string(text), "\n| "+s.name+" | ")
		row, _, _ = strings.Cut(row, "|")
		row, _, _ = strings.Cut(row, "(")
		if got, want := strings.Join(strings.Fields(row), " "), strings.Join(s.columns, " "); got != want {
			t.Errorf("%s: %s; the plan has %s", s.name, got, want)
		}
	}
}

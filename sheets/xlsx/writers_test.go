package xlsx

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the .txt files of testdata/writers")

// TestWriters reads what other programs have written. The recipe is
// testdata/writers/regenerate.sh.
func TestWriters(t *testing.T) {
	files, _ := filepath.Glob("testdata/writers/*.xlsx")
	if len(files) < 5 {
		t.Fatalf("only %d workbooks", len(files))
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			all, err := readAll(data)
			if err != nil {
				t.Fatal(err)
			}
			got := all.dump()
			golden := strings.TrimSuffix(path, ".xlsx") + ".txt"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// dump writes everything down, one cell a line.
func (c *contents) dump() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(c.Props)) {
		fmt.Fprintf(&b, "property %s = %q\n", name, c.Props[name])
	}
	for _, n := range c.Names {
		fmt.Fprintf(&b, "name %s = %q sheet=%q hidden=%v\n", n.Name, n.Refers, n.Sheet, n.Hidden)
	}
	for _, s := range c.Sheets {
		fmt.Fprintf(&b, "sheet %s visibility=%d %v merged=%v\n", s.Name, s.Visibility, s.Kind, c.Merged[s.Name])
		for _, r := range c.Rows[s.Name] {
			if r.Hidden {
				fmt.Fprintf(&b, "\trow %d hidden\n", r.Number)
			}
			for _, cell := range r.Cells {
				fmt.Fprintf(&b, "\t%s %v %q", CellName(cell.Col, r.Number), cell.Kind, cell.Text)
				if cell.Formula {
					fmt.Fprintf(&b, " formula cached=%v", cell.Cached)
				}
				if cell.Percent {
					b.WriteString(" percent")
				}
				if moment, err := cell.Time(false); err == nil {
					b.WriteString(moment.Format(" 2006-01-02T15:04:05.000"))
				}
				b.WriteString("\n")
			}
		}
	}
	return b.String()
}

package book

import (
	"bytes"
	"strings"
	"testing"
)

func TestRemoverWorksAcrossWrites(t *testing.T) {
	text := `<row r="1" ht="18" customHeight="1"><c/></row> custom<row r="2" customHeight="1"></row></worksheet>`
	want := strings.ReplaceAll(text, string(byHand), "")
	for size := 1; size <= len(text); size++ {
		var out bytes.Buffer
		r := &remover{w: &out}
		for rest := []byte(text); len(rest) > 0; {
			n := min(size, len(rest))
			if _, err := r.Write(rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if out.String() != want {
			t.Fatalf("in pieces of %d: %s", size, out.String())
		}
	}
}

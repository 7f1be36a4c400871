package form

import (
	"crypto/sha256"
	"encoding/binary"
	"strconv"
	"strings"

	"taizhang/templates"
	"taizhang/templates/cell"
)

// MetaSample begins the keys on MetaSheet that say what stood in the worked example
// of a ledger: what is typed over it is data, and a copy of it is none.
const MetaSample = "示例 "

// Sample is what a worked example showed, cell by cell.
type Sample map[string]bool

// SampleOf reads what MetaSheet says of a ledger's example; nil on older forms.
func SampleOf(meta map[string]string, l *templates.Ledger) Sample {
	text := meta[MetaSample+l.Code]
	if text == "" {
		return nil
	}
	s := Sample{}
	for _, mark := range strings.Fields(text) {
		s[mark] = true
	}
	return s
}

// Shows reports whether the example showed a value in a column, whatever the
// column was called then.
func (s Sample) Shows(c *templates.Column, value string) bool {
	for _, name := range append([]string{c.Name}, c.Former...) {
		if s[sampleMark(name, value)] {
			return true
		}
	}
	return false
}

func sampleMark(column, value string) string {
	sum := sha256.Sum256([]byte(column + "\x00" + value))
	return strconv.FormatUint(uint64(binary.BigEndian.Uint32(sum[:])), 10)
}

// marks are the example's cells that a person could type over.
func (s *sheet) marks() string {
	var out []string
	for _, c := range s.ledger.FormColumns() {
		if c.Type != cell.Formula && !c.FilledBySystem() && s.sample[c.Index] != "" {
			out = append(out, sampleMark(c.Name, s.sample[c.Index]))
		}
	}
	return strings.Join(out, " ")
}

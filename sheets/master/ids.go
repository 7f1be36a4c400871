package master

import (
	"strconv"
	"strings"
)

// LastSerials is, for every series of ids (unit-ledger-), the highest number
// ever given, rows since withdrawn included: a number is never given twice.
func (m *Master) LastSerials() map[string]int {
	out := map[string]int{}
	note := func(id string) {
		series, n := SplitID(id)
		out[series] = max(out[series], n)
	}
	for _, rows := range m.Rows {
		for _, r := range rows {
			note(r.ID)
		}
	}
	for _, c := range m.Changes {
		note(c.RowID)
	}
	return out
}

// SplitID splits an id into its series, with the hyphen, and its number.
func SplitID(id string) (series string, n int) {
	i := strings.LastIndexByte(id, '-') + 1
	n, err := strconv.Atoi(id[i:])
	if err != nil || n < 0 {
		return id, 0
	}
	return id[:i], n
}

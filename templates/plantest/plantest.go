// Package plantest makes small plans for tests.
package plantest

import (
	"strings"
	"sync"

	"taizhang/templates"
)

// Plan loads a plan of these rows, by sheet, under the standard plan's headers.
// The cells of a line are parted by |, and a ¦ stands for one in a cell.
func Plan(rows map[string]string) (*templates.Plan, error) {
	var tables []*templates.Table
	for _, std := range Sheets() {
		text := strings.ReplaceAll(strings.Join(std.Header, "\t")+"\n"+strings.ReplaceAll(rows[std.Sheet], "|", "\t"), "¦", "|")
		table, err := templates.ParseTSV(std.Sheet, strings.NewReader(text))
		if err != nil {
			return nil, err
		}
		tables = append(tables, table)
	}
	return templates.Load(tables)
}

// Sheets are the standard plan's tables, for their headers.
var Sheets = sync.OnceValue(templates.StandardTables)

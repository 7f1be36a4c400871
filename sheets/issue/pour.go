package issue

import (
	"taizhang/templates"
)

// Pour reads a unit's earlier ledger workbook into rows of the plan's ledgers,
// by header text and 曾用名. Columns that match nothing are findings.
func Pour(p *templates.Plan, u *templates.Unit, path string) (map[string][]templates.Record, []templates.Finding, error) {
	return nil, nil, nil
}

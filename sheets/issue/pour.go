package issue

import (
	"path/filepath"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// Pour reads a unit's earlier ledger workbook into new rows of the ledgers it
// may add to, by header text and 曾用名. Columns that match nothing and cells
// that cannot be read are findings.
func Pour(p *templates.Plan, u *templates.Unit, path string) (map[string][]templates.Record, []finding.Finding, error) {
	wb, err := xlsx.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer wb.Close()
	var ledgers []*templates.Ledger
	for _, l := range p.Ledgers {
		if l.Adds && u.Is(l.FiledBy) {
			ledgers = append(ledgers, l)
		}
	}
	poured, err := form.PourWorkbook(ledgers, wb)
	if err != nil {
		return nil, nil, err
	}
	records := map[string][]templates.Record{}
	var findings []finding.Finding
	for _, x := range poured {
		if x.Ledger != nil {
			records[x.Ledger.Name] = x.Records
		}
		for _, f := range x.Findings {
			f.File, f.Unit = filepath.Base(path), u.Name
			findings = append(findings, f)
		}
	}
	finding.Sort(findings)
	return records, findings, nil
}

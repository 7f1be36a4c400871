package issue

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// Pour reads a unit's earlier ledger workbook into new rows of the ledgers it
// may add to, by header text and 曾用名. An old ledger may hold everybody's rows: only the
// unit's are taken. Columns that match nothing and cells
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
	mixed := false
	for i := range poured {
		mixed = sift(u, &poured[i]) || mixed
	}
	for _, x := range poured {
		if x.Ledger != nil {
			if mixed && x.Ledger.Owner() == nil && len(x.Records) > 0 {
				leave(&x, finding.Warning, fmt.Sprintf("这份台账里有别的单位的行，“%s”又没有一栏写明是谁的，%d 行都没有搬入。", x.Ledger.Name, len(x.Records)), "请只留本单位的行，另存一份再导入。")
				x.Records = nil
			}
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

func leave(x *form.Poured, severity finding.Severity, message, fix string) {
	x.Findings = append(x.Findings, finding.Finding{Severity: severity, Code: form.CodePour, Sheet: x.Sheet, Ledger: x.Ledger.Name, Message: message, Fix: fix})
}

// sift keeps the unit's rows of what was poured: an old ledger may hold
// everybody's. What is left out is named. It reports whether others' rows are there.
func sift(u *templates.Unit, x *form.Poured) (mixed bool) {
	if x.Ledger == nil || x.Ledger.Owner() == nil {
		return false
	}
	c := x.Ledger.Owner()
	var mine, nobodys []templates.Record
	others := map[string]int{}
	for _, r := range x.Records {
		switch v := r.Values[c.Index]; {
		case v == "":
			nobodys = append(nobodys, r)
		case slices.Contains(cell.SplitList(v), u.Name):
			mine = append(mine, r)
		default:
			others[v]++
		}
	}
	if len(others) == 0 {
		return false // the whole sheet is the unit's
	}
	n := len(x.Records) - len(mine) - len(nobodys)
	leave(x, finding.Info, fmt.Sprintf("有 %d 行的“%s”写的是别的单位（%s），没有搬入。", n, c.Name, strings.Join(slices.Sorted(maps.Keys(others)), "、")), "")
	if len(nobodys) > 0 {
		leave(x, finding.Warning, fmt.Sprintf("有 %d 行没有写“%s”，分不清是谁的，没有搬入。", len(nobodys), c.Name), "请在原来的台账里写上单位，再重新导入。")
	}
	x.Records = mine
	return true
}

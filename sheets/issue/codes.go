package issue

import (
	"fmt"
	"maps"
	"slices"

	"taizhang/sheets/campaign"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// ReadPlan reads the plan of a campaign and refuses one that gives a unit another
// code than its forms were sent out under: what was kept of them, the ids of rows
// and the tags are told by it.
func ReadPlan(d campaign.Dir) (*templates.Plan, error) {
	p, err := templates.ReadWorkbook(d.Plan())
	if err != nil {
		return p, err
	}
	if fs := recoded(d, p); len(fs) > 0 {
		return nil, &templates.PlanError{File: d.Plan(), Findings: fs}
	}
	return p, nil
}

// recoded names the units that have another code than before. One that was sent
// forms under both has been known by both.
func recoded(d campaign.Dir, p *templates.Plan) (fs []finding.Finding) {
	names := d.Addressees()
	issues := d.Issues()
	was := map[string]*templates.Unit{}
	for code, name := range names {
		was[code] = p.Unit(addressee(d, issues, code, name))
	}
	for _, code := range slices.Sorted(maps.Keys(was)) {
		u := was[code]
		if u == nil || u.Code == code || was[u.Code] == u {
			continue
		}
		fs = append(fs, finding.Finding{Severity: finding.Error, Code: "方案", File: campaign.PlanFile, Sheet: templates.SheetUnits, Cell: u.At, Unit: u.Name,
			Message: fmt.Sprintf("“%s”的单位代码由“%s”改成了“%s”：发给它的表、留底和行标识都按“%s”编号，改了就认不出来。", u.Name, code, u.Code, code),
			Fix:     fmt.Sprintf("请改回“%s”；单位改名的，只改单位名称，并在“%s”写原来的名称。", code, templates.FormerHeader)})
	}
	return fs
}

// addressee is who was sent the forms under a code: as noted or, in a campaign that
// did not note it, as the last of them says.
func addressee(d campaign.Dir, issues campaign.Issues, code, noted string) string {
	for _, restricted := range []bool{false, true} {
		n := issues.LastIssue(code, restricted)
		if noted != "" || n == 0 {
			continue
		}
		if wb, err := xlsx.Open(d.IssuedCopy(code, n, restricted), xlsx.Own()); err == nil {
			noted = wb.Properties()[form.MetaUnitName]
			wb.Close()
		}
	}
	return noted
}

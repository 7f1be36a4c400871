package templates

import "slices"

// BlankTables are the sheets of a plan that has nothing but the parameters that
// the program itself knows, for a campaign of another kind.
func BlankTables() []*Table {
	var out []*Table
	for _, t := range StandardTables() {
		b := *t
		b.Rows = slices.Clone(t.Rows)
		if t.Sheet != SheetParams {
			b.Rows = nil
		}
		b.Rows = slices.DeleteFunc(b.Rows, func(r TableRow) bool { return !slices.Contains(knownParams, ParamName(r.Cells[0])) })
		for i := range b.Rows {
			b.Rows[i].Number = PlanHeaderRow + 1 + i
			b.Rows[i].Cells = slices.Clone(b.Rows[i].Cells)
			if name := ParamName(b.Rows[i].Cells[0]); name == ParamCampaign || name == ParamCampaignCode || name == ParamPaperWords {
				b.Rows[i].Cells[slices.Index(b.Header, "值")] = ""
			}
		}
		out = append(out, &b)
	}
	return out
}

// BlankNotice is the text of a notice's template that names nothing but
// parameters.
func BlankNotice() string { return standardText("空白通报.txt") }

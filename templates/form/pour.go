package form

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// Poured is what an existing workbook gave for one ledger. The records carry no
// id: they are new, and Write numbers them. A cell that could not be read is
// empty in its record and has a finding; so has every column that nothing
// matches, and every row left out.
type Poured struct {
	Ledger   *templates.Ledger
	Sheet    string
	Records  []templates.Record
	Findings []finding.Finding
}

// CodePour marks findings about an old workbook's layout.
const CodePour = "导入"

// headerSearch is how far down a sheet's header is looked for.
const headerSearch = 30

// PourWorkbook reads an existing workbook into the ledgers: each takes the sheet
// that has most of its columns, each sheet serves one ledger. Sheets that serve
// none are findings of the last element, whose Ledger is nil.
func PourWorkbook(ledgers []*templates.Ledger, wb *xlsx.Workbook) ([]Poured, error) {
	type match struct {
		sheet  string
		ledger *templates.Ledger
		score  int
	}
	var all []match
	var rest Poured
	for _, s := range wb.Sheets() {
		if s.Kind != xlsx.Worksheet || slices.Contains([]string{HelpSheet, OptionSheet, MetaSheet}, s.Name) {
			continue
		}
		rows, err := readRows(wb, s.Name, headerSearch)
		if err != nil {
			return nil, err
		}
		for _, l := range ledgers {
			if _, columns := findHeader(l, rows); len(columns) > 1 {
				score := len(columns)
				if squeeze(s.Name) == squeeze(l.Name) || slices.Contains(l.Former, s.Name) {
					score += 1000
				}
				all = append(all, match{s.Name, l, score})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b match) int { return b.score - a.score })
	var out []Poured
	used := map[string]bool{}
	for _, m := range all {
		if used[m.sheet] || slices.ContainsFunc(out, func(p Poured) bool { return p.Ledger == m.ledger }) {
			continue
		}
		used[m.sheet] = true
		p, err := Pour(m.ledger, wb, m.sheet)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b Poured) int {
		return slices.Index(ledgers, a.Ledger) - slices.Index(ledgers, b.Ledger)
	})
	for _, s := range wb.Sheets() {
		ours := slices.Contains([]string{HelpSheet, OptionSheet, MetaSheet}, s.Name)
		if !used[s.Name] && !ours && s.Visibility == xlsx.Visible {
			rest.Findings = append(rest.Findings, finding.Finding{
				Severity: finding.Warning, Code: CodePour, Sheet: s.Name,
				Message: fmt.Sprintf("工作表“%s”的表头与本单位的台账都对不上，没有搬入。", s.Name),
				Fix:     "确需搬入的，把表头改成台账的栏目名称，或在方案“栏目”表的“曾用名”里写上旧表头。",
			})
		}
	}
	if len(rest.Findings) > 0 {
		out = append(out, rest)
	}
	return out, nil
}

// Pour reads one sheet of an existing workbook into a ledger. Columns are found
// by header text or 曾用名.
func Pour(l *templates.Ledger, wb *xlsx.Workbook, sheet string) (Poured, error) {
	p := Poured{Ledger: l, Sheet: sheet}
	rows, err := readRows(wb, sheet, 0)
	if err != nil {
		return p, err
	}
	at, columns := findHeader(l, rows)
	if len(columns) == 0 {
		p.find(finding.Error, "", nil, "没有找到表头：前 30 行里没有一行与台账的栏目对得上。", "请核对是不是这张表。")
		return p, nil
	}
	p.unmatched(rows[at], columns, rows[at+1:])
	// Whether a merged value means all its rows or the first is not guessed.
	merged, err := wb.Merged(sheet)
	if err != nil {
		return p, err
	}
	for _, m := range merged {
		if c := columns[m.FirstCol]; c != nil && m.LastRow > m.FirstRow && m.FirstRow > rows[at].Number {
			p.find(finding.Warning, xlsx.CellName(m.FirstCol, m.FirstRow), c,
				fmt.Sprintf("“%s”有合并单元格，只有第一行取到内容。", c.Name), "请取消合并，把内容逐行填上，再重新导入；或在新表里补填。")
		}
	}
	for _, r := range rows[at+1:] {
		p.row(r, columns, wb.Date1904())
	}
	return p, nil
}

func (p *Poured) find(severity finding.Severity, cell string, c *templates.Column, message, fix string) {
	f := finding.Finding{Severity: severity, Code: CodePour, Sheet: p.Sheet, Cell: cell, Ledger: p.Ledger.Name, Message: message, Fix: fix}
	if c != nil {
		f.Column = c.Name
	}
	p.Findings = append(p.Findings, f)
}

// row reads one row unless it is blank, a worked example or a total.
func (p *Poured) row(r xlsx.Row, columns map[int]*templates.Column, date1904 bool) {
	if total, ok := p.total(r, columns); ok {
		p.find(finding.Info, xlsx.CellName(total.Col, r.Number), nil, fmt.Sprintf("第 %d 行是“%s”行，没有搬入。", r.Number, squeeze(total.Text)), "不用处理，汇总由系统算。")
		return
	}
	rec := templates.Record{Values: make([]string, len(p.Ledger.Columns))}
	filled := false
	var findings []finding.Finding
	for i, x := range r.Cells {
		if i < 3 && squeeze(x.Text) == SampleID {
			return
		}
		c := columns[x.Col]
		if c == nil || c == given(p.Ledger) || c.Type == cell.Formula {
			continue
		}
		v, issue := c.Read(x, date1904)
		rec.Values[c.Index] = v
		filled = filled || v != "" || issue != nil && issue.Severity == finding.Error
		if issue != nil && issue.Severity == finding.Error {
			findings = append(findings, finding.Finding{
				Severity: finding.Error, Code: issue.Code, Sheet: p.Sheet, Cell: xlsx.CellName(x.Col, r.Number),
				Ledger: p.Ledger.Name, Column: c.Name, Message: issue.Message, Fix: "这一格没有搬入。" + issue.Fix,
			})
		}
	}
	if !filled {
		return
	}
	p.Ledger.Compute(rec.Values)
	p.Records = append(p.Records, rec)
	p.Findings = append(p.Findings, findings...)
}

// total is the cell that says that the row sums up others, if it does.
func (p *Poured) total(r xlsx.Row, columns map[int]*templates.Column) (xlsx.Cell, bool) {
	cells := slices.DeleteFunc(slices.Clone(r.Cells), func(x xlsx.Cell) bool {
		c := columns[x.Col]
		return squeeze(x.Text) == "" || c != nil && (c == given(p.Ledger) && !totalWord(x.Text) || c.Type == cell.Formula)
	})
	i := slices.IndexFunc(cells, func(x xlsx.Cell) bool { return totalWord(x.Text) })
	if i < 0 || !IsTotal(cells, columns) {
		return xlsx.Cell{}, false
	}
	return cells[i], true
}

// unmatched reports headers that no column claims, if anything stands under
// them.
func (p *Poured) unmatched(header xlsx.Row, columns map[int]*templates.Column, below []xlsx.Row) {
	under := map[int]bool{}
	for _, r := range below {
		for _, c := range r.Cells {
			under[c.Col] = under[c.Col] || strings.TrimSpace(c.Text) != ""
		}
	}
	for _, cell := range header.Cells {
		text := squeeze(cell.Text)
		at := xlsx.CellName(cell.Col, header.Number)
		switch c := columns[cell.Col]; {
		case text == "" || text == templates.IDHeader || text == templates.VersionHeader || !under[cell.Col]:
		case c == nil:
			p.find(finding.Warning, at, nil, fmt.Sprintf("“%s”这一列在台账里没有对应的栏目，没有搬入。", text), "需要保留的，在方案“栏目”表相应栏目的“曾用名”里写上这个表头，再重新导入。")
		case c == given(p.Ledger):
			p.find(finding.Info, at, c, fmt.Sprintf("“%s”由系统重新编号，原来的编号没有搬入。", c.Name), "需要保留原编号的，请写到备注栏。")
		}
	}
}

// findHeader is the row that names most columns of the ledger, and which column
// of the sheet is which.
func findHeader(l *templates.Ledger, rows []xlsx.Row) (int, map[int]*templates.Column) {
	best, columns := -1, map[int]*templates.Column{}
	names := l.Headers()
	for i, r := range rows {
		if i >= headerSearch {
			break
		}
		found := map[int]*templates.Column{}
		taken := map[*templates.Column]bool{}
		// Exact names before those with a unit or mark around them.
		for _, plain := range []func(string) string{templates.HeaderKey, bare} {
			for _, cell := range r.Cells {
				if found[cell.Col] != nil || cell.Kind != xlsx.Text {
					continue
				}
				if c := names[plain(cell.Text)]; c != nil && !taken[c] {
					found[cell.Col], taken[c] = c, true
				}
			}
		}
		if len(found) > len(columns) {
			best, columns = i, found
		}
	}
	return best, columns
}

// squeeze takes out spaces and line breaks.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// bare is a header's key without marks and a bracket at the end: *面积（㎡） is 面积.
func bare(s string) string {
	s = strings.Trim(templates.HeaderKey(s), "*※★:")
	for _, open := range []string{"(", "/"} {
		if i := strings.LastIndex(s, open); i > 0 && (open == "/" || strings.HasSuffix(s, ")")) {
			s = s[:i]
		}
	}
	return s
}

// readRows reads a sheet's rows, the first limit ones if there is a limit.
func readRows(wb *xlsx.Workbook, sheet string, limit int) ([]xlsx.Row, error) {
	rows, err := wb.Rows(sheet)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []xlsx.Row
	for rows.Next() {
		r := *rows.Row()
		r.Cells = slices.Clone(r.Cells)
		if out = append(out, r); limit > 0 && len(out) == limit {
			return out, nil
		}
	}
	return out, rows.Err()
}

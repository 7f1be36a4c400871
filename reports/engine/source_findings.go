package engine

import (
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"taizhang/sheets/campaign"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// readFindings reads what was found when each office was loaded.
func (s *Source) readFindings() error {
	rows, err := s.conn.Query(s.ctx, fmt.Sprintf(`SELECT f."_office", f."级别", f."规则", f."单位", f."文件", f."工作表", f."单元格", f."台账", f."行标识", f."栏目", f."问题", f."改法" FROM %s f WHERE %s ORDER BY 1, f."_ord"`,
		qualified(findingsTable), s.where("f")))
	if err != nil {
		return explain(err)
	}
	var texts [12]*string
	into := make([]any, len(texts))
	for i := range texts {
		into[i] = &texts[i]
	}
	if _, err := pgx.ForEachRow(rows, into, func() error {
		at := func(i int) string {
			if texts[i] == nil {
				return ""
			}
			return *texts[i]
		}
		f := finding.Finding{Severity: finding.Labelled(at(1)), Code: at(2), Unit: at(3), File: at(4), Sheet: at(5), Cell: at(6), Ledger: at(7), RowID: at(8), Column: at(9), Message: at(10), Fix: at(11)}
		if s.all() {
			f.Unit = strings.TrimSpace(at(0) + " " + f.Unit)
		}
		s.Findings = append(s.Findings, f)
		return nil
	}); err != nil {
		return explain(err)
	}
	if s.all() {
		s.notComparable()
	}
	return nil
}

// notComparable says which figures have no value over several offices: their earlier
// merges were on different days.
func (s *Source) notComparable() {
	var names []string
	for _, f := range s.plan.Figures {
		if f.LooksBack() {
			names = append(names, f.Name)
		}
	}
	if len(names) > 0 {
		s.Findings = append(s.Findings, finding.Finding{Severity: finding.Warning, Code: "回看", File: campaign.PlanFile, Sheet: templates.SheetFigures,
			Message: fmt.Sprintf("全部单位合在一起时，“@上期”“@去年”没有数：各单位以前合并的日子不同。用到的有：%s。", strings.Join(names, "、")), Fix: "要看比上期的变化，请按单位汇总（--office），或保留上一次的汇总表对照。"})
	}
}

package level

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// CodeApproved is the finding of a row that was approved above and changed since.
const CodeApproved = "已上报核准"

// Columns that an office may have in its master beside the ledgers' own.
const (
	AnswerColumn = "上级回执" // written by the program
	ReasonColumn = "更改理由" // why a row changes that was approved
)

// Approved is a cell of an approved row that does not hold any more what was
// approved.
type Approved struct {
	Ledger string `json:"ledger"`
	RowID  string `json:"row_id"` // as it stands above
	Column string `json:"column"`
	Was    string `json:"was"`
	Now    string `json:"now"`
	Reason string `json:"reason"`

	on  string
	row *sheets.Row
	own *templates.Column
}

var (
	approvedHeader = []string{"台账", "行标识", "栏目", "核准的值", "现在的值", "理由"}
	approvedWidths = []float64{14, 24, 18, 30, 30, 40}
)

// changed lists the cells of approved rows that changed since. What nobody had asked
// for then goes up for that reason.
func (c *content) changed(last *Answer) (out []Approved) {
	if last == nil {
		return nil
	}
	for _, l := range c.ledgers {
		for _, r := range l.rows {
			was := last.approved[[2]string{l.Name, c.id(r)}]
			if was == nil {
				continue
			}
			for _, col := range l.columns {
				now := c.value(r, col)
				if now == was.values[col.Name] || col.own.Computed != nil {
					continue
				}
				x := Approved{l.Name, c.id(r), col.Name, was.values[col.Name], now, c.m.Extra[l.own].Cell(r, ReasonColumn), was.on, r, col.own}
				if x.Reason == "" && !last.asked.asks(l.Name, col.Name) {
					x.Reason = fmt.Sprintf("核准以后，上级第 %d 次发放时才要这一栏", c.Issue)
				}
				out = append(out, x)
			}
		}
	}
	return out
}

// unexplained names the changes that have no reason yet.
func (c *content) unexplained(changed []Approved) (out []finding.Finding) {
	for _, x := range changed {
		if x.Reason == "" {
			out = append(out, x.finding(finding.Error, "没有写更改的理由，不能上报。"))
		}
	}
	return out
}

// goneSince names the rows that the last package had and this one has not: above they
// stay until somebody there decides.
func (c *content) goneSince(last []Sheet) (out []string) {
	ids := c.ids()
	for _, s := range last {
		for _, r := range s.Rows {
			if going := ids[s.Name]; going != nil && !going[r.ID] {
				out = append(out, fmt.Sprintf("“%s”的 %s：上一次报过，这一次没有；上级照旧保留，要取消的请告诉上级", s.Name, r.ID))
			}
		}
	}
	return out
}

// unreported names the rows that were approved above and do not go up any more.
func (c *content) unreported(last *Answer) (out []finding.Finding) {
	if last == nil {
		return nil
	}
	ids, approved := c.ids(), last.approved
	keys := slices.SortedFunc(maps.Keys(approved), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	for _, k := range keys {
		if going := ids[k[0]]; going != nil && !going[k[1]] {
			out = append(out, finding.Finding{Severity: finding.Warning, Code: CodeApproved, File: master.FileName, Ledger: k[0], RowID: k[1],
				Message: fmt.Sprintf("“%s”的“%s”上级已于%s核准，本级没有再上报这一行（没有了、撤销了或还没有裁定），上级照旧锁定、照旧计数。", k[0], k[1], cell.ChineseDate(approved[k].on)),
				Fix:     "误删的，请补回；确实要取消的，请告诉上级，由上级撤销。"})
		}
	}
	return out
}

// ids are the rows that go up, by ledger, as they stand above.
func (c *content) ids() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, l := range c.ledgers {
		out[l.Name] = map[string]bool{}
		for _, r := range l.rows {
			out[l.Name][c.id(r)] = true
		}
	}
	return out
}

func (x Approved) finding(severity finding.Severity, what string) finding.Finding {
	f := x.row.Finding(severity, CodeApproved, x.own, fmt.Sprintf("“%s”上级已于%s核准，“%s”核准时是“%s”，现在是“%s”。%s", x.row.ID, cell.ChineseDate(x.on), x.own.Name,
		orBlank(x.own.Show(x.Was)), orBlank(x.own.Show(x.Now)), what),
		fmt.Sprintf("改错了的，请改回；确实要改的，请在总台账这一行的“%s”栏写明理由（没有这一栏的，自己加在最右边），合并后上报，由上级决定。", ReasonColumn))
	f.File, f.Sheet = master.FileName, x.row.Ledger.Name
	return f
}

func orBlank(s string) string {
	if s == "" {
		return "空"
	}
	return s
}

// changes are the lines of 上报更改.
func (p *packet) changes() (out [][]any) {
	for _, x := range p.changed {
		out = append(out, []any{x.Ledger, x.RowID, x.Column, x.Was, x.Now, x.Reason})
	}
	return out
}

// Findings are about rows that were approved above and changed since, for every
// campaign above that this one reports to.
func Findings(ctx context.Context, d campaign.Dir, m *master.Master) (out []finding.Finding) {
	for _, path := range d.Agreements() {
		a, err := ReadAgreement(ctx, path)
		if err == nil {
			var last *Answer
			if last, err = lastAnswer(ctx, d, a); err == nil {
				c := gather(a, m)
				for _, x := range c.changed(last) {
					out = append(out, x.finding(finding.Warning, "上报时作为更改报上去。"))
				}
				out = append(out, c.unreported(last)...)
			}
		}
		if err != nil {
			what, fix := finding.Explain(err)
			out = append(out, finding.Finding{Severity: finding.Warning, Code: CodeApproved, File: d.Relative(path), Message: "看不出上级核准了哪些行：" + what, Fix: fix})
		}
	}
	return out
}

// Rows are the rows below by the ledger and id that they have above.
func (a *Agreement) Rows(m *master.Master) map[[2]string]*sheets.Row {
	out := map[[2]string]*sheets.Row{}
	for _, asked := range a.Ledgers {
		if own := m.Plan.Ledger(asked.Own); own != nil {
			for _, r := range m.Rows[own] {
				out[[2]string{asked.Name, templates.LiftID(a.Code, r.ID)}] = r
			}
		}
	}
	return out
}

package papers

import (
	"fmt"
	"strconv"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/deadline"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// generator makes the papers of one day: the master, the day, and what is known
// of both.
type generator struct {
	Input
	master   *master.Master
	cal      *deadline.Day
	roles    *measureRoles // nil: the plan has no ledger of measures
	registry *registry
	recheck  *deadline.Recheck

	measures []*measure // in the ledger's order
	byID     map[string]*measure
	byKey    map[string]*measure
	logged   map[string]int // paper's row id → where the log has it
	findings []finding.Finding
	register []*logged // read once, until a paper is logged
	data     *sheets.Data
	words    map[string]string // of papers, by what they go by here
	excluded map[string]bool   // digests of files that were taken back
}

func newGenerator(in Input, m *master.Master) *generator {
	data := m.Data()
	g := &generator{
		Input: in, master: m, data: data, cal: deadline.On(in.AsOf, data), byID: map[string]*measure{}, byKey: map[string]*measure{},
		logged: map[string]int{},
	}
	for _, name := range g.cal.Unread {
		g.warn(finding.Finding{Code: "参数", Sheet: "参数", Message: "参数“" + name + "”不是整数，没有用上。", Fix: "请改成整数，如 7。"})
	}
	g.roles = measureRolesOf(in.Plan)
	if g.roles == nil {
		g.skip("任务单、提示单、销号单、回头看和三清单跟踪", "有状态、期限、责任单位、销号日期的台账")
		return g
	}
	var missing string
	if g.registry, missing = registryOf(in.Plan, g.roles); g.registry == nil {
		g.skip("任务单、提示单和督办单", missing)
	}
	if g.recheck = recheckOf(in.Plan, g.roles); g.recheck == nil {
		g.skip("回头看结果的比对", "用途为“复查对象、复查日期、复查结果”的台账")
	}
	g.readMeasures()
	g.holidays()
	return g
}

// holidays warns of years whose working days are counted without holidays.
func (g *generator) holidays() {
	dates := []string{g.AsOf, g.cal.After(g.AsOf, g.number("回复天数", 7))}
	for _, m := range g.measures {
		if !m.Done {
			dates = append(dates, m.Due)
		}
	}
	if years := g.cal.Unlisted(dates...); len(years) > 0 {
		g.warn(finding.Finding{
			Code: "节假日", Sheet: "节假日",
			Message: "期限按工作日算，方案里却没有" + strings.Join(years, "、") + "年的节假日，这些年只扣除了周六、周日。",
			Fix:     "请按当年的放假通知在“节假日”表逐日填写，再运行一次。",
		})
	}
}

// warn adds a warning about the plan.
func (g *generator) warn(f finding.Finding) {
	f.Severity, f.File = finding.Warning, campaign.PlanFile
	g.findings = append(g.findings, f)
}

func (g *generator) param(name string) string {
	return g.Plan.ParamOrStandard(templates.ParamName(name))
}

func (g *generator) number(name string, fallback int) int {
	n, err := strconv.Atoi(g.param(name))
	if err != nil || n < 0 {
		return fallback
	}
	return n
}

// skip says which part is left out for want of a role.
func (g *generator) skip(part, missing string) {
	g.findings = append(g.findings, finding.Finding{
		Severity: finding.Info, Code: "催办", File: campaign.PlanFile, Sheet: "栏目",
		Message: fmt.Sprintf("方案里没有%s，没有做%s。", missing, part), Fix: "需要的，请在方案的“栏目”表给相应的栏目写上用途。",
	})
}

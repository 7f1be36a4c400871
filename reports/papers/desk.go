package papers

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/deadline"
	"taizhang/sheets/master"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// desk is the day's work: the ledger, the day, and what is known of both.
type desk struct {
	Input
	master   *master.Master
	cal      *deadline.Day
	work     *work
	registry *registry
	recheck  *deadline.Recheck

	all        []*measure // in the ledger's order
	byID       map[string]*measure
	byKey      map[string]*measure
	reopenings map[*measure]int
	logged     map[string]int // paper's row id → where the log has it
	findings   []finding.Finding
	register   []*logged // read once, until a paper is logged
	data       *sheets.Data
	excluded   map[string]bool // digests of files that were taken back
}

func newDesk(in Input, m *master.Master) *desk {
	data := m.Data()
	d := &desk{
		Input: in, master: m, data: data, cal: deadline.On(in.AsOf, data), byID: map[string]*measure{}, byKey: map[string]*measure{},
		reopenings: map[*measure]int{}, logged: map[string]int{},
	}
	for _, name := range d.cal.Unread {
		d.badNumber(name)
	}
	d.work = workOf(in.Plan)
	if d.work == nil {
		d.findings = append(d.findings, skipped("任务单、提示单、销号单、回头看和三清单跟踪", "有状态、期限、责任单位、销号日期的台账"))
		return d
	}
	var missing string
	if d.registry, missing = registryOf(in.Plan, d.work); d.registry == nil {
		d.findings = append(d.findings, skipped("任务单、提示单和督办单", missing))
	}
	if d.recheck = recheckOf(in.Plan, d.work); d.recheck == nil {
		d.findings = append(d.findings, skipped("回头看结果的比对", "用途为“复查对象、复查日期、复查结果”的台账"))
	}
	d.measures()
	d.holidays()
	return d
}

// holidays warns of years whose working days are counted without holidays.
func (d *desk) holidays() {
	dates := []string{d.AsOf, d.cal.After(d.AsOf, d.number("回复天数", 7))}
	for _, m := range d.all {
		if m.open() {
			dates = append(dates, m.due)
		}
	}
	if years := d.cal.Unlisted(dates...); len(years) > 0 {
		d.findings = append(d.findings, finding.Finding{
			Severity: finding.Warning, Code: "节假日", File: campaign.PlanFile, Sheet: "节假日",
			Message: "期限按工作日算，方案里却没有" + strings.Join(years, "、") + "年的节假日，这些年只扣除了周六、周日。",
			Fix:     "请按当年的放假通知在“节假日”表逐日填写，再运行一次。",
		})
	}
}

func (d *desk) badNumber(name string) {
	d.findings = append(d.findings, finding.Finding{
		Severity: finding.Warning, Code: "参数", File: campaign.PlanFile, Sheet: "参数",
		Message: "参数“" + name + "”不是整数，没有用上。", Fix: "请改成整数，如 7。",
	})
}

func (d *desk) param(name string) string { return d.Plan.ParamOrStandard(name) }

func (d *desk) number(name string, fallback int) int {
	n, err := strconv.Atoi(d.param(name))
	if err != nil || n < 0 {
		return fallback
	}
	return n
}

// open are a unit's open measures, the nearest deadline first.
func (d *desk) open(unit string) []*measure {
	var out []*measure
	for _, m := range d.all {
		if m.open() && slices.Contains(cell.SplitList(m.unit), unit) {
			out = append(out, m)
		}
	}
	byDue(out)
	return out
}

func byDue(ms []*measure) {
	slices.SortStableFunc(ms, func(a, b *measure) int {
		return cmp.Or(cmp.Compare(sortable(a.due), sortable(b.due)), cell.Natural(a.ID, b.ID))
	})
}

// sortable puts what has no deadline last.
func sortable(due string) string {
	if due == "" {
		return "9999"
	}
	return due
}

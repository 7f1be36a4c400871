package returns

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// Days are what a campaign knows of its own time, to hold a day against that
// somebody typed.
type Days struct {
	Last        string          // of the last merge
	First, Till string          // the earliest and latest of all
	issued      func() []string // when the units were first sent their forms; every form is opened for it
}

// DaysOf collects the last merge's day, the days among the plan's parameters and
// those of its seeds; of a campaign that has none of them, the days of its forms.
func DaysOf(ctx context.Context, d campaign.Dir, p *templates.Plan) (Days, error) {
	last, err := master.LastDay(ctx, d)
	all := []string{last}
	for _, q := range p.Params {
		all = append(all, p.Param(templates.ParamName(q.Name)))
	}
	for _, l := range p.Ledgers {
		for _, rec := range p.Seeds[l.Name] {
			for _, c := range l.Columns {
				if c.Type == cell.Date {
					all = append(all, rec.Values[c.Index])
				}
			}
		}
	}
	days := Days{Last: last}
	days.span(all)
	days.issued = sync.OnceValue(func() []string { return issuedDays(d, p) })
	if days.First == "" {
		days.span(days.issued())
	}
	return days, err
}

func (d *Days) span(all []string) {
	all = slices.DeleteFunc(all, func(s string) bool {
		_, err := time.Parse(time.DateOnly, s)
		return err != nil
	})
	if len(all) > 0 {
		d.First, d.Till = slices.Min(all), slices.Max(all)
	}
}

// issuedDays are when the units were first sent their forms.
func issuedDays(d campaign.Dir, p *templates.Plan) (out []string) {
	store := Of(d)
	for _, u := range p.Units {
		if store.LastIssue(u.Code, false) > 0 {
			out = append(out, store.Sent(u, 1, false).On)
		}
	}
	return out
}

// Earlier says why a day goes backwards; "" if it does not.
func (d Days) Earlier(asOf string) string {
	if asOf >= d.Last {
		return ""
	}
	return fmt.Sprintf("截至日 %s 早于上一次合并的截至日 %s。", asOf, d.Last)
}

// Before says why nothing can be taken back to a day: the campaign had not begun.
// What is dated anew would lose its days for good.
func (d Days) Before(asOf string) string {
	begun := d.First // nothing can have come in before
	for _, day := range d.issued() {
		begun = min(begun, day)
	}
	if asOf >= begun {
		return ""
	}
	return fmt.Sprintf("截至日 %s 早于本次活动里最早的日期 %s。", asOf, begun)
}

// Unknown: nothing is known of the campaign's time.
func (d Days) Unknown() bool { return d.First == "" }

// Far says why a day is no day of the campaign: it is more than a year off all
// that is known; "" if it is near enough. With nothing known it is held against
// today.
func (d Days) Far(asOf, today string) string {
	first, till, what := d.First, d.Till, "本次活动的日期"
	if d.Unknown() {
		first, till, what = today, today, "今天"
	}
	if asOf >= year(first, -1) && asOf <= year(till, 1) {
		return ""
	}
	if first != till {
		first += " 至 " + till
	}
	return fmt.Sprintf("截至日 %s 离%s（%s）一年以上。", asOf, what, first)
}

func year(iso string, n int) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.AddDate(n, 0, 0).Format(time.DateOnly)
}

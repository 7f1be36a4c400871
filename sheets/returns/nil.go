package returns

import (
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets/intake"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// NilReports are one unit's statements that a ledger has nothing to report; a
// ledger the form asked about and that has rows is there with an empty one.
type NilReports = map[*templates.Ledger]intake.NilReport

// NilText writes a return's statements for 收件登记: 会议活动：否；差旅自查：2021、2022.
func NilText(p *templates.Plan, said NilReports) string {
	var out []string
	for _, l := range p.Ledgers {
		n, filed := said[l]
		if !filed {
			continue
		}
		word := "否"
		switch {
		case n.Whole:
			word = "是"
		case len(n.Years) > 0:
			years := make([]string, len(n.Years))
			for i, y := range n.Years {
				years[i] = strconv.Itoa(y)
			}
			word = strings.Join(years, "、")
		}
		out = append(out, l.Name+"："+word)
	}
	return strings.Join(out, "；")
}

// parseNil reads what NilText wrote; a ledger that is no longer in the plan is
// passed over.
func parseNil(p *templates.Plan, text string) NilReports {
	out := NilReports{}
	for _, part := range strings.Split(text, "；") {
		name, word, _ := strings.Cut(part, "：")
		l := p.Ledger(name)
		if l == nil {
			continue
		}
		n := intake.NilReport{Whole: word == "是"}
		for _, y := range strings.Split(word, "、") {
			if year, err := strconv.Atoi(y); err == nil {
				n.Years = append(n.Years, year)
			}
		}
		out[l] = n
	}
	return out
}

// Nil are the statements of the units' newest returns; a 限阅 workbook speaks
// for its own ledgers only.
func Nil(p *templates.Plan, receipts []master.Receipt, asOf string) map[string]NilReports {
	out := map[string]NilReports{}
	// From the oldest to the newest, so that the newest stands.
	order := make([]*master.Receipt, 0, len(receipts))
	for i := range receipts {
		if counts(&receipts[i], asOf) && receipts[i].Unit != "" {
			order = append(order, &receipts[i])
		}
	}
	slices.SortStableFunc(order, Compare)
	for _, r := range order {
		if out[r.Unit] == nil {
			out[r.Unit] = NilReports{}
		}
		for _, l := range p.Ledgers {
			if l.Restricted == r.Restricted {
				delete(out[r.Unit], l)
			}
		}
		for l, n := range parseNil(p, r.Nil) {
			if l.Restricted == r.Restricted {
				out[r.Unit][l] = n
			}
		}
	}
	return out
}

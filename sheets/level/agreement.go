// Package level takes a campaign's rows to the office above, and back what became
// of them. What the office above asks for stands on the form that it sends out
// (上报约定); the answer is a sealed workbook, the return of one unit there; the
// 回执 that comes back says what was taken and what is approved and locked.
package level

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets/campaign"
	"taizhang/sheets/figure"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/form"
)

// Agreement is what an office above asks of one that reports to it.
type Agreement struct {
	Campaign, CampaignName string // 活动代号, 活动名称
	Code, Unit             string // what the reporting office is called there
	Version, Tag           string
	Issue                  int
	Restricted             bool
	Ledgers                []*Asked
	Figures                []AskedFigure
}

// Asked is a ledger that is asked for.
type Asked struct {
	Code, Name string
	Own        string // what the ledger is called below
	Columns    []AskedColumn
}

// AskedColumn is a column that is asked for.
type AskedColumn struct {
	cell.Spec
	Lifting  templates.Lifting
	Required bool
	Own      string            // what the column is called below
	Values   map[string]string // what a value below is called above
}

// AskedFigure is a figure that goes with the rows.
type AskedFigure struct{ Code, Name, Definition string }

var (
	mappingHeader = []string{"台账", "代号", "栏目", "类型", "小数位", "怎么报", "必填", "敏感", "本级台账", "本级栏目", "取值对照"}
	mappingWidths = []float64{14, 8, 18, 10, 8, 14, 8, 8, 16, 18, 44}
	mappingOpen   = mappingHeader[8:]
	askedHeader   = []string{"代号", "名称", "定义"}
	askedWidths   = []float64{24, 30, 80}
)

const (
	mappingNote = "上级要的台账和栏目。本级名称相同的不用填；不同的，在后三栏写上本级的台账、栏目；取值不同的写“本级的=上级的”，几个用|隔开；不报的栏目写“不报”。"
	askedNote   = "随各行一起上报的数字：定义相同的，由程序填上本级的数，供上级核对。"
	notReported = "不报"
)

// Tables are the sheets that make a unit's form an agreement; none for a unit that
// is no office below.
func Tables(p *templates.Plan, u *templates.Unit, restricted bool) []form.Table {
	if !u.Lower() {
		return nil
	}
	mapping := form.Table{Name: form.MappingSheet, Title: form.MappingSheet, Note: mappingNote, Header: mappingHeader, Widths: mappingWidths, Open: mappingOpen}
	for _, l := range p.Ledgers {
		if l.Restricted != restricted || !l.Receives(u) {
			continue
		}
		for _, c := range l.Columns {
			if c.Computed != nil || !c.FilledBy(u) {
				continue
			}
			mapping.Rows = append(mapping.Rows, []any{l.Name, l.Code, c.Name, string(c.Type), strconv.Itoa(c.Decimals), string(p.Lifting(c)),
				yes(c.Required == templates.Always), yes(c.Sensitive), "", "", ""})
		}
	}
	asked := form.Table{Name: form.AskedSheet, Title: form.AskedSheet, Note: askedNote, Header: askedHeader, Widths: askedWidths}
	for _, f := range p.Figures {
		if figure.Additive(f) {
			asked.Rows = append(asked.Rows, []any{f.Code, f.Name, figure.Resolved(p, f)})
		}
	}
	return []form.Table{mapping, asked}
}

func yes(v bool) string {
	if v {
		return cell.Yes
	}
	return ""
}

// ReadAgreement reads the form of an office above.
func ReadAgreement(ctx context.Context, path string) (*Agreement, error) {
	wb, err := xlsx.Open(path)
	if err != nil {
		return nil, err
	}
	defer wb.Close()
	if !hasSheet(wb, form.MappingSheet) || !hasSheet(wb, form.MetaSheet) {
		return nil, &campaign.Error{Message: fmt.Sprintf("“%s”不是上报约定：没有“%s”这张表。", path, form.MappingSheet),
			Fix: "请用上级发来的那一份；上级的方案里，本单位的类型要是“" + templates.TypeLower + "”。"}
	}
	meta, err := pairs(ctx, wb)
	if err != nil {
		return nil, err
	}
	a := &Agreement{Campaign: meta[form.MetaCampaign], CampaignName: meta[form.MetaCampaignName], Code: meta[form.MetaUnit], Unit: meta[form.MetaUnitName],
		Version: meta[form.MetaVersion], Tag: meta[form.MetaTag], Restricted: meta[form.MetaRestricted] == cell.Yes}
	a.Issue, _ = strconv.Atoi(meta[form.MetaIssue])
	if a.Campaign == "" || a.Code == "" || a.Tag == "" {
		return nil, &campaign.Error{Message: fmt.Sprintf("“%s”里认不出是哪次活动、发给哪个单位的。", path), Fix: "请向上级要原样的上报约定，另存前不要删去隐藏的工作表。"}
	}
	rows, err := Lines(ctx, wb, form.MappingSheet)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if err := a.column(path, r); err != nil {
			return nil, err
		}
	}
	rows, err = Lines(ctx, wb, form.AskedSheet)
	for _, r := range rows {
		a.Figures = append(a.Figures, AskedFigure{r["代号"], r["名称"], r["定义"]})
	}
	return a, err
}

// column adds a line of 上报对照.
func (a *Agreement) column(path string, r map[string]string) error {
	i := slices.IndexFunc(a.Ledgers, func(l *Asked) bool { return l.Name == r["台账"] })
	if i < 0 {
		i = len(a.Ledgers)
		a.Ledgers = append(a.Ledgers, &Asked{Code: r["代号"], Name: r["台账"], Own: r["台账"]})
	}
	l := a.Ledgers[i]
	if own := r["本级台账"]; own != "" {
		l.Own = own
	}
	c := AskedColumn{Spec: cell.Spec{Name: r["栏目"], Type: cell.Type(r["类型"]), Sensitive: r["敏感"] == cell.Yes}, Lifting: templates.Lifting(r["怎么报"]),
		Required: r["必填"] == cell.Yes, Own: r["栏目"], Values: map[string]string{}}
	c.Decimals, _ = strconv.Atoi(r["小数位"])
	if own := r["本级栏目"]; own != "" {
		c.Own = own
	}
	for _, part := range strings.FieldsFunc(r["取值对照"], func(r rune) bool { return r == '|' || r == '｜' || r == '\n' }) {
		below, above, found := strings.Cut(strings.ReplaceAll(part, "＝", "="), "=")
		if !found {
			return &campaign.Error{Message: fmt.Sprintf("“%s”的“%s”里，“%s·%s”的取值对照“%s”看不懂。", path, form.MappingSheet, l.Name, c.Name, part), Fix: "请写成“本级的=上级的”，几个用|隔开。"}
		}
		c.Values[strings.TrimSpace(below)] = strings.TrimSpace(above)
	}
	l.Columns = append(l.Columns, c)
	return nil
}

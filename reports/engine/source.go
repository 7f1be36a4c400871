package engine

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/figure"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// Source is what was loaded of one office, or of all, to make a report from. What
// is counted is counted in the engine; a ledger's rows are fetched when somebody
// prints them.
type Source struct {
	Scope
	Set      *figure.Set
	Findings []finding.Finding
	Returns  []returns.Unit
	Past     []Past   // what earlier merges said, of one office
	Serial   int      // of the merge that was loaded, of one office
	NoSQL    []string // figures that are computed here over fetched rows, and why

	ctx  context.Context
	conn *pgx.Conn
	plan *templates.Plan
	err  error

	small         int                                             // a ledger of so many rows is brought whole
	size          map[string]int                                  // of the ledgers, by name
	brought       map[*templates.Ledger]map[[2]string]*sheets.Row // by office and id
	under, folded map[string][]*sheets.Row                        // by query
}

// Open reads what was loaded. An office, or all of them, must have been loaded by
// the plan at hand, and all to the same day.
func Open(ctx context.Context, conn *pgx.Conn, p *templates.Plan, office string) (*Source, error) {
	s := &Source{Scope: Scope{Office: office, Campaign: p.Param(templates.ParamCampaignCode)}, ctx: ctx, conn: conn, plan: p,
		small: smallLedger, size: map[string]int{}, brought: map[*templates.Ledger]map[[2]string]*sheets.Row{}, under: map[string][]*sheets.Row{}, folded: map[string][]*sheets.Row{}}
	if err := s.loaded(); err != nil {
		return nil, err
	}
	p.SetAsOf(s.AsOf)
	counted, err := Figures(ctx, conn, p, s.Scope)
	if err != nil {
		return nil, err
	}
	if err := s.past(); err != nil {
		return nil, err
	}
	data := sheets.NewData(p)
	data.Elsewhere = elsewhere{s}
	if data.AsOf = s.AsOf; p.LooksBack() {
		data.Past = s.pastWhere(func(p Past) bool { return p.LookedBack })
	}
	s.Set = counted.Set(data)
	for _, f := range p.Figures {
		if why := counted.NoSQL[f]; why != nil {
			s.NoSQL = append(s.NoSQL, fmt.Sprintf("“%s”：%v", f.Name, why))
		}
	}
	if err := s.readFindings(); err != nil {
		return nil, err
	}
	return s, s.readReturns()
}

// Err is what went wrong while rows were fetched or counted.
func (s *Source) Err() error { return s.err }

// loaded finds the day of the last complete load of each office meant.
func (s *Source) loaded() error {
	rows, err := s.conn.Query(s.ctx, fmt.Sprintf(`SELECT DISTINCT ON (l."_office") l."_office", l.plan_version, to_char(l.as_of, 'YYYY-MM-DD'), l.serial, COALESCE(l.counts, '{}') FROM %s l WHERE %s AND l.status = %s ORDER BY l."_office", l.load_id DESC`,
		qualified(loadsTable), s.where("l"), literal(statusComplete)))
	if err != nil {
		return explain(err)
	}
	days := map[string][]string{}
	var office, version, day, counts string
	if _, err := pgx.ForEachRow(rows, []any{&office, &version, &day, &s.Serial, &counts}, func() error {
		if version != s.plan.Version {
			return &campaign.Error{Message: fmt.Sprintf("“%s”是按另一份方案入库的，没有汇总。", office), Fix: "请用同一份方案重新入库，再汇总。"}
		}
		days[day] = append(days[day], office)
		var rows map[string]int
		if err := json.Unmarshal([]byte(counts), &rows); err != nil {
			return err
		}
		for ledger, n := range rows {
			s.size[ledger] += n
		}
		return nil
	}); err != nil {
		return explain(err)
	}
	switch len(days) {
	case 0:
		what := "这个活动还没有单位入库。"
		if !s.all() {
			what = fmt.Sprintf("“%s”还没有入库。", s.Office)
		}
		return &campaign.Error{Message: what, Fix: "请先运行“taizhang load --to …”；单位名称要与入库时的 --office 相同。"}
	case 1:
		s.AsOf = day
		return nil
	}
	var parts []string
	for d, offices := range days {
		slices.Sort(offices)
		parts = append(parts, cell.ChineseDate(d)+"："+strings.Join(offices, "、"))
	}
	slices.Sort(parts)
	return &campaign.Error{Message: "各单位入库的截至日不同，没有汇总：" + strings.Join(parts, "；") + "。", Fix: "请各单位按同一个截至日合并、入库。"}
}

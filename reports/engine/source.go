package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"taizhang/reports/summary"
	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
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
	Past     []Past    // what earlier merges said, of one office
	Serial   int       // of the merge that was loaded, of one office
	Fetched  []Fetched // whose rows were fetched
	NoSQL    []string  // figures that are computed here over fetched rows, and why

	ctx  context.Context
	conn *pgx.Conn
	plan *templates.Plan
	err  error
}

// Fetched says of which ledger how many rows came over.
type Fetched struct {
	Ledger string
	Rows   int
}

// Open reads what was loaded. An office, or all of them, must have been loaded by
// the plan at hand, and all to the same day.
func Open(ctx context.Context, conn *pgx.Conn, p *templates.Plan, office string) (*Source, error) {
	s := &Source{Scope: Scope{Office: office, Campaign: p.Param(templates.ParamCampaignCode)}, ctx: ctx, conn: conn, plan: p}
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
	data.Fetch = s.fetch
	if data.AsOf = s.AsOf; p.LooksBack() {
		data.Past = s.pastWhere(func(p Past) bool { return p.LookedBack })
	}
	s.Set = counted.Set(data)
	for _, f := range p.Figures {
		if why := counted.NoSQL[f]; why != nil {
			s.NoSQL = append(s.NoSQL, fmt.Sprintf("“%s”：%v", f.Name, why))
		}
	}
	return s, s.beside()
}

// Err is what went wrong while rows were fetched or counted.
func (s *Source) Err() error { return s.err }

// all: the rows of every office are meant.
func (s Scope) all() bool { return s.Office == "" }

// loaded finds the day of the last complete load of each office meant.
func (s *Source) loaded() error {
	rows, err := s.conn.Query(s.ctx, fmt.Sprintf(`SELECT DISTINCT ON (l."_office") l."_office", l.plan_version, to_char(l.as_of, 'YYYY-MM-DD'), l.serial FROM %s l WHERE %s AND l.status = %s ORDER BY l."_office", l.load_id DESC`,
		qualified(loadsTable), s.where("l"), literal(statusComplete)))
	if err != nil {
		return explain(err)
	}
	days := map[string][]string{}
	var office, version, day string
	if _, err := pgx.ForEachRow(rows, []any{&office, &version, &day, &s.Serial}, func() error {
		if version != s.plan.Version {
			return &campaign.Error{Message: fmt.Sprintf("“%s”是按另一份方案入库的，没有汇总。", office), Fix: "请用同一份方案重新入库，再汇总。"}
		}
		days[day] = append(days[day], office)
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

// beside reads what was found, and where the units stood with their returns.
func (s *Source) beside() error {
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
		s.together()
		return nil
	}
	var standing *string
	err = s.conn.QueryRow(s.ctx, fmt.Sprintf(`SELECT l.standing FROM %s l WHERE %s AND l.status = %s ORDER BY l.load_id DESC LIMIT 1`, qualified(loadsTable), s.where("l"), literal(statusComplete))).Scan(&standing)
	if err != nil || standing == nil {
		return explainNil(err)
	}
	s.Returns, err = readStanding(s.plan, *standing)
	return err
}

// together says which figures have no value over several offices: their earlier
// merges were on different days.
func (s *Source) together() {
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

// standing is where the units stood, as it is kept with a load.
type standing struct {
	returns.Part
	Rows  int                 `json:"rows"`
	Fates map[master.Fate]int `json:"fates"`
	Note  string              `json:"note"`
	Came  bool                `json:"came"`
}

func writeStanding(units []returns.Unit) (string, error) {
	var list []standing
	for _, u := range units {
		for _, p := range u.Parts {
			x := standing{Part: p}
			if r := p.Newest; r != nil {
				x.Rows, x.Fates, x.Note, x.Came = r.Rows, r.Fates, r.Note, true
			}
			list = append(list, x)
		}
	}
	text, err := json.Marshal(list)
	return string(text), err
}

func readStanding(p *templates.Plan, text string) (out []returns.Unit, err error) {
	var list []standing
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return nil, err
	}
	for _, x := range list {
		u := p.Unit(x.Unit)
		if u == nil {
			continue
		}
		x.Of = u
		if x.Came {
			x.Newest = &master.Receipt{Unit: x.Unit, Rows: x.Rows, Fates: x.Fates, Note: x.Note, Restricted: x.Restricted, Received: x.Received, Verdict: x.Verdict}
		}
		if n := len(out); n == 0 || out[n-1].Unit != u {
			out = append(out, returns.Unit{Unit: u})
		}
		out[len(out)-1].Parts = append(out[len(out)-1].Parts, x.Part)
	}
	return out, nil
}

// fetch brings the rows of a ledger; of all offices, each row under its office's
// own numbers and names.
func (s *Source) fetch(l *templates.Ledger) []*sheets.Row {
	rows := s.rows(l, "true")
	s.Fetched = append(s.Fetched, Fetched{l.Name, len(rows)})
	return rows
}

// Behind are the rows that a figure is made of; none of a formula.
func (s *Source) Behind(f *templates.Figure) []*sheets.Row {
	if f.Op == templates.OpFormula {
		return nil
	}
	where, err := newCompiler(s.plan, s.Scope).figureRows("t", f, s.Scope)
	if err != nil {
		return s.Set.Rows(f)
	}
	return s.rows(f.Ledger, where)
}

// rows brings the rows of a ledger under a condition.
func (s *Source) rows(l *templates.Ledger, where string) []*sheets.Row {
	columns := []string{`t."_office"`, `t."_id"`, `t."_version"`, `t."_unit"`, `t."_file"`, `t."_digest"`, `t."_sheet"`, `t."_row"`, `to_char(t."_updated", 'YYYY-MM-DD')`, `t."_pending"`, `t."_ord"`}
	for _, c := range l.Columns {
		columns = append(columns, asText("t", c))
	}
	rows, err := s.conn.Query(s.ctx, fmt.Sprintf(`SELECT %s FROM %s t WHERE %s AND %s ORDER BY t."_office", t."_ord"`, strings.Join(columns, ", "), qualified(l.Name), s.where("t"), where))
	if err != nil {
		return s.fail(err)
	}
	var out []*sheets.Row
	var office, id string
	var version, ord int
	var pending bool
	var line *int
	texts := make([]*string, 6+len(l.Columns))
	into := []any{&office, &id, &version, &texts[0], &texts[1], &texts[2], &texts[3], &line, &texts[4], &pending, &ord}
	for i := range l.Columns {
		into = append(into, &texts[6+i])
	}
	at := func(i int) string {
		if texts[i] == nil {
			return ""
		}
		return *texts[i]
	}
	_, err = pgx.ForEachRow(rows, into, func() error {
		r := &sheets.Row{Ledger: l, Pending: pending, Unit: at(0), Record: templates.Record{ID: id, Version: version, Values: make([]string, len(l.Columns))},
			Source: sheets.Source{Unit: at(0), File: at(1), Digest: at(2), Sheet: at(3), Updated: at(4)}}
		if line != nil {
			r.Source.Row = *line
		}
		for i := range l.Columns {
			r.Values[i] = at(6 + i)
		}
		if r.Scope = s.plan.Scope(r.Source.Unit); s.all() {
			s.own(r, office)
		}
		master.Place(r, ord)
		out = append(out, r)
		return nil
	})
	if err != nil {
		return s.fail(err)
	}
	return out
}

func (s *Source) fail(err error) []*sheets.Row {
	s.err = errors.Join(s.err, explain(err))
	return nil
}

// own writes a row of one of many offices under that office's numbers and names.
func (s *Source) own(r *sheets.Row, office string) {
	r.ID, r.Unit, r.Scope = office+templates.LowerSeparator+r.ID, office, office
	for _, c := range r.Ledger.Columns {
		r.Values[c.Index] = ownValue(c, office, r.Values[c.Index])
	}
}

func ownValue(c *templates.Column, office, v string) string {
	if v == "" {
		return v
	}
	switch c.Lifted(true) {
	case templates.LiftedUnit:
		return office
	case templates.LiftedID, templates.LiftedName:
		parts := []string{v}
		if c.Several() {
			parts = cell.SplitList(v)
		}
		for i, p := range parts {
			parts[i] = templates.LiftName(office, p)
		}
		return cell.JoinList(parts)
	}
	return v
}

// Fold counts rows in groups; false where that has no SQL.
func (s *Source) Fold(f summary.Folding) ([]*sheets.Row, bool) {
	c := newCompiler(s.plan, s.Scope)
	where := s.where("t")
	add := func(cond string, err error) bool {
		where += " AND " + cond
		return err == nil
	}
	if f.Figure != nil {
		if !add(c.figureRows("t", f.Figure, s.Scope)) {
			return nil, false
		}
	}
	if !add(c.rowsOf("t", f.Ledger, f.When, f.Figure != nil && f.Figure.WithDups)) {
		return nil, false
	}
	if f.Figure == nil {
		where += ` AND t."_counts"`
	}
	groups, picks := []string{`t."_office"`}, []string{`t."_office"`}
	if !s.all() {
		groups, picks = nil, []string{"''"}
	}
	for _, by := range f.By {
		text := asText("t", by.Column)
		if p := period("t."+ident(columnName(by.Column)), by.Period); by.Period != "" && p != "" {
			groups, picks = append(groups, p), append(picks, "min("+text+")")
			continue
		}
		groups, picks = append(groups, text), append(picks, text)
	}
	picks = append(picks, "count(*)")
	if f.Add != nil {
		col := "t." + ident(columnName(f.Add))
		picks = append(picks, "trim_scale(sum("+col+"))::text", "count("+col+")")
	} else {
		picks = append(picks, "NULL::text", "0::bigint")
	}
	if f.Late {
		late, err := c.late("t", f.Ledger, s.Scope)
		if err != nil {
			return nil, false
		}
		groups, picks = append(groups, late), append(picks, late)
	} else {
		picks = append(picks, "false")
	}
	sql := fmt.Sprintf("SELECT %s FROM %s t WHERE %s", strings.Join(picks, ", "), qualified(f.Ledger.Name), where)
	if len(groups) > 0 {
		sql += " GROUP BY " + strings.Join(groups, ", ")
	}
	return s.groups(f, sql), true
}

func (s *Source) groups(f summary.Folding, sql string) []*sheets.Row {
	rows, err := s.conn.Query(s.ctx, sql)
	if err != nil {
		return s.fail(err)
	}
	var office string
	var n, filled int
	var sum *string
	var late bool
	texts := make([]*string, len(f.By))
	into := []any{&office}
	for i := range texts {
		into = append(into, &texts[i])
	}
	into = append(into, &n, &sum, &filled, &late)
	var out []*sheets.Row
	_, err = pgx.ForEachRow(rows, into, func() error {
		if n == 0 {
			return nil
		}
		r := &sheets.Row{Ledger: f.Ledger, Record: templates.Record{Values: make([]string, len(f.Ledger.Columns))}, Fold: &sheets.Fold{Rows: n, Filled: filled, Late: late}}
		for i, by := range f.By {
			if texts[i] != nil {
				r.Values[by.Column.Index] = *texts[i]
				if s.all() {
					r.Values[by.Column.Index] = ownValue(by.Column, office, *texts[i])
				}
			}
		}
		if f.Add != nil && sum != nil {
			r.Values[f.Add.Index] = *sum
		}
		out = append(out, r)
		return nil
	})
	if err != nil {
		return s.fail(err)
	}
	return out
}

package engine

import (
	"fmt"

	"github.com/jackc/pgx/v5"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// Traced are the rows behind a figure and behind its inputs, and a master that
// holds of its log what was written of them.
func (s *Source) Traced(f *templates.Figure) (map[*templates.Figure][]*sheets.Row, *master.Master) {
	rows, ids := map[*templates.Figure][]*sheets.Row{}, map[*templates.Ledger][]string{}
	s.gather(f, rows, ids)
	m := master.New(s.plan)
	m.Serial, m.AsOf = s.Serial, s.AsOf
	for _, l := range s.plan.Ledgers {
		if len(ids[l]) > 0 {
			m.Changes = append(m.Changes, s.changes(`c."台账" = $1 AND c."行标识" = ANY($2)`, l.Name, ids[l])...)
		}
	}
	return rows, m
}

// Master holds the rows of some ledgers, the register and the log of one office.
func (s *Source) Master(ledgers []*templates.Ledger) *master.Master {
	m := master.New(s.plan)
	m.Serial, m.AsOf = s.Serial, s.AsOf
	for _, l := range s.plan.Ledgers {
		m.Rows[l] = []*sheets.Row{}
	}
	for _, l := range ledgers {
		m.Rows[l] = s.Set.Data().Rows(l)
	}
	m.Changes = s.changes("true")
	rows, err := s.conn.Query(s.ctx, fmt.Sprintf(`SELECT COALESCE(r."单位", ''), COALESCE(r."文件", ''), COALESCE(r."摘要", ''), COALESCE(to_char(r."收到日期", 'YYYY-MM-DD'), ''), r."发放序号", r."限阅", r."已撤销" FROM %s r WHERE %s ORDER BY r."_ord"`,
		qualified(receiptsTable), s.where("r")))
	if err != nil {
		s.fail(err)
		return m
	}
	var r master.Receipt
	if _, err := pgx.ForEachRow(rows, []any{&r.Unit, &r.File, &r.Digest, &r.Received, &r.Issue, &r.Restricted, &r.Excluded}, func() error {
		m.Receipts = append(m.Receipts, r)
		return nil
	}); err != nil {
		s.fail(err)
	}
	return m
}

func (s *Source) gather(f *templates.Figure, rows map[*templates.Figure][]*sheets.Row, ids map[*templates.Ledger][]string) {
	if _, known := rows[f]; known {
		return
	}
	rows[f] = s.Behind(f)
	for _, r := range rows[f] {
		ids[r.Ledger] = append(ids[r.Ledger], r.ID)
	}
	f.Expr.Walk(func(leaf *templates.Expr) {
		if in, ok := leaf.Ref.(*templates.Figure); ok {
			s.gather(in, rows, ids)
		}
	})
}

// changes are those of the log under a condition, in its order.
func (s *Source) changes(where string, args ...any) (out []master.Change) {
	rows, err := s.conn.Query(s.ctx, fmt.Sprintf(`SELECT COALESCE(c."合并序号", 0), COALESCE(to_char(c."日期", 'YYYY-MM-DD'), ''), COALESCE(c."类型", ''), COALESCE(c."谁", ''), COALESCE(c."报送单位", ''), COALESCE(c."台账", ''), COALESCE(c."行标识", ''), COALESCE(c."栏目", ''), COALESCE(c."原值", ''), COALESCE(c."新值", ''), COALESCE(c."文件", ''), COALESCE(c."摘要", ''), COALESCE(c."工作表", ''), COALESCE(c."单元格", '') FROM %s c WHERE %s AND %s ORDER BY c."_ord"`,
		qualified(changesTable), s.where("c"), where), args...)
	if err != nil {
		s.fail(err)
		return nil
	}
	var c master.Change
	if _, err := pgx.ForEachRow(rows, []any{&c.Merge, &c.Date, &c.Kind, &c.By, &c.Unit, &c.Ledger, &c.RowID, &c.Column, &c.Old, &c.New, &c.File, &c.Digest, &c.Sheet, &c.Cell}, func() error {
		out = append(out, c)
		return nil
	}); err != nil {
		s.fail(err)
	}
	return out
}

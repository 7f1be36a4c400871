package engine

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"taizhang/sheets/campaign"
	"taizhang/templates"
)

// ensure makes what the plan needs and the server has not. Only one load at a
// time looks.
func ensure(ctx context.Context, conn *pgx.Conn, p *templates.Plan) error {
	missing, err := lacks(ctx, conn, p)
	if err != nil || len(missing) == 0 {
		return err
	}
	tx, err := conn.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtext($1))", schemaName); err != nil {
		return err
	}
	if missing, err = lacks(ctx, tx, p); err != nil {
		return err
	}
	if len(missing) > 0 {
		if _, err := tx.Exec(ctx, "CREATE SCHEMA IF NOT EXISTS "+schemaName); err != nil {
			return err
		}
	}
	for _, t := range missing {
		if _, err := tx.Exec(ctx, t.create(Plain)+t.evolve()); err != nil {
			return err
		}
	}
	return tx.Commit(ctx)
}

// lacks are the tables that are missing, or lack a column. A column of another
// type than the plan's is an error: what stands in it would be read wrong.
func lacks(ctx context.Context, q querier, p *templates.Plan) ([]table, error) {
	rows, err := q.Query(ctx, "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns WHERE table_schema = $1", schemaName)
	if err != nil {
		return nil, err
	}
	have := map[[2]string]string{}
	var name, col, typ string
	if _, err := pgx.ForEachRow(rows, []any{&name, &col, &typ}, func() error {
		have[[2]string{name, col}] = typ
		return nil
	}); err != nil {
		return nil, err
	}
	var out []table
	for _, t := range tables(p) {
		short := false
		for _, c := range t.columns {
			typ, there := have[[2]string{t.name, c.name}]
			want, _, _ := strings.Cut(c.typ, " ")
			if want == "timestamptz" {
				want = "timestamp with time zone"
			}
			if there && typ != want {
				return nil, &campaign.Error{Message: fmt.Sprintf("引擎里“%s”的“%s”是 %s，方案里现在是 %s，没有入库。", t.name, c.name, typ, want), Fix: "方案里改了栏目的类型：请把新的栏目另起名称，旧名写进“曾用名”；或请管理员改表。"}
			}
			short = short || !there
		}
		if short {
			out = append(out, t)
		}
	}
	return out, nil
}

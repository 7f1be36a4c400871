package engine

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// replace takes over a table's rows. The first load of an office copies straight
// in. Later ones say of every row of a ledger which it is and what its digest: rows
// that are as they were keep the merge since which they are so, and only the others
// travel.
func (l *loading) replace(ctx context.Context, src *tableRows) error {
	t := src.table
	mine := `"_office" = $1 AND "_campaign" = $2`
	var old bool
	if err := l.tx.QueryRow(ctx, fmt.Sprintf("SELECT EXISTS (SELECT 1 FROM %s WHERE %s)", qualified(t.name), mine), l.Office, l.Campaign).Scan(&old); err != nil {
		return err
	}
	if old && src.id != nil {
		return l.differing(ctx, src)
	}
	if old {
		if _, err := l.tx.Exec(ctx, fmt.Sprintf("DELETE FROM %s t WHERE %s", qualified(t.name), mine), l.Office, l.Campaign); err != nil {
			return err
		}
	}
	n, err := copyIn(ctx, l.tx, qualified(t.name), src)
	if src.id != nil {
		l.out.Changed += n
	}
	return err
}

// differing deletes the rows that are gone or changed, and copies those in that are
// new or changed.
func (l *loading) differing(ctx context.Context, src *tableRows) error {
	staging := "新_" + short(src.table.name)
	if _, err := l.tx.Exec(ctx, fmt.Sprintf(`CREATE TEMP TABLE %s ("_ord" integer, "_id" text, "_hash" text) ON COMMIT DROP`, ident(staging))); err != nil {
		return err
	}
	if _, err := copyIn(ctx, l.tx, ident(staging), src.digests()); err != nil {
		return err
	}
	// What was just copied is unknown to the planner: row by row would take hours.
	if _, err := l.tx.Exec(ctx, fmt.Sprintf("ANALYZE %s; SET LOCAL enable_nestloop = off", ident(staging))); err != nil {
		return err
	}
	table := qualified(src.table.name)
	rows, err := l.tx.Query(ctx, fmt.Sprintf(`SELECT s."_ord" FROM %s s WHERE NOT EXISTS (SELECT 1 FROM %s t WHERE t."_office" = $1 AND t."_campaign" = $2 AND t."_id" = s."_id" AND t."_hash" = s."_hash") ORDER BY 1`, ident(staging), table), l.Office, l.Campaign)
	if err != nil {
		return err
	}
	fresh, err := pgx.CollectRows(rows, pgx.RowTo[int])
	if err != nil {
		return err
	}
	gone := fmt.Sprintf(`DELETE FROM %s t WHERE t."_office" = $1 AND t."_campaign" = $2 AND NOT EXISTS (SELECT 1 FROM %s s WHERE s."_id" = t."_id" AND s."_hash" = t."_hash")`, table, ident(staging))
	if _, err := l.tx.Exec(ctx, gone, l.Office, l.Campaign); err != nil {
		return err
	}
	if _, err := l.tx.Exec(ctx, "SET LOCAL enable_nestloop TO DEFAULT"); err != nil {
		return err
	}
	n, err := copyIn(ctx, l.tx, table, src.only(fresh))
	l.out.Changed += n
	return err
}

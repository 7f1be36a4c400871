package engine

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"
)

// replace takes over a table's rows. The first load of an office copies straight
// in. Later ones look which rows of a ledger stand there and with what digest: rows
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
// new or changed. Every query is of one office alone and joins nothing.
func (l *loading) differing(ctx context.Context, src *tableRows) error {
	table := qualified(src.table.name)
	rows, err := l.tx.Query(ctx, fmt.Sprintf(`SELECT t."_id", t."_hash" FROM %s t WHERE t."_office" = $1 AND t."_campaign" = $2`, table), l.Office, l.Campaign)
	if err != nil {
		return err
	}
	there := map[string]string{}
	var id, hash string
	if _, err := pgx.ForEachRow(rows, []any{&id, &hash}, func() error {
		there[id] = hash
		return nil
	}); err != nil {
		return err
	}
	var fresh []int
	for i := range src.n {
		id, hash := src.id(i)
		if there[id] != hash {
			fresh = append(fresh, i)
			continue
		}
		delete(there, id) // and stays
	}
	gone := slices.Sorted(maps.Keys(there))
	for some := range slices.Chunk(gone, deletedAtOnce) {
		if _, err := l.tx.Exec(ctx, fmt.Sprintf(`DELETE FROM %s t WHERE t."_office" = $1 AND t."_campaign" = $2 AND t."_id" = ANY($3)`, table), l.Office, l.Campaign, some); err != nil {
			return err
		}
	}
	n, err := copyIn(ctx, l.tx, table, src.only(fresh))
	l.out.Changed += n
	return err
}

// deletedAtOnce rows are deleted by one statement.
const deletedAtOnce = 5000

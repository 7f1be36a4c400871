package engine

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"testing"

	"github.com/jackc/pgx/v5"

	"taizhang/reports/engine/enginetest"
	"taizhang/sheets/master"
)

// cutting is a connection that breaks after some bytes were sent.
type cutting struct {
	net.Conn
	left *int
}

var errCut = errors.New("cut off")

func (c cutting) Write(b []byte) (int, error) {
	if *c.left < len(b) {
		n, _ := c.Conn.Write(b[:max(*c.left, 0)])
		*c.left = 0
		c.Conn.Close()
		return n, errCut
	}
	*c.left -= len(b)
	return c.Conn.Write(b)
}

// dialCut connects; the connection breaks after some bytes.
func dialCut(t *testing.T, address string, bytes *int) (*pgx.Conn, error) {
	t.Helper()
	config, err := pgx.ParseConfig(address)
	must(t, err)
	dial := config.DialFunc
	config.DialFunc = func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		return cutting{conn, bytes}, err
	}
	return pgx.ConnectConfig(context.Background(), config)
}

// state is all that stands in the engine of an office: the rows of every table, and
// the loads that are on record.
func state(t *testing.T, conn *pgx.Conn, m *master.Master, office string) string {
	t.Helper()
	out := ""
	tx, err := conn.BeginTx(context.Background(), pgx.TxOptions{IsoLevel: pgx.RepeatableRead})
	must(t, err)
	defer func() { _ = tx.Rollback(context.Background()) }()
	for _, table := range tables(m.Plan) {
		columns := []string{}
		for _, c := range table.columns {
			if c.name != "loaded_at" {
				columns = append(columns, c.name)
			}
		}
		var digest string
		must(t, tx.QueryRow(context.Background(), fmt.Sprintf(`SELECT COALESCE(md5(string_agg(r::text, E'\n' ORDER BY r::text)), '') FROM (SELECT %s FROM %s WHERE "_office" = $1) r`, idents(columns), qualified(table.name)), office).Scan(&digest))
		out += digest + "\n"
	}
	return out
}

// testCut: a load whose client is gone at any moment leaves what stood before, all of
// it, or is complete; the same load again is complete.
func testCut(t *testing.T, s *enginetest.Server) {
	address := s.Database("cut")
	p := samplePlan(t)
	conn := dial(t, address)
	must(t, ensure(context.Background(), conn, p))
	r := rand.New(rand.NewPCG(6, 6))
	first, second := randomMaster(r, p), randomMaster(r, p)
	second.Serial = 2
	inputs := func(office string) []Input {
		return []Input{{Office: office, Campaign: "C", Master: first, Digest: "1"}, {Office: office, Campaign: "C", Master: second, Digest: "2"}}
	}
	// What a whole load sends, and what stands after it.
	var sent [2]int
	var whole [2]string
	for i, in := range inputs("街道") {
		left := 1 << 30
		c, err := dialCut(t, address, &left)
		must(t, err)
		_, err = Load(context.Background(), c, in)
		must(t, err)
		must(t, c.Close(context.Background()))
		sent[i], whole[i] = 1<<30-left, state(t, conn, first, "街道")
	}
	s.Exec(address, emptied(first, "街道"))
	empty := state(t, conn, first, "街道")
	cutOff := 0
	for step, in := range inputs("街道") {
		before := []string{empty, whole[0]}[step]
		for range 25 {
			left := r.IntN(sent[step])
			if c, err := dialCut(t, address, &left); err == nil {
				if _, err = Load(context.Background(), c, in); err != nil {
					cutOff++
				}
				_ = c.Close(context.Background())
			}
			// The server may be still about to end what was cut off.
			_, err := conn.Exec(context.Background(), "SELECT pg_advisory_lock(hashtext($1), hashtext($2)), pg_advisory_unlock(hashtext($1), hashtext($2))", schemaName+in.Office, in.Campaign)
			must(t, err)
			if now := state(t, conn, first, "街道"); now != before && now != whole[step] {
				t.Fatalf("load %d, cut off: half a state", step+1)
			} else if now == whole[step] {
				break // the last word had been said
			}
		}
		_, err := Load(context.Background(), conn, in)
		must(t, err)
		if state(t, conn, first, "街道") != whole[step] {
			t.Errorf("load %d, repeated: not what a whole load leaves", step+1)
		}
	}
	if cutOff < 30 {
		t.Errorf("only %d loads were cut off", cutOff)
	}
}

func emptied(m *master.Master, office string) (sql string) {
	for _, t := range tables(m.Plan) {
		sql += fmt.Sprintf(`DELETE FROM %s WHERE "_office" = %s;`, qualified(t.name), literal(office))
	}
	return sql
}

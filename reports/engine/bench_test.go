package engine

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"taizhang/reports/engine/enginetest"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// BenchmarkLoad loads as many rows as TAIZHANG_ROWS says (200,000) and holds the
// time against psql's \copy of the same data into an empty table of the same kind,
// turn by turn in one run; what it says are the medians of the turns. copied-s is the
// rows alone, from memory; load-s also counts every figure twice, here and in the engine.
//
//	TAIZHANG_ROWS=2000000 go test ./reports/engine -run '^$' -bench 'Load$' -benchtime 3x -timeout 60m
func BenchmarkLoad(b *testing.B) {
	s := enginetest.Start(b)
	m, l := enginetest.Wide(b, benchRows())
	ctx := context.Background()
	took := measured{}
	file := filepath.Join(b.TempDir(), "rows.csv")
	for i := range b.N {
		address := s.Database(fmt.Sprintf("bench%d", i))
		conn := dial(b, address)
		must(b, ensure(ctx, conn, m.Plan))
		took.clock("load-s", func() { load(b, conn, m, "甲", "1") })
		psql(b, address, `\copy (SELECT * FROM `+qualified(l.Name)+`) TO '`+file+`' WITH (FORMAT csv)`)
		like(s, address, l, "plain")
		took.clock("psql-s", func() { psql(b, address, `\copy taizhang.plain FROM '`+file+`' WITH (FORMAT csv)`) })
		like(s, address, l, "again")
		took.clock("copied-s", func() {
			tx, err := conn.Begin(ctx)
			must(b, err)
			_, err = copyIn(ctx, tx, "taizhang.again", ledgerRows(l, m.Rows[l], "甲", "C", 1))
			must(b, err)
			must(b, tx.Commit(ctx))
		})
		took.clock("figures-s", func() {
			_, err := Figures(ctx, conn, m.Plan, Scope{Office: "甲", Campaign: "C", AsOf: m.AsOf})
			must(b, err)
		})
		took.clock("figures-here-s", func() {
			figure.New(m.Data()).Count()
		})
		conn.Close(ctx)
		s.Exec(s.URL("postgres", "postgres"), fmt.Sprintf("DROP DATABASE bench%d", i))
	}
	took.ratio("load/psql", "load-s", "psql-s")
	took.ratio("copied/psql", "copied-s", "psql-s")
	took.report(b)
}

// measured are what the turns of a run took, in seconds.
type measured map[string][]float64

func (m measured) clock(name string, do func()) { m[name] = append(m[name], clock(do).Seconds()) }

// ratio is taken turn by turn: other work on the machine slows both.
func (m measured) ratio(name, of, to string) {
	for i := range m[of] {
		m[name] = append(m[name], m[of][i]/m[to][i])
	}
}

// report says the medians.
func (m measured) report(b *testing.B) {
	for name, turns := range m {
		slices.Sort(turns)
		b.ReportMetric(turns[len(turns)/2], name)
	}
}

// BenchmarkOffices loads as many offices as TAIZHANG_OFFICES says (20), of a
// twentieth of the rows each: what a load takes when there are two and when there are
// all, the median of several more of an office that changed a row, and the figures of
// one office and of all.
func BenchmarkOffices(b *testing.B) {
	s := enginetest.Start(b)
	m, l := enginetest.Wide(b, benchRows()/20)
	ctx := context.Background()
	offices := setting("TAIZHANG_OFFICES", 20)
	took := measured{}
	for i := range b.N {
		conn := dial(b, s.Database(fmt.Sprintf("offices%d", i)))
		must(b, ensure(ctx, conn, m.Plan))
		m.Serial = 1
		figures := func(name, office string) {
			took.clock(name, func() {
				_, err := Figures(ctx, conn, m.Plan, Scope{Office: office, Campaign: "C", AsOf: m.AsOf})
				must(b, err)
			})
		}
		measure := func(n string) {
			for range 5 {
				m.Serial++
				m.Rows[l][0].Values[1] = strconv.Itoa(m.Serial)
				took.clock("reload-of-"+n+"-s", func() { load(b, conn, m, "街道0", strconv.Itoa(m.Serial)) })
				figures("figures-1-of-"+n+"-s", "街道0")
			}
			figures("figures-"+n+"-s", "")
		}
		for n := range offices {
			office := fmt.Sprint("街道", n)
			switch n {
			case 1:
				took.clock("load-2nd-s", func() { load(b, conn, m, office, "1") })
				measure("2")
			case offices - 1:
				took.clock("load-last-s", func() { load(b, conn, m, office, "1") })
				measure("all")
			default:
				load(b, conn, m, office, "1")
			}
		}
		conn.Close(ctx)
	}
	took.report(b)
}

func setting(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

func benchRows() int { return setting("TAIZHANG_ROWS", 200_000) }

func clock(do func()) time.Duration {
	begun := time.Now()
	do()
	return time.Since(begun)
}

func load(b *testing.B, conn *pgx.Conn, m *master.Master, office, digest string) {
	b.Helper()
	_, err := Load(context.Background(), conn, Input{Office: office, Campaign: "C", Master: m, Digest: digest})
	must(b, err)
}

// like makes an empty table of the kind of a ledger's.
func like(s *enginetest.Server, address string, l *templates.Ledger, name string) {
	s.Exec(address, "CREATE TABLE taizhang."+name+" (LIKE "+qualified(l.Name)+" INCLUDING ALL) PARTITION BY HASH (\"_office\")")
	for i := range partitions {
		s.Exec(address, fmt.Sprintf("CREATE TABLE taizhang.%s%d PARTITION OF taizhang.%s FOR VALUES WITH (MODULUS %d, REMAINDER %d)", name, i, name, partitions, i))
	}
}

func psql(b *testing.B, address, command string) {
	b.Helper()
	if out, err := exec.Command("psql", "-q", address, "-c", command).CombinedOutput(); err != nil {
		b.Fatalf("%v %s", err, out)
	}
}

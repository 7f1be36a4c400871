package engine

import (
	"context"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"taizhang/reports/engine/enginetest"
	"taizhang/sheets/campaign"
	"taizhang/sheets/figure"
	"taizhang/sheets/issue"
	"taizhang/sheets/master"
	"taizhang/sheets/merge"
	"taizhang/templates"
	"taizhang/testdata/tanggu"
)

// TestEngine runs against one server.
func TestEngine(t *testing.T) {
	s := enginetest.Start(t)
	for name, test := range map[string]func(*testing.T, *enginetest.Server){
		"sample": testLoadSample, "random": testRandom, "roles": testRoles, "together": testTogether, "evolve": testEvolve, "renamed": testRenamed, "plan changes": testPlanChanges, "refused": testRefused, "plans": testPlans, "random plans": testRandomPlans, "cut": testCut, "spelt": testSpelt, "days": testDays, "elsewhere": testElsewhere,
	} {
		t.Run(name, func(t *testing.T) { test(t, s) })
	}
}

// sampleMaster merges the sample campaign.
func sampleMaster(t testing.TB) *master.Master {
	t.Helper()
	ctx := context.Background()
	sub, err := fs.Sub(tanggu.FS, "方案")
	must(t, err)
	own, err := templates.ReadTables(sub)
	must(t, err)
	plan, err := templates.Load(templates.Customise(templates.StandardTables(), own))
	must(t, err)
	asOf := plan.Param(templates.ParamAsOf)
	dir := campaign.Dir(t.TempDir())
	_, err = issue.Run(ctx, issue.Input{Dir: dir, Plan: plan, AsOf: asOf})
	must(t, err)
	must(t, fs.WalkDir(tanggu.FS, "收件", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := tanggu.FS.ReadFile(name)
		if err != nil {
			return err
		}
		return campaign.WriteBytes(ctx, dir.Path(campaign.Inbox, name[len("收件/"):]), b)
	}))
	res, err := merge.Run(ctx, merge.Input{Dir: dir, Plan: plan, AsOf: asOf})
	must(t, err)
	res.Master.Serial = 1
	return res.Master
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func dial(t testing.TB, address string) *pgx.Conn {
	t.Helper()
	conn, err := Connect(context.Background(), address)
	must(t, err)
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

// testLoadSample: the sample's figures and checks come out of the engine as they
// stand in the master; the same master twice changes nothing.
func testLoadSample(t *testing.T, s *enginetest.Server) {
	m := sampleMaster(t)
	conn := dial(t, s.Database("sample"))
	ctx := context.Background()
	in := Input{Office: "塘沽街道", Campaign: "TG2021", Master: m, Digest: "d1"}
	first, err := Load(ctx, conn, in)
	must(t, err)
	if first.Figures == 0 || len(first.NoSQL) > 0 {
		t.Errorf("%d figures counted, not: %v", first.Figures, first.NoSQL)
	}
	again, err := Load(ctx, conn, in)
	must(t, err)
	if !again.Same || again.LoadID != first.LoadID {
		t.Errorf("the same master again: %+v", again)
	}
	counted, err := Figures(ctx, conn, m.Plan, Scope{"塘沽街道", "TG2021", m.AsOf})
	must(t, err)
	here, there := figure.New(m.Data()), counted.Set(m.Data())
	for _, f := range m.Plan.Figures {
		if !Equal(here.Get(f), there.Get(f)) {
			t.Errorf("%s: %s, engine %s", f.Code, here.Get(f).Printed(), there.Get(f).Printed())
		}
	}
	for i, c := range here.Checks() {
		if d := there.Checks()[i]; !c.Difference.Equal(d.Difference) || c.OK != d.OK || c.Skipped != d.Skipped {
			t.Errorf("%s: %v, engine %v", c.Relation.Code, c, d)
		}
	}

	// One row changes: one row is written.
	l := m.Plan.Ledger("违法建设")
	area := l.Column("面积")
	r := m.Rows[l][0]
	was := r.Values[area.Index]
	r.Values[area.Index] = "1234.5"
	m.Serial = 2
	in.Digest = "d2"
	third, err := Load(ctx, conn, in)
	must(t, err)
	if third.Changed != 1 || third.LoadID != first.LoadID+1 {
		t.Errorf("one row changed from %s: %+v", was, third)
	}
	var from, others int
	must(t, conn.QueryRow(ctx, `SELECT max("_from"), count(*) FILTER (WHERE "_from" = 1) FROM `+qualified(l.Name)).Scan(&from, &others))
	if from != 2 || others != len(m.Rows[l])-1 {
		t.Errorf("from %d, %d rows as they were of %d", from, others, len(m.Rows[l]))
	}
}

// testPlans: every figure's query is an aggregate in the engine, over the one
// partition of an office, or over all of them.
func testPlans(t *testing.T, s *enginetest.Server) {
	address := s.Database("plans")
	conn := dial(t, address)
	ctx := context.Background()
	p := samplePlan(t)
	_, err := Load(ctx, conn, Input{Office: "甲街道", Campaign: "C", Master: randomMaster(rand.New(rand.NewPCG(9, 9)), p), Digest: "d"})
	must(t, err)
	for _, scope := range []Scope{{"甲街道", "C", "2021-11-20"}, {"", "C", "2021-11-20"}} {
		for _, q := range Queries(p, scope, map[*templates.Figure]error{}) {
			rows, err := conn.Query(ctx, "EXPLAIN (COSTS OFF) "+q.SQL)
			must(t, err)
			lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
			must(t, err)
			top := ""
			for i, l := range lines {
				if node, _, found := strings.Cut(strings.TrimPrefix(strings.TrimSpace(l), "->  "), " Key"); i == 0 || strings.Contains(l, "->") && !found {
					if top = strings.TrimSpace(node); !strings.HasSuffix(top, "Sort") {
						break
					}
				}
			}
			if !strings.Contains(top, "Aggregate") && top != "Group" {
				t.Errorf("rows come to the client:\n%s\n%s", strings.Join(lines, "\n"), q.SQL)
			}
			parts := 0
			for _, l := range lines {
				if strings.Contains(l, " t_") || strings.HasSuffix(l, " t") {
					parts++
				}
			}
			if !scope.all() && parts > 1 {
				t.Errorf("an office's figures look into %d partitions:\n%s", parts, strings.Join(lines, "\n"))
			}
		}
	}
}

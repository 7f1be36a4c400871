package engine

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"taizhang/reports/engine/enginetest"
	"taizhang/templates"
)

// testRoles: the script runs twice; a street's login sees its own rows only, a
// reader sees no 限阅 ledger, and none of them writes.
func testRoles(t *testing.T, s *enginetest.Server) {
	address := s.Database("roles")
	p := samplePlan(t)
	for range 2 {
		s.Exec(address, Script(p, Plain))
	}
	ctx := context.Background()
	conn := dial(t, address)
	for i, office := range []string{"甲街道", "乙街道"} {
		m := randomMaster(rand.New(rand.NewPCG(3, uint64(i))), p)
		_, err := Load(ctx, conn, Input{Office: office, Campaign: p.Param(templates.ParamCampaignCode), Master: m, Digest: "d"})
		must(t, err)
	}
	s.Exec(address, `CREATE ROLE jia LOGIN; GRANT taizhang_office TO jia; INSERT INTO taizhang."单位角色" VALUES ('jia', '甲街道');
		CREATE ROLE du LOGIN; GRANT taizhang_reader TO du;
		CREATE ROLE nobody2 LOGIN; GRANT taizhang_office TO nobody2`)
	open, secret := qualified("违法建设"), qualified("问责处理")
	offices := func(login, table string) string {
		c := dial(t, s.URL(login, "roles"))
		var n int
		var list *string
		err := c.QueryRow(ctx, `SELECT count(DISTINCT "_office"), string_agg(DISTINCT "_office", ',') FROM `+table).Scan(&n, &list)
		if err != nil {
			return "refused"
		}
		if list == nil {
			return ""
		}
		return *list
	}
	for _, x := range []struct{ login, table, want string }{
		{"jia", open, "甲街道"}, {"jia", secret, "甲街道"}, {"jia", qualified(changesTable), ""}, {"jia", qualified(figuresTable), "甲街道"}, {"jia", qualified(loadsTable), "甲街道"},
		{"du", open, "乙街道,甲街道"}, {"du", secret, "refused"}, {"du", qualified(changesTable), "refused"},
		{"nobody2", open, ""}, {"jia", qualified(partName("违法建设", 0)), "refused"},
	} {
		if got := offices(x.login, x.table); got != x.want {
			t.Errorf("%s of %s: %q, want %q", x.login, x.table, got, x.want)
		}
	}
	for _, login := range []string{"jia", "du"} {
		c := dial(t, s.URL(login, "roles"))
		for _, sql := range []string{`DELETE FROM ` + open, `UPDATE ` + open + ` SET "_pending" = true`, `INSERT INTO taizhang."单位角色" VALUES ('du', '甲街道')`, `CREATE TABLE taizhang.x (a int)`} {
			if _, err := c.Exec(ctx, sql); err == nil {
				t.Errorf("%s may %s", login, sql)
			}
		}
	}
	private := p.Ledger("民情诉求").Columns[slices.IndexFunc(p.Ledger("民情诉求").Columns, func(c *templates.Column) bool { return c.Sensitive })]
	for _, x := range []struct {
		login, pick, table string
		may                bool
	}{
		{"du", ident(columnName(private)), qualified(private.Ledger.Name), false}, {"du", "*", qualified(private.Ledger.Name), false}, {"du", `"_hash"`, open, false},
		{"du", `"_id"`, qualified(private.Ledger.Name), true}, {"du", ident("面积"), open, true}, {"du", `"_key"`, open, true},
		{"du", "counts", qualified(loadsTable), false}, {"du", "note", qualified(loadsTable), false}, {"du", "status", qualified(loadsTable), true},
		{"du", `"值"`, qualified(dictionaryTable), false}, {"jia", ident(columnName(private)), qualified(private.Ledger.Name), true},
	} {
		rows, err := dial(t, s.URL(x.login, "roles")).Query(ctx, "SELECT "+x.pick+" FROM "+x.table+" LIMIT 1")
		if err == nil {
			rows.Close()
			err = rows.Err()
		}
		if may := err == nil; may != x.may {
			t.Errorf("%s may select %s of %s: %v (%v)", x.login, x.pick, x.table, may, err)
		}
	}
	if _, err := Open(ctx, dial(t, s.URL("du", "roles")), p, "甲街道"); err == nil || !strings.Contains(err.Error(), "不让做这一步") {
		t.Errorf("a report over what the login may not see: %v", err)
	}
	if _, err := Open(ctx, dial(t, s.URL("jia", "roles")), p, "乙街道"); err == nil {
		t.Error("an office reports on another")
	}
	own, others := mustOpen(t, dial(t, s.URL("jia", "roles")), p, "甲街道"), mustOpen(t, dial(t, s.URL("jia", "roles")), p, "")
	if f := p.Figure("任务.措施数"); own.Set.Get(f).Printed() != others.Set.Get(f).Printed() || own.Set.Get(f).Printed() == "0" {
		t.Errorf("all offices, to one of them, are %s, its own %s", others.Set.Get(f).Printed(), own.Set.Get(f).Printed())
	}
	// A column that becomes 敏感 is taken back.
	area := p.Ledger("违法建设").Column("面积")
	area.Sensitive = true
	s.Exec(address, Script(p, Plain))
	if _, err := dial(t, s.URL("du", "roles")).Exec(ctx, "SELECT "+ident("面积")+" FROM "+open); err == nil {
		t.Error("the reader sees a column that is 敏感 now")
	}
	area.Sensitive = false
	var restricted int
	must(t, dial(t, s.URL("du", "roles")).QueryRow(ctx, `SELECT count(*) FROM `+qualified(figuresTable)+` WHERE "限阅"`).Scan(&restricted))
	if restricted > 0 {
		t.Errorf("the reader sees %d figures of restricted ledgers", restricted)
	}
}

func mustOpen(t *testing.T, conn *pgx.Conn, p *templates.Plan, office string) *Source {
	t.Helper()
	src, err := Open(context.Background(), conn, p, office)
	must(t, err)
	return src
}

// testTogether: offices load at once while others read; nobody waits for ever, and
// no reader ever sees half a load.
func testTogether(t *testing.T, s *enginetest.Server) {
	address := s.Database("together")
	p := samplePlan(t)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	l := p.Ledger("违法建设")
	var wg sync.WaitGroup
	done := make(chan bool)
	for i := range 4 {
		wg.Go(func() {
			conn, err := Connect(ctx, address)
			if err != nil {
				t.Error(err)
				return
			}
			defer conn.Close(ctx)
			plan := samplePlan(t)
			for n := range 3 {
				m := randomMaster(rand.New(rand.NewPCG(uint64(i), uint64(n))), plan)
				m.Serial = n + 1
				if _, err := Load(ctx, conn, Input{Office: fmt.Sprint("街道", i), Campaign: "C", Master: m, Digest: fmt.Sprint(n)}); err != nil {
					t.Errorf("office %d, load %d: %v", i, n, err)
				}
			}
		})
	}
	go func() { wg.Wait(); close(done) }()
	reader := dial(t, address)
	for reading := true; reading; {
		select {
		case <-done:
			reading = false
		default:
		}
		rows, err := reader.Query(ctx, fmt.Sprintf(`SELECT t."_office", count(*) FROM %s t GROUP BY 1`, qualified(l.Name)))
		if err != nil && strings.Contains(err.Error(), "does not exist") {
			continue // before the first load made the tables
		}
		must(t, err)
		for rows.Next() {
			var office string
			var n int
			must(t, rows.Scan(&office, &n))
			if n != 30 {
				t.Errorf("%s is seen with %d rows of 30", office, n)
			}
		}
		if err := rows.Err(); err != nil && !strings.Contains(err.Error(), "does not exist") {
			t.Fatal(err)
		}
	}
	var loads int
	must(t, reader.QueryRow(ctx, `SELECT count(*) FROM `+qualified(loadsTable)+` WHERE status = '完成'`).Scan(&loads))
	if loads != 12 {
		t.Errorf("%d loads of 12", loads)
	}
}

// TestKilled: a server killed in the middle of a load has nothing of it, and takes
// the same load again.
func TestKilled(t *testing.T) {
	s := enginetest.Start(t)
	address := s.Database("killed")
	p := samplePlan(t)
	ctx := context.Background()
	m := randomMaster(rand.New(rand.NewPCG(5, 5)), p)
	l := p.Ledger("违法建设")
	rows := m.Rows[l]
	for i := range 20000 { // long enough to be cut off
		r := *rows[i%len(rows)]
		r.ID = fmt.Sprintf("K-%d", i)
		m.Rows[l] = append(m.Rows[l], &r)
	}
	conn := dial(t, address)
	must(t, ensure(ctx, conn, p))
	failed := make(chan error)
	go func() {
		_, err := Load(ctx, conn, Input{Office: "街道", Campaign: "C", Master: m, Digest: "d"})
		failed <- err
	}()
	watch := dial(t, address)
	for { // until the rows are on their way
		var busy bool
		must(t, watch.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_stat_progress_copy WHERE tuples_processed > 100)").Scan(&busy))
		select {
		case err := <-failed:
			t.Fatalf("loaded before it could be cut off: %v", err)
		default:
		}
		if busy {
			break
		}
	}
	s.Kill()
	if err := <-failed; err == nil {
		t.Fatal("a load survived its server")
	}
	s.Again()
	conn = dial(t, address)
	count := func() (n int) {
		must(t, conn.QueryRow(ctx, "SELECT count(*) FROM "+qualified(l.Name)).Scan(&n))
		return n
	}
	if n := count(); n != 0 {
		t.Errorf("%d rows of a load that was cut off", n)
	}
	loaded, err := Load(ctx, conn, Input{Office: "街道", Campaign: "C", Master: m, Digest: "d"})
	must(t, err)
	if loaded.Same || count() != len(m.Rows[l]) {
		t.Errorf("repeated: %+v, %d rows", loaded, count())
	}
}

// planWithColumn is the sample's plan with one column more in 制度文件.
func planWithColumn(t *testing.T, name, typ string) *templates.Plan {
	t.Helper()
	tables := templates.StandardTables()
	for _, x := range tables {
		if x.Sheet == templates.SheetColumns {
			cells := make([]string, len(x.Header))
			for i, h := range x.Header {
				cells[i] = map[string]string{"台账": "制度文件", "栏目": name, "类型": typ, "必填": "选", "填写方": "单位", "敏感": "否"}[h]
			}
			x.Rows = append(x.Rows, templates.TableRow{Number: 900, Cells: cells})
		}
	}
	plan, err := templates.Load(tables)
	must(t, err)
	plan.SetAsOf("2021-11-20")
	return plan
}

// testEvolve: a plan that has a column more is loaded beside what an earlier one
// loaded; a column of another type is refused, and nothing changes.
func testEvolve(t *testing.T, s *enginetest.Server) {
	address := s.Database("evolve")
	conn := dial(t, address)
	ctx := context.Background()
	p := samplePlan(t)
	_, err := Load(ctx, conn, Input{Office: "甲", Campaign: "C", Master: randomMaster(rand.New(rand.NewPCG(1, 1)), p), Digest: "d"})
	must(t, err)
	q := planWithColumn(t, "新栏", "日期")
	_, err = Load(ctx, conn, Input{Office: "乙", Campaign: "C", Master: randomMaster(rand.New(rand.NewPCG(1, 2)), q), Digest: "d"})
	must(t, err)
	q = planWithColumn(t, "新栏", "小数")
	if _, err = Load(ctx, conn, Input{Office: "丙", Campaign: "C", Master: randomMaster(rand.New(rand.NewPCG(1, 3)), q), Digest: "d"}); err == nil || !strings.Contains(err.Error(), "“新栏”是 date，方案里现在是 numeric") {
		t.Errorf("another type: %v", err)
	}
	var n int
	must(t, conn.QueryRow(ctx, `SELECT count(DISTINCT "_office") FROM `+qualified("制度文件")).Scan(&n))
	if n != 2 {
		t.Errorf("%d offices", n)
	}
}

// testRenamed: under the new name of a column stands what stood under the old one,
// though no value of a row has changed.
func testRenamed(t *testing.T, s *enginetest.Server) {
	conn := dial(t, s.Database("renamed"))
	ctx := context.Background()
	for i, name := range []string{"旧称", "新称"} {
		p := planWithColumn(t, name, "文本")
		l := p.Ledger("制度文件")
		m := randomMaster(rand.New(rand.NewPCG(1, 1)), p)
		want := 0
		for k, r := range m.Rows[l] {
			r.Values[l.Column(name).Index] = ""
			if k%2 == 0 {
				r.Values[l.Column(name).Index] = "值" + r.ID
				want++
			}
		}
		done, err := Load(ctx, conn, Input{Office: "甲", Campaign: "C", Master: m, Digest: "d" + name})
		must(t, err)
		var n int
		must(t, conn.QueryRow(ctx, `SELECT count(*) FROM `+qualified(l.Name)+` WHERE `+ident(name)+` = '值' || "_id"`).Scan(&n))
		if n != want || want == 0 {
			t.Errorf("%s: %d values of %d", name, n, want)
		}
		if i == 1 && done.Changed != int64(want) {
			t.Errorf("%d rows written for %d values", done.Changed, want)
		}
	}
}

// testPlanChanges: a list or a holiday of the plan that changes is loaded too, though
// the master is the same.
func testPlanChanges(t *testing.T, s *enginetest.Server) {
	conn := dial(t, s.Database("plan_changes"))
	ctx := context.Background()
	p := samplePlan(t)
	in := Input{Office: "甲", Campaign: "C", Master: randomMaster(rand.New(rand.NewPCG(1, 1)), p), Digest: "d"}
	said := func(sql string) (out string) {
		t.Helper()
		done, err := Load(ctx, conn, in)
		must(t, err)
		if done.Same {
			t.Error("nothing was loaded")
		}
		must(t, conn.QueryRow(ctx, sql).Scan(&out))
		return out
	}
	worked := `SELECT count(*)::text FROM ` + qualified(holidaysTable) + ` WHERE "日期" = '2021-12-31'`
	if n := said(worked); n != "0" {
		t.Fatalf("%s days", n)
	}
	p.Holidays = append(p.Holidays, templates.Holiday{Day: time.Date(2021, 12, 31, 0, 0, 0, 0, time.UTC)})
	if n := said(worked); n != "1" {
		t.Errorf("the new holiday: %s days", n)
	}
	units := p.Dicts[templates.SheetUnits]
	row, header := units.Rows[0], slices.Index(units.Columns, "类型")
	row[header] = "另一类"
	if got := said(`SELECT "值" FROM ` + qualified(dictionaryTable) + ` WHERE "名单" = '单位' AND "栏目" = '类型' AND "名称" = ` + literal(row[units.Key])); got != "另一类" {
		t.Errorf("the unit is of the type %s", got)
	}
}

// testRefused: where the engine counts otherwise than the master, nothing is
// loaded, and the difference is on record.
func testRefused(t *testing.T, s *enginetest.Server) {
	address := s.Database("refused")
	conn := dial(t, address)
	ctx := context.Background()
	p := samplePlan(t)
	must(t, ensure(ctx, conn, p))
	// A server that loses what is behind the point.
	s.Exec(address, `CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW."面积" := trunc(NEW."面积"); RETURN NEW; END $$;
		CREATE TRIGGER lose BEFORE INSERT ON taizhang."违法建设" FOR EACH ROW EXECUTE FUNCTION lose()`)
	m := randomMaster(rand.New(rand.NewPCG(1, 1)), p)
	_, err := Load(ctx, conn, Input{Office: "甲", Campaign: "C", Master: m, Digest: "d"})
	if err == nil || !strings.Contains(err.Error(), "引擎算出的数与总台账不同") {
		t.Fatalf("%v", err)
	}
	var rows int
	var status, note string
	must(t, conn.QueryRow(ctx, `SELECT count(*) FROM taizhang."违法建设"`).Scan(&rows))
	must(t, conn.QueryRow(ctx, `SELECT status, note FROM `+qualified(loadsTable)).Scan(&status, &note))
	if rows != 0 || status != statusRefused || !strings.Contains(note, "总台账是") {
		t.Errorf("%d rows, %s: %s", rows, status, note)
	}
}

// TestAddress: passwords are never shown, and a connection is verified unless the
// address says otherwise.
func TestAddress(t *testing.T) {
	for _, x := range []struct{ in, want string }{
		{"postgres://u:geheim@db.example.cn/x", "sslmode=verify-full"},
		{"postgres://u@db.example.cn/x?sslmode=disable", "sslmode=disable"},
		{"postgres://u@/x?host=/run/pg", "host=/run/pg"},
	} {
		got, err := verified(x.in)
		if err != nil || !strings.Contains(got, x.want) {
			t.Errorf("%s: %s %v", x.in, got, err)
		}
	}
	for _, bad := range []string{"mysql://u:geheim@h/x", "postgres://u:geheim@h:notaport/x", "geheim"} {
		_, err := Connect(context.Background(), bad)
		if err == nil || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

package engine

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"taizhang/reports/engine/enginetest"
	"taizhang/templates/plantest"
)

// testDays: from every day around the listed ones, the server counts working days and
// finds the nth as the plan does.
func testDays(t *testing.T, s *enginetest.Server) {
	conn := dial(t, s.Database("days"))
	listed := []string{"2021-01-01|休", "2021-02-07|班", "2021-02-20|班", "2021-04-05|休", "2021-04-25|班", "2021-05-08|班", "2021-06-14|休", "2021-06-19|休", "2021-06-21|班", "2021-09-18|班", "2021-09-26|班", "2021-10-09|班"}
	for d := range 7 {
		listed = append(listed, fmt.Sprintf("2021-02-%d|休", 11+d), fmt.Sprintf("2021-10-0%d|休", 1+d))
	}
	p, err := plantest.Plan(map[string]string{"参数": "截至日|2021-11-20\n活动名称|试\n活动代号|C", "单位": "U1|一社区|社区", "台账": "J|甲|编号|社区", "栏目": "甲|编号|文本||||必|单位", "节假日": strings.Join(listed, "\n")})
	must(t, err)
	if len(p.Holidays) != len(listed) {
		t.Fatal(len(p.Holidays), "listed days")
	}
	c := newCompiler(p, Scope{})
	rows, err := conn.Query(context.Background(), fmt.Sprintf(`SELECT to_char(x.d, 'YYYY-MM-DD'), x.n, to_char(%s, 'YYYY-MM-DD'), %s, %s FROM (SELECT DATE '2020-11-01' + g AS d, n FROM generate_series(0, 800) g, unnest(ARRAY[0, 1, 2, 3, 4, 5, 6, 11, 40]) n) x`,
		c.after("x.d", "x.n"), c.between("x.d", "x.d + x.n"), c.between("x.d + x.n", "x.d")))
	must(t, err)
	var from, after string
	var n, between, back int
	tried := 0
	_, err = pgx.ForEachRow(rows, []any{&from, &n, &after, &between, &back}, func() error {
		day, err := time.Parse(time.DateOnly, from)
		must(t, err)
		to := day.AddDate(0, 0, n).Format(time.DateOnly)
		wantAfter, _ := p.After(from, n)
		want, _ := p.Working(from, to)
		if tried++; after != wantAfter || between != want || back != -want {
			t.Errorf("from %s, %d: %s, %d and %d; the plan has %s and %d", from, n, after, between, back, wantAfter, want)
		}
		return nil
	})
	must(t, err)
	if tried < 7000 {
		t.Errorf("only %d days", tried)
	}
}

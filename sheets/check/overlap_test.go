package check_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"taizhang/sheets"
	"taizhang/sheets/check"
	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/plantest"
)

func trips(t *testing.T, kinds string) (*templates.Plan, *check.Checker) {
	t.Helper()
	p, err := plantest.Plan(map[string]string{
		"单位": "U1|一社区|社区",
		"台账": "T|出行|编号|社区",
		"栏目": "出行|编号|文本||||选|单位\n出行|人|文本||||选|单位\n出行|起|日期||||选|单位\n出行|止|日期||||选|单位\n出行|类|文本||||选|单位",
		"规则": "R-1|总账|错误|出行|起|区间重叠|||分组=人; 起=起; 止=止" + kinds + "|否|与{另}重叠|改",
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := check.New(p)
	if err != nil {
		t.Fatal(err)
	}
	return p, c
}

// Of every row whose days meet those of an earlier row of the same person the rule
// names one that they meet, and says nothing of any other, however rows are ordered.
func TestOverlapsAgainstEveryPair(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	day := func() string {
		if rng.IntN(6) == 0 {
			return ""
		}
		return time.Date(2026, 1, 1+rng.IntN(40), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	for kinds, other := range map[string]string{"": "", "; 种类=类; 甲=甲; 乙=乙": "乙", "; 种类=类; 甲=甲; 乙=甲": "甲"} {
		p, c := trips(t, kinds)
		l := p.Ledger("出行")
		meet := func(a, b []string) bool {
			if kinds != "" && !(a[4] == "甲" && b[4] == other || a[4] == other && b[4] == "甲") || a[1] != b[1] || a[2] == "" || b[2] == "" {
				return false
			}
			end := func(v []string) string {
				if v[3] == "" {
					return v[2]
				}
				return v[3]
			}
			return a[2] <= end(b) && b[2] <= end(a)
		}
		for range 60 {
			d := sheets.NewData(p)
			var rows [][]string
			for i := range 30 {
				v := []string{fmt.Sprint(i), []string{"子", "丑"}[rng.IntN(2)], day(), day(), []string{"甲", "乙", "丙"}[rng.IntN(3)]}
				rows = append(rows, v)
				d.Add(&sheets.Row{Ledger: l, Sheet: l.Name, Number: i + 1, Record: templates.Record{ID: fmt.Sprint(i), Values: v}})
			}
			named := map[int]int{}
			for _, f := range c.Master(context.Background(), figure.New(d), check.Facts{AsOf: "2026-03-01"}) {
				if f.Code != "R-1" {
					continue
				}
				var at, other int
				fmt.Sscan(f.RowID, &at)
				if _, err := fmt.Sscanf(f.Message, "与第 %d 行重叠", &other); err != nil {
					t.Fatalf("%s: %v", f.Message, err)
				}
				named[at] = other - 1
			}
			for i := range rows {
				want := false
				for j := range i {
					want = want || meet(rows[j], rows[i])
				}
				other, told := named[i]
				if told != want || told && (other >= i || !meet(rows[other], rows[i])) {
					t.Fatalf("kinds %q: row %d %q: told %v of %d, want %v\n%q", kinds, i, rows[i], told, other, want, rows)
				}
			}
		}
	}
}

// One person with very many rows costs no more than as many persons.
func TestOverlapsOfOnePerson(t *testing.T) {
	p, c := trips(t, "; 种类=类; 甲=甲; 乙=乙")
	l, d := p.Ledger("出行"), sheets.NewData(p)
	for i := range 60_000 {
		v := []string{fmt.Sprint(i), "子", "2026-01-05", "2026-01-06", "甲"}
		d.Add(&sheets.Row{Ledger: l, Sheet: l.Name, Number: i + 1, Record: templates.Record{ID: fmt.Sprint(i), Values: v}})
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	c.Master(ctx, figure.New(d), check.Facts{AsOf: "2026-03-01"})
	if ctx.Err() != nil {
		t.Error("60,000 rows of one person take more than half a minute")
	}
}

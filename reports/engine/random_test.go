package engine

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"taizhang/reports/engine/enginetest"
	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// randomMaster fills the ledgers of a plan with values of every kind: blanks,
// lists, references that lead somewhere and nowhere, repeated keys, rows that are
// withdrawn, repeat another or wait.
func randomMaster(r *rand.Rand, p *templates.Plan) *master.Master {
	m := master.New(p)
	for _, l := range p.Ledgers {
		m.Rows[l] = nil
		for i := range 30 {
			row := &sheets.Row{Ledger: l, Pending: r.IntN(12) == 0, Record: templates.Record{ID: fmt.Sprintf("%s-%d", l.Code, i), Version: 1, Values: make([]string, len(l.Columns))}}
			for _, c := range l.Columns {
				row.Values[c.Index] = randomValue(r, p, c)
			}
			l.Compute(row.Values)
			m.Rows[l] = append(m.Rows[l], row)
		}
	}
	m.Data().Derive()
	m.Serial, m.AsOf = 1, p.Param(templates.ParamAsOf)
	return m
}

func randomValue(r *rand.Rand, p *templates.Plan, c *templates.Column) string {
	rare := c.Role == templates.RoleWithdrawn || c.Role == templates.RoleRepeats || c.Role == templates.RoleJoined
	if r.IntN(5) == 0 || rare && r.IntN(6) > 0 {
		return ""
	}
	pick := func(list []string) string {
		if len(list) == 0 {
			return ""
		}
		return list[r.IntN(len(list))]
	}
	one := func() string {
		switch {
		case c.Target != nil:
			return fmt.Sprintf("%s-%d", c.Target.Code, r.IntN(36))
		case c.Type == cell.Date:
			return fmt.Sprintf("20%02d-%02d-%02d", 20+r.IntN(3), 1+r.IntN(12), 1+r.IntN(28))
		case c.Type == cell.Integer:
			return fmt.Sprint(r.IntN(7) - 2)
		case c.Numeric():
			return pick([]string{"0", "0.5", "12.25", "-3.7", "1000000000000.01", "7"})
		case len(c.Choices()) > 0:
			return pick(c.Choices())
		}
		return pick([]string{"甲", "乙", "甲乙", "A-1", "a1", "O'Neil \\ 50%", "_", "1", "甲|_|a%"})
	}
	if !c.Several() {
		return one()
	}
	seen, out := map[string]bool{}, []string{}
	for range 1 + r.IntN(3) {
		if v := one(); v != "" && !seen[v] {
			seen[v], out = true, append(out, v)
		}
	}
	return cell.JoinList(out)
}

// randomCondition writes a condition over a ledger's columns as a plan would; ""
// where the text came out as none.
func randomCondition(r *rand.Rand, p *templates.Plan, l *templates.Ledger, depth int) string {
	if depth > 0 && r.IntN(3) == 0 {
		a, b := randomCondition(r, p, l, depth-1), randomCondition(r, p, l, depth-1)
		return "(" + a + []string{" 且 ", " 或 "}[r.IntN(2)] + b + ")"
	}
	path := func() (string, *templates.Column) {
		c := l.Columns[r.IntN(len(l.Columns))]
		text := c.Name
		for range 2 {
			if c.Target == nil || r.IntN(2) == 0 {
				break
			}
			c = c.Target.Columns[r.IntN(len(c.Target.Columns))]
			text += "." + c.Name
		}
		return "[" + text + "]", c
	}
	left, c := path()
	word := func() string {
		if v := randomValue(r, p, c); v != "" && !strings.ContainsAny(v, "'\\") {
			return strings.ReplaceAll(v, cell.ListSeparator, "|")
		}
		return "甲"
	}
	ops := []string{"=", "≠", "属于", "不属于"}
	switch {
	case c.Type == cell.Date:
		ops = append(ops, "<", "≤", ">", "≥")
		switch r.IntN(6) {
		case 0:
			return left + " " + ops[4+r.IntN(4)] + " {截至日}"
		case 1:
			return left + "." + []string{"年", "半年", "季", "月", "旬", "周"}[r.IntN(6)] + " = {截至日}." + []string{"年", "半年", "季", "月", "旬", "周"}[r.IntN(6)]
		case 2:
			return left + fmt.Sprintf(" - %d ", r.IntN(60)) + ops[4+r.IntN(4)] + " {反馈日}"
		}
	case c.Numeric():
		ops = append(ops, "<", "≤", ">", "≥")
		switch r.IntN(5) {
		case 0:
			other, d := path()
			if d.Numeric() {
				return left + fmt.Sprintf(" %c 3 ", "+-*/"[r.IntN(4)]) + ops[4+r.IntN(4)] + " " + other + " / " + left
			}
		case 1:
			return "空作0(" + left + " * 2) " + ops[4+r.IntN(4)] + " 1"
		case 2:
			return "如果(" + left + " 为空, 1, " + left + " / 3) " + ops[4+r.IntN(4)] + " 1"
		}
	default:
		ops = append(ops, "含", "不含")
	}
	if r.IntN(6) == 0 {
		return left + " " + []string{"为空", "非空"}[r.IntN(2)]
	}
	if r.IntN(8) == 0 {
		other, _ := path()
		return left + " " + ops[r.IntN(2)] + " " + other
	}
	return left + " " + ops[r.IntN(len(ops))] + " " + word()
}

func samplePlan(t testing.TB) *templates.Plan {
	t.Helper()
	plan, err := templates.Load(templates.StandardTables())
	must(t, err)
	plan.SetAsOf("2021-11-20")
	return plan
}

// testRandom: over random rows, every condition that a plan can hold finds the
// rows in the engine that it finds here, and every figure is the same.
func testRandom(t *testing.T, s *enginetest.Server) {
	conn := dial(t, s.Database("random"))
	ctx := context.Background()
	p := samplePlan(t)
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(17, seed))
		m := randomMaster(r, p)
		in := Input{Office: fmt.Sprint("街道", seed), Campaign: "C", Master: m, Digest: "d"}
		loaded, err := Load(ctx, conn, in) // holds every figure against the master's
		must(t, err)
		if len(loaded.NoSQL) > 0 {
			t.Errorf("no SQL: %v", loaded.NoSQL)
		}
		data := m.Data()
		env := data.Env()
		tried, unable := 0, map[string]int{}
		for _, l := range p.Ledgers {
			var texts, filters []string
			var want []int
			for range 60 {
				text := randomCondition(r, p, l, 2)
				when, err := p.ParseCondition(text, l, nil)
				if err != nil {
					continue
				}
				sql, err := newCompiler(p, Scope{Office: in.Office, Campaign: "C"}).rowsOf("t", l, when, true)
				if err != nil {
					unable[err.Error()]++
					continue
				}
				n := 0
				for _, row := range data.Rows(l) {
					if row.Answers(when) && when.Holds(row.Values, env) {
						n++
					}
				}
				texts, filters, want = append(texts, text), append(filters, "count(*) FILTER (WHERE "+sql+")"), append(want, n)
			}
			got := make([]int, len(filters))
			into := make([]any, len(got))
			for i := range got {
				into[i] = &got[i]
			}
			if len(filters) == 0 {
				continue
			}
			if err := conn.QueryRow(ctx, fmt.Sprintf("SELECT %s FROM %s t WHERE %s", strings.Join(filters, ", "), qualified(l.Name), Scope{Office: in.Office, Campaign: "C"}.where("t"))).Scan(into...); err != nil {
				t.Fatalf("%v\n%s", err, strings.Join(texts, "\n"))
			}
			for i := range got {
				if tried++; got[i] != want[i] {
					t.Errorf("seed %d %s: %s: %d rows here, %d in the engine\n%s", seed, l.Name, texts[i], want[i], got[i], filters[i])
				}
			}
		}
		if tried < 300 {
			t.Errorf("only %d conditions tried; %v", tried, unable)
		}
		t.Logf("seed %d: %d conditions, %v", seed, tried, unable)
	}
}

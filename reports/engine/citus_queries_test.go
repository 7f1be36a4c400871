package engine

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"taizhang/reports/summary"
	"taizhang/templates"
)

// What Citus 12.1 pushes down to where the rows are, as its planner says: a query
// within a query may hold anything if it asks for rows of the outer row's office; what
// ranges over a function's rows must not ask for others, nor be changed by a setting;
// different values are counted of a column.
var (
	quoted     = regexp.MustCompile(`'(?:[^']|'')*'`)
	ofOuter    = regexp.MustCompile(`^FROM taizhang\."[^"]+" (\w+) WHERE (\w+)\."_office" = (\w+)\."_office"`)
	ofFunction = regexp.MustCompile(`^FROM (unnest|generate_series|string_to_array|btrim)\(`)
)

// citusFault says what Citus would not push down of a query over all offices; "" if
// it would.
func citusFault(sql string) string {
	sql = quoted.ReplaceAllString(sql, "''")
	for _, word := range []string{"UNION", "WITH (", "INTERSECT", "EXCEPT", "interval ", "now()", "current_", "OVER (", "GROUPING"} {
		if strings.Contains(sql, word) {
			return word
		}
	}
	for rest := sql; ; {
		_, after, more := strings.Cut(rest, "count(DISTINCT ")
		if !more {
			break
		}
		if !regexp.MustCompile(`^\w+\.\w+\)`).MatchString(after) {
			return "different values of more than a column"
		}
		rest = after
	}
	for at := range len(sql) {
		if !strings.HasPrefix(sql[at:], "(SELECT ") {
			continue
		}
		inner := enclosed(sql[at:])
		from := fromOf(inner)
		switch {
		case strings.HasPrefix(from, "FROM taizhang.") || strings.HasPrefix(from, "\n  FROM taizhang."):
			derived := strings.HasSuffix(strings.TrimSpace(sql[:at]), "FROM")
			m := ofOuter.FindStringSubmatch(from)
			if !derived && (m == nil || m[1] != m[2] || m[3] == m[1]) {
				return "rows of any office: " + from[:min(len(from), 120)]
			}
			if own := outside(from); derived && (strings.Contains(own, "LIMIT") || strings.Contains(own, "GROUP BY") && !strings.HasPrefix(inner, `(SELECT t."_office"`)) {
				return "rows of several offices have to be brought together: " + inner
			}
		case ofFunction.MatchString(from):
			if strings.Contains(inner[1:], "(SELECT ") {
				return "a query within what ranges over a function: " + inner
			}
		case !strings.HasPrefix(from, "FROM\n  (SELECT"):
			return "what is that: " + inner[:min(len(inner), 200)]
		}
	}
	return ""
}

// enclosed is a text up to the bracket that closes its first.
func enclosed(sql string) string {
	depth := 0
	for i, c := range sql {
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return sql[:i+1]
			}
		}
	}
	return sql
}

// outside is a text without what stands in brackets.
func outside(sql string) string {
	depth := 0
	return strings.Map(func(c rune) rune {
		if c == '(' {
			depth++
		}
		if c == ')' {
			depth--
		}
		if depth > 0 {
			return -1
		}
		return c
	}, sql)
}

// fromOf is a query from its own FROM on.
func fromOf(query string) string {
	depth := 0
	for i, c := range query {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case depth == 1 && strings.HasPrefix(query[i:], "FROM") && i > 0 && (query[i-1] == ' ' || query[i-1] == '\n'):
			return query[i:]
		}
	}
	return ""
}

// TestCitusQueries: over all offices every figure, every table's groups and every
// condition that rows are brought by is one that Citus pushes down.
func TestCitusQueries(t *testing.T) {
	for _, sql := range []string{
		`SELECT count(*) FILTER (WHERE (SELECT x."甲" FROM taizhang."乙" x ORDER BY 1 LIMIT 1) = 'a') FROM taizhang."丙" t`,
		`SELECT 1 FROM taizhang."丙" t WHERE EXISTS (SELECT 1 FROM unnest(ARRAY[(SELECT x."甲" FROM taizhang."乙" x WHERE x."_office" = t."_office")]) w)`,
		`SELECT count(DISTINCT lower(t."甲")) FROM taizhang."丙" t`,
	} {
		if citusFault(sql) == "" {
			t.Errorf("no fault is found in %s", sql)
		}
	}
	plans := []*templates.Plan{samplePlan(t)}
	for seed := range uint64(30) {
		p, _ := randomPlan(t, rand.New(rand.NewPCG(1812, seed)))
		plans = append(plans, p)
	}
	tried, references := 0, 0
	look := func(p *templates.Plan, what, sql string) {
		t.Helper()
		if tried++; strings.Contains(sql, `ORDER BY x`) {
			references++
		}
		if fault := citusFault(sql); fault != "" {
			t.Errorf("%s %s: %s\n%s", p.Param(templates.ParamCampaign), what, fault, sql)
		}
	}
	for _, p := range plans {
		scope := Scope{"", "C", "2021-11-20"}
		noSQL := map[*templates.Figure]error{}
		for _, q := range Queries(p, scope, noSQL) {
			look(p, "figures", q.SQL)
		}
		for f, why := range noSQL {
			if !strings.Contains(why.Error(), "商和一栏") {
				t.Errorf("%s: %v", f.Name, why)
			}
		}
		src := &Source{Scope: scope, plan: p}
		for _, f := range p.Figures {
			if f.Ledger == nil || f.Op == templates.OpFormula {
				continue
			}
			if sql, can := src.foldQuery(summary.Folding{Ledger: f.Ledger, When: f.When, Late: true}); can {
				look(p, "groups of "+f.Code, sql)
			}
			if where, err := newCompiler(p, scope).condition("t", f.When); err == nil {
				look(p, "rows of "+f.Code, fmt.Sprintf("SELECT t.* FROM %s t WHERE %s", qualified(f.Ledger.Name), where))
			}
		}
	}
	if tried < 2000 || references < 100 {
		t.Errorf("only %d queries, %d of them follow references", tried, references)
	}
}

package engine

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"taizhang/templates"
)

// TestCitusScript holds the script for Citus to what Citus 12.1 takes: a distributed
// table's keys hold the distribution column, all tables of an office are colocated,
// partitions, sequences and foreign keys are not used, no policy holds a query and no
// single column is granted.
func TestCitusScript(t *testing.T) {
	p := samplePlan(t)
	script := Script(p, Citus)
	var distributed []string
	reference := map[string]bool{}
	created := map[string]string{}
	for _, statement := range statements(script) {
		switch {
		case strings.HasPrefix(statement, "CREATE TABLE"):
			name := regexp.MustCompile(`EXISTS (\S+) \(`).FindStringSubmatch(statement)[1]
			created[name] = statement
			for _, not := range []string{"REFERENCES", "FOREIGN KEY", "PARTITION", `" SERIAL`, `" BIGSERIAL`, "GENERATED", "INHERITS", "EXCLUDE"} {
				if strings.Contains(strings.ToUpper(statement), not) {
					t.Errorf("%s: %s", name, not)
				}
			}
			key := regexp.MustCompile(`PRIMARY KEY \(([^)]*)\)`).FindStringSubmatch(statement)
			if key == nil || !strings.Contains(key[1], `"_office"`) {
				t.Errorf("%s: the key does not hold the distribution column", name)
			}
		case strings.HasPrefix(statement, "CREATE UNIQUE"):
			if !strings.Contains(statement, `"_office"`) {
				t.Errorf("unique without the distribution column: %s", statement)
			}
		case strings.HasPrefix(statement, "SELECT create_distributed_table"):
			args := regexp.MustCompile(`'([^']*)'`).FindAllStringSubmatch(statement, -1)
			name, column, with := args[0][1], args[1][1], args[2][1]
			if column != "_office" || !strings.Contains(created[name], `"_office" text NOT NULL`) {
				t.Errorf("%s is distributed by %s", name, column)
			}
			if len(distributed) == 0 && with != "none" || len(distributed) > 0 && with != distributed[0] {
				t.Errorf("%s is colocated with %s", name, with)
			}
			distributed = append(distributed, name)
		case strings.HasPrefix(statement, "SELECT create_reference_table"):
			reference[regexp.MustCompile(`'([^']*)'`).FindStringSubmatch(statement)[1]] = true
		case strings.HasPrefix(statement, "CREATE POLICY"):
			if strings.Contains(statement, "SELECT") {
				t.Errorf("a policy holds a query: %s", statement)
			}
		case strings.HasPrefix(statement, "GRANT"), strings.HasPrefix(statement, "REVOKE"):
			if what, _, _ := strings.Cut(statement, " ON "); strings.Contains(what, "(") {
				t.Errorf("a column is granted: %s", statement)
			}
		}
	}
	for name := range created {
		if !slices.Contains(distributed, name) && !reference[name] {
			t.Errorf("%s is neither distributed nor a reference table", name)
		}
	}
	if len(distributed) != len(tables(p)) || len(created) != len(distributed)+len(reference) {
		t.Errorf("%d distributed, %d reference, %d created", len(distributed), len(reference), len(created))
	}
	// What readers see holds nothing 敏感.
	for _, l := range p.Ledgers {
		view := regexp.MustCompile(`CREATE VIEW taizhang_open."` + l.Name + `" AS SELECT (.*) FROM`).FindStringSubmatch(script)
		if l.Restricted != (view == nil) {
			t.Errorf("%s: a view for readers, %t", l.Name, view != nil)
		}
		for _, c := range l.Columns {
			if view != nil && c.Sensitive && strings.Contains(view[1], ident(columnName(c))) {
				t.Errorf("readers see “%s” of %s", c.Name, l.Name)
			}
		}
	}
}

// TestOneShard: a query of one office names the office at every table, so that it
// runs whole where the office's rows are, whatever it holds.
func TestOneShard(t *testing.T) {
	p := samplePlan(t)
	queries := Queries(p, Scope{"甲街道", "C", "2021-11-20"}, map[*templates.Figure]error{})
	table := regexp.MustCompile(`FROM taizhang\."[^"]*" (\w+) WHERE (\w+)\."_office" = '甲街道'`)
	if len(queries) < 10 {
		t.Fatal(len(queries), "queries")
	}
	for _, q := range queries {
		if all, named := strings.Count(q.SQL, "FROM taizhang."), len(table.FindAllString(q.SQL, -1)); all == 0 || all != named {
			t.Errorf("%d of %d tables are asked for the office:\n%s", named, all, q.SQL)
		}
	}
}

// statements are those of a script, without its notes.
func statements(script string) (out []string) {
	var lines []string
	for _, line := range strings.Split(script, "\n") {
		if !strings.HasPrefix(line, "--") {
			lines = append(lines, line)
		}
	}
	for _, s := range strings.Split(strings.Join(lines, "\n"), ";\n") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

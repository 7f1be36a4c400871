package templates_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"taizhang/templates"
	"taizhang/templates/finding"
)

// ruleIDs are the rules of the domain, as ranges.
var ruleIDs = []struct {
	prefix   string
	from, to int
}{
	{"R", 1, 8},     // a returned sheet
	{"R", 11, 22},   // problems and measures
	{"R", 31, 41},   // meetings and documents
	{"R", 51, 58},   // visits
	{"R", 61, 81},   // illegal structures
	{"R", 91, 97},   // money
	{"R", 101, 104}, // follow-up
	{"R", 111, 115}, // the public version
	{"X", 1, 15},    // across ledgers
}

// documented reads the table of standard/RULES.md: its cells by line.
func documented(t *testing.T) (rows [][]string) {
	t.Helper()
	text, err := os.ReadFile("standard/RULES.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(text), "\n") {
		if !strings.HasPrefix(line, "| R-") && !strings.HasPrefix(line, "| X-") {
			continue
		}
		line = strings.ReplaceAll(line, `\|`, "\x00")
		cells := strings.Split(strings.Trim(line, "| "), "|")
		for i := range cells {
			cells[i] = strings.ReplaceAll(strings.TrimSpace(cells[i]), "\x00", "|")
		}
		if len(cells) != 5 {
			t.Fatalf("%d cells in %q", len(cells), line)
		}
		rows = append(rows, cells)
	}
	return rows
}

func TestEveryRuleIsDocumented(t *testing.T) {
	have := map[string]bool{}
	for _, r := range documented(t) {
		have[r[0]] = true
	}
	for _, ids := range ruleIDs {
		for n := ids.from; n <= ids.to; n++ {
			if id := fmt.Sprintf("%s-%02d", ids.prefix, n); !have[id] {
				t.Errorf("%s is missing from RULES.md", id)
			}
		}
	}
}

// What the plan holds and what the document says of it are the same.
func TestRulesDocumentAgreesWithPlan(t *testing.T) {
	plan, err := templates.Load(templates.StandardTables())
	if err != nil {
		t.Fatal(err)
	}
	rows := documented(t)
	levels := map[finding.Severity]string{finding.Error: "E", finding.Warning: "W", finding.Info: "I"}
	said := func(source, where string, severity finding.Severity, stage, message string) {
		for _, id := range strings.Split(source, "|") {
			if !strings.HasPrefix(id, "R-") && !strings.HasPrefix(id, "X-") {
				continue
			}
			if !slices.ContainsFunc(rows, func(r []string) bool {
				return r[0] == id && r[1] == levels[severity] && r[2] == stage && strings.HasPrefix(r[3], where) && r[4] == message
			}) {
				t.Errorf("RULES.md has no row | %s | %s | %s | %s… | %s |", id, levels[severity], stage, where, message)
			}
		}
	}
	for _, r := range plan.Rules {
		said(r.Source, "规则 "+r.Code+": "+r.Check, r.Severity, string(r.Stage), r.Message)
	}
	for _, r := range plan.Relation {
		said(r.Source, "勾稽 "+r.Code+": ", r.Severity, string(templates.StageFigure), r.Message)
	}
}

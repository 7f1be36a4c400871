package templates_test

import (
	"errors"
	"testing"

	"taizhang/templates"
)

// The standard plan must load: every reference in it resolves.
func TestStandardPlanLoads(t *testing.T) {
	_, err := templates.Load(templates.StandardTables())
	var bad *templates.PlanError
	if errors.As(err, &bad) {
		for _, f := range bad.Findings {
			t.Errorf("%s %s: %s %s", f.Sheet, f.Cell, f.Message, f.Fix)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

package form

import (
	"context"
	"errors"
	"io"
	"testing"
)

func TestWriteStops(t *testing.T) {
	plan := standardPlan(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Write(ctx, io.Discard, request(plan, plan.Units[0])); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

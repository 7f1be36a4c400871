package summary

import (
	"context"
	"errors"
	"io"
	"testing"
)

func TestWriteStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Write(ctx, io.Discard, testInput(t)); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

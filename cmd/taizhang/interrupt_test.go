package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
)

// TestInterrupted: a command that is interrupted says so and ends with 130.
func TestInterrupted(t *testing.T) {
	dir, err := os.MkdirTemp("", "interrupt") // the work behind it may still be writing when the test ends
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, errs bytes.Buffer
	if code := run(ctx, []string{"taizhang", "demo", "--quiet", filepath.Join(dir, "塘沽")}, nil, &out, &errs); code != exitInterrupted {
		t.Errorf("exit code %d, want %d", code, exitInterrupted)
	}
	if !bytes.Contains(errs.Bytes(), []byte("已中断")) {
		t.Errorf("said %q", errs.String())
	}
}

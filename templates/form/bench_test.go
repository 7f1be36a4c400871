package form

import (
	"context"
	"io"
	"testing"

	"taizhang/templates"
)

func BenchmarkWrite(b *testing.B) {
	plan, err := templates.Load(templates.StandardTables())
	if err != nil {
		b.Fatal(err)
	}
	r := request(plan, plan.Unit("社区一"))
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(context.Background(), io.Discard, r); err != nil {
			b.Fatal(err)
		}
	}
}

package reports

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"

	"taizhang/sheets/campaign"
)

// outputs is where a report goes.
type outputs interface {
	Write(ctx context.Context, path string, fill func(io.Writer) error) error
	Retire(ctx context.Context, path string) error
	Remove(ctx context.Context, path string) error
}

// Today is what the files that go to the public would hold if they were written now, by
// where they stand. Nothing is written.
func Today(ctx context.Context, in Input) (map[string][]byte, error) {
	held := memory{}
	in.into = held
	_, err := Write(ctx, in)
	return held, err
}

// memory holds the texts and pages of a report; its workbooks are not made.
type memory map[string][]byte

func (m memory) Write(_ context.Context, path string, fill func(io.Writer) error) error {
	if strings.EqualFold(filepath.Ext(path), filepath.Ext(campaign.SummaryFile)) {
		return nil
	}
	var b bytes.Buffer
	err := fill(&b)
	m[path] = b.Bytes()
	return err
}

func (memory) Retire(context.Context, string) error { return nil }

func (memory) Remove(context.Context, string) error { return nil }

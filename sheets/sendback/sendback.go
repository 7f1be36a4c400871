// Package sendback hands returns back: a marked copy for each return with
// errors, and the old copy put away once a clean one has come.
package sendback

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"taizhang/sheets/campaign"
	"taizhang/sheets/mark"
	"taizhang/sheets/merge"
	"taizhang/templates/finding"
)

// Write writes the marked copies of the newest returns and lists them,
// relative to the campaign folder. A copy that cannot be made is a finding:
// the problems are still listed.
func Write(ctx context.Context, d campaign.Dir, returns []merge.Return, findings []finding.Finding) (marked []string, extra []finding.Finding, err error) {
	byFile := map[string][]finding.Finding{}
	for _, f := range findings {
		byFile[f.File] = append(byFile[f.File], f)
	}
	for _, r := range returns {
		if err := ctx.Err(); err != nil {
			return marked, extra, err
		}
		if r.Unit == nil || !r.Newest || r.Refused {
			continue
		}
		path := d.MarkedFile(r.Unit.Name, r.Restricted)
		own := byFile[r.File]
		if !finding.HasErrors(own) {
			if err := campaign.KeepAside(path); err != nil {
				return marked, extra, err
			}
			continue
		}
		original, err := os.ReadFile(r.Path)
		if err != nil {
			return marked, extra, err
		}
		err = campaign.WriteFile(ctx, path, func(w io.Writer) error { return mark.Write(w, original, r.Unit.Name, own) })
		var pathErr *os.PathError
		switch {
		case errors.As(err, &pathErr), ctx.Err() != nil:
			return marked, extra, err
		case err != nil:
			extra = append(extra, finding.Finding{Severity: finding.Warning, Code: "退回", Unit: r.Unit.Name, File: r.File,
				Message: fmt.Sprintf("做不出带批注的退回表：%v", err), Fix: "请把本次列出的问题直接告诉填报人。"})
			continue
		}
		marked = append(marked, d.Relative(path))
	}
	return marked, extra, nil
}

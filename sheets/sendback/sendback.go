// Package sendback hands returns back: a marked copy for each return with
// errors, and the old copy put away once a clean one has come.
package sendback

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"taizhang/sheets"
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
	books := map[string][]merge.Return{} // with errors, by the name of the copy
	var order []string
	for _, r := range returns {
		if r.Unit == nil || (!r.Current || r.Refused) && !r.Flooded {
			continue
		}
		path := d.MarkedFile(r.Unit.Name, r.Restricted)
		for _, name := range r.Unit.Former {
			if _, err := campaign.Retire(d.MarkedFile(name, r.Restricted)); err != nil {
				return marked, extra, err
			}
		}
		if _, seen := books[path]; !seen {
			books[path] = nil
			order = append(order, path)
		}
		if finding.HasErrors(byFile[r.File]) {
			books[path] = append(books[path], r)
		}
	}
	out := d.Outputs()
	for _, path := range order {
		if len(books[path]) == 0 {
			if err := out.Retire(ctx, path); err != nil {
				return marked, extra, err
			}
			continue
		}
		for i, r := range books[path] {
			to := path
			if i > 0 { // two people of a unit, each with a book of their own
				to = fmt.Sprintf("%s-%d.xlsx", strings.TrimSuffix(path, ".xlsx"), i+1)
			}
			original, err := os.ReadFile(r.Path)
			if err != nil {
				return marked, extra, err
			}
			var taken []finding.Finding
			err = out.Write(ctx, to, func(w io.Writer) (err error) {
				taken, err = mark.Write(w, original, r.Unit.Name, byFile[r.File])
				return err
			})
			var pathErr *os.PathError
			switch {
			case errors.As(err, &pathErr), ctx.Err() != nil:
				return marked, extra, err
			case err != nil:
				extra = append(extra, finding.Finding{Severity: finding.Warning, Code: "退回", Unit: r.Unit.Name, File: r.File,
					Message: fmt.Sprintf("做不出带批注的退回表：%v", err), Fix: "请把本次列出的问题直接告诉填报人。"})
				continue
			}
			marked = append(marked, d.Relative(to))
			for _, f := range taken {
				f.File, f.Unit = r.File, r.Unit.Name
				extra = append(extra, f)
			}
		}
	}
	return marked, slices.Concat(extra, sheets.Kept(out), Mended(ctx, d)), nil
}

// Mended names the marked copies that somebody has changed where they lie: a copy
// is mended there and never sent. They are for the office to put into the inbox.
func Mended(ctx context.Context, d campaign.Dir) (out []finding.Finding) {
	for _, path := range d.Outputs().EditedIn(ctx, campaign.SentBack) {
		name := d.Relative(path)
		out = append(out, finding.Finding{Severity: finding.Warning, Code: sheets.CodeEdited, File: name,
			Message: fmt.Sprintf("“%s”已改过，还没有合并。", name),
			Fix:     fmt.Sprintf("改好了的，请移到“%s”再合并；不用合并的，请移到“%s/%s”或删去。", campaign.Inbox, campaign.SentBack, campaign.History)})
	}
	return out
}

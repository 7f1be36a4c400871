package publication

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"taizhang/reports"
	"taizhang/reports/docx"
	"taizhang/reports/notice"
	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
)

// files are what is frozen, where it is there.
func (in Input) files() ([]string, error) {
	template, _, err := reports.Template(in.Dir)
	return slices.Concat(in.documents(), in.besides(), in.workbooks(), []string{
		in.Dir.Path(campaign.Summary, campaign.SummaryPage), in.Dir.Path(campaign.Summary, campaign.InternalSummaryPage),
		in.Dir.Master(), in.Dir.Plan(), in.Dir.Path(template),
	}), err
}

// documents are the notices, which people go on working on in Word.
func (in Input) documents() []string {
	return []string{in.Dir.NoticeDraft(notice.Variant(true), true), in.Dir.NoticeDraft(notice.Variant(false), true)}
}

// besides are what goes to the public beside the notice, and is not worked on.
func (in Input) besides() []string {
	return []string{in.Dir.NoticeText(notice.Variant(true)), in.Dir.Picture(".docx", true), in.Dir.Picture(".svg", true)}
}

// workbooks are for leaders and the office.
func (in Input) workbooks() (paths []string) {
	for _, name := range []string{campaign.SummaryFile, campaign.LeadersSummaryFile, campaign.InternalSummaryFile} {
		paths = append(paths, in.Dir.Path(campaign.Summary, name))
	}
	return paths
}

// edited reports whether the public notice is no longer the draft.
func (in Input) edited(ctx context.Context, path string) bool {
	return in.Dir.Outputs().Edited(ctx, path)
}

// asWritten refuses what goes out beside the notice if it says anything else than would
// be written today: nobody has held it against the ledger.
func (in Input) asWritten(ctx context.Context, m *master.Master) error {
	today, err := reports.Today(ctx, reports.Input{Dir: in.Dir, Plan: in.Plan, AsOf: in.AsOf, Master: m})
	if err != nil {
		return err
	}
	for _, path := range in.besides() {
		content, err := os.ReadFile(path)
		switch {
		case errors.Is(err, fs.ErrNotExist) || in.stale(ctx, path):
			continue
		case err != nil:
			return err
		case !bytes.Equal(content, today[path]):
			return refusal(fmt.Sprintf("“%s”与按总台账现在写出的不一样：写出以后有人改过，或者总台账、方案、通报模板、截至日变了。", filepath.Base(path)), "请运行“taizhang report”重新写出（改过的一份会另存保留），看过再定稿；要改的内容请写进方案或通报模板。")
		}
	}
	for _, name := range []string{campaign.SummaryPage, campaign.InternalSummaryPage} {
		if in.edited(ctx, in.Dir.Path(campaign.Summary, name)) {
			return refusal(fmt.Sprintf("“%s”写出以后有人改过，改的没有核对过。", name), "请运行“taizhang report”重新写出（改过的一份会另存保留），看过再定稿。")
		}
	}
	return nil
}

// stale: the text for the website still says what the draft said, and the notice has
// been edited since.
func (in Input) stale(ctx context.Context, path string) bool {
	return path == in.Dir.NoticeText(notice.Variant(true)) && in.edited(ctx, in.Dir.NoticeDraft(notice.Variant(true), true))
}

// unexamined are what people may work on and nobody holds against the ledger here: all but
// the public notice.
func (in Input) unexamined(path string) bool {
	return slices.Contains(in.workbooks(), path) || path == in.Dir.NoticeDraft(notice.Variant(false), true)
}

// freeze puts one file away. Of a notice that was saved by Word nothing is kept that its
// pages do not print: who has worked on it, where, and what stands behind the text.
func (in Input) freeze(ctx context.Context, p *Published, folder, path string) error {
	name := filepath.Base(path)
	if in.stale(ctx, path) {
		p.LeftOut = append(p.LeftOut, name)
		return nil
	}
	frozen := filepath.Join(folder, name)
	if slices.Contains(in.documents(), path) && in.edited(ctx, path) {
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if content, err = docx.Anonymous(content); err != nil {
			return err
		}
		if err := campaign.WriteBytes(ctx, frozen, content); err != nil {
			return err
		}
		p.Cleaned = append(p.Cleaned, name)
	} else if err := campaign.CopyFile(ctx, frozen, path); err != nil {
		return err
	}
	if in.unexamined(path) && in.edited(ctx, path) {
		p.Edited = append(p.Edited, name)
	}
	digest, err := campaign.Digest(ctx, frozen)
	p.Files = append(p.Files, File{name, digest})
	return err
}

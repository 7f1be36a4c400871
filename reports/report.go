package reports

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"taizhang/reports/docx"
	"taizhang/reports/html"
	"taizhang/reports/notice"
	"taizhang/reports/picture"
	"taizhang/reports/summary"
	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/check"
	"taizhang/sheets/disclosure"
	"taizhang/sheets/figure"
	"taizhang/sheets/level"
	"taizhang/sheets/master"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// Input is what a report is made from.
type Input struct {
	Dir  campaign.Dir
	Plan *templates.Plan
	AsOf string
	// Master is the ledger if it is at hand; otherwise it is read.
	Master *master.Master
	// Kept, if set, is what is kept elsewhere: no master is read.
	Kept *Known
	// Sub is a folder in 5-汇总 for what is written; "" for 5-汇总 itself.
	Sub string
	// Unmerged is what the ledger does not hold yet; nothing is finished on such a one.
	Unmerged []finding.Finding

	into outputs // where it goes, if not into the campaign
}

// Result is what a report wrote and found.
type Result struct {
	Files    []string // relative to the campaign folder
	Set      *figure.Set
	Checks   []figure.Check
	Findings []finding.Finding
	Ledger   []finding.Finding // of them, those about the ledger
	Unmerged []finding.Finding // what the ledger does not hold yet
	Blocked  []string          // why the public notice is not finished
	Reviews  []notice.Review   // what somebody looks at before it goes out

	control *disclosure.Control
	outputs outputs
	err     func() error
}

// Write writes the summary and both variants of the notice.
func Write(ctx context.Context, in Input) (*Result, error) {
	m := in.Master
	if m == nil {
		var err error
		if m, err = master.Open(ctx, in.Dir, in.Plan); err != nil {
			return nil, err
		}
	}
	set := m.Figures()
	checker, err := check.New(in.Plan)
	if err != nil {
		return nil, err
	}
	facts, err := check.Known(ctx, in.Dir, m, set, in.AsOf)
	if err != nil {
		return nil, err
	}
	return in.write(ctx, Known{Set: set, Ledger: checker.Master(ctx, set, facts),
		Returns: facts.Returns, Sums: facts.Below, History: history(ctx, in, m), Serial: m.Serial})
}

// Known is what a report says, wherever it is kept.
type Known struct {
	Set     *figure.Set
	Ledger  []finding.Finding // about the ledger
	Returns []returns.Unit
	Sums    []level.Sum
	History []master.Past // points of the trend
	Moments []master.Past // what earlier merges said, where the folder is not asked
	Serial  int           // of the merge
	AsOf    string        // of the merge
	Own     bool          // it is the folder's own campaign
	Counter summary.Counter
	Err     func() error // what went wrong while rows were fetched; nil where all are at hand
}

// WriteKnown writes the report of what is kept elsewhere.
func WriteKnown(ctx context.Context, in Input, k Known) (*Result, error) { return in.write(ctx, k) }

// at is where an output of 5-汇总 stands.
func (in Input) at(path string) string {
	return in.Dir.Path(campaign.Summary, in.Sub, filepath.Base(path))
}

func (in Input) write(ctx context.Context, k Known) (*Result, error) {
	res := &Result{Set: k.Set, Unmerged: in.Unmerged, outputs: in.into, err: k.Err}
	written := in.Dir.Outputs()
	if res.outputs == nil {
		res.outputs = written
	}
	in.lookBack(k.Set, k.History)
	res.Checks = res.Set.Checks()
	var err error
	if res.control, err = in.control(ctx, res.Set); err != nil {
		return nil, err
	}
	if err := in.notices(ctx, res, k); err != nil {
		return nil, err
	}
	if err := in.summaries(ctx, res, k); err != nil {
		return nil, err
	}
	res.Findings = append(res.Findings, sheets.Kept(written)...)
	finding.Sort(res.Findings)
	return res, nil
}

// broken is what went wrong while rows were fetched.
func (r *Result) broken() error {
	if r.err == nil {
		return nil
	}
	return r.err()
}

// Template reads the notice's template: .docx, or the plain forms of it.
func Template(d campaign.Dir) (name string, text []byte, err error) {
	base := strings.TrimSuffix(campaign.NoticeFile, ".docx")
	for _, ext := range []string{".docx", ".md", ".txt"} {
		name = base + ext
		if text, err = os.ReadFile(d.Path(name)); !errors.Is(err, fs.ErrNotExist) {
			return name, text, err
		}
	}
	return "", nil, fmt.Errorf("找不到“%s”，%s", campaign.NoticeFile, restoreTemplate)
}

const restoreTemplate = "请从备份放回活动文件夹；没有备份的，用“taizhang init 别的文件夹”新建一个活动，把那里的“" + campaign.NoticeFile + "”复制过来"

func (in Input) notices(ctx context.Context, res *Result, k Known) error {
	name, text, err := Template(in.Dir)
	if err != nil {
		return err
	}
	for _, public := range []bool{true, false} {
		if err := in.notice(ctx, res, k.Serial, name, text, in.filling(res.Set, k.History, res.control, public, k.Ledger)); err != nil {
			return err
		}
	}
	return nil
}

// notice writes one variant. Under its final name it only ever stands complete:
// a blocked draft is named 未完成 and the final name is taken away.
func (in Input) notice(ctx context.Context, res *Result, serial int, name string, text []byte, ni notice.Input) error {
	variant := notice.Variant(ni.Public)
	draft, final, plain := in.at(in.Dir.NoticeDraft(variant, false)), in.at(in.Dir.NoticeDraft(variant, true)), in.at(in.Dir.NoticeText(variant))
	base := strings.TrimSuffix(filepath.Base(final), ".docx")
	var content bytes.Buffer
	out, err := notice.Render(text, name, ni, &content)
	if err != nil {
		return TemplateError(name, err)
	}
	if err := res.broken(); err != nil {
		return err
	}
	if err := in.keepDraft(ctx, ni, serial, name, text, content.Bytes()); err != nil {
		return err
	}
	for _, f := range out.Findings {
		f.Unit = ""
		if f.File == "" {
			f.File = base
		}
		res.Findings = append(res.Findings, f)
	}
	res.review(out.Reviews)
	write := func(path string, text []byte) error {
		res.Files = append(res.Files, in.Dir.Relative(path))
		return res.outputs.Write(ctx, path, func(w io.Writer) error {
			_, err := w.Write(text)
			return err
		})
	}
	if len(in.Unmerged) > 0 {
		res.Blocked = append(res.Blocked, fmt.Sprintf("%s：总台账有 %d 处改动或来件还没有合并", base, len(in.Unmerged)))
	}
	if out.Blocked || len(in.Unmerged) > 0 {
		res.Blocked = append(res.Blocked, reasons(base, out)...)
		return cmp.Or(write(draft, content.Bytes()), res.outputs.Retire(ctx, final), res.outputs.Retire(ctx, plain))
	}
	if err := cmp.Or(write(final, content.Bytes()), res.outputs.Remove(ctx, draft)); err != nil || !ni.Public {
		return err
	}
	content.Reset()
	if _, err := notice.Markdown(text, name, ni, &content); err != nil {
		return err
	}
	return write(plain, content.Bytes())
}

// review takes what one variant has to be looked at for, once for both.
func (res *Result) review(list []notice.Review) {
	for _, r := range list {
		if !slices.ContainsFunc(res.Reviews, func(o notice.Review) bool { return o.Kind == r.Kind && o.Word == r.Word }) {
			res.Reviews = append(res.Reviews, r)
		}
	}
}

// TemplateError adds how to get back a template that cannot be opened.
func TemplateError(name string, err error) error {
	var bad *docx.Error
	if !errors.As(err, &bad) {
		return err
	}
	return &docx.Error{Message: fmt.Sprintf("“%s”读不出来：%s。还是不行的，%s。", name, strings.TrimSuffix(bad.Message, "。"), restoreTemplate), Err: err}
}

func reasons(base string, out *notice.Result) []string {
	var list []string
	for _, m := range out.Missing {
		list = append(list, fmt.Sprintf("%s：待补充 %s", base, m))
	}
	for _, f := range out.Findings {
		if f.Severity == finding.Error {
			list = append(list, base+"："+f.Message)
		}
	}
	return list
}

func (in Input) summaries(ctx context.Context, res *Result, k Known) error {
	si := summary.Input{Plan: in.Plan, Set: res.Set, AsOf: in.AsOf, Findings: append(k.Ledger, res.Findings...), Counter: k.Counter,
		Returns: k.Returns, Sums: k.Sums, History: k.History, BlockedBy: res.Blocked, Reviews: res.Reviews, Control: res.control}
	res.Findings, res.Ledger = append(res.Findings, k.Ledger...), k.Ledger
	for _, one := range []struct {
		name              string
		internal, leaders bool
		write             func(context.Context, io.Writer, summary.Input) error
	}{
		{campaign.SummaryFile, false, false, summary.Write}, {campaign.SummaryPage, false, false, html.Write},
		{campaign.LeadersSummaryFile, false, true, summary.Write},
		{campaign.InternalSummaryFile, true, false, summary.Write}, {campaign.InternalSummaryPage, true, false, html.Write},
	} {
		si.Internal, si.Leaders = one.internal, one.leaders
		path := in.at(in.Dir.Path(campaign.Summary, one.name))
		if err := res.outputs.Write(ctx, path, func(w io.Writer) error { return cmp.Or(one.write(ctx, w, si), res.broken()) }); err != nil {
			return err
		}
		res.Files = append(res.Files, in.Dir.Relative(path))
	}
	return in.picture(ctx, res, si)
}

// picture writes the public page, which is finished when the notice is.
func (in Input) picture(ctx context.Context, res *Result, si summary.Input) error {
	finished := len(res.Blocked) == 0
	place := func(ext string, finished bool) string { return in.at(in.Dir.Picture(ext, finished)) }
	for ext, write := range map[string]func(context.Context, io.Writer, summary.Input) error{".docx": picture.WriteDocument, ".svg": picture.WriteSVG} {
		path := place(ext, finished)
		if err := res.outputs.Write(ctx, path, func(w io.Writer) error { return write(ctx, w, si) }); err != nil {
			return err
		}
		clear := res.outputs.Retire // the final one stands only complete
		if finished {
			clear = res.outputs.Remove
		}
		if err := clear(ctx, place(ext, !finished)); err != nil {
			return err
		}
	}
	res.Files = append(res.Files, in.Dir.Relative(place(".docx", finished)), in.Dir.Relative(place(".svg", finished)))
	return nil
}

// mostPast is how many merges the trend goes back.
const mostPast = 24

// history is what the masters before this one said, the oldest first: one a merge
// that changed something, the last of each day.
func history(ctx context.Context, in Input, m *master.Master) []master.Past {
	newest := m.Serial
	for newest > 1 && !merged(m, newest) {
		newest--
	}
	var out []master.Past
	for _, c := range in.Dir.MasterCopies() {
		if c.Edited || c.Serial >= newest || !merged(m, c.Serial) || len(out) == mostPast {
			continue
		}
		p, err := master.ReadPast(ctx, c.Path)
		if err != nil || len(out) > 0 && out[len(out)-1].AsOf <= p.AsOf || p.AsOf > in.AsOf {
			continue
		}
		out = append(out, p)
	}
	slices.Reverse(out)
	return out
}

// merged reports whether a copy of the master was written by a merge that changed
// something, not for the papers logged on it or for figures of a changed plan.
func merged(m *master.Master, serial int) (any bool) {
	for _, c := range m.Changes {
		if c.Merge == serial && strings.HasPrefix(c.File, campaign.Papers+"/") {
			return false
		}
		any = any || c.Merge == serial
	}
	return any
}

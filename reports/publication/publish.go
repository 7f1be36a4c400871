// Package publication freezes what was published, and says afterwards which of
// its figures no longer hold.
package publication

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"taizhang/reports"
	"taizhang/reports/audit"
	"taizhang/reports/docx"
	"taizhang/reports/notice"
	"taizhang/sheets/campaign"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// Input is what is published.
type Input struct {
	Dir      campaign.Dir
	Plan     *templates.Plan
	AsOf     string
	Unmerged []finding.Finding // what the ledger does not hold yet
}

// Published is one publication as it was frozen.
type Published struct {
	Folder string `json:"folder"` // relative to the campaign folder
	AsOf   string `json:"as_of"`
	Merge  int    `json:"merge"`
	Files  []File `json:"files"`
	// LeftOut is the text for the website where somebody has edited the notice
	// since: it says what the draft said.
	LeftOut []string `json:"left_out,omitempty"`
	// Edited are the workbooks, and the internal notice, that somebody has changed since
	// they were written: they are frozen as they are, and nobody has checked them.
	Edited []string `json:"edited,omitempty"`
	// Cleaned are the notices that were saved by Word: they are frozen without who
	// worked on them.
	Cleaned []string          `json:"cleaned,omitempty"`
	Figures map[string]string `json:"figures"` // as printed, by code; those that may be public
	// Reworded is what somebody has changed or added in words, which no number tells.
	Reworded []string `json:"reworded,omitempty"`
	// Findings are what a reader learns who has an earlier edition at hand.
	Findings []finding.Finding `json:"findings,omitempty"`
	all      map[string]string
	order    []string
	names    map[string]string
}

func newPublished() *Published {
	return &Published{Figures: map[string]string{}, all: map[string]string{}, names: map[string]string{}}
}

func (p *Published) add(code, name, printed string, public bool) {
	p.order = append(p.order, code)
	p.names[code], p.all[code] = name, printed
	if public {
		p.Figures[code] = printed
	}
}

// File is one frozen file.
type File struct {
	Name   string `json:"name"`
	Digest string `json:"digest"`
}

// ManifestFile lists what a publication holds; it is written last.
const ManifestFile = "定稿清单.xlsx"

// refusal is why nothing is published.
func refusal(message, fix string) error {
	return &campaign.Error{Message: message + "没有定稿，没有改动任何文件。", Fix: fix}
}

// Publish copies the notice, the summary, the master and the plan into a folder
// of the day, with every figure and the files' digests. An earlier publication
// is never touched. The caller holds the lock.
func Publish(ctx context.Context, in Input) (*Published, error) {
	m, reworded, err := in.finished(ctx)
	if err != nil {
		return nil, err
	}
	set := figure.New(m.Data())
	public, err := reports.Public(ctx, reports.Input{Dir: in.Dir, Plan: in.Plan, AsOf: in.AsOf}, set)
	if err != nil {
		return nil, err
	}
	p := newPublished()
	p.AsOf, p.Merge, p.Reworded = in.AsOf, m.Serial, reworded
	for _, f := range in.Plan.Figures {
		p.add(f.Code, f.Name, set.Get(f).Printed(), public(f))
	}
	if p.Findings, err = Between(ctx, in, set); err != nil {
		return nil, err
	}
	folder, err := freeFolder(in.Dir, in.AsOf)
	if err != nil {
		return nil, err
	}
	p.Folder = in.Dir.Relative(folder)
	half := in.Dir.Path(campaign.Summary, campaign.Published, ".taizhang-定稿") // becomes the folder once all of it is there
	if err := os.RemoveAll(half); err != nil {
		return nil, err
	}
	defer os.RemoveAll(half)
	files, err := in.files()
	if err != nil {
		return nil, err
	}
	for _, path := range files {
		if err := in.freeze(ctx, p, half, path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	if err := p.write(ctx, filepath.Join(half, ManifestFile)); err != nil {
		return nil, err
	}
	return p, os.Rename(half, folder)
}

// finished refuses what is not finished, or no longer says what the ledger does. It
// lists what a person has put in other words.
func (in Input) finished(ctx context.Context) (m *master.Master, reworded []string, err error) {
	public := notice.Variant(true)
	final := in.Dir.NoticeDraft(public, true)
	if n := len(in.Unmerged); n > 0 {
		return nil, nil, refusal(fmt.Sprintf("总台账有 %d 处改动或来件还没有合并。", n), "请先运行“taizhang run”，核对通报后再定稿。")
	}
	if _, err := os.Stat(final); err != nil {
		why := "还没有写出。"
		if _, err := os.Stat(in.Dir.NoticeDraft(public, false)); err == nil {
			why = "还是未完成的稿。"
		}
		return nil, nil, refusal(fmt.Sprintf("“通报-%s”%s", public, why), "请运行“taizhang report”，把屏幕上列出的原因都解决后再定稿。")
	}
	m, err = master.Open(ctx, in.Dir, in.Plan)
	if err != nil {
		return nil, nil, err
	}
	content, err := os.ReadFile(final)
	if err != nil {
		return nil, nil, err
	}
	text, err := audit.Read(content, filepath.Base(final))
	if err != nil {
		return nil, nil, err
	}
	against, err := reports.AuditAgainst(ctx, reports.Input{Dir: in.Dir, Plan: in.Plan, AsOf: in.AsOf, Master: m})
	if err != nil {
		return nil, nil, err
	}
	r := audit.New(against, against.Today[public]).Audit(audit.Text{Paragraphs: text})
	if n := r.Counts[audit.Contradicts] + r.Counts[audit.Missing] + r.Counts[audit.Unknown]; n > 0 {
		return nil, nil, refusal(fmt.Sprintf("“通报-%s”里有 %d 处与总台账不符、缺失或核不了。", public, n), fmt.Sprintf("请运行“taizhang audit”看是哪些，改好或重新运行“taizhang report”后再定稿；截至日是 %s。", in.AsOf))
	}
	if err := in.private(public, content, text, figure.New(m.Data())); err != nil {
		return nil, nil, err
	}
	for _, e := range r.Entries {
		if e.Status == audit.Reworded {
			reworded = append(reworded, fmt.Sprintf("第 %d 段：%s", e.Paragraph, e.Note))
		}
	}
	return m, reworded, in.asWritten(ctx, m)
}

// private refuses a notice in which somebody has left or written what must not be
// public.
func (in Input) private(variant string, content []byte, text []audit.Paragraph, set *figure.Set) error {
	left, err := docx.Leftovers(content)
	if err != nil {
		return err
	}
	if len(left) > 0 {
		return refusal(fmt.Sprintf("“通报-%s”里有%s，会跟着一起公开。", variant, strings.Join(left, "、")), "请在 Word 的“审阅”里接受或拒绝全部修订、删去批注、隐藏文字、带删除线的字和白色、极小的字（或改回看得见的样子）、注音；域按 Ctrl+Shift+F9 变成文字，变不成的删去，照样打字；再定稿。")
	}
	var said []string
	for _, p := range text {
		said = append(said, p.Text)
	}
	if f, err := in.examine(said, set); err != nil || f != nil {
		return cmp.Or(err, refused(fmt.Sprintf("“通报-%s”改动过的地方：", variant), f))
	}
	links, err := docx.Links(content)
	if err != nil {
		return err
	}
	for _, link := range links {
		if f, err := in.examine([]string{link}, set); err != nil || f != nil {
			if f != nil {
				f.Message = strings.TrimPrefix(f.Message, "第 1 段：")
			}
			return cmp.Or(err, refused(fmt.Sprintf("“通报-%s”里链接指向的地方、域里写的内容不能公开：", variant), f))
		}
	}
	return nil
}

// examine is the first thing that must not be public in some text.
func (in Input) examine(said []string, set *figure.Set) (*finding.Finding, error) {
	name, template, err := reports.Template(in.Dir)
	if err != nil {
		return nil, err
	}
	found, err := notice.Examine(template, name, notice.Input{Plan: in.Plan, Set: set, AsOf: in.AsOf}, said)
	for _, f := range found {
		if f.Severity == finding.Error {
			return &f, err
		}
	}
	return nil, err
}

func refused(where string, f *finding.Finding) error {
	if f == nil {
		return nil
	}
	return refusal(where+f.Message, f.Fix)
}

// freeFolder is the folder of a day that is not there yet.
func freeFolder(d campaign.Dir, day string) (string, error) {
	for n := 1; ; n++ {
		name := day
		if n > 1 {
			name = fmt.Sprintf("%s-%d", day, n)
		}
		path := d.Path(campaign.Summary, campaign.Published, name)
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return path, nil
		} else if err != nil {
			return "", err
		}
	}
}

// editions are the publications that there are, with the name of each one's folder.
func editions(ctx context.Context, d campaign.Dir) (out []*Published, err error) {
	entries, err := os.ReadDir(d.Path(campaign.Summary, campaign.Published))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		folder := d.Path(campaign.Summary, campaign.Published, e.Name())
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		p, err := read(ctx, filepath.Join(folder, ManifestFile))
		if errors.Is(err, fs.ErrNotExist) {
			continue // none of ours
		}
		if err != nil {
			return nil, master.CopyError(d, filepath.Join(folder, ManifestFile), err)
		}
		p.Folder = d.Relative(folder)
		out = append(out, p)
	}
	return out, nil
}

// later orders publications by when they were made: by merge, by day, by number within a
// day.
func later(a, b *Published) int {
	return cmp.Or(cmp.Compare(a.Merge, b.Merge), strings.Compare(a.AsOf, b.AsOf), cmp.Compare(len(a.Folder), len(b.Folder)), strings.Compare(a.Folder, b.Folder))
}

// Last reads the latest publication; nil if there is none.
func Last(ctx context.Context, d campaign.Dir) (*Published, error) {
	all, err := editions(ctx, d)
	if len(all) == 0 {
		return nil, err
	}
	return slices.MaxFunc(all, later), err
}

// Changed names the frozen files that are no longer what was frozen.
func (p *Published) Changed(ctx context.Context, d campaign.Dir) (names []string) {
	for _, f := range p.Files {
		if now, err := campaign.Digest(ctx, d.Path(p.Folder, f.Name)); err != nil || now != f.Digest {
			names = append(names, f.Name)
		}
	}
	slices.Sort(names)
	return names
}

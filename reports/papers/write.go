package papers

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"taizhang/reports/docx"
	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/merge"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// Input is what the papers are made from.
type Input struct {
	Dir  campaign.Dir
	Plan *templates.Plan
	AsOf string // ISO date
}

// Result is what was prepared.
type Result struct {
	Papers   []Paper // of this day, in the order of their numbers
	Drafts   []Paper // for the discipline committee to issue or not
	Closings []Closing
	Chase    []returns.Part
	Looks    []Look
	Tracked  int // measures not closed
	Overdue  int
	Across   int      // of the tracked, those that go on into the next year
	Files    []string // relative to the campaign folder
	Findings []finding.Finding
}

// Names of what is written beside the single papers.
const (
	BookFile     = "督办文书.xlsx"
	ChaseFile    = "催报表.xlsx"
	ChaseText    = "催报表.txt"
	InternalFile = "问责提示-内部.xlsx"
	closingDir   = "销号单"
	draftDir     = "草稿"
)

// Write decides what the day calls for, logs it, and writes the papers. The
// log comes first: a paper that stands has its number, and one whose file was
// not written yet is written by the next run of the same day.
//
// The caller holds the campaign's lock.
func Write(ctx context.Context, in Input) (*Result, error) {
	s, err := merge.Open(ctx, in.Dir, in.Plan, in.AsOf)
	if err != nil {
		return nil, err
	}
	d := newDesk(in, s.Master())
	res := &Result{}
	var proposed []draft
	if d.registry != nil {
		var issue []draft
		issue, proposed = d.decide()
		d.checkIssuer(len(issue) > 0)
		for _, n := range issue {
			d.log(s, n)
		}
		d.follow(s)
	}
	if err := s.Save(ctx); err != nil {
		return nil, err
	}
	if d.registry != nil {
		for _, p := range d.papers() {
			if p.ours && p.day == in.AsOf {
				res.Papers = append(res.Papers, d.compose(p))
			}
		}
		for _, n := range proposed {
			res.Drafts = append(res.Drafts, d.composeDraft(n))
		}
	}
	w := &writer{ctx: ctx, dir: d.Dir, outputs: d.Dir.Outputs()}
	if err := d.everything(w, res); err != nil {
		return nil, err
	}
	res.Findings = slices.Concat(s.Findings(), d.findings, sheets.Kept(w.outputs))
	finding.Sort(res.Findings)
	return res, nil
}

// everything writes the files, the single papers first.
func (d *desk) everything(w *writer, res *Result) error {
	for _, p := range res.Papers {
		w.once(p.File, p.document())
	}
	w.clear(draftDir)
	for _, p := range res.Drafts {
		w.document(p.File, p.document())
	}
	if d.work != nil {
		res.Closings = d.closings()
		res.Looks = d.proposeLooks()
		w.clear(closingDir)
		for _, c := range res.Closings {
			w.document(c.File, c.document(d))
		}
		for _, m := range d.all {
			if m.struck() {
				continue
			}
			res.Tracked++
			if m.overdue() {
				res.Overdue++
			}
			if d.across(m) {
				res.Across++
			}
		}
	}
	chase, err := d.chase(w.ctx)
	if err != nil {
		return err
	}
	res.Chase = chase
	w.file(BookFile, func(out io.Writer) error { return d.writeBook(out, res) })
	w.file(ChaseFile, func(out io.Writer) error { return d.writeChase(out, chase) })
	w.file(ChaseText, func(out io.Writer) error { return d.chaseText(out, chase) })
	if d.work != nil {
		w.file(InternalFile, func(out io.Writer) error { return d.writeHints(out, chase) })
	}
	res.Files = w.files
	return w.err
}

// checkIssuer warns when the register would be left without an issuing unit.
func (d *desk) checkIssuer(issuing bool) {
	if issuing && d.registry.from != nil && d.officeUnit("督办制发单位") == "" {
		d.findings = append(d.findings, finding.Finding{
			Severity: finding.Warning, Code: "参数", File: campaign.PlanFile, Sheet: "参数", Column: "督办制发单位",
			Message: fmt.Sprintf("参数“督办制发单位”写的是“%s”，“单位”表里没有，登记文书时“%s”空着。", d.param("督办制发单位"), d.registry.from.Name),
			Fix:     "请写“单位”表里的单位名称或类型。",
		})
	}
}

// writer writes files of the campaign and keeps the first error.
type writer struct {
	ctx     context.Context
	dir     campaign.Dir
	outputs *campaign.Outputs
	files   []string
	err     error
}

func (w *writer) write(rel string, fill func(io.Writer) error) {
	if w.err == nil {
		w.err = w.outputs.Write(w.ctx, w.dir.Path(filepath.FromSlash(rel)), fill)
		w.files = append(w.files, filepath.ToSlash(rel))
	}
}

func (w *writer) file(name string, fill func(io.Writer) error) {
	w.write(filepath.Join(campaign.Papers, name), fill)
}

func (w *writer) document(rel string, doc *docx.Document) {
	w.write(rel, func(out io.Writer) error { return docx.Write(out, doc) })
}

// once leaves a paper alone that has been written before.
func (w *writer) once(rel string, doc *docx.Document) {
	if _, err := os.Stat(w.dir.Path(filepath.FromSlash(rel))); err == nil {
		w.files = append(w.files, rel)
		return
	}
	w.document(rel, doc)
}

// clear removes the documents of a kind that are made anew on every run, so
// that what no longer holds does not lie about.
func (w *writer) clear(folder string) {
	dir := w.dir.Path(campaign.Papers, folder)
	old, _ := os.ReadDir(dir)
	for _, f := range old {
		if w.err == nil && strings.HasPrefix(f.Name(), folder+"-") && filepath.Ext(f.Name()) == ".docx" {
			w.err = w.outputs.Remove(w.ctx, filepath.Join(dir, f.Name()))
		}
	}
}

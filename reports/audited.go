package reports

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"taizhang/reports/audit"
	"taizhang/sheets/campaign"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// Audited is one document and what was found.
type Audited struct {
	File string `json:"file"`
	// Draft is true of a notice that was held against its draft; other documents
	// are held against the figures as they were on their day.
	Draft bool   `json:"draft"`
	Day   string `json:"day,omitempty"`
	By    string `json:"day_by,omitempty"` // where the day stands
	*audit.Report
	Marked   string `json:"marked,omitempty"`   // the copy with remarks, relative to the campaign
	Unmarked int    `json:"unmarked,omitempty"` // remarks that found no room in it
	NoCopy   string `json:"no_copy,omitempty"`  // why there is none

	text    audit.Text
	content []byte
}

// Documents holds documents against a campaign.
type Documents struct {
	in      Input
	against audit.Campaign
	reader  *audit.Reader
}

// NewDocuments gathers what documents are held against.
func NewDocuments(ctx context.Context, in Input) (*Documents, error) {
	if in.Master == nil && in.Kept == nil {
		var err error
		if in.Master, err = master.Open(ctx, in.Dir, in.Plan); err != nil {
			return nil, err
		}
	}
	against, err := AuditAgainst(ctx, in)
	if err != nil {
		return nil, err
	}
	return &Documents{in: in, against: against, reader: audit.NewReader(against, moments(ctx, in, against.Set))}, nil
}

// moments reads what was kept of the figures after every merge; of merges that
// kept the master alone, what stands in it. The last is the master as it is.
func moments(ctx context.Context, in Input, now *figure.Set) audit.History {
	h := audit.History{}
	serial, asOf := in.merge()
	known := map[int]bool{serial: true}
	add := func(m figure.Moment, err error) {
		if err == nil && m.Merge < serial && !known[m.Merge] {
			known[m.Merge] = true
			h.Moments = append(h.Moments, m)
		}
	}
	if in.Kept != nil {
		for _, p := range in.Kept.Moments {
			add(figure.Moment{Merge: p.Serial, AsOf: p.AsOf, Figures: p.Figures}, nil)
		}
		h.Moments = append(h.Moments, today(in.Plan, now, serial, asOf))
		h.Set = func(merge int) *figure.Set {
			if merge == serial {
				return now
			}
			return nil
		}
		return h
	}
	for _, path := range in.Dir.KeptFigures() {
		if content, err := os.ReadFile(path); err == nil {
			add(figure.Kept(content))
		}
	}
	for _, c := range in.Dir.MasterCopies() {
		if !c.Edited && !known[c.Serial] && ctx.Err() == nil {
			p, err := master.ReadPast(ctx, c.Path)
			add(figure.Moment{Merge: p.Serial, AsOf: p.AsOf, Figures: p.Figures}, err)
		}
	}
	slices.SortFunc(h.Moments, func(a, b figure.Moment) int { return a.Merge - b.Merge })
	h.Moments = append(h.Moments, today(in.Plan, now, serial, asOf))
	h.Set = func(merge int) *figure.Set {
		if merge == serial {
			return now
		}
		m, err := master.Read(ctx, in.Dir.MasterAsWritten(merge), in.Plan)
		if err != nil {
			return nil
		}
		return m.Figures()
	}
	return h
}

// merge is the number and the day of the merge whose figures are today's.
func (in Input) merge() (serial int, asOf string) {
	if in.Kept != nil {
		return in.Kept.Serial, in.Kept.AsOf
	}
	return in.Master.Serial, in.Master.AsOf
}

func today(p *templates.Plan, now *figure.Set, serial int, asOf string) figure.Moment {
	m := figure.Moment{Merge: serial, AsOf: asOf, Figures: map[string]string{}}
	for _, f := range p.Figures {
		m.Figures[f.Code] = now.Get(f).Printed()
	}
	return m
}

// alikeEnough is how much of a draft must stand in a text that came from it.
const alikeEnough = 0.5

// Audit reads one document.
func (d *Documents) Audit(ctx context.Context, path string) (*Audited, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	out := &Audited{File: path}
	if out.content, err = os.ReadFile(path); err != nil {
		return nil, err
	}
	name := filepath.Base(path)
	if strings.EqualFold(filepath.Ext(name), ".xlsx") {
		out.Report, out.Day, out.By, err = d.reader.Workbook(ctx, path, info.ModTime())
		return out, err
	}
	if out.text, err = audit.ReadText(out.content, name); err != nil {
		return nil, err
	}
	if draft, like := d.against.Choose(out.text); like >= alikeEnough {
		out.Draft, out.Report = true, audit.New(d.against, draft).Audit(out.text)
		return out, nil
	}
	out.Day, out.By = audit.Day(out.text, name, info.ModTime())
	out.Report = d.reader.Text(out.text, out.Day)
	return out, nil
}

// auditable are the kinds of files that can be read.
var auditable = []string{".docx", ".xlsx", ".pptx", ".md", ".txt"}

// FindDocuments lists the documents in a folder, or the file itself.
func FindDocuments(path string) (files []string, err error) {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return []string{path}, err
	}
	err = filepath.WalkDir(path, func(p string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && p != path && (e.Name() == campaign.Marked || strings.HasPrefix(e.Name(), ".")):
			return filepath.SkipDir
		case e.Type().IsRegular() && slices.Contains(auditable, strings.ToLower(filepath.Ext(p))) && !strings.HasPrefix(e.Name(), "~$") && !strings.HasPrefix(e.Name(), "."):
			files = append(files, p)
		}
		return nil
	})
	return files, err
}

// Mark writes the copy of a document with remarks. The original is not changed.
func (d *Documents) Mark(ctx context.Context, a *Audited, out *campaign.Outputs, taken map[string]bool, every bool) error {
	marked, left, err := audit.Copy(a.content, filepath.Base(a.File), a.text, a.Report, every)
	if err != nil { // of a kind that cannot be marked: what was found still counts
		what, fix := finding.Explain(err)
		a.NoCopy = what + fix
		return ctx.Err()
	}
	ext := filepath.Ext(a.File)
	stem := strings.TrimSuffix(filepath.Base(a.File), ext)
	path := d.in.Dir.MarkedDocument(stem, ext)
	for n := 2; taken[path]; n++ {
		path = d.in.Dir.MarkedDocument(fmt.Sprintf("%s-%d", stem, n), ext)
	}
	taken[path] = true
	a.Marked, a.Unmarked = d.in.Dir.Relative(path), left
	return out.Write(ctx, path, func(w io.Writer) error {
		_, err := w.Write(marked)
		return err
	})
}

// Told says whether a marked copy would have a remark.
func (a *Audited) Told() bool {
	return len(a.Entries) > a.Counts[audit.Agrees]
}

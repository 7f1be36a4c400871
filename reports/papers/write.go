package papers

import (
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"taizhang/reports/docx"
	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/deadline"
	"taizhang/sheets/master"
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
	// Backwards takes back what was issued on later days: one of them was mistyped.
	Backwards bool
	// Read is the master as the last merge wrote it, if it has been read already; it is changed.
	Read *master.Master
	Kept *Kept // what is kept elsewhere: no master is read, and none is written
}

// Kept is a campaign that is kept elsewhere. What the day calls for is drafted
// only: a paper's number is given where the register is.
type Kept struct {
	Master  *master.Master // the rows of Ledgers, and the log
	Returns []returns.Unit
	Folder  string // in 6-督办, for what is written
}

// folder is where the papers are written.
func (in Input) folder() string {
	if in.Kept != nil {
		return path.Join(campaign.Papers, in.Kept.Folder)
	}
	return campaign.Papers
}

// Ledgers are those whose rows the papers are made from.
func Ledgers(p *templates.Plan) (out []*templates.Ledger) {
	roles := measureRolesOf(p)
	if roles == nil {
		return nil
	}
	add := func(l *templates.Ledger) {
		if l != nil && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	add(roles.ledger)
	if reg, _ := registryOf(p, roles); reg != nil {
		add(reg.ledger)
	}
	for _, re := range deadline.Rechecks(p) {
		add(re.Ledger)
	}
	g := &generator{Input: Input{Plan: p}, roles: roles}
	for _, c := range g.registers() {
		add(c.Ledger)
	}
	for _, l := range slices.Clone(out) {
		for _, c := range l.Columns {
			add(c.Target)
		}
	}
	return out
}

// Result is what was prepared.
type Result struct {
	Papers   []Paper // of this day, in the order of their numbers
	Drafts   []Paper // for the discipline committee to issue or not
	Closings []Closing
	Chase    []returns.Part
	Letters  []Letter
	Rechecks []Recheck
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
	if in.Kept != nil {
		return writeKept(ctx, in)
	}
	s, err := merge.OpenRead(ctx, in.Dir, in.Plan, in.AsOf, in.Read)
	if err != nil {
		return nil, err
	}
	if later := s.LaterPapers(); in.Backwards {
		s.TakeBackPapers()
	} else if later != "" {
		return nil, &campaign.Error{Message: fmt.Sprintf("截至日 %s 早于上一次出文书的日期 %s。这次没有改动任何文件。", in.AsOf, later),
			Fix: "请改正 --as-of；那一次的日期写错了的，加上 --backwards，那以后出的文书会撤回，按这一天重新出。"}
	}
	g := newGenerator(in, s.Master())
	res := &Result{}
	var proposed []draft
	if g.registry != nil {
		var issue []draft
		issue, proposed = g.decide()
		g.checkIssuer(len(issue) > 0)
		for _, n := range issue {
			g.log(s, n)
		}
		g.follow(s)
	}
	if err := s.Save(ctx); err != nil {
		return nil, err
	}
	return g.write(ctx, res, proposed, s.Findings())
}

// writeKept writes what the day calls for of a campaign that is kept elsewhere.
func writeKept(ctx context.Context, in Input) (*Result, error) {
	g := newGenerator(in, in.Kept.Master)
	var due []draft
	if g.registry != nil {
		issue, proposed := g.decide()
		due = append(issue, proposed...)
	}
	return g.write(ctx, &Result{}, due, nil)
}

// write composes the day's papers and the drafts, and writes all files.
func (g *generator) write(ctx context.Context, res *Result, proposed []draft, known []finding.Finding) (*Result, error) {
	if g.registry != nil {
		for _, p := range g.papers() {
			if p.ours && p.day == g.AsOf {
				res.Papers = append(res.Papers, g.compose(p))
			}
		}
		for _, n := range proposed {
			res.Drafts = append(res.Drafts, g.composeDraft(n))
		}
	}
	w := &files{ctx: ctx, dir: g.Dir, folder: g.folder(), outputs: g.Dir.Outputs()}
	if err := g.writeFiles(w, res); err != nil {
		return nil, err
	}
	res.Findings = slices.Concat(known, g.findings, sheets.Kept(w.outputs))
	finding.Sort(res.Findings)
	return res, nil
}

// writeFiles writes the files, the single papers first.
func (g *generator) writeFiles(w *files, res *Result) error {
	for _, p := range res.Papers {
		w.once(p.File, p.document())
	}
	w.clear(draftDir)
	for _, p := range res.Drafts {
		w.document(p.File, p.document())
	}
	if g.roles != nil {
		res.Closings = g.closings()
		res.Rechecks = g.proposeRechecks()
		w.clear(closingDir)
		for _, c := range res.Closings {
			w.document(c.File, c.document(g))
		}
		for _, m := range g.tracked() {
			res.Tracked++
			if m.Late() {
				res.Overdue++
			}
			if g.across(m) {
				res.Across++
			}
		}
	}
	chase, err := g.chase(w.ctx)
	if err != nil {
		return err
	}
	res.Chase, res.Letters = chase, letters(chase)
	w.clear(letterDir)
	for _, l := range res.Letters {
		w.document(l.File, g.letter(l))
	}
	w.file(BookFile, func(out io.Writer) error { return g.writeBook(out, res) })
	w.file(ChaseFile, func(out io.Writer) error { return g.writeChase(out, chase) })
	w.file(ChaseText, func(out io.Writer) error { return g.chaseText(out, chase) })
	if g.roles != nil {
		w.file(InternalFile, func(out io.Writer) error { return g.writeHints(out, chase) })
	}
	res.Files = w.names
	return w.err
}

// checkIssuer warns when the register would be left without an issuing unit.
func (g *generator) checkIssuer(issuing bool) {
	if issuing && g.registry.from != nil && g.officeUnit("督办制发单位") == "" {
		g.warn(finding.Finding{
			Code: "参数", Sheet: "参数", Column: "督办制发单位",
			Message: fmt.Sprintf("参数“督办制发单位”写的是“%s”，“单位”表里没有，登记文书时“%s”空着。", g.param("督办制发单位"), g.registry.from.Name),
			Fix:     "请写“单位”表里的单位名称或类型。",
		})
	}
}

// files writes files of the campaign and keeps the first error.
type files struct {
	ctx     context.Context
	dir     campaign.Dir
	folder  string // of all of them
	outputs *campaign.Outputs
	names   []string // of what was written
	err     error
}

func (w *files) write(rel string, fill func(io.Writer) error) {
	rel = w.at(rel)
	if w.err == nil {
		w.err = w.outputs.Write(w.ctx, w.dir.Path(filepath.FromSlash(rel)), fill)
		w.names = append(w.names, filepath.ToSlash(rel))
	}
}

func (w *files) file(name string, fill func(io.Writer) error) {
	w.write(campaign.Papers+"/"+name, fill)
}

// at is where a file of 6-督办 is written.
func (w *files) at(rel string) string {
	return w.folder + strings.TrimPrefix(filepath.ToSlash(rel), campaign.Papers)
}

func (w *files) document(rel string, doc *docx.Document) {
	w.write(rel, func(out io.Writer) error { return docx.Write(out, doc) })
}

// once leaves a paper alone that has been written before.
func (w *files) once(rel string, doc *docx.Document) {
	if _, err := os.Stat(w.dir.Path(filepath.FromSlash(w.at(rel)))); err == nil {
		w.names = append(w.names, w.at(rel))
		return
	}
	w.document(rel, doc)
}

// clear removes the documents of a kind that are made anew on every run, so
// that what no longer holds does not lie about.
func (w *files) clear(folder string) {
	dir := w.dir.Path(filepath.FromSlash(w.folder), folder)
	old, _ := os.ReadDir(dir)
	for _, f := range old {
		if w.err == nil && strings.HasPrefix(f.Name(), folder+"-") && filepath.Ext(f.Name()) == ".docx" {
			w.err = w.outputs.Remove(w.ctx, filepath.Join(dir, f.Name()))
		}
	}
}

package publication

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"taizhang/reports"
	"taizhang/reports/audit"
	"taizhang/reports/docx"
	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// Difference is one published figure that has changed.
type Difference struct {
	Code   string  `json:"code"`
	Name   string  `json:"name"`
	Old    string  `json:"old"`
	New    string  `json:"new"`
	Unit   string  `json:"unit,omitempty"`
	Notice bool    `json:"notice"`               // the notice prints it
	Inside bool    `json:"restricted,omitempty"` // it must not be public
	Few    int     `json:"few,omitempty"`        // it differs by fewer rows than this, of a ledger that shows no number under it
	Causes []Cause `json:"causes"`               // none: the day or the plan has changed, no row
}

// Cause is one row because of which a figure has changed.
type Cause struct {
	Ledger string            `json:"ledger"`
	RowID  string            `json:"row_id"`
	What   string            `json:"what"` // 增加 改变 不见
	Cells  []master.CellDiff `json:"cells,omitempty"`
	By     string            `json:"by,omitempty"`
	File   string            `json:"file,omitempty"`
	Cell   string            `json:"cell,omitempty"`
}

// Since compares what was published with the ledger as it is.
func Since(ctx context.Context, in Input, p *Published) ([]Difference, error) {
	now, err := master.Open(ctx, in.Dir, in.Plan)
	if err != nil {
		return nil, err
	}
	kept := in.Dir.Path(p.Folder, campaign.MasterFile)
	old, err := master.Read(ctx, kept, in.Plan)
	if err != nil {
		return nil, master.CopyError(in.Dir, kept, err)
	}
	printed, err := in.printed(old)
	if err != nil {
		return nil, err
	}
	in.AsOf = max(p.AsOf, now.AsOf) // the day of what is compared, not the day of asking
	in.Plan.SetAsOf(in.AsOf)
	s := since{current: map[[2]string]*sheets.Row{}, rows: map[[2]string]master.RowDiff{}, was: figure.New(old.Data()), is: figure.New(now.Data()), writers: now.History()}
	for _, d := range master.Diff(old, now) {
		s.rows[[2]string{d.Ledger, d.RowID}] = d
	}
	for l, rows := range now.Rows {
		for _, r := range rows {
			k := [2]string{l.Name, r.ID}
			if _, differs := s.rows[k]; differs {
				s.current[k] = r
			}
		}
	}
	public, err := reports.Public(ctx, reports.Input{Dir: in.Dir, Plan: in.Plan, AsOf: in.AsOf}, s.is)
	if err != nil {
		return nil, err
	}
	out := p.Differences(in.Plan, s.is)
	for i := range out {
		d := &out[i]
		d.Notice = printed(d.Code)
		if f := in.Plan.Figure(d.Code); f != nil {
			_, was := p.Figures[d.Code]
			d.Inside = !was || !public(f)
			s.causes(f, &d.Causes)
			d.Few = s.few(f)
		}
	}
	return out, nil
}

// Differences are the frozen figures that print something else now, without why.
func (p *Published) Differences(plan *templates.Plan, now *figure.Set) (out []Difference) {
	for _, code := range p.order {
		d := Difference{Code: code, Name: p.names[code], Old: p.all[code], New: "（方案里没有了）", Causes: []Cause{}}
		if f := plan.Figure(code); f != nil {
			if d.New = now.Get(f).Printed(); alike(f, d.Old, d.New) {
				continue
			}
			d.Unit = f.Measure
		}
		out = append(out, d)
	}
	return out
}

// alike reports whether a figure still says what was printed; a list also under
// names that the plan has changed since.
func alike(f *templates.Figure, old, now string) bool {
	if !f.Lists() || f.Column == nil || !f.Column.Renames() {
		return old == now
	}
	said := func(text string) []string {
		words := strings.Split(text, "、")
		for i, w := range words {
			words[i] = f.Column.Present(w)
		}
		slices.Sort(words)
		return words
	}
	return slices.Equal(said(old), said(now))
}

// printed reports whether the notice has a slot of a figure, in its template or in
// what units wrote for it.
func (in Input) printed(m *master.Master) (func(code string) bool, error) {
	name, template, err := reports.Template(in.Dir)
	if err != nil {
		return nil, err
	}
	paragraphs, err := audit.Read(template, name)
	if err != nil {
		return nil, reports.TemplateError(name, err)
	}
	var text []string
	for _, p := range paragraphs {
		text = append(text, p.Text)
	}
	for l, rows := range m.Rows {
		for _, c := range l.Columns {
			for _, r := range rows {
				if v := r.Value(c); c.Type == cell.LongText && strings.Contains(v, "{{") {
					text = append(text, v)
				}
			}
		}
	}
	slots := map[string]bool{}
	for _, part := range strings.Split(strings.Join(text, "\n"), "{{")[1:] {
		slot, _, _ := strings.Cut(part, "}}")
		slot, _, _ = strings.Cut(strings.ReplaceAll(slot, "：", ":"), ":") // the format follows
		slots[strings.TrimSpace(slot)] = true
	}
	return func(code string) bool { return slots[code] }, nil
}

type since struct {
	rows    map[[2]string]master.RowDiff
	was, is *figure.Set
	current map[[2]string]*sheets.Row // of those, as they are now
	writers *master.History
}

// causes collects the rows that count for a figure now or did then, and differ;
// of a formula, those of the figures in it.
func (s since) causes(f *templates.Figure, out *[]Cause) {
	f.Expr.Walk(func(leaf *templates.Expr) {
		if input, ok := leaf.Ref.(*templates.Figure); ok {
			s.causes(input, out)
		}
	})
	matters := slices.Clone(f.When.Columns())
	if f.Column != nil {
		matters = append(matters, f.Column)
	}
	if f.Ledger != nil { // what takes a row out of every count
		for _, role := range []templates.Role{templates.RoleWithdrawn, templates.RoleRepeats} {
			if c := f.Ledger.Role(role); c != nil {
				matters = append(matters, c)
			}
		}
	}
	for _, r := range slices.Concat(s.was.Get(f).Rows, s.is.Get(f).Rows) {
		d, differs := s.rows[[2]string{r.Ledger.Name, r.ID}]
		if !differs || slices.ContainsFunc(*out, func(c Cause) bool { return c.Ledger == d.Ledger && c.RowID == d.RowID }) {
			continue
		}
		if c, ok := s.cause(d, r, matters); ok {
			*out = append(*out, c)
		}
	}
}

// few is the limit of a ledger of which a figure, or one in it, has changed by fewer rows:
// a correction would tell which.
func (s since) few(f *templates.Figure) (limit int) {
	f.Expr.Walk(func(leaf *templates.Expr) {
		if input, ok := leaf.Ref.(*templates.Figure); ok {
			limit = max(limit, s.few(input))
		}
	})
	if f.Ledger == nil || f.Ledger.Few == 0 {
		return limit
	}
	if d := len(s.was.Get(f).Rows) - len(s.is.Get(f).Rows); d != 0 && -f.Ledger.Few < d && d < f.Ledger.Few {
		return max(limit, f.Ledger.Few)
	}
	return limit
}

func (s since) cause(d master.RowDiff, r *sheets.Row, matters []*templates.Column) (Cause, bool) {
	c := Cause{Ledger: d.Ledger, RowID: d.RowID, What: d.What}
	var columns []*templates.Column
	for _, x := range d.Cells {
		if i := slices.IndexFunc(matters, func(m *templates.Column) bool { return m.Ledger == r.Ledger && m.Name == x.Column }); i >= 0 {
			c.Cells, columns = append(c.Cells, x), append(columns, matters[i])
		}
	}
	if d.What == "改变" && c.Cells == nil {
		return c, false
	}
	if now := s.current[[2]string{d.Ledger, d.RowID}]; now != nil {
		r = now
	}
	w := s.writers.Last(r, columns...)
	c.By, c.File, c.Cell = w.By, w.File, w.Cell
	return c, true
}

// Correct writes the draft of a correction that lists what the notice printed
// and no longer holds; "" if the notice still says the truth. A person finishes
// and signs it, so that it always stands as 未完成; another one that lies there
// is kept.
func Correct(ctx context.Context, in Input, p *Published, all []Difference) (string, error) {
	doc := (&docx.Document{}).Add(
		docx.P(docx.Title, "关于更正"+in.Plan.Param(templates.ParamCampaign)+"通报有关数据的说明"),
		docx.P(docx.Body, fmt.Sprintf("截至%s的通报公布后，有关数据经核实有变化，现更正如下：", cell.ChineseDate(p.AsOf))))
	n := 0
	for _, d := range all {
		if d.Notice && !d.Inside {
			n++
			p := docx.P(docx.Body, fmt.Sprintf("%d.%s：原为“%s”，更正为“%s”。", n, d.Name, d.Old, d.New))
			if d.Few > 0 {
				p.Runs = append(p.Runs, open(fmt.Sprintf("【待补充：只差不到 %d 行，公开了就知道变的是哪一个，由整改办核定要不要写】", d.Few)))
			}
			doc.Add(p)
		}
	}
	if n == 0 {
		return "", nil
	}
	doc.Add(docx.Paragraph{Style: docx.Body, Runs: []docx.Run{open("【待补充：更正的原因，由整改办核定后写明】")}},
		docx.P(docx.Signature, in.Plan.Param(templates.ParamIssuer)), docx.P(docx.Date, "　　年　月　日"))
	var b bytes.Buffer
	if err := docx.Write(&b, doc); err != nil {
		return "", err
	}
	path, lies, err := correctionAt(in.Dir, b.Bytes())
	if lies || err != nil {
		return in.Dir.Relative(path), err
	}
	err = campaign.WriteFile(ctx, path, func(w io.Writer) error {
		_, err := w.Write(b.Bytes())
		return err
	})
	return in.Dir.Relative(path), err
}

// open is what somebody has to fill in.
func open(text string) docx.Run { return docx.Run{Text: text, Colour: "C00000"} }

// CorrectionFile is the first draft of a correction.
const CorrectionFile = "更正-未完成.docx"

// correctionAt is where a draft lies that says the same, or a name beside those that say
// something else, which somebody may have worked on.
func correctionAt(d campaign.Dir, content []byte) (path string, lies bool, err error) {
	path = d.Path(campaign.Summary, CorrectionFile)
	for n := 2; ; n++ {
		was, err := os.ReadFile(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return path, false, nil
		case err != nil:
			return "", false, err
		case bytes.Equal(was, content):
			return path, true, nil
		}
		path = d.Path(campaign.Summary, fmt.Sprintf("更正-未完成-%d.docx", n))
	}
}

package level

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/sheets/seal"
	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// Submission is a package that was written.
type Submission struct {
	File      string         `json:"file"` // relative to the campaign folder
	Campaign  string         `json:"campaign"`
	Unit      string         `json:"unit"`
	Edition   int            `json:"edition"`
	Rows      map[string]int `json:"rows"`
	Figures   int            `json:"figures"`
	LeftOut   []string       `json:"left_out"`
	Changed   []Approved     `json:"changed_after_approval"`
	Unchanged bool           `json:"unchanged"`

	Ledgers  []string          `json:"-"` // in order
	Findings []finding.Finding `json:"-"`
}

// Submit writes what the office above asks for into a sealed workbook, the next
// edition unless the last one says the same. With an error among the findings
// nothing is written. The caller holds the campaign's lock.
func Submit(ctx context.Context, d campaign.Dir, m *master.Master, a *Agreement, agreement string) (*Submission, error) {
	before, err := agreedBefore(ctx, d, a)
	if err != nil {
		return nil, err
	}
	c := gather(a, m)
	last, err := lastPackage(ctx, d, a)
	if err != nil {
		return nil, err
	}
	s := &Submission{Campaign: a.CampaignName, Unit: a.Unit, Edition: last.edition + 1, Rows: map[string]int{}, LeftOut: append(slices.Clone(c.leftOut), c.goneSince(last.rows)...)}
	said, err := lastAnswer(ctx, d, a)
	if err != nil {
		return nil, err
	}
	s.Changed = c.changed(said)
	s.Findings = slices.Concat(c.found, c.unexplained(s.Changed), c.unreported(said))
	if finding.HasErrors(s.Findings) {
		return s, nil
	}
	for _, l := range c.ledgers {
		s.Rows[l.Name] = len(l.rows)
		s.Ledgers = append(s.Ledgers, l.Name)
	}
	p := &packet{content: c, changed: s.Changed, figures: c.figures()}
	s.Figures = len(p.figures)
	if p.origins, err = c.origins(ctx, d); err != nil {
		return nil, err
	}
	if p.digest, err = campaign.Digest(ctx, d.Master()); err != nil {
		return nil, err
	}
	if p.says, err = p.said(ctx); err != nil {
		return nil, err
	}
	if p.says == last.says {
		s.Edition, s.Unchanged, s.File = last.edition, true, d.Relative(last.path)
		return s, nil
	}
	p.edition = s.Edition
	path := d.Package(a.Campaign, s.Edition, a.Restricted)
	s.File = d.Relative(path)
	if err := keepAgreement(ctx, d, a, before, agreement); err != nil {
		return nil, err
	}
	return s, campaign.WriteFile(ctx, path, func(w io.Writer) error { return seal.Write(ctx, w, a.Tag, p.fill) })
}

// packet is a package being written.
type packet struct {
	*content
	edition int
	digest  string // of the master
	says    string // digest of what the package says
	changed []Approved
	figures [][]any
	origins [][]any
}

// said digests the cells of a package but for its number and the master's.
func (p *packet) said(ctx context.Context) (string, error) {
	var buf bytes.Buffer
	b := book.New("").Until(ctx)
	defer b.Close()
	p.sheets(b)
	if err := b.Write(&buf); err != nil {
		return "", err
	}
	text, err := dump(ctx, buf.Bytes())
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])[:16], err
}

func (p *packet) fill(b *book.Book) {
	p.sheets(b)
	b.Sheet(form.MetaSheet)
	s := b.Stream(form.MetaSheet, book.Spans(24, 40)...)
	for _, kv := range [][2]string{
		{form.MetaCampaign, p.Campaign}, {form.MetaCampaignName, p.CampaignName}, {form.MetaUnit, p.Code}, {form.MetaUnitName, p.Unit},
		{form.MetaVersion, p.Version}, {form.MetaIssue, strconv.Itoa(p.Issue)}, {form.MetaRestricted, cell.YesOrNo(p.Restricted)},
		{form.MetaEdition, strconv.Itoa(p.edition)}, {form.MetaMaster, p.digest}, {form.MetaSerial, strconv.Itoa(p.m.Serial)},
		{form.MetaAsOf, p.m.AsOf}, {form.MetaContent, p.says},
	} {
		s.Row(0, book.Texts(0, kv[0], kv[1])...)
	}
	s.End()
	b.Hide(form.MetaSheet)
	b.About(p.CampaignName+"　"+p.Unit+"上报", p.Unit, p.m.AsOf)
}

// sheets writes what people read.
func (p *packet) sheets(b *book.Book) {
	p.cover(b)
	for _, l := range p.ledgers {
		p.ledger(b, l)
	}
	form.WriteTable(b, form.Table{Name: form.AskedSheet, Title: form.AskedSheet, Note: "本级总台账里的数字，定义与上级相同，供上级核对。",
		Header: []string{"代号", "名称", "值", "印出", "定义"}, Widths: []float64{24, 30, 16, 16, 80}, Rows: p.figures})
	if len(p.changed) > 0 {
		form.WriteTable(b, form.Table{Name: form.ReasonSheet, Title: form.ReasonSheet, Note: "上级已核准的行，核准以后本级有更改，由上级决定采不采用。",
			Header: approvedHeader, Widths: approvedWidths, Rows: p.changes()})
	}
	form.WriteTable(b, form.Table{Name: form.OriginSheet, Title: form.OriginSheet, Note: originNote, Header: originHeader, Widths: originWidths, Rows: p.origins})
}

// cover says what the package is, ledger by ledger.
func (p *packet) cover(b *book.Book) {
	b.Sheet(form.HelpSheet)
	b.Print(form.HelpSheet, book.Page{Paper: book.A4, Left: p.Unit, Right: form.HelpSheet})
	b.HideGrid(form.HelpSheet)
	s := b.Stream(form.HelpSheet, book.Spans(20, 13, 14, 60)...)
	head := b.Style(book.Style{Font: book.YaHei, Size: 16, Bold: true})
	text := b.Style(book.Style{Font: book.YaHei, Size: 10})
	boxed := b.Style(book.Style{Font: book.YaHei, Size: 10, Border: book.Boxed, Align: "center"})
	title := b.Style(book.Style{Font: book.YaHei, Size: 10, Bold: true, Border: book.Boxed, Fill: book.Head, Align: "center"})
	s.Row(28, book.Cell{Style: head, Value: p.Unit + "上报：" + p.CampaignName})
	s.Row(18, book.Cell{Style: text, Value: fmt.Sprintf("截至 %s，取自本级“%s”总台账。", cell.ChineseDate(p.m.AsOf), p.plan.Param(templates.ParamCampaign))})
	s.Row(18, book.Cell{Style: text, Value: "这份工作簿有封签，可以打开看，不要改；改过的上级会逐格指出，不收。要更正，请改本级总台账，合并后重新上报。"})
	s.Skip(1)
	s.Row(20, book.Texts(title, form.NilHeader...)...)
	for _, l := range p.ledgers {
		s.Row(18, book.Cell{Style: boxed, Value: l.Name}, book.Cell{Style: boxed, Value: len(l.rows)}, book.Cell{Style: boxed, Value: cell.YesOrNo(len(l.rows) == 0)}, book.Cell{Style: boxed})
	}
	s.Skip(1)
	if len(p.leftOut) > 0 {
		s.Row(18, book.Cell{Style: text, Value: "没有上报的："})
	}
	for _, why := range p.leftOut {
		s.Row(18, book.Cell{Style: text, Value: "　" + why})
	}
	s.End()
}

// ledger writes a ledger's rows as a form holds them.
func (p *packet) ledger(b *book.Book, l *lifted) {
	b.Sheet(l.Name)
	b.Print(l.Name, book.Page{Paper: book.A3, Left: p.Unit, Right: l.Name, From: form.HeaderRow, To: form.HeaderRow})
	b.Freeze(l.Name, 2, form.HeaderRow)
	head := b.Style(book.Style{Font: book.YaHei, Size: 10, Bold: true, Fill: book.Head, Align: "center", Wrap: true, Border: book.Boxed})
	grey := b.Style(book.Style{Font: book.YaHei, Size: 10, Ink: book.Grey, Fill: book.Shade, Format: book.TextFormat, Border: book.Boxed})
	columns := book.Spans(22, 5)
	cells := book.Texts(head, templates.IDHeader, templates.VersionHeader)
	styles := make([]int, len(l.columns))
	for i, col := range l.columns {
		columns = append(columns, book.Span{Width: max(col.own.Width, 8)})
		cells = append(cells, book.Cell{Style: head, Value: col.Name})
		styles[i] = b.Style(book.Style{Font: book.YaHei, Size: 10, Wrap: true, Border: book.Boxed, Format: col.written.CellFormat()})
	}
	s := b.Stream(l.Name, columns...)
	s.Row(28, book.Cell{Style: b.Style(book.Style{Font: book.YaHei, Size: 16, Bold: true}), Value: p.Unit + "　" + l.Name})
	s.Row(0, book.Cell{Style: b.Style(book.Style{Font: book.YaHei, Size: 9, Ink: book.Grey}), Value: fmt.Sprintf("截至 %s，共 %d 行。", cell.ChineseDate(p.m.AsOf), len(l.rows))})
	s.Row(32, cells...)
	for _, r := range l.rows {
		cells = append(cells[:0], book.Cell{Style: grey, Value: p.id(r)}, book.Cell{Style: grey, Value: r.Version})
		for i, col := range l.columns {
			cells = append(cells, book.Cell{Style: styles[i], Value: col.written.CellValue(p.value(r, col))})
		}
		s.Fit(1, 12, cells...)
	}
	s.Filter(1, form.HeaderRow, len(l.columns)+2, max(form.HeaderRow+len(l.rows), form.FirstRow))
	b.Define(form.LedgerName(l.Code), book.FixedArea(l.Name, 1, form.HeaderRow, 1, form.HeaderRow), "")
	s.End()
}

// kept is a package that went up before.
type kept struct {
	edition int
	path    string
	says    string
	rows    []Sheet
}

// lastPackage finds the newest package of an agreement.
func lastPackage(ctx context.Context, d campaign.Dir, a *Agreement) (kept, error) {
	n := d.LastPackage(a.Campaign, a.Restricted)
	if n == 0 {
		return kept{}, nil
	}
	path := d.Package(a.Campaign, n, a.Restricted)
	p, err := ReadPackage(ctx, path)
	if err != nil {
		if os.IsNotExist(err) {
			return kept{edition: n}, nil
		}
		return kept{}, fmt.Errorf("%s：%w", filepath.Base(path), err)
	}
	if p.Meta[form.MetaIssue] != strconv.Itoa(a.Issue) {
		return kept{edition: n, rows: p.Ledgers}, nil // made on an earlier agreement
	}
	return kept{n, path, p.Meta[form.MetaContent], p.Ledgers}, nil
}

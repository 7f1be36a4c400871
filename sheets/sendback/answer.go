package sendback

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/campaign"
	"taizhang/sheets/intake"
	"taizhang/sheets/level"
	"taizhang/sheets/master"
	"taizhang/sheets/merge"
	"taizhang/sheets/seal"
	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// resultLocked is the result of a row that the office has approved.
const resultLocked = "已核准"

// Answers writes a 回执 for every office below that has reported, and lists them:
// what became of every row of its newest package, and what is approved and
// locked. The caller holds the campaign's lock.
func Answers(ctx context.Context, d campaign.Dir, res *merge.Result) (files []string, extra []finding.Finding, err error) {
	out := d.Outputs()
	for _, u := range res.Master.Plan.Lowers() {
		for _, restricted := range []bool{false, true} {
			r := newestPackage(res, u, restricted)
			if r == nil {
				continue
			}
			receipt := receiptOf(res.Master, r.Digest)
			if receipt == nil {
				continue
			}
			tag, err := intake.Tag(ctx, d.IssuedCopy(u.Code, r.Issue, restricted))
			if err != nil {
				return files, nil, master.CopyError(d, d.IssuedCopy(u.Code, r.Issue, restricted), err)
			}
			a := &answer{m: res.Master, ret: r, receipt: receipt, findings: res.Findings}
			a.sheets = a.read(ctx, tag)
			path := d.AnswerFile(u.Name, restricted)
			if err := out.Write(ctx, path, func(w io.Writer) error { return seal.Write(ctx, w, tag, a.fill) }); err != nil {
				return files, nil, err
			}
			files = append(files, d.Relative(path))
		}
	}
	return files, sheets.Kept(out), nil
}

// newestPackage is the package that speaks for an office below.
func newestPackage(res *merge.Result, u *templates.Unit, restricted bool) (newest *merge.Return) {
	for i := range res.Returns {
		r := &res.Returns[i]
		if !r.Current || r.Unit != u || r.Restricted != restricted || r.Edition == 0 {
			continue
		}
		if newest == nil || cmp.Or(cmp.Compare(r.Issue, newest.Issue), cmp.Compare(r.Edition, newest.Edition)) > 0 {
			newest = r
		}
	}
	return newest
}

func receiptOf(m *master.Master, digest string) *master.Receipt {
	for i := range m.Receipts {
		if m.Receipts[i].Digest == digest {
			return &m.Receipts[i]
		}
	}
	return nil
}

// answer is one 回执 being written.
type answer struct {
	m        *master.Master
	ret      *merge.Return
	receipt  *master.Receipt
	findings []finding.Finding
	sheets   []*intake.Sheet // of the package
}

// read reads the package once more: the merge keeps no rows of what it has
// decided, or has merged before.
func (a *answer) read(ctx context.Context, tag string) []*intake.Sheet {
	whole := intake.Read(ctx, intake.Reading{
		Plan: a.m.Plan, Path: a.ret.Path, File: a.ret.File, Digest: a.ret.Digest, Unit: a.ret.Unit, Tag: func(intake.Claim) string { return tag },
	})
	return whole.Sheets
}

func (a *answer) fill(b *book.Book) {
	rows, locked := a.rows()
	a.cover(b)
	form.WriteTable(b, form.Table{Name: level.RowsSheet, Title: level.RowsSheet, Note: "这一次上报的每一行怎么样了。行标识是上级的：单位代码加本级的行标识。", Header: level.RowsHeader, Widths: level.RowsWidths, Rows: rows})
	form.WriteTable(b, form.Table{Name: level.ApprovedSheet, Title: level.ApprovedSheet, Note: "已核准、锁定的行和核准的内容。本级再改，要作为更改上报，写明理由；只有上级能解锁。", Header: level.ApprovedHeader, Widths: level.ApprovedWidths, Rows: locked})
	a.meta(b)
}

func (a *answer) cover(b *book.Book) {
	p := a.m.Plan
	b.Sheet(level.AnswerSheet)
	b.Print(level.AnswerSheet, book.Page{Paper: book.A4, Left: a.ret.Unit.Name, Right: level.AnswerSheet})
	b.HideGrid(level.AnswerSheet)
	s := b.Stream(level.AnswerSheet, book.Spans(110)...)
	s.Row(30, book.Cell{Style: b.Style(book.Style{Font: book.YaHei, Size: 16, Bold: true}), Value: "回执"})
	text := b.Style(book.Style{Font: book.YaHei, Size: 10.5, Wrap: true})
	for _, line := range []string{
		"发给：" + a.ret.Unit.Name,
		fmt.Sprintf("活动：%s，截至 %s，第 %d 次合并。", p.Param(templates.ParamCampaign), cell.ChineseDate(a.m.AsOf), a.m.Serial),
		fmt.Sprintf("收到第 %d 次上报（%s，%s收到）：%s。", a.ret.Edition, a.ret.File, cell.ChineseDate(a.receipt.Received), a.receipt.Verdict),
		a.counts(),
		"退回的行请在本级总台账里改好，合并后重新上报；已核准的行改动要写理由。用“taizhang receive 这份文件”收下。",
	} {
		s.Row(book.Height(book.Lines(line, 110), 10.5, 6), book.Cell{Style: text, Value: line})
	}
	s.End()
}

func (a *answer) counts() string {
	var parts []string
	for _, f := range master.Fates {
		if n := a.receipt.Fates[f]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d 行", f, n))
		}
	}
	return fmt.Sprintf("共 %d 行：%s。", a.receipt.Rows, strings.Join(parts, "，"))
}

// rows are what became of every row, and the content of those that are approved.
func (a *answer) rows() (rows, locked [][]any) {
	why := map[string][]string{}
	for _, f := range a.findings {
		if f.File != a.ret.File || f.Severity == finding.Info || f.Cell == "" {
			continue
		}
		text := f.Message
		if f.Fix != "" {
			text += f.Fix
		}
		k := f.Sheet + "\x00" + strings.TrimLeft(f.Cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
		why[k] = append(why[k], text)
	}
	for _, s := range a.sheets {
		said := a.receipt.Sheet(s.Ledger.Name)
		for _, r := range s.Rows {
			result := string(master.Adopted)
			if said != nil && slices.Contains(said.Back, r.Number) {
				result = string(master.SentBack)
			} else if said != nil && slices.Contains(said.Open, r.Number) {
				result = string(master.Undecided)
			}
			on := ""
			if here := a.m.Find(s.Ledger, r.ID); here != nil {
				if on = here.Value(s.Ledger.Role(templates.RoleApproved)); on != "" {
					locked = append(locked, a.locked(here, on)...)
					if result == string(master.Adopted) {
						result = resultLocked
					}
				}
			}
			rows = append(rows, []any{s.Ledger.Name, r.ID, result, on, strings.Join(why[s.Name+"\x00"+strconv.Itoa(r.Number)], "\n")})
		}
	}
	return rows, locked
}

// locked is an approved row, cell by cell, as far as the office below reports it.
func (a *answer) locked(r *sheets.Row, on string) (out [][]any) {
	for _, c := range r.Ledger.Columns {
		if v := r.Value(c); v != "" && c.Computed == nil && c.FilledBy(a.ret.Unit) {
			out = append(out, []any{r.Ledger.Name, r.ID, on, c.Name, v})
		}
	}
	return out
}

func (a *answer) meta(b *book.Book) {
	b.Sheet(form.MetaSheet)
	s := b.Stream(form.MetaSheet, book.Spans(24, 40)...)
	p := a.m.Plan
	for _, kv := range [][2]string{
		{form.MetaCampaign, p.Param(templates.ParamCampaignCode)}, {form.MetaCampaignName, p.Param(templates.ParamCampaign)},
		{form.MetaUnit, a.ret.Unit.Code}, {form.MetaUnitName, a.ret.Unit.Name}, {form.MetaIssue, strconv.Itoa(a.ret.Issue)},
		{form.MetaEdition, strconv.Itoa(a.ret.Edition)}, {form.MetaSerial, strconv.Itoa(a.m.Serial)}, {form.MetaAsOf, a.m.AsOf},
		{form.MetaRestricted, cell.YesOrNo(a.ret.Restricted)},
	} {
		s.Row(0, book.Texts(0, kv[0], kv[1])...)
	}
	s.End()
	b.Hide(form.MetaSheet)
	b.About(p.Param(templates.ParamCampaign)+"　回执", p.Param(templates.ParamIssuer), a.m.AsOf)
}

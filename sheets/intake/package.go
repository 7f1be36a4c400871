package intake

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"taizhang/sheets/seal"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/finding"
	"taizhang/templates/form"
)

// CodeSeal is the finding of a package that is not as it was written.
const CodeSeal = "封签"

// mostEdits is how many edited cells of a package are named one by one.
const mostEdits = 200

// packaged makes sure that a package is as an office below wrote it: made on a
// form that was sent out, with the seal that only that form's tag can make. Where
// the office has said whose it is, what was edited is named and taken.
func (rd *reader) packaged(ctx context.Context, meta map[string]string) (bool, error) {
	rd.ret.Edition, _ = strconv.Atoi(meta[form.MetaEdition])
	if rd.ret.Edition == 0 {
		return true, nil
	}
	if slices.ContainsFunc(rd.wb.Sheets(), func(s xlsx.Sheet) bool { return s.Name == form.AnswerSheet }) {
		rd.ret.Edition = 0
		rd.add(finding.Error, CodeSeal, "", "", fmt.Sprintf("这是给%s的回执，不是上报来的，没有读入。", meta[form.MetaUnitName]), "请从收件的文件夹里拿走，再用“merge --exclude”撤回它；回执发给下级，由它用“taizhang receive”收下。")
		return false, nil
	}
	rd.ret.Reasons = map[[3]string]string{}
	if err := rd.reasons(ctx); err != nil || rd.Tag == nil {
		return err == nil, err
	}
	key := rd.Tag(Claim{meta[form.MetaCampaign], meta[form.MetaUnit], rd.ret.Issue, rd.ret.Restricted, ""})
	if !seal.Sealed(rd.wb) {
		rd.add(finding.Error, CodeSeal, "", "", "这是下级的上报包，但封签不见了，没有读入。", resubmit)
		return false, nil
	}
	edits, err := seal.Check(ctx, rd.wb, key)
	if err != nil || len(edits) == 0 {
		return err == nil, err
	}
	severity, what := finding.Error, "整份没有读入。"
	if rd.Unit != nil {
		severity, what = finding.Warning, "已按整改办的指定收下。"
	}
	for i, e := range edits {
		if i == mostEdits {
			rd.add(severity, CodeSeal, "", "", fmt.Sprintf("还有 %d 处与上报时不同，没有逐处列出。", len(edits)-i), resubmit)
			break
		}
		message := e.Message
		if e.Now != "" {
			message = fmt.Sprintf("%s现在是“%s”。", message, rd.shown(e))
		}
		rd.add(severity, CodeSeal, e.Sheet, e.Cell, "上报包被改过："+message+what, resubmit)
	}
	return rd.Unit != nil, nil
}

const resubmit = "请下级在自己的总台账里更正，合并后重新上报；不要在上报包里改。"

// shown is what stands in an edited cell, where nothing sensitive can: not of a
// ledger with a sensitive column, which an edit may have moved, nor of a sheet that
// repeats cells of every ledger.
func (rd *reader) shown(e seal.Edit) string {
	l := rd.Plan.Ledger(e.Sheet)
	if l == nil || slices.ContainsFunc(l.Columns, func(c *templates.Column) bool { return c.Sensitive }) {
		return "（内容不显示）"
	}
	return e.Now
}

// reasons reads why approved rows change.
func (rd *reader) reasons(ctx context.Context) error {
	for _, s := range rd.wb.Sheets() {
		if s.Name != form.ReasonSheet {
			continue
		}
		return rd.wb.Each(ctx, s.Name, func(r *xlsx.Row) {
			texts := [6]string{}
			for _, c := range r.Cells {
				if c.Col <= len(texts) {
					texts[c.Col-1] = c.Text
				}
			}
			if r.Number >= form.TableFirstRow {
				rd.ret.Reasons[[3]string{texts[0], texts[1], texts[2]}] = texts[5]
			}
		})
	}
	return nil
}

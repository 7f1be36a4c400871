package issue

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/form"
)

// later refuses a day before the one on which a form was sent last: one of the two
// is mistyped.
func (d *dispatch) later(all []*sending) error {
	if d.Backwards {
		return nil
	}
	for _, s := range all {
		u, last := s.Request.Unit, d.store.LastIssue(s.Request.Unit.Code, s.Request.Restricted)
		if last == 0 {
			continue
		}
		if on := d.store.Sent(u, last, s.Request.Restricted).On; on > d.AsOf {
			return &campaign.Error{Message: fmt.Sprintf("截至日 %s 早于上一次下发给%s的日期 %s。这次没有改动任何文件。", d.AsOf, u.Name, on),
				Fix: "请改正 --as-of；那一次的日期写错了的，加上 --backwards，还没有报回的表改按这一天下发，序号不变。"}
		}
	}
	return nil
}

// redated reports whether a form that would be the same again takes the new day
// under its old number: it was sent on a mistyped one, and none of it is back.
func (d *dispatch) redated(s *sending) bool {
	sent := d.store.Sent(s.Request.Unit, s.last, s.Request.Restricted)
	return d.Backwards && sent.On != d.AsOf && d.m.LastIssue(s.Request.Unit, s.Request.Restricted) < s.last
}

// sameAsSent reports whether the form would be the one already sent, but for
// its day.
func (d *dispatch) sameAsSent(ctx context.Context, s *sending) (bool, error) {
	r, sent, issue := s.Request, s.kept, s.last
	old, err := xlsx.Open(sent, xlsx.Own())
	if err != nil {
		return false, master.CopyError(d.Dir, sent, err)
	}
	defer old.Close()
	meta := old.Properties()
	r.Issue, r.Issued = issue, meta[form.MetaIssued]
	due, dated := meta[form.MetaDue]
	switch {
	case dated && d.Due != "" && d.Due != due && !d.Backwards && d.open(s, true):
		return false, nil // a new day
	case dated:
		r.Due = due
	case d.Due == "":
		r.Due = d.Plan.Param(templates.ParamReturnsDue)
	}
	if r.Asks, err = strconv.Atoi(meta[form.MetaAsks]); err != nil {
		r.Asks = issue
	}
	r.Tag, r.Loose = meta[form.MetaTag], true
	var buf bytes.Buffer
	if err := form.Write(ctx, &buf, r); err != nil {
		return false, err
	}
	now, err := xlsx.OpenBytes(buf.Bytes(), xlsx.Own())
	if err != nil || maps.Equal(old.Sums(), now.Sums()) {
		return err == nil, err
	}
	return sameCells(ctx, old, now)
}

// sameCells compares every cell of two workbooks but what the form's own sheets
// do not show.
func sameCells(ctx context.Context, old, now *xlsx.Workbook) (bool, error) {
	if !slices.Equal(old.Sheets(), now.Sheets()) {
		return false, nil
	}
	for _, s := range old.Sheets() {
		a, err := dump(ctx, old, s.Name)
		if err != nil {
			return false, err
		}
		b, err := dump(ctx, now, s.Name)
		if err != nil || a != b {
			return false, err
		}
	}
	return true, nil
}

// untold are what the forms of older versions do not say.
var untold = []string{form.MetaTag, form.MetaDue, form.MetaAsks}

// dump digests the cells of a sheet.
func dump(ctx context.Context, wb *xlsx.Workbook, sheet string) (string, error) {
	h := sha256.New()
	var line []byte
	err := wb.Each(ctx, sheet, func(r *xlsx.Row) {
		if sheet == form.MetaSheet && slices.Contains(untold, r.Cells[0].Text) {
			return
		}
		line = line[:0]
		for _, c := range r.Cells {
			line = strconv.AppendInt(append(strconv.AppendInt(line, int64(r.Number), 10), ' '), int64(c.Col), 10)
			line = append(append(strconv.AppendInt(append(line, ' '), int64(len(c.Text)), 10), ' '), c.Text...)
		}
		h.Write(line)
	})
	return string(h.Sum(nil)), err
}

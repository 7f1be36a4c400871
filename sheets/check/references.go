package check

import (
	"fmt"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/intake"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

const (
	codeReference = "R-06"
	codeKey       = "R-03"
	codeNil       = "R-94"
)

// references reports cells that point at a row that does not exist; settled
// says whether the row could only be among those at hand.
func (r *run) references(l *templates.Ledger, settled func(target *templates.Ledger, key string) bool) {
	for _, c := range l.Columns {
		if c.Target == nil {
			continue
		}
		for _, row := range r.data.Rows(l) {
			for _, v := range cell.SplitList(row.Value(c)) {
				if r.data.Find(c.Target, v) == nil && !row.Bad[c.Index] && (!row.Withdrawn() || c.Withdraws()) && settled(c.Target, v) {
					r.add(row.Finding(finding.Error, codeReference, c,
						fmt.Sprintf("“%s”里的“%s”在“%s”中找不到。", c.Name, c.Show(v), c.Target.Name),
						fmt.Sprintf("请填写“%s”里已有的“%s”。", c.Target.Name, c.Target.Key[0].Name)))
					break
				}
			}
		}
	}
	for _, c := range l.Columns {
		if c.Parent != nil {
			r.dependent(l, c)
		}
	}
}

// settledFor decides from one unit's return: a row of another unit's may well
// exist, and is looked for when all are merged.
func (r *run) settledFor(u *templates.Unit) func(*templates.Ledger, string) bool {
	return func(l *templates.Ledger, key string) bool {
		if l.Receives(u) && !r.sheets[l] {
			return false // the sheet it would stand on is missing, and said to be
		}
		others := 0
		for _, o := range r.plan.Units {
			if o != u && o.Is(l.FiledBy) {
				others++
			}
			if l.Adds && o != u && strings.HasPrefix(key, o.Code+"-"+l.Code+"-") {
				return false
			}
		}
		if !l.Adds || others == 0 {
			return true
		}
		return u.Is(l.FiledBy) && l.Key[0].FilledBySystem()
	}
}

// dependent reports choices that do not belong under the row's parent value.
func (r *run) dependent(l *templates.Ledger, c *templates.Column) {
	code := codeReference
	if c.Group != nil {
		code = codeOf(c)
	}
	for _, row := range r.data.Rows(l) {
		v, parent := row.Value(c), row.Value(c.Parent)
		if v == "" || parent == "" || row.Withdrawn() || row.Bad[c.Index] || row.Bad[c.Parent.Index] || c.Under(v, parent) {
			continue
		}
		r.add(row.Finding(finding.Error, code, c,
			fmt.Sprintf("“%s”是“%s”时，“%s”不能是“%s”。", c.Parent.Name, c.Parent.Show(parent), c.Name, c.Show(v)),
			"请从下拉列表中重新选择。"))
	}
}

// unique reports repeated keys and repeated values of columns marked unique.
func (r *run) unique(l *templates.Ledger) {
	r.uniqueBy(l, (*sheets.Row).Unique, l.Key)
	for _, c := range l.Columns {
		for _, t := range c.Tags {
			if t.Name == templates.TagUnique && !(len(l.Key) == 1 && l.Key[0] == c) {
				r.uniqueBy(l, func(row *sheets.Row) string {
					if row.Duplicate() || row.Withdrawn() {
						return ""
					}
					return row.Value(c)
				}, []*templates.Column{c})
			}
		}
	}
}

func (r *run) uniqueBy(l *templates.Ledger, key func(*sheets.Row) string, cols []*templates.Column) {
	for row, o := range repeats(r.data.Rows(l), key) {
		r.add(row.Finding(finding.Error, codeKey, cols[0],
			fmt.Sprintf("“%s”与%s重复：%s。", names(cols), place(o, row), shown(row, cols)),
			"同一件事只报一行；确是两件事的，请改成不同的编号或内容。"))
	}
}

func names(cols []*templates.Column) string {
	out := make([]string, len(cols))
	for i, c := range cols {
		out[i] = c.Name
	}
	return strings.Join(out, "＋")
}

// place says where a row is, as seen from another.
func place(o, from *sheets.Row) string {
	if o.File == from.File && o.Sheet == from.Sheet {
		return fmt.Sprintf("第 %d 行", o.Number)
	}
	return fmt.Sprintf("%s“%s”第 %d 行", o.File, o.Sheet, o.Number)
}

// nilReports: a ledger sheet without rows needs the statement that there is
// nothing, and a statement must not contradict the rows.
func (r *run) nilReports(ret *intake.Return) {
	for _, s := range ret.Sheets {
		l := s.Ledger
		if !l.Nil.Allowed || !l.Adds || !ret.Unit.Is(l.FiledBy) {
			continue
		}
		said := ret.Nil[l]
		f := finding.Finding{Code: codeNil, Unit: ret.Unit.Name, File: ret.File, Sheet: s.Name, Ledger: l.Name}
		switch {
		case said.Whole && s.New > 0:
			f.Severity = finding.Error
			f.Message = fmt.Sprintf("“%s”报了零报告，表里却有 %d 行新报的。", l.Name, s.New)
			f.Fix = "有内容就请把“填报说明”里的零报告改成“否”；没有就请清空这些行。"
		case len(s.Rows) == 0 && !said.Whole && len(said.Years) == 0:
			f.Severity = finding.Warning
			f.Message = fmt.Sprintf("“%s”一行也没有填，也没有报零报告。", l.Name)
			f.Fix = "确实没有的，请在“填报说明”的零报告一栏选“是”。"
		default:
			continue
		}
		r.add(f)
	}
}

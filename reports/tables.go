package reports

import (
	"taizhang/reports/notice"
	"taizhang/reports/summary"
	"taizhang/sheets/disclosure"
	"taizhang/sheets/figure"
	"taizhang/templates"
)

// Tables makes tables of a notice from blocks of the summary, by the rules of the
// variant.
func (in Input) Tables(set *figure.Set, control *disclosure.Control) func(*templates.Block, bool) *notice.Table {
	return func(b *templates.Block, public bool) *notice.Table {
		t, err := summary.TableOf(summary.Input{Plan: in.Plan, Set: set, AsOf: in.AsOf, History: set.Data().Past, Control: control, Internal: !public}, b,
			notice.Shown(notice.Input{Plan: in.Plan, Set: set, AsOf: in.AsOf, Public: public}))
		if err != nil {
			return &notice.Table{Refused: "做不出来：" + err.Error(), Fix: "请核对方案“报表”表这一行。"}
		}
		return t
	}
}

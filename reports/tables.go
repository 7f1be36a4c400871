package reports

import (
	"cmp"
	"context"

	"taizhang/reports/notice"
	"taizhang/reports/summary"
	"taizhang/sheets/disclosure"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// Filled is a variant of the notice as it would be filled now.
type Filled struct {
	*notice.Result
	Paragraphs []notice.Paragraph
}

// Notices fills the public notice, under true, and the internal one, and writes nothing.
// Outstanding is what is wrong with the ledger, which is at hand.
func Notices(ctx context.Context, in Input, set *figure.Set, outstanding []finding.Finding) (map[bool]Filled, error) {
	name, template, err := Template(in.Dir)
	if err != nil {
		return nil, err
	}
	past := history(ctx, in, in.Master)
	in.lookBack(set, past)
	control, err := in.control(ctx, set)
	if err != nil {
		return nil, err
	}
	out := map[bool]Filled{}
	for _, public := range []bool{true, false} {
		paragraphs, res, err := notice.Text(template, name, in.filling(set, past, control, public, outstanding))
		if err != nil {
			return nil, TemplateError(name, err)
		}
		out[public] = Filled{res, paragraphs}
	}
	return out, nil
}

// lookBack lets the notice look back at earlier merges where the plan does not.
func (in Input) lookBack(set *figure.Set, past []master.Past) {
	if data := set.Data(); data.Past == nil {
		data.AsOf, data.Past = cmp.Or(data.AsOf, in.AsOf), past
	}
}

// filling is what a variant of the notice is filled with, whoever asks; past are the
// points of the trend, as in the summary.
func (in Input) filling(set *figure.Set, past []master.Past, control *disclosure.Control, public bool, outstanding []finding.Finding) notice.Input {
	return notice.Input{Plan: in.Plan, Set: set, AsOf: in.AsOf, Public: public, Outstanding: outstanding, Control: control, Table: in.tables(set, past, control)}
}

// tables makes tables of a notice from blocks of the summary, by the rules of the
// variant.
func (in Input) tables(set *figure.Set, past []master.Past, control *disclosure.Control) func(*templates.Block, bool) *notice.Table {
	return func(b *templates.Block, public bool) *notice.Table {
		t, err := summary.TableOf(summary.Input{Plan: in.Plan, Set: set, AsOf: in.AsOf, History: past, Control: control, Internal: !public}, b,
			notice.Shown(notice.Input{Plan: in.Plan, Set: set, AsOf: in.AsOf, Public: public}))
		if err != nil {
			return &notice.Table{Refused: "做不出来：" + err.Error(), Fix: "请核对方案“报表”表这一行。"}
		}
		return t
	}
}

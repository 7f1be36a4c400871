package notice

import (
	"fmt"

	"taizhang/sheets"
	"taizhang/templates/finding"
)

// outstanding are the errors of the ledgers, and which of the places where they are a
// draft speaks of. A place is a ledger and a row, by its id or key, or a ledger alone.
type outstanding struct {
	errors []finding.Finding
	spoken map[[2]string]bool // by place of an error
}

func newOutstanding(found []finding.Finding) *outstanding {
	o := &outstanding{spoken: map[[2]string]bool{}}
	for _, f := range found {
		if f.Severity == finding.Error && f.Ledger != "" {
			o.errors = append(o.errors, f)
			o.spoken[[2]string{f.Ledger, f.RowID}] = false
		}
	}
	return o
}

// speaksOf notes rows that the draft states.
func (o *outstanding) speaksOf(rows ...*sheets.Row) {
	if len(o.errors) == 0 {
		return
	}
	for _, r := range rows {
		for _, place := range [][2]string{{r.Ledger.Name, r.ID}, {r.Ledger.Name, r.Key()}, {r.Ledger.Name}} {
			if _, wrong := o.spoken[place]; wrong {
				o.spoken[place] = true
			}
		}
	}
}

// outstanding keeps the public draft from being finished while an error stands
// on a row that it states, or on a whole ledger of such rows.
func (d *draft) outstanding() {
	n := 0
	for _, f := range d.wrong.errors {
		if d.wrong.spoken[[2]string{f.Ledger, f.RowID}] {
			if n++; n == 1 {
				d.add(finding.Finding{Severity: finding.Error, Code: f.Code, Sheet: Variant(true), Ledger: f.Ledger, RowID: f.RowID,
					Message: "通报写到的内容里还有没改的错误：" + f.Place() + "，" + f.Message, Fix: f.Fix})
			}
		}
	}
	if n > 1 {
		d.add(finding.Finding{Severity: finding.Error, Code: codeSums, Sheet: Variant(true),
			Message: fmt.Sprintf("通报写到的内容里共有 %d 处没改的错误，社会公开稿不能定稿。", n), Fix: "请按屏幕上和校验结果里列出的逐处改好；确实不算错的，在方案“规则”表把那条的级别改为警告。"})
	}
}

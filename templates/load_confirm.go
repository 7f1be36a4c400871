package templates

import (
	"fmt"

	"taizhang/sheets/xlsx"
	"taizhang/templates/finding"
)

// ConfirmHeader is a column that any sheet of a plan may have: what the program
// guessed of the row, until a person empties the cell.
const ConfirmHeader = "待确认"

// CodeGuess marks what nobody has confirmed yet.
const CodeGuess = "待确认"

// unconfirmed collects the guesses that still stand in a plan.
func (ld *loader) unconfirmed() {
	for _, s := range planSheets {
		ld.each(s.name, func(e entry) {
			if guess := e.get(ConfirmHeader); guess != "" {
				ld.plan.Unconfirmed = append(ld.plan.Unconfirmed, finding.Finding{
					Severity: finding.Warning, Code: CodeGuess, Sheet: s.name, Cell: xlsx.CellName(e.col(ConfirmHeader)+1, e.row.Number),
					Message: fmt.Sprintf("“%s”是照旧台账猜的：%s", e.name(), guess), Fix: "请核对这一行；对的，清空“待确认”这一格，不对的先改好。",
				})
			}
		})
	}
}

// name is what a person calls the row.
func (e entry) name() string {
	for _, column := range []string{"栏目", "名称", "区块", "单位名称", "称谓", "小区名称", "参数", "检查"} {
		if v := e.get(column); v != "" {
			return v
		}
	}
	return e.get(e.table.Header[0])
}

// Missing says what a plan needs before anything can be sent out; "" if it has
// it all.
func (p *Plan) Missing() string {
	missing := ""
	for _, need := range []struct {
		has  bool
		what string
	}{
		{len(p.Units) > 0, "“单位”表还没有单位"}, {len(p.Ledgers) > 0, "“台账”“栏目”表还没有台账"},
		{len(p.Ledgers) == 0 || len(p.Figures) > 0, "“指标”表还没有指标，通报和汇总表里没有数字"},
	} {
		switch {
		case need.has:
		case missing == "":
			missing = need.what
		default:
			missing += "；" + need.what
		}
	}
	return missing
}

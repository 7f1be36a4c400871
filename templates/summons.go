package templates

import (
	"fmt"
	"strconv"
)

// Parameters that say when a unit's head is asked to come in (约谈): papers of which
// kinds are unanswered, how long their measures are overdue, and what else holds of them.
const (
	ParamSummonsBasis ParamName = "约谈依据"
	ParamSummonsDays  ParamName = "约谈超期天数"
	ParamSummonsWhen  ParamName = "约谈条件"
)

// SummonsWhen is what a measure has to satisfy besides being overdue.
func (p *Plan) SummonsWhen() (Condition, error) {
	return p.ParseCondition(p.Param(ParamSummonsWhen), p.Measures(), nil)
}

// summons checks the parameters that call for one.
func (e entry) summons() {
	p, value := e.ld.plan, e.get("值")
	switch ParamName(e.get("参数")) {
	case ParamSummonsBasis:
		for _, name := range e.list("值") {
			if kinds := p.PaperKinds(); kinds != nil && kinds.Called(name) == nil {
				e.bad("值", fmt.Sprintf("文书类型里没有“%s”", name), "请写“选项”表里文书类型的名称或含义，多个用|隔开；不用系统代拟约谈的留空。")
			}
		}
	case ParamSummonsDays:
		if n, err := strconv.Atoi(value); value != "" && (err != nil || n < 0) {
			e.bad("值", fmt.Sprintf("参数“%s”应是整数，现在是“%s”", ParamSummonsDays, value), "写成 30 的样子。")
		}
	case ParamSummonsWhen:
		if p.Measures() != nil {
			_, err := p.SummonsWhen()
			e.must("值", err)
		}
	}
}

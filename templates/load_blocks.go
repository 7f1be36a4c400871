package templates

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// rowBlocks are the kinds of blocks that show rows of a ledger.
var rowBlocks = []string{"交叉表", "明细", "完成率", "挂图", "逾期", "临期"}

// BlockWords are what a 导语 may name in braces besides figures.
var BlockWords = []string{"临期天数", "临期", "垫底", "未报单位数"}

func (ld *loader) loadBlock(e entry) {
	b := &Block{Row: e.row.Number}
	e.fill(b)
	if b.Sheet == "" || len([]rune(b.Sheet)) > MaxSheetName || strings.ContainsAny(b.Sheet, `[]:*?/\'`) {
		e.bad("工作表", fmt.Sprintf("“%s”不能用作工作表名", b.Sheet), "请用不超过 31 个字、不含特殊符号的名称。")
	}
	ld.plan.Blocks = append(ld.plan.Blocks, b)
	if b.Kind == "指标表" || b.Kind == "趋势" {
		for _, spec := range b.Columns {
			pattern, target := cutColon(spec)
			if target != "" && e.ld.plan.figures[target] == nil && !isNumber(target) {
				e.bad("栏目", fmt.Sprintf("“%s”的目标“%s”不是数，也不是指标", pattern, target), "请在冒号后面写一个数，或一个指标的代号。")
			}
			if len(ld.plan.MatchFigures(pattern)) == 0 {
				e.bad("栏目", fmt.Sprintf("没有指标“%s”", pattern), "请对照“指标”表的代号填写。")
			}
		}
		return
	}
	if b.Kind == "导语" {
		e.sentence(b)
	}
	if b.Ledger, _ = e.ledger(slices.Contains(rowBlocks, b.Kind)); b.Ledger == nil {
		return
	}
	b.When, _ = e.condition("条件", b.Ledger)
	for _, named := range []struct {
		field string
		specs []string
	}{{"行", []string{b.Rows}}, {"列", []string{b.Cols}}, {"栏目", b.Columns}, {"排序", e.ordering(b)}} {
		for _, spec := range named.specs {
			if spec != "" {
				e.path(named.field, b.Ledger, spec)
			}
		}
	}
	if b.Kind == "交叉表" {
		e.crosstab(b)
	}
}

// sentence checks what a 导语 names in braces.
func (e entry) sentence(b *Block) {
	for _, m := range braces.FindAllStringSubmatch(b.Value, -1) {
		if e.ld.plan.figures[m[1]] == nil && !slices.Contains(BlockWords, m[1]) {
			e.bad("值", fmt.Sprintf("导语里的{%s}不是指标代号", m[1]), "请对照“指标”表的代号改正；还可以写{"+strings.Join(BlockWords, "}、{")+"}。")
		}
	}
}

func isNumber(s string) bool {
	_, err := decimal.NewFromString(s)
	return err == nil
}

// ordering are the columns that a block's rows are ordered by; a cross table
// has its own order.
func (e entry) ordering(b *Block) []string {
	if b.Kind != "交叉表" {
		return b.Order
	}
	_, err := b.Ranking()
	e.must("排序", err)
	return nil
}

// path checks what a block groups or orders by.
func (e entry) path(at string, l *Ledger, spec string) {
	_, err := e.ld.plan.Grouping(spec, l)
	e.must(at, err)
}

// crosstab checks what a cross table counts or adds up.
func (e entry) crosstab(b *Block) {
	if b.Rows == "" {
		e.bad("行", "交叉表要写明行", "")
	}
	_, err := e.ld.plan.Tallies(b)
	e.must("值", err)
}

// cutColon cuts at the first colon of either width.
func cutColon(s string) (before, after string) {
	at := strings.IndexAny(s, ":：")
	if at < 0 {
		return s, ""
	}
	_, colon := utf8.DecodeRuneInString(s[at:])
	return s[:at], s[at+colon:]
}

// Target is a figure's pattern in a block and what the figure should come to, "" if
// the block does not say.
func Target(spec string) (pattern, target string) { return cutColon(spec) }

// MatchFigures lists the figures a pattern means: a code, a name, or 违建.*.
func (p *Plan) MatchFigures(pattern string) []*Figure {
	if f := p.Figure(pattern); f != nil {
		return []*Figure{f}
	}
	var out []*Figure
	for _, f := range p.Figures {
		if ok, err := path.Match(pattern, f.Code); ok && err == nil {
			out = append(out, f)
		}
	}
	return out
}

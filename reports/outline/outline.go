// Package outline says a plan back in words, as the program has understood it:
// who fills in what, how every figure is made, what is held against what. What
// stands here is derived from the model and never from the cells, so that a
// sentence that was misunderstood is seen before anything is sent out.
package outline

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// Outline is a plan in words.
type Outline struct {
	Campaign  string   `json:"campaign"`
	Units     []Units  `json:"units"`
	Ledgers   []Ledger `json:"ledgers"`
	Figures   []Line   `json:"figures"`
	Relations []Line   `json:"relations"`
	Rules     []Line   `json:"rules"`
	Blocks    []Line   `json:"blocks"`
}

// Units are those of one type.
type Units struct {
	Type  string   `json:"type"`
	Names []string `json:"names"`
}

// Ledger is what one ledger asks of whom.
type Ledger struct {
	Code     string   `json:"code"`
	Name     string   `json:"name"`
	Sentence string   `json:"sentence"`
	Key      []string `json:"key"`
	Route    string   `json:"route,omitempty"`
	Sent     []string `json:"sent_to"` // the units that receive a sheet
	Seeds    int      `json:"seeds"`
	Columns  []Column `json:"columns"`
}

// Column is what one column asks for.
type Column struct {
	Name     string   `json:"name"`
	Type     string   `json:"type"`
	Required string   `json:"required"`
	FilledBy []string `json:"filled_by"`
	Role     string   `json:"role,omitempty"`
	Does     string   `json:"does,omitempty"` // what the role makes the program do
	Sentence string   `json:"sentence"`
}

// Line is one row of the plan as a sentence.
type Line struct {
	Code     string `json:"code"`
	Name     string `json:"name"`
	Sentence string `json:"sentence"`
	Ledger   string `json:"ledger,omitempty"`
}

// Of says a plan in words.
func Of(p *templates.Plan) Outline {
	o := Outline{Campaign: p.Param(templates.ParamCampaign), Units: []Units{}, Ledgers: []Ledger{}, Figures: []Line{}, Relations: []Line{}, Rules: []Line{}, Blocks: []Line{}}
	for _, u := range p.Units {
		at := slices.IndexFunc(o.Units, func(x Units) bool { return x.Type == u.Type })
		if at < 0 {
			o.Units = append(o.Units, Units{Type: u.Type})
			at = len(o.Units) - 1
		}
		o.Units[at].Names = append(o.Units[at].Names, u.Name)
	}
	for _, l := range p.Ledgers {
		o.Ledgers = append(o.Ledgers, ledger(p, l))
	}
	for _, f := range p.Figures {
		o.Figures = append(o.Figures, Line{f.Code, f.Name, figure.Definition(f) + printed(f), ledgerName(f.Ledger)})
	}
	for _, r := range p.Relation {
		o.Relations = append(o.Relations, Line{r.Code, r.Name, relation(r), ""})
	}
	for _, r := range p.Rules {
		o.Rules = append(o.Rules, Line{r.Code, r.Check, rule(r), ledgerName(r.Ledger)})
	}
	for _, b := range p.Blocks {
		o.Blocks = append(o.Blocks, Line{b.Sheet, b.Title, block(b), ledgerName(b.Ledger)})
	}
	return o
}

func ledgerName(l *templates.Ledger) string {
	if l == nil {
		return ""
	}
	return l.Name
}

func ledger(p *templates.Plan, l *templates.Ledger) Ledger {
	out := Ledger{Code: l.Code, Name: l.Name, Key: names(l.Key), Sent: []string{}, Seeds: len(p.Seeds[l.Name]), Columns: []Column{}}
	if l.Route != nil {
		out.Route = l.Route.Name
	}
	for _, u := range p.Units {
		if l.Receives(u) {
			out.Sent = append(out.Sent, u.Name)
		}
	}
	out.Sentence = ledgerSentence(l, out)
	for _, c := range l.Columns {
		x := Column{Name: c.Name, Type: string(c.Type), Required: string(c.Required), FilledBy: c.Owners, Role: string(c.Role), Does: c.Role.Does(), Sentence: c.TypeText()}
		for i := range c.Tags {
			if s := c.Tags[i].Sentence(c, p); s != "" {
				x.Sentence += "；" + s
			}
		}
		if c.Default != nil {
			x.Sentence += "；" + c.Default.Say(c)
		}
		if c.Sensitive {
			x.Sentence += "；敏感，提示里打码，不进汇总表和公开稿"
		}
		out.Columns = append(out.Columns, x)
	}
	return out
}

// ledgerSentence says who fills a ledger in, who receives which rows, and what
// makes a row the same.
func ledgerSentence(l *templates.Ledger, o Ledger) string {
	var s []string
	switch {
	case len(l.FiledBy)+len(l.AlsoTo) == 0:
		s = append(s, "由整改办自己填，不下发")
	case len(o.Sent) == 0:
		s = append(s, fmt.Sprintf("写的是由%s填，但没有这样的单位，谁也收不到", strings.Join(l.FiledBy, "、")))
	default:
		s = append(s, fmt.Sprintf("发给%s（%d 个单位）", strings.Join(slices.Concat(l.FiledBy, l.AlsoTo), "、"), len(o.Sent)))
		switch {
		case l.Route != nil:
			s = append(s, fmt.Sprintf("已有的行按“%s”分给单位", l.Route.Name))
		case len(l.AlsoTo) == 0 || !slices.Equal(l.FiledBy, l.AlsoTo):
			s = append(s, "已有的行退给加这一行的单位")
		}
		if len(l.AlsoTo) > 0 {
			s = append(s, fmt.Sprintf("%s收到全部的行", strings.Join(l.AlsoTo, "、")))
		}
		if l.Adds {
			s = append(s, fmt.Sprintf("单位可以加行，预备 %d 个空行", l.Spare))
		} else {
			s = append(s, "单位不能加行")
		}
	}
	s = append(s, fmt.Sprintf("“%s”相同的是同一行", strings.Join(o.Key, "”“")))
	if o.Seeds > 0 {
		s = append(s, fmt.Sprintf("期初有 %d 行", o.Seeds))
	}
	if l.Restricted {
		s = append(s, "限阅，单独成册")
	}
	switch {
	case l.Nil.Yearly != nil:
		s = append(s, fmt.Sprintf("没有内容的要按“%s”的年份写“无”", l.Nil.Yearly.Name))
	case l.Nil.Allowed:
		s = append(s, "没有内容的要写“无”")
	}
	if len(l.Near) > 0 {
		s = append(s, fmt.Sprintf("“%s”相近的列为疑似重复", strings.Join(names(l.Near), "”“")))
	}
	return strings.Join(s, "；") + "。"
}

func names(cols []*templates.Column) []string {
	out := []string{}
	for _, c := range cols {
		out = append(out, c.Name)
	}
	return out
}

// printed is how a figure looks.
func printed(f *templates.Figure) string {
	var s []string
	if f.Decimals > 0 || f.Op == templates.OpSum || f.Op == templates.OpFormula {
		s = append(s, fmt.Sprintf("保留 %d 位小数", f.Decimals))
	}
	if f.Style != "" {
		s = append(s, "样式“"+f.Style+"”")
	}
	if f.Measure != "" {
		s = append(s, "单位"+f.Measure)
	}
	if len(s) == 0 {
		return "。"
	}
	return "；" + strings.Join(s, "，") + "。"
}

func relation(r *templates.Relation) string {
	s := fmt.Sprintf("%s 应%s %s", figure.ExprWords(r.Left), r.Op.NumberWords(), figure.ExprWords(r.Right))
	if r.Tolerance != "" {
		s += "，差额在 " + r.Tolerance + " 以内的算相符"
	}
	s += "；不符的列为" + r.Severity.Label()
	if r.Excuse != "" {
		s += "，已写明允许不符：" + r.Excuse
	}
	return s + "。"
}

func rule(r *templates.Rule) string {
	s := string(r.Stage) + "时"
	if r.Ledger != nil {
		s += "查“" + r.Ledger.Name + "”"
	}
	if w := figure.ConditionWords(r.When); w != "" {
		s += "中" + w + "的行"
	}
	if w := figure.ConditionWords(r.Must); w != "" {
		s += "，应当" + w
	}
	return fmt.Sprintf("%s（%s），不合的列为%s：%s", s, r.Check, r.Severity.Label(), r.Message)
}

func block(b *templates.Block) string {
	s := b.Kind
	if b.Ledger != nil {
		s += "，“" + b.Ledger.Name + "”"
	}
	if w := figure.ConditionWords(b.When); w != "" {
		s += "中" + w + "的行"
	}
	for _, part := range []struct{ label, text string }{
		{"行", b.Rows}, {"列", b.Cols}, {"值", b.Value}, {"栏目", cell.Enumerate(cell.JoinList(b.Columns))}, {"排序", cell.Enumerate(cell.JoinList(b.Order))}, {"图", b.Chart},
	} {
		if part.text != "" {
			s += "，" + part.label + "：" + part.text
		}
	}
	if b.Internal {
		s += "，只进内部汇总表"
	}
	return s + "。"
}

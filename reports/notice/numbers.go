package notice

import (
	"fmt"

	"golang.org/x/text/width"

	"taizhang/sheets/pii"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// numbers reports identity, mobile and bank card numbers in the text. In the
// public variant they always block; a rule of the plan gives the words.
func (d *draft) numbers(rule *templates.Rule) {
	if d.told {
		return
	}
	d.told = true
	severity := finding.Error
	if !d.in.Public {
		severity = finding.Warning
	}
	for i, p := range d.text {
		for _, hit := range append(pii.Find(p.Text, d.allowed), d.split(i)...) {
			text := p.Text + betweenCells
			if i+1 < len(d.text) {
				text += d.text[i+1].Text
			}
			masked := cell.Mask(width.Narrow.String(text[hit.Start:hit.End]))
			message := fmt.Sprintf("有像%s的数字“%s”。", hit.Kind, masked)
			code, fix := "R-111", "请删去或改写；对外公开的号码写在方案“参数”表里。"
			if rule != nil {
				code, fix = rule.Code, rule.Fix
				message = phrase(d.in.Plan, rule.Message, "值", masked)
			}
			d.find(severity, code, i, message, fix)
		}
	}
}

// betweenCells parts neighbours of a table while they are looked at together.
const betweenCells = "\t"

// split are the numbers of which a part stands in a cell and the rest in the next one.
func (d *draft) split(i int) (out []pii.Hit) {
	p := d.text[i]
	if i+1 == len(d.text) || p.Row == 0 || d.text[i+1].Row != p.Row {
		return nil
	}
	for _, hit := range pii.Find(d.unfigured(p)+betweenCells+d.unfigured(d.text[i+1]), d.allowed) {
		if hit.Start < len(p.Text) && hit.End > len(p.Text)+len(betweenCells) {
			out = append(out, hit)
		}
	}
	return out
}

// allowedNumbers are those that stand in the plan's parameters, which are the
// office's own.
func (e *eval) allowedNumbers() *pii.Allowed {
	var texts []string
	for _, p := range e.in.Plan.Params {
		texts = append(texts, p.Value)
	}
	return pii.On(e.in.AsOf, texts...)
}

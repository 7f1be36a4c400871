package notice

import (
	"fmt"
	"slices"
	"strings"

	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/sheets/pii"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// check looks over the filled text: the plan's rules for drafts and, in the
// public variant, whatever must not be made public.
func (e *eval) check() {
	d := &draft{eval: e, text: e.paragraphs(), allowed: e.allowedNumbers()}
	d.rules()
	if !e.in.Public {
		return
	}
	d.numbers(nil)
	d.sensitive()
	d.names()
	d.contacts()
	d.crossChecks()
	d.balance()
	d.outstanding()
}

// draft is a filled notice being looked over.
type draft struct {
	*eval
	text    []Paragraph
	allowed *pii.Allowed                 // numbers that are known to be public
	told    bool                         // numbers have been looked for
	edited  bool                         // the text does not tell figures apart
	secret  map[string]*templates.Column // what stands in sensitive columns and may stand in the text
}

// find reports something about the i-th paragraph of the text.
func (d *draft) find(severity finding.Severity, code string, i int, message, fix string) {
	d.add(finding.Finding{Severity: severity, Code: code, Sheet: Variant(d.in.Public),
		Message: fmt.Sprintf("第 %d 段：%s", i+1, message), Fix: fix})
}

// crossChecks keep the public variant from being finished while one is broken
// without an excuse.
func (d *draft) crossChecks() {
	for _, c := range d.in.Set.Checks() {
		if c.Blocks() && c.Relation.Private() {
			d.add(finding.Finding{Severity: finding.Error, Code: c.Relation.Code, Sheet: "勾稽",
				Message: fmt.Sprintf("勾稽“%s”不符，社会公开稿不能定稿；两边取自限阅台账或敏感栏，数字见内部汇总表。", c.Relation.Name),
				Fix:     "请核对两边的行；确有原因的，在方案“勾稽”表写明允许不符的理由。"})
		} else if c.Blocks() {
			d.add(finding.Finding{Severity: finding.Error, Code: c.Relation.Code, Sheet: "勾稽",
				Message: fmt.Sprintf("勾稽“%s”不符：左边 %s，右边 %s，社会公开稿不能定稿。", c.Relation.Name, c.Left, c.Right),
				Fix:     "请核对两边的行；确有原因的，在方案“勾稽”表写明允许不符的理由。"})
		}
	}
}

// contacts must stand in the public variant, so that people can report back.
func (d *draft) contacts() {
	all := ""
	for _, p := range d.text {
		all += p.Text + "\n"
	}
	for _, name := range []templates.ParamName{"联系电话", "电子邮箱", "邮政信箱"} {
		v := strings.TrimSpace(d.in.Plan.Param(name))
		switch {
		case !d.in.Plan.HasParam(name):
		case v == "":
			d.add(finding.Finding{Severity: finding.Error, Code: "R-114", Sheet: "参数",
				Message: fmt.Sprintf("参数“%s”没有填写，社会公开稿要印监督渠道。", name), Fix: "请在方案“参数”表填写。"})
		case !strings.Contains(all, v):
			d.add(finding.Finding{Severity: finding.Error, Code: "R-114", Sheet: Variant(true),
				Message: fmt.Sprintf("社会公开稿里没有%s。", name), Fix: fmt.Sprintf("请在通报模板的结尾写上 {{%s}}。", name)})
		}
	}
}

// Mistakes are the places of a template that name nothing of the plan, found
// before there is a single row.
func Mistakes(template []byte, name string, plan *templates.Plan) ([]finding.Finding, error) {
	_, result, err := Text(template, name, Input{Plan: plan, Set: figure.New(sheets.NewData(plan)), Public: true})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(result.Findings, func(f finding.Finding) bool { return f.Code != codeTemplate }), nil
}

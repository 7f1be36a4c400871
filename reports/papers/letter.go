package papers

import (
	"fmt"
	"path"
	"strings"

	"taizhang/reports/docx"
	"taizhang/sheets/campaign"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/cell"
)

const letterDir = "催报函"

// Letter asks a unit in writing for a workbook that is overdue.
type Letter struct {
	Unit       string `json:"unit"`
	Restricted bool   `json:"restricted,omitempty"`
	Due        string `json:"due"`
	File       string `json:"file"`

	part returns.Part
}

// letters are for the workbooks that have not come back, or came back as they
// were sent out, after the day they were due.
func letters(chase []returns.Part) []Letter {
	out := []Letter{}
	for _, p := range chase {
		if p.Overdue && (p.Status == returns.NotReturned || p.Status == returns.NeverOpened) {
			out = append(out, Letter{Unit: p.Unit, Restricted: p.Restricted, Due: p.Due, part: p,
				File: path.Join(campaign.Papers, letterDir, fmt.Sprintf("%s-%s.docx", letterDir, fileSafe(p.Name())))})
		}
	}
	return out
}

func (g *generator) letter(l Letter) *docx.Document {
	p := l.part
	what := g.Plan.Param(templates.ParamCampaign) + "填报表"
	if p.Restricted {
		what += "（限阅）"
	}
	standing := fmt.Sprintf("截至%s，没有收到你单位报回的表", cell.ChineseDate(g.AsOf))
	if p.Status == returns.NeverOpened {
		standing = fmt.Sprintf("你单位%s发回的表与下发时完全一样，没有填写", cell.ChineseDate(p.Received))
	}
	body := []string{
		fmt.Sprintf("%s第%d次已于%s发给你单位，要求%s前报送。%s，已经逾期%s。", what, p.Asked, cell.ChineseDate(p.AskedOn), cell.ChineseDate(p.Due), standing, g.lateBy(p.Due)),
		fmt.Sprintf("请于%s前填好、审核后报送；确实没有可报的，也请在“填报说明”的零报告一栏写明后报送。表丢失的，请与整改办联系，按原来的发放序号重发。", cell.ChineseDate(g.cal.After(g.AsOf, g.number("回复天数", 7)))),
	}
	if who := strings.TrimSpace(g.Plan.Param(templates.ParamContact) + "　" + g.Plan.Param(templates.ParamTelephone)); who != "" {
		body = append(body, "联系人："+who+"。")
	}
	doc := &docx.Document{Author: g.param("督办署名")}
	doc.Add(docx.P(docx.Title, "关于尽快报送整改台账的函"), docx.P(docx.Salutation, p.Unit+"："))
	for _, s := range body {
		doc.Add(docx.P(docx.Body, s))
	}
	if s := g.param("督办署名"); s != "" {
		doc.Add(docx.P(docx.Signature, s))
	}
	return doc.Add(docx.P(docx.Date, cell.ChineseDate(g.AsOf)))
}

// lateBy says how long ago a day was, in the days that the plan counts.
func (g *generator) lateBy(due string) string {
	left, _ := g.cal.Between(g.AsOf, due)
	return fmt.Sprintf("%d%s", -left, g.cal.Unit())
}

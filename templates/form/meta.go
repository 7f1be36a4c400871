package form

import (
	"strconv"

	"taizhang/templates"

	"github.com/xuri/excelize/v2"

	"taizhang/templates/book"
)

// writeMeta puts what identifies the form on the hidden sheet and, should that
// be deleted, into the document's properties.
func (b *writer) writeMeta() {
	restricted := "否"
	if b.Restricted {
		restricted = "是"
	}
	pairs := [][2]string{
		{MetaCampaign, b.Plan.Param(templates.ParamCampaignCode)},
		{MetaCampaignName, b.Plan.Param(templates.ParamCampaign)},
		{MetaUnit, b.Unit.Code},
		{MetaUnitName, b.Unit.Name},
		{MetaVersion, b.Plan.Version},
		{MetaIssue, strconv.Itoa(b.Issue)},
		{MetaIssued, b.Issued},
		{MetaRestricted, restricted},
		{MetaDue, b.Due},
	}
	if b.Tag != "" {
		pairs = append(pairs, [2]string{MetaTag, b.Tag})
	}
	s := b.Stream(MetaSheet, book.Spans(24, 24)...)
	for _, p := range pairs {
		s.Row(0, book.Texts(0, p[0], p[1])...)
		b.Do(b.File.SetCustomProps(excelize.CustomProperty{Name: p[0], Value: p[1]}))
	}
	for _, x := range b.sheets {
		s.Row(0, book.Texts(0, MetaSample+x.ledger.Code, x.marks())...)
	}
	s.End()
	b.About(b.Plan.Param(templates.ParamCampaign)+"　"+b.Unit.Name, b.Plan.Param(templates.ParamIssuer), b.Issued)
}

package form

import (
	"strconv"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"taizhang/templates"
	"taizhang/templates/book"
	"taizhang/templates/cell"
)

// longestProperty is the longest text that Excel takes for a property.
const longestProperty = 255

// writeMeta puts what identifies the form on the hidden sheet and, should that
// be deleted, into the document's properties.
func (b *writer) writeMeta() {
	pairs := [][2]string{
		{MetaCampaign, b.Plan.Param(templates.ParamCampaignCode)},
		{MetaCampaignName, b.Plan.Param(templates.ParamCampaign)},
		{MetaUnit, b.Unit.Code},
		{MetaUnitName, b.Unit.Name},
		{MetaVersion, b.Plan.Version},
		{MetaIssue, strconv.Itoa(b.Issue)},
		{MetaIssued, b.Issued},
		{MetaRestricted, cell.YesOrNo(b.Restricted)},
		{MetaDue, b.Due},
		{MetaAsks, strconv.Itoa(b.Asks)},
	}
	s := b.Stream(MetaSheet, book.Spans(24, 24)...)
	say := func(key, value string) {
		s.Row(0, book.Texts(0, key, value)...)
		if utf8.RuneCountInString(value) > longestProperty {
			return
		}
		b.Do(b.File.SetCustomProps(excelize.CustomProperty{Name: key, Value: value}))
	}
	for _, p := range pairs {
		say(p[0], p[1])
	}
	for _, x := range b.sheets {
		s.Row(0, book.Texts(0, MetaSample+x.ledger.Code, x.marks())...)
		for _, c := range x.ledger.FormColumns() {
			if b.begins(c) {
				say(metaDefault(x.ledger, c.Name), c.Default.Written(c, b.dated))
			}
		}
	}
	if b.Tag != "" { // the last: a form is compared with the one sent before without it
		say(MetaTag, b.Tag)
	}
	s.End()
	b.About(b.Plan.Param(templates.ParamCampaign)+"　"+b.Unit.Name, b.Plan.Param(templates.ParamIssuer), b.Issued)
}

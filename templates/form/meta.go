package form

import (
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// writeMeta puts what identifies the form on the hidden sheet and, should that
// be deleted, into the document's properties.
func (b *book) writeMeta() error {
	restricted := "否"
	if b.Restricted {
		restricted = "是"
	}
	pairs := [][2]string{
		{MetaCampaign, b.Plan.Param("活动代号")},
		{MetaCampaignName, b.Plan.Param("活动名称")},
		{MetaUnit, b.Unit.Code},
		{MetaUnitName, b.Unit.Name},
		{MetaVersion, b.Plan.Version},
		{MetaIssue, strconv.Itoa(b.Issue)},
		{MetaIssued, b.Issued},
		{MetaRestricted, restricted},
	}
	for i, p := range pairs {
		row := []string{p[0], p[1]}
		if err := b.file.SetSheetRow(MetaSheet, fmt.Sprintf("A%d", i+1), &row); err != nil {
			return err
		}
		if err := b.file.SetCustomProps(excelize.CustomProperty{Name: p[0], Value: p[1]}); err != nil {
			return err
		}
	}
	if err := b.file.SetColWidth(MetaSheet, "A", "B", 24); err != nil {
		return err
	}
	created := b.Issued
	if created == "" {
		created = "2000-01-01"
	}
	return b.file.SetDocProps(&excelize.DocProperties{
		Title: b.Plan.Param("活动名称") + "　" + b.Unit.Name, Creator: b.Plan.Param("署名"),
		LastModifiedBy: b.Plan.Param("署名"), Created: created + "T00:00:00Z", Modified: created + "T00:00:00Z",
	})
}
